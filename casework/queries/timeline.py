"""Where a case has been, what happened to it, who looked, and how its dates are made.

Each function makes the same number of queries however many rows there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Count, Max, QuerySet

from casework import clock
from casework.bank_holidays import statutory_holidays
from casework.clock import LimitUnit, Step, days_between
from casework.clocks import bank_holidays_near
from casework.models import ActionClass, AuditEvent, BankHolidayChange, Deadline
from casework.moment import now
from casework.schemes import Scheme

PAGE_SIZE = 50
Row = TypeVar("Row")


# -- Stages ------------------------------------------------------------------------
@dataclass(frozen=True)
class Stay:
    """All visits of a case to one stage together; no ``first`` means never visited."""

    stage: str
    is_usual: bool
    first: dt.datetime | None = None
    days: int = 0
    visits: int = 0


def stays_of(case: Any, scheme: Scheme) -> list[Stay]:
    """The stages of the route in order, with those visited beside it; one query.

    Days are London calendar days, added up over all visits to a stage.
    """
    usual = {str(stage) for stage in scheme.stages_on(case.route)}
    visited: dict[str, list[Any]] = {}
    for visit in case.visits.order_by("entered_at", "id"):
        visited.setdefault(visit.stage, []).append(visit)
    stages = [str(value) for value in scheme.states.values]
    return [
        _stay(stage, visited.get(stage, []), is_usual=stage in usual)
        for stage in stages
        if stage in usual or stage in visited
    ]


def _stay(stage: str, visits: list[Any], *, is_usual: bool) -> Stay:
    if not visits:
        return Stay(stage, is_usual)
    days = sum(days_between(v.entered_at, v.left_at or now()) for v in visits)
    return Stay(stage, is_usual, visits[0].entered_at, days, len(visits))


# -- What happened, and who looked ---------------------------------------------------
@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows newest first; ``older`` is the key for the next page, 0 at the end."""

    rows: list[Row]
    older: int


def page_of(rows: QuerySet[Any], before: int) -> Page[Any]:
    """One page of rows with ids below ``before`` (0: from the newest)."""
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-id")[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    return Page(found[:PAGE_SIZE], found[PAGE_SIZE - 1].pk if more else 0)


def acts_of(case: Any, *, kind: str = "", before: int = 0) -> Page[AuditEvent]:
    """What was done to the case, without the looks; ``kind`` is an ActionClass."""
    events = AuditEvent.objects.filter(case_id=case.pk)
    events = (
        events.filter(action_class=kind)
        if kind
        else events.exclude(action_class=ActionClass.CONSULTATION)
    )
    return page_of(events, before)


def looks_at(case: Any, *, before: int = 0) -> Page[AuditEvent]:
    """Who opened a page or a document of the case."""
    events = AuditEvent.objects.filter(
        case_id=case.pk, action_class=ActionClass.CONSULTATION
    )
    return page_of(events, before)


class Reader(NamedTuple):
    """One person who opened the case."""

    name: str
    times: int
    last: dt.datetime


def readers_of(case: Any) -> list[Reader]:
    """Each person who looked, the most often first."""
    counted = (
        AuditEvent.objects.filter(
            case_id=case.pk, action_class=ActionClass.CONSULTATION
        )
        .values("actor_id", "actor_name")
        .annotate(times=Count("id"), last=Max("happened_at"))
        .order_by("-times", "actor_name")
    )
    return [Reader(row["actor_name"], row["times"], row["last"]) for row in counted]


# -- Dates -------------------------------------------------------------------------
@dataclass(frozen=True)
class Proof:
    """A deadline, how its date is counted, and what the count gives today."""

    deadline: Deadline
    steps: list[Step]
    counted: dt.datetime

    @property
    def agrees(self) -> bool:
        """Whether the stored date is what the count gives today."""
        return self.counted == self.deadline.due_at

    @property
    def counted_day(self) -> dt.date:
        """The day that the count gives today."""
        return clock.due_day(self.counted)

    @property
    def elapsed_days(self) -> int:
        """London calendar days from the start until met, ended or now."""
        row = self.deadline
        return days_between(row.started_at, row.met_at or row.ended_at or now())


def proofs_of(case: Any) -> list[Proof]:
    """Every clock of the case in the order in which it is due."""
    deadlines = list(case.deadlines.select_related("rule").order_by("due_at", "id"))
    holidays, names = _days_off(deadlines)
    return [_proof(case, row, holidays, names) for row in deadlines]


def _proof(
    case: Any,
    row: Deadline,
    holidays: frozenset[dt.date],
    names: Mapping[dt.date, str],
) -> Proof:
    unit = LimitUnit(row.unit)
    steps = clock.explain(row.started_at, row.limit, unit, holidays, names)
    if row.started_at != case.received_at:
        steps = [step._replace(label=_started(step.label)) for step in steps]
    counted = clock.due_at(row.started_at, row.limit, unit, holidays)
    return Proof(row, steps, counted)


def _started(label: str) -> str:
    """A clock that began later than receipt does not say "received"."""
    return label.replace("received at", "started at").replace("Received at", "Began at")


def _days_off(
    deadlines: list[Deadline],
) -> tuple[frozenset[dt.date], dict[dt.date, str]]:
    """The days off over the life of all limits in working days, and their names."""
    rows = [row for row in deadlines if row.unit == LimitUnit.WORKING_DAYS]
    if not rows:
        return frozenset(), {}
    first = min(row.started_at for row in rows)
    span = max(days_between(first, row.due_at) for row in rows)
    holidays = bank_holidays_near(first, span)
    years = {day.year for day in holidays}
    names = {
        day: name for year in years for day, name in statutory_holidays(year).items()
    }
    changes = BankHolidayChange.objects.filter(day__in=holidays)
    return holidays, names | {change.day: change.name for change in changes}
