"""Acts that another person completes: sign-offs, reviews, answers from outside.

Each is Stale if ``version`` is older than the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework import audit, clocks
from casework.actions.door import changing
from casework.models import Case
from casework.moment import now
from casework.policy import Capability
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

PURPOSES = {
    "closure": "closing without progressing",
    "undertaking": "telling somebody who refused the undertaking",
    "visit": "the risk assessment of the visit and the safety plan",
    "unsafe": "telling nobody because it is unsafe",
    "reopening": "reopening",
    "under_16": "telling a person at risk under 16 themselves",
}


def ask_sign_off(
    case: Case, *, by: User, purpose: str, reason: str, version: int | None = None
) -> None:
    """Ask for a second person's agreement to ``purpose`` (a key of PURPOSES)."""
    with changing(case, by=by, may=Capability.SUPERVISE, version=version) as locked:
        if locked.sign_offs.filter(purpose=purpose, by__isnull=True).exists():
            raise Refused("This was asked for already and waits for an answer.")
        row = locked.sign_offs.create(
            purpose=purpose, asked_by=by, asked_at=now(), reason=reason
        )
        audit.record(
            locked,
            by=by,
            verb="ask_sign_off",
            about=row,
            reason=reason,
            sentence=f"Asked for a second person: {PURPOSES[purpose]}",
        )


def give_sign_off(
    case: Case, *, by: User, purpose: str, version: int | None = None
) -> None:
    """Agree to ``purpose``. Refused to whoever asked."""
    with changing(case, by=by, may=Capability.DECIDE, version=version) as locked:
        row = locked.sign_offs.filter(purpose=purpose, by__isnull=True).last()
        if row is None:
            raise Refused("Nobody has asked for this.")
        if row.asked_by_id == by.pk:
            raise Refused("You asked for this: another person must sign it off.")
        row.by, row.at = by, now()
        row.save()
        audit.record(
            locked,
            by=by,
            verb="give_sign_off",
            about=row,
            sentence=f"Signed off: {PURPOSES[purpose]}",
        )


def review_emergency(
    case: Case, *, by: User, review: str, version: int | None = None
) -> None:
    """Another person looks back at an emergency disclosure; stops its 24 hours."""
    with changing(case, by=by, may=Capability.AUTHORISE, version=version) as locked:
        row = locked.emergencies.filter(reviewed_at__isnull=True).last()
        if row is None:
            raise Refused("There is no emergency disclosure to review.")
        if row.by_id == by.pk:
            raise Refused("You authorised it: another person must review it.")
        row.reviewed_by, row.reviewed_at, row.review = by, now(), review
        row.save()
        clocks.meet_clocks(locked, ["emergency_review"])
        audit.record(
            locked,
            by=by,
            verb="review_emergency",
            about=row,
            sentence="Reviewed the emergency disclosure",
        )


def record_response(
    case: Case, *, by: User, response: str, version: int | None = None
) -> None:
    """The subject's representations came in."""
    with changing(case, by=by, may=Capability.PROPOSE, version=version) as locked:
        row = locked.representations.filter(responded_at__isnull=True).last()
        if row is None:
            raise Refused("The subject was not asked.")
        row.response, row.responded_at = response, now()
        row.save()
        audit.record(
            locked,
            by=by,
            verb="record_response",
            about=row,
            sentence="Recorded the subject's representations",
        )


def answer_transfer(
    case: Case, *, by: User, accepted: bool, reference: str, version: int | None = None
) -> None:
    """The other force answered."""
    with changing(case, by=by, may=Capability.TRANSFER, version=version) as locked:
        row = locked.transfers.filter(answered_at__isnull=True).last()
        if row is None:
            raise Refused("No transfer waits for an answer.")
        row.answer = "accepted" if accepted else "refused"
        row.answer_reference, row.answered_at = reference, now()
        row.save()
        clocks.meet_clocks(locked, ["transfer"])
        audit.record(
            locked,
            by=by,
            verb="answer_transfer",
            about=row,
            sentence="The other force will lead"
            if accepted
            else "The other force will not lead",
        )
