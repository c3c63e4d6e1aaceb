"""Random histories of cases as plain rows, and what a slow oracle says of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pgtrigger
from hypothesis import strategies as st

from accounts.models import User
from casework.models import (
    Assignment,
    Case,
    ClockRule,
    Deadline,
    StageVisit,
    WaitingInterval,
)
from disclosure.models import ClaresLawCase

MIDDAY = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
STAGES = ("received", "initial_checks", "research", "decision_draft")
REASONS = ("other_force", "applicant", "officer")
LIMIT = dt.timedelta(days=28)


@dataclass(frozen=True)
class History:
    """One case: where it was, who had it, what it waited for, in hours from receipt.

    ``visits`` are the hours at which stages are entered; ``held`` and ``waits`` are
    (from, to, whom or why). ``met`` is the hour of completion, or None.
    """

    visits: tuple[tuple[int, str], ...]
    held: tuple[tuple[int, int, int], ...]
    waits: tuple[tuple[int, int, str], ...]
    met: int | None
    age: int
    received_at: dt.datetime = field(init=False)

    def __post_init__(self) -> None:
        at = MIDDAY - dt.timedelta(hours=self.age)
        object.__setattr__(self, "received_at", at)

    @property
    def end(self) -> int:
        """The hour at which its clock ends."""
        return self.age if self.met is None else self.met

    def stage_at(self, hour: int) -> str:
        """The stage entered last, by ``hour``."""
        entered = [stage for when, stage in self.visits if when <= hour]
        return entered[-1] if entered else ""

    def holder_at(self, hour: int) -> int | None:
        """Who had it in the hour that starts then."""
        return next((who for a, b, who in self.held if a <= hour < b), None)

    def wait_at(self, hour: int) -> str:
        """What it waited for in that hour."""
        return next((why for a, b, why in self.waits if a <= hour < b), "")

    def hours(self) -> dict[tuple[str, int | None, str], int]:
        """The oracle: hour after hour, where it was."""
        found: dict[tuple[str, int | None, str], int] = {}
        for hour in range(self.end):
            key = (self.stage_at(hour), self.holder_at(hour), self.wait_at(hour))
            found[key] = found.get(key, 0) + 1
        return found


@st.composite
def spells(draw: st.DrawFn, until: int, values: Any) -> tuple[Any, ...]:
    """Spells that do not overlap: (from, to, value), up to three."""
    cuts = sorted(draw(st.sets(st.integers(0, until), max_size=6)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return tuple((a, b, draw(values)) for a, b in pairs)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A case of up to sixty days."""
    age = draw(st.integers(2, 60 * 24))
    entered = sorted(draw(st.sets(st.integers(0, age - 1), min_size=1, max_size=4)))
    visits = tuple((hour, draw(st.sampled_from(STAGES))) for hour in entered)
    return History(
        visits=visits,
        held=draw(spells(age, st.integers(0, 1))),
        waits=draw(spells(age, st.sampled_from(REASONS))),
        met=draw(st.none() | st.integers(1, age)),
        age=age,
    )


def write(histories: list[History], people: list[User]) -> list[Any]:
    """The histories as rows, past the product's own doors; returns the clocks."""
    return [write_one(n, one, people) for n, one in enumerate(histories, start=1)]


def write_one(number: int, one: History, people: list[User]) -> Any:
    """One history as the case with this number."""
    rule = ClockRule.objects.get(scheme="clares_law", key="overall")
    with pgtrigger.ignore():
        return _write(number, one, people, rule)


def _write(number: int, one: History, people: list[User], rule: ClockRule) -> Any:
    stage = one.visits[-1][1]
    case = ClaresLawCase.objects.create(
        reference=f"CL-26-{number:06d}-B",
        scheme="clares_law",
        route="right_to_know",
        unit=people[0].unit,
        stage=stage,
        state=stage,
        stage_entered_at=_at(one, one.visits[-1][0]),
        received_at=one.received_at,
        opened_at=one.received_at,
        opened_by=people[0],
        due_on=(one.received_at + LIMIT).date(),
        target_on=(one.received_at + LIMIT).date(),
        guidance_version="2023-04",
    )
    _visits(case, one, people[0])
    for start, end, who in one.held:
        Assignment.objects.create(
            case_id=case.pk,
            user=people[who],
            started_at=_at(one, start),
            ended_at=_at(one, end),
            by=people[0],
        )
    for start, end, why in one.waits:
        WaitingInterval.objects.create(
            case_id=case.pk,
            reason=why,
            started_at=_at(one, start),
            ended_at=_at(one, end),
            by=people[0],
        )
    return Deadline.objects.create(
        case_id=case.pk,
        key="overall",
        label=rule.label,
        rule=rule,
        limit=28,
        unit=rule.unit,
        started_at=one.received_at,
        due_at=one.received_at + LIMIT,
        met_at=None if one.met is None else _at(one, one.met),
    )


def _visits(case: Case, one: History, by: User) -> None:
    for (entered, stage), left in zip(
        one.visits, [*(when for when, _s in one.visits[1:]), None], strict=True
    ):
        StageVisit.objects.create(
            case_id=case.pk,
            stage=stage,
            entered_at=_at(one, entered),
            left_at=None if left is None else _at(one, left),
            move="seeded",
            by=by,
        )


def _at(one: History, hour: int) -> dt.datetime:
    return one.received_at + dt.timedelta(hours=hour)
