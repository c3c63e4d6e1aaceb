"""Screening: names, the rationale, the second person, conflicts (A1.2, A2.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import changing
from casework.models import Case
from casework.moment import now
from casework.policy import Capability as May
from casework.workflow.perform import Refused
from marac.models import HitResult, NameHit, Purpose, Screening, Suitability
from marac.states import S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User

TOO_SHORT = "Write the reasons in at least {} characters."
NOT_SCREENING = "The case is not being screened now."
NOT_ASKED = "Nobody has asked for a second person here."


def settle_hit(
    case: Case,
    hit: NameHit,
    *,
    by: User,
    result: str,
    reason: str,
    version: int | None = None,
) -> None:
    """Say whether a name is a user's; a conflict hides the case from them at once."""
    with changing(case, by=by, may=May.SCREEN, version=version) as locked:
        row = locked.name_hits.get(pk=hit.pk)
        row.result, row.reason = result, reason
        row.decided_by, row.decided_at = by, now()
        row.save()
        if result == HitResult.CONFLICT:
            _hide_from(locked, row.user, by=by, relation=reason)
        audit.record(
            locked,
            by=by,
            verb="settle_hit",
            sentence="Looked at a name that may be a user's",
            about=row,
            fields=["result", "reason"],
        )


def declare_conflict(case: Case, *, by: User, relation: str) -> None:
    """Somebody says that they are close to a person of the case: it goes at once."""
    with changing(case, by=by, may=May.VIEW) as locked:
        _hide_from(locked, by, by=by, relation=relation, is_declared=True)
        audit.record(
            locked,
            by=by,
            verb="declare_conflict",
            sentence="Said that somebody named is close to them",
        )


def _hide_from(
    case: Any, user: User, *, by: User, relation: str, is_declared: bool = False
) -> None:
    case.conflicts.get_or_create(
        user=user,
        ended_at=None,
        defaults={
            "relation": relation[:200],
            "is_declared": is_declared,
            "since": now(),
            "by": by,
        },
    )


def record_screening(
    case: Case,
    *,
    by: User,
    decision: str,
    rationale: str,
    agreed_routes: Sequence[str] = (),
    signpost: str = "",
    safety_steps: str = "",
    version: int | None = None,
) -> Screening:
    """Write the suitability and its rationale; the move itself is the next step.

    To refuse a case at or above the threshold, or a repeat, takes a second person.
    Refused if the rationale is too short for the protocol, or the case is elsewhere.
    """
    with changing(case, by=by, may=May.SCREEN, version=version) as locked:
        if locked.state != S.SCREENING:
            raise Refused(NOT_SCREENING)
        least = locked.profile.rationale_length
        if len(rationale.strip()) < least:
            raise Refused(TOO_SHORT.format(least))
        assessed = locked.marac_assessments.last()
        changed = _agree_routes(locked, agreed_routes)
        row: Screening = locked.screenings.create(
            decision=decision,
            rationale=rationale,
            score_seen=assessed.score if assessed else None,
            route_changed=changed,
            signpost=signpost,
            safety_steps=safety_steps,
            needs_second=decision != Suitability.SUITABLE
            and takes_second_person(locked),
            by=by,
            at=now(),
        )
        audit.record(
            locked,
            by=by,
            verb="record_screening",
            sentence=f"Recorded the suitability: {row.get_decision_display().lower()}",
            about=row,
        )
    return row


def takes_second_person(case: Any) -> bool:
    """Whether refusing ``case`` takes a second person (A1.2)."""
    assessed = case.marac_assessments.last()
    at_threshold = bool(
        assessed
        and assessed.score is not None
        and assessed.score >= case.profile.score_threshold
    )
    return at_threshold or bool(case.is_repeat)


def _agree_routes(case: Any, agreed: Sequence[str]) -> bool:
    """Keep which routes the screener agrees with; returns whether one was changed."""
    changed = False
    for row in case.routes.all():
        row.is_agreed = row.code in agreed
        changed = changed or not row.is_agreed
        row.save()
    return changed


def ask_to_withdraw(case: Case, *, by: User, version: int | None = None) -> None:
    """Leave a mark that a withdrawal is wanted, for the second person."""
    with changing(case, by=by, may=May.SCREEN, version=version) as locked:
        audit.record(
            locked,
            by=by,
            verb="ask_to_withdraw",
            sentence="Asked a second person about a withdrawal",
        )


def give_opinion(
    case: Case,
    *,
    by: User,
    purpose: str,
    agrees: bool,
    reason: str,
    version: int | None = None,
) -> None:
    """A second person says whether they agree; never the one who screened.

    Refused if nobody wrote a refusal that needs one.
    """
    with changing(case, by=by, may=May.SECOND_OPINION, version=version) as locked:
        row = locked.second_opinions.create(
            purpose=purpose,
            asked_by=_who_asked(locked, purpose),
            agrees=agrees,
            reason=reason,
            by=by,
            at=now(),
        )
        audit.record(
            locked,
            by=by,
            verb="give_opinion",
            sentence="Gave a second person's opinion",
            about=row,
            fields=["agrees", "reason"],
        )


def _who_asked(case: Any, purpose: str) -> User:
    if purpose == Purpose.REFUSE:
        last = case.screenings.last()
        if last is None or not last.needs_second:
            raise Refused(NOT_ASKED)
        screener: User = last.by
        return screener
    asker = who_asked_to_withdraw(case)
    if asker is None:
        raise Refused(NOT_ASKED)
    return asker


def who_asked_to_withdraw(case: Any) -> User | None:
    """Who asked a second person last, if anybody did."""
    asked = case.audit_events.filter(verb="ask_to_withdraw").order_by("-pk").first()
    return asked.actor if asked else None
