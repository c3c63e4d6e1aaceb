"""Second looks of the trial: some cases drawn, some read, one of them dangerous."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

from accounts.roles import Role
from casework.models import Case
from casework.moment import frozen, now
from disclosure.actions.sampling import (
    conclude_second_look,
    draw_cases,
    give_second_look,
    take_second_look,
    why_not_reader,
)
from disclosure.models import Agreement, SampledCase
from disclosure.outcomes import KINDS_OF_OUTCOME, Outcome, OutcomeKind

if TYPE_CHECKING:
    from accounts.models import User
    from disclosure.demo.people import Staff

MONTHS = 11
A_MONTH = dt.timedelta(days=30)
A_WHILE = dt.timedelta(days=240)
# The rest waits, so that a trial has something to look at.
READ = 0.8
AGREES = 0.85
REASONS = (
    "The record shows the same to me: what is held, how recent it is, and the risk."
)
DOUBTS = (
    "A neighbour's call of last spring was never followed up. I would have told her."
)


def look_again(staff: Staff, scheme: str = "clares_law", seed: int = 26) -> None:
    """Draws for the months of the trial, and answers for most of what was drawn."""
    dice = random.Random(seed)  # noqa: S311  the same trial every time
    today = now()
    unit = staff.by_role[Role.SUPERVISOR][0].unit
    assert unit is not None  # noqa: S101 - for the types
    for months in range(MONTHS, -1, -1):
        with frozen(today - months * A_MONTH):
            draw_cases(unit, scheme, seed=f"{dice.random()}")
    recent = today - A_WHILE
    for sample in SampledCase.objects.select_related("case").order_by("pk"):
        if dice.random() < READ and sample.case.closed_at == sample.closed_at:
            with frozen(min(sample.draw.drawn_at + dt.timedelta(days=2), today)):
                _answer(sample, staff, dice, is_recent=sample.draw.drawn_at > recent)


def _answer(
    sample: SampledCase, staff: Staff, dice: random.Random, *, is_recent: bool
) -> None:
    by = _reader(sample, staff)
    if by is None:
        return
    case: Any = sample.case.scheme_case()
    agrees = dice.random() < AGREES
    is_nil = sample.kind == OutcomeKind.NIL
    second = sample.outcome if agrees else _other(sample)
    take_second_look(case, by=by)
    look = give_second_look(
        Case.objects.get(pk=case.pk).scheme_case(),
        by=by,
        outcome=second,
        reasons=REASONS if agrees else DOUBTS,
        sees_danger=not agrees and is_nil,
        danger=""
        if agrees or not is_nil
        else "The person at risk: they live together.",
        research_was_enough=agrees,
        research_gaps="" if agrees else "Calls of the last year at both addresses.",
    )
    # What differs of late is there for the supervisor of the trial to conclude on.
    if look.agreement != Agreement.DIFFERENT or not is_recent:
        conclude_second_look(
            Case.objects.get(pk=case.pk).scheme_case(),
            by=staff.by_role[Role.SUPERVISOR][0],
            learning=LEARNED if look.agreement == Agreement.DIFFERENT else NOTHING,
            opens_again=False,
        )


LEARNED = "Calls to an address are looked up for both people, and for the last year."
NOTHING = "Nothing: both came to the same, for the same reasons."


def _reader(sample: SampledCase, staff: Staff) -> User | None:
    """The first decision maker who had no part; in a small unit there may be none."""
    readers = staff.by_role[Role.DECISION_MAKER]
    return next((one for one in readers if not why_not_reader(one, sample)), None)


def _other(sample: SampledCase) -> str:
    told = Outcome.DISCLOSE_TO_A
    known = KINDS_OF_OUTCOME[sample.case.scheme][sample.outcome]
    return Outcome.TEST_NOT_MET if known == OutcomeKind.TOLD else told
