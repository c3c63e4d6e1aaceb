"""What an agency reports of an action, where a move writes more than its own row."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework import audit
from casework.moment import now
from casework.policy import Capability as May
from casework.workflow.perform import Refused, perform
from casework.workflow.track_moves import lock_thing, may_move
from marac.effects import give_part
from marac.models import Action

if TYPE_CHECKING:
    from accounts.models import Agency, User

ITS_OWN = "The action is with this agency already."
NO_PART = (
    "This agency has no part in the case. Ask the coordinator, who decides whether it "
    "may know of it."
)
SAY_DAY = "Say by when the replacement is to be done."


def report_done(
    action: Action,
    *,
    by: User,
    what_was_done: str,
    done_on: dt.date,
    effect_on_risk: str,
    may_tell: str,
    version: int | None = None,
) -> Action:
    """The agency did it: what, when, its effect, and who may tell the person (A5)."""
    with transaction.atomic():
        moved: Action = perform(
            action,
            "claim_done",
            by=by,
            version=version,
            what_was_done=what_was_done,
            done_on=done_on,
            effect_on_risk=effect_on_risk,
        )
        moved.may_tell = may_tell
        moved.save(update_fields=["may_tell"])
    return moved


def report_not_possible(
    action: Action,
    *,
    by: User,
    what_changed: str,
    new_risk: str = "",
    instead: str = "",
    instead_due_on: dt.date | None = None,
    version: int | None = None,
) -> Action:
    """Things changed so that it cannot be done; perhaps another action replaces it.

    What replaces it waits for the chair's word, and keeps the case open until then
    (A7). Refused without a day for it.
    """
    if instead and instead_due_on is None:
        raise Refused(SAY_DAY)
    with transaction.atomic():
        locked = lock_thing(action, by)
        if instead:
            _propose(locked, by=by, words=instead, due_on=instead_due_on)
        moved: Action = perform(
            locked,
            "report_not_possible",
            by=by,
            version=version,
            what_changed=what_changed,
            new_risk=new_risk,
        )
    return moved


def _propose(action: Action, *, by: User, words: str, due_on: Any) -> None:
    if not (verdict := may_move(by, May.DO_ACTION, action)).allowed:
        raise PermissionDenied(verdict.reason)
    made = Action.objects.create(
        case=action.case,
        listing_id=action.listing_id,
        owner_agency_id=action.owner_agency_id,
        words=words,
        for_whom=action.for_whom,
        lowers=action.lowers,
        priority=action.priority,
        may_tell=action.may_tell,
        due_on=due_on,
        instead_of=action,
        by=by,
        at=now(),
        state_entered_at=now(),
    )
    audit.record(
        action.case,
        by=by,
        verb="propose_action",
        sentence="Proposed an action in place of one that is not possible",
        about=made,
    )


def offer_action(
    action: Action,
    *,
    by: User,
    agency: Agency,
    reason: str,
    version: int | None = None,
) -> Action:
    """Another agency is asked to take it over; the first stays on record (A3).

    An agency offers only to those who know of the case; whoever judges actions lets
    another one know of it. Refused for the agency that has it.
    """
    with transaction.atomic():
        locked = lock_thing(action, by)
        if locked.owner_agency_id == agency.pk:
            raise Refused(ITS_OWN)
        if not locked.case.agencies.filter(agency=agency).exists():
            if not may_move(by, May.JUDGE_ACTION, locked).allowed:
                raise Refused(NO_PART)
            give_part(locked.case, agency, "action")
        moved: Action = perform(
            locked,
            "offer_to_another",
            by=by,
            version=version,
            agency=agency,
            reason=reason,
        )
    return moved
