"""Drawing closed cases, looking at them again, and learning from it (issue: quality).

The second reader's answer is compared with the outcome only after it is written.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from accounts.models import Unit
from accounts.roles import Role
from casework import audit
from casework.actions.door import changing
from casework.models import Case, Threshold
from casework.moment import now
from casework.notify import Notice, everyone_who, tell
from casework.policy import Capability
from casework.schemes import scheme_named
from casework.workflow.perform import Refused
from disclosure.actions.second_person import ask_sign_off
from disclosure.models import (
    Agreement,
    Conclusion,
    SampledCase,
    SamplingDraw,
    SecondLook,
)
from disclosure.outcomes import KINDS_OF_OUTCOME, OutcomeKind
from disclosure.queries.sampling import is_drawn, parts_in, percent_of, place_of
from disclosure.second_looks import open_reading

if TYPE_CHECKING:
    from accounts.models import User

# A closure that began before the draw may be stored after it.
SETTLING = dt.timedelta(hours=1)
HAD_PART = (
    "You had a part in this case, or have seen how it ended: somebody else gives it "
    "its second look."
)
TAKEN = "Somebody else is giving this case its second look."
NOT_DRAWN = "This case does not wait for a second look."
OWN_LOOK = "You gave the second look: another supervisor concludes on it."
DANGER = Notice(everyone_who(Role.SUPERVISOR), "needs you today: see its second look")
DIFFERENCE = Notice(everyone_who(Role.SUPERVISOR), "has a second look to conclude on")


# -- The draw ----------------------------------------------------------------------
def draw_cases(unit: Unit, scheme: str, *, seed: str = "") -> SamplingDraw | None:
    """Draw from the cases that ``unit`` closed since its last draw; None if none.

    The row of the unit is the lock, so that two workers draw from no day twice. The
    seed is chosen by the machine; a given one is for a trial that is always the same.
    """
    with transaction.atomic():
        Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
        draw = _new_draw(unit, scheme, seed or secrets.token_hex(32))
        cases = _closed_in(draw)
        if not cases:
            return None
        draw.considered = len(cases)
        draw.save()
        taken = [row for case in cases if (row := _drawn(draw, case))]
        for row in taken:
            row.save()
            audit.record(
                row.case,
                by=None,
                verb="draw_case",
                about=row,
                sentence="Drawn for a second look",
            )
        audit.record(
            None,
            by=None,
            verb="draw_sample",
            about=draw,
            sentence=f"Drew {len(taken)} of {len(cases)} closed cases to look at again",
        )
    return draw


def _new_draw(unit: Unit, scheme: str, seed: str) -> SamplingDraw:
    numbers = dict(
        Threshold.objects.filter(scheme=scheme, key__startswith="sample_")
        .order_by("key")
        .values_list("key", "value")
    )
    drawn = SamplingDraw.objects.filter(unit=unit, scheme=scheme)
    last: dt.datetime | None = drawn.aggregate(last=Max("until"))["last"]
    first = now() - dt.timedelta(days=numbers["sample_first_days"])
    return SamplingDraw(
        unit=unit,
        scheme=scheme,
        since=last or first,
        until=now() - SETTLING,
        nil_percent=numbers["sample_nil_percent"],
        other_percent=numbers["sample_other_percent"],
        considered=0,
        seed=seed,
        drawn_at=now(),
    )


def _closed_in(draw: SamplingDraw) -> list[Any]:
    """Every closed case of the time; who may see it is asked of whoever reads it."""
    rows = scheme_named(draw.scheme).model.objects.filter(
        unit_id=draw.unit_id,
        closed_at__gt=draw.since,
        closed_at__lte=draw.until,
        outcome__in=list(KINDS_OF_OUTCOME[draw.scheme]),
    )
    return list(rows.order_by("closed_at", "pk"))


def _drawn(draw: SamplingDraw, case: Any) -> SampledCase | None:
    kind = KINDS_OF_OUTCOME[draw.scheme][case.outcome]
    place = place_of(draw.seed, case.reference)
    if not is_drawn(place, percent_of(draw, kind)):
        return None
    return SampledCase(
        draw=draw,
        case_id=case.pk,
        closed_at=case.closed_at,
        settled_at=case.decided_at or case.closed_at,
        outcome=case.outcome,
        kind=kind,
        place=place,
    )


# -- The second look ---------------------------------------------------------------
def waiting_sample(case: Case) -> SampledCase | None:
    """What of ``case`` waits for an answer, if it is still closed as it was drawn."""
    if case.closed_at is None:
        return None
    return (
        SampledCase.objects.filter(case_id=case.pk, closed_at=case.closed_at, look=None)
        .select_related("case", "reader")
        .first()
    )


def why_not_reader(user: User, sample: SampledCase) -> str:
    """Why ``user`` cannot take this second look; empty if they can, or have it."""
    if sample.reader_id is not None:
        return "" if sample.reader_id == user.pk else TAKEN
    return HAD_PART if parts_in(user, [sample]) else ""


def take_second_look(case: Case, *, by: User, version: int | None = None) -> None:
    """Begin: from now on ``by`` sees nothing else of the case until they answer."""
    with changing(case, by=by, may=Capability.SECOND_LOOK, version=version) as locked:
        sample = waiting_sample(locked)
        if sample is None:
            raise Refused(NOT_DRAWN)
        if sample.reader_id == by.pk:
            return
        if refusal := why_not_reader(by, sample):
            raise Refused(refusal)
        sample.reader, sample.taken_at = by, now()
        sample.save()
        audit.record(
            locked,
            by=by,
            verb="take_second_look",
            about=sample,
            sentence="Began the second look",
        )


def give_back(case: Case, *, by: User, reason: str, version: int | None = None) -> None:
    """Leave it to somebody else, for example because one knows the people.

    Whoever has read the record stays one who had it: they do not take it again.
    """
    with changing(case, by=by, may=Capability.SECOND_LOOK, version=version) as locked:
        sample = open_reading(by, locked)
        if sample is None:
            raise Refused(NOT_DRAWN)
        sample.reader = sample.taken_at = None
        sample.save()
        audit.record(
            locked,
            by=by,
            verb="give_back_second_look",
            about=sample,
            sentence="Left the second look to somebody else",
            reason=reason,
        )


def give_second_look(
    case: Case,
    *,
    by: User,
    outcome: str,
    reasons: str,
    sees_danger: bool,
    danger: str,
    research_was_enough: bool,
    research_gaps: str,
    version: int | None = None,
) -> SecondLook:
    """Answer; the outcome that stands is compared now. Danger tells the supervisors."""
    with changing(case, by=by, may=Capability.SECOND_LOOK, version=version) as locked:
        sample = open_reading(by, locked)
        if sample is None or sample.closed_at != locked.closed_at:
            raise Refused(NOT_DRAWN)
        look = SecondLook.objects.create(
            sample=sample,
            case_id=locked.pk,
            outcome=outcome,
            reasons=reasons,
            sees_danger=sees_danger,
            danger=danger,
            research_was_enough=research_was_enough,
            research_gaps=research_gaps,
            agreement=compare(locked.scheme, sample.outcome, outcome),
            points_to_danger=sees_danger
            or points_to_danger(locked.scheme, sample.outcome, outcome),
            by=by,
            at=now(),
        )
        audit.record(
            locked,
            by=by,
            verb="give_second_look",
            about=look,
            sentence="Gave the second look",
        )
        _tell(locked, look, by)
    return look


def _tell(case: Any, look: SecondLook, by: User) -> None:
    if look.points_to_danger:
        tell(case, by=by, notices=(DANGER,), kind="second_look_danger")
    elif look.agreement == Agreement.DIFFERENT:
        tell(case, by=by, notices=(DIFFERENCE,), kind="second_look_differs")


def compare(scheme: str, stands: str, second: str) -> Agreement:
    """How far two outcomes agree: by what they mean for the person at risk."""
    kinds = KINDS_OF_OUTCOME[scheme]
    if stands == second:
        return Agreement.SAME
    same_kind = kinds[stands] == kinds[second]
    return Agreement.KIND if same_kind else Agreement.DIFFERENT


def points_to_danger(scheme: str, stands: str, second: str) -> bool:
    """Whether somebody was not told whom the second reader would have told."""
    kinds = KINDS_OF_OUTCOME[scheme]
    told = OutcomeKind.TOLD
    return kinds[second] == told and kinds[stands] != told


# -- What the unit makes of it -----------------------------------------------------
def conclude_second_look(
    case: Case,
    *,
    by: User,
    learning: str,
    opens_again: bool,
    version: int | None = None,
) -> Conclusion:
    """The supervisor's conclusion; ``opens_again`` asks a second person to reopen."""
    with changing(case, by=by, may=Capability.SUPERVISE, version=version) as locked:
        look = locked.looks.filter(conclusion=None).order_by("pk").last()
        if look is None:
            raise Refused("There is no second look to conclude on.")
        if look.by_id == by.pk:
            raise Refused(OWN_LOOK)
        row = Conclusion.objects.create(
            look=look,
            case_id=locked.pk,
            learning=learning,
            opens_again=opens_again,
            by=by,
            at=now(),
        )
        audit.record(
            locked,
            by=by,
            verb="conclude_second_look",
            about=row,
            sentence="Concluded on the second look",
        )
        if opens_again and locked.is_closed:
            ask_sign_off(locked, by=by, purpose="reopening", reason=learning)
    return row
