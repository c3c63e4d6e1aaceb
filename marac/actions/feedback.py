"""How the IDVA service reaches the person at risk, and tells them the result (A4.5).

Every contact is made under the plan for safe contact and judged by its rules; nothing
here reaches anybody by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from casework import audit
from casework.actions.contact_attempts import record_contact_attempt
from casework.models import ActionClass, AttemptResult
from casework.moment import now
from casework.policy import Capability as May
from casework.workflow.perform import Refused, perform
from casework.workflow.track_moves import lock_thing
from marac.actions.agencies_door import changing_thing
from marac.models import IdvaContact
from marac.queries.feedback import safe_attempt_after
from marac.states import Contact

if TYPE_CHECKING:
    from accounts.models import User
    from casework.models import ContactPlan

REACHED = (AttemptResult.SPOKE, AttemptResult.DECLINED)
SPEAK_FIRST = (
    "Record first that you spoke to them by a way that is safe. If no way is safe, say "
    "so instead."
)


def record_attempt(
    contact: IdvaContact, plan: ContactPlan, *, by: User, **facts: Any
) -> None:
    """One attempt under the plan in force, judged by its rules; the contact goes on.

    Refused as ``record_contact_attempt`` refuses. ``facts`` are its own.
    """
    with transaction.atomic():
        tried = record_contact_attempt(contact.case, plan, by=by, **facts)
        with changing_thing(contact, by=by, may=May.REPRESENT) as locked:
            locked.idva = locked.idva or by
            locked.attempts.create(
                tried_at=tried.at,
                channel=tried.method,
                reached=tried.result in REACHED,
                was_safe=tried.result == AttemptResult.SPOKE or None,
                by=by,
                at=now(),
            )
        if locked.state == Contact.ALLOCATED:
            locked = perform(locked, "begin_attempts", by=by)
        if tried.result == AttemptResult.SPOKE and locked.state == Contact.ATTEMPTING:
            perform(locked, "make_contact", by=by)


def record_views(
    contact: IdvaContact,
    *,
    by: User,
    wishes: str,
    own_view: str = "",
    must_not: str = "",
    consents_to_support: bool | None = None,
    version: int | None = None,
) -> IdvaContact:
    """What they want, how they see the risk, and what must not be said or done."""
    with transaction.atomic():
        with changing_thing(contact, by=by, may=May.REPRESENT, version=version) as row:
            row.wishes, row.own_view, row.must_not = wishes, own_view, must_not
            row.consents_to_support = consents_to_support
            audit.record(
                row.case,
                by=by,
                verb="write_views",
                sentence="Wrote down what the person at risk wants",
                action_class=ActionClass.COLLECTION,
                about=row,
            )
        moved: IdvaContact = perform(row, "record_views", by=by)
    return moved


def tell_result(
    contact: IdvaContact, *, by: User, feedback: str, version: int | None = None
) -> IdvaContact:
    """They were told the result, in a contact that the plan allowed.

    Refused unless somebody spoke to them since the case was heard (A4.5).
    """
    with transaction.atomic():
        locked = lock_thing(contact, by)
        heard_at = locked.case.heard_at
        if heard_at is not None and safe_attempt_after(locked.case, heard_at) is None:
            raise Refused(SPEAK_FIRST)
        moved: IdvaContact = perform(
            locked, "give_feedback", by=by, version=version, feedback=feedback
        )
    return moved
