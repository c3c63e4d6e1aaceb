"""Saying that a record found is about the subject: one proposes, another confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import changing, refuse_closed
from casework.actions.notices import tell_supervisors, warn_who_may_tell
from casework.models import ActionClass, Case, IdentityMatch
from casework.moment import now
from casework.policy import Capability
from casework.queries.identity import described, subject_of
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User


def propose_match(
    case: Case, *, by: User, version: int | None = None, **record: Any
) -> IdentityMatch:
    """Say that a record found is or may be about the subject.

    ``record`` are the fields of IdentityMatch, e.g. ``system``, ``names`` and
    ``confidence``. Refused while no subject is named. Stale if the page was older.
    """
    with changing(case, by=by, may=Capability.RESEARCH, version=version) as locked:
        refuse_closed(locked)
        subject = subject_of(locked)
        if subject is None:
            raise Refused("Name the subject first.")
        made = IdentityMatch.objects.create(
            case_id=locked.pk,
            person=subject,
            proposed_by=by,
            proposed_at=now(),
            **record,
        )
        audit.record(
            locked,
            by=by,
            verb="propose_match",
            sentence="Proposed that a record is about the subject",
            action_class=ActionClass.COMBINATION,
            about=made,
        )
        tell_supervisors(locked, by, "asks who it is", "propose_match")
    return made


def confirm_match(
    case: Case, match: int, *, by: User, why: str, version: int | None = None
) -> None:
    """Confirm, after comparing, that the record is about the subject.

    Refused to whoever proposed it, if it was answered or withdrawn, and if the case has
    another subject by now. Stale if the page was older: nobody confirms what they have
    not seen.
    """
    with changing(
        case, by=by, may=Capability.CONFIRM_IDENTITY, version=version
    ) as locked:
        row = _open_match(locked, match)
        if row.confirmed_at is not None:
            raise Refused("This was confirmed already.")
        if row.proposed_by_id == by.pk:
            raise Refused("You proposed it: another person must compare and confirm.")
        subject = subject_of(locked)
        if subject is None or subject.pk != row.person_id:
            raise Refused("The case has another subject now: propose the match again.")
        row.confirmed_by, row.confirmed_at, row.confirmed_why = by, now(), why
        row.compared = described(subject).fingerprint
        row.save()
        audit.record(
            locked,
            by=by,
            verb="confirm_match",
            sentence="Confirmed that a record is about the subject",
            action_class=ActionClass.COMBINATION,
            about=row,
            reason=why,
        )


def withdraw_match(
    case: Case, match: int, *, by: User, why: str, version: int | None = None
) -> None:
    """It is not, or may not be, the same person: whoever may confirm can say so.

    The row stays, with the reason. The owner, the supervisors and those who deliver
    are told at once if it had been confirmed. Refused a second time. Stale if the page
    was older than the case.
    """
    with changing(
        case, by=by, may=Capability.CONFIRM_IDENTITY, version=version
    ) as locked:
        row = _open_match(locked, match)
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_why = by, now(), why
        row.save()
        audit.record(
            locked,
            by=by,
            verb="withdraw_match",
            sentence="Withdrew that a record is about the subject",
            action_class=ActionClass.COMBINATION,
            about=row,
            reason=why,
        )
        if row.confirmed_at is not None:
            warn_who_may_tell(
                locked, by, "must not go on: the match was withdrawn", "withdraw_match"
            )


def _open_match(case: Any, match: int) -> IdentityMatch:
    row: IdentityMatch | None = case.identity_matches.filter(pk=match).first()
    if row is None:
        raise Refused("There is no such match.")
    if row.withdrawn_at is not None:
        raise Refused("This match was withdrawn already.")
    return row
