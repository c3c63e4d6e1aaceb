"""What a scheme says about its clocks, and how a case's clocks are kept.

The numbers are rows (``ClockRule``); the table in the scheme's ``clocks.py`` only says
when a clock starts, what stops it, and the default row it ships.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from casework import clock as arithmetic
from casework.bank_holidays import combine, statutory_holidays
from casework.clock import LimitUnit
from casework.models import BankHolidayChange, Case, ClockRule, Deadline
from casework.moment import now
from casework.schemes import Scheme, scheme_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class Start(StrEnum):
    """What a limit is measured from."""

    RECEIPT = "receipt"
    ENTRY = "entry"


@dataclass(frozen=True)
class Clock:
    """One row of a scheme's table of clocks.

    ``stages`` are those in which it runs (it starts on entering one of them and is met
    on leaving them); without stages an action starts and meets it. The overall clock
    starts at receipt and is met by the ``met_by`` moves.
    """

    key: str
    label: str
    limit: int
    unit: LimitUnit
    basis: str
    measured_from: Start = Start.RECEIPT
    stages: frozenset[str] = frozenset()
    met_by: frozenset[str] = frozenset()


def bank_holidays_near(start: dt.datetime, limit: int) -> frozenset[dt.date]:
    """The days off that a limit in working days from ``start`` can meet."""
    first = arithmetic.local_date(start)
    last = first + dt.timedelta(days=3 * limit + 30)
    years = range(first.year, last.year + 1)
    listed = {day for year in years for day in statutory_holidays(year)}
    changes = BankHolidayChange.objects.filter(day__range=(first, last)).order_by("day")
    added = {change.day for change in changes if change.is_day_off}
    removed = {change.day for change in changes if not change.is_day_off}
    return combine(listed, added, removed)


def rule_for(scheme: str, key: str, on: dt.date) -> ClockRule:
    """The limit in force on ``on``; before the first row, the first row."""
    rules = ClockRule.objects.filter(scheme=scheme, key=key).order_by("valid_from")
    in_force = [rule for rule in rules if rule.valid_from <= on]
    return in_force[-1] if in_force else rules[0]


def due_of(rule: ClockRule, start: dt.datetime) -> dt.datetime:
    """The first late instant of ``rule`` counted from ``start``."""
    unit = LimitUnit(rule.unit)
    working = unit is LimitUnit.WORKING_DAYS
    holidays = bank_holidays_near(start, rule.limit) if working else frozenset()
    return arithmetic.due_at(start, rule.limit, unit, holidays)


def start_clock(case: Case, clock: Clock, start: dt.datetime, cycle: int) -> Deadline:
    """Start ``clock`` of ``case``, or let it run again if it had been met."""
    rule = rule_for(case.scheme, clock.key, arithmetic.local_date(start))
    deadline, created = Deadline.objects.get_or_create(
        case_id=case.pk,
        key=clock.key,
        started_at=start,
        defaults={
            "label": rule.label,
            "cycle": cycle,
            "rule": rule,
            "limit": rule.limit,
            "unit": rule.unit,
            "due_at": due_of(rule, start),
        },
    )
    if not created and (deadline.met_at or deadline.ended_at):
        deadline.met_at = deadline.ended_at = None
        deadline.save(update_fields=["met_at", "ended_at"])
    return deadline


def current_cycle(case: Case) -> tuple[int, dt.datetime]:
    """Which run of the clocks this is, and when it began (receipt, or reopening)."""
    last = (
        Deadline.objects.filter(case_id=case.pk, key=scheme_of(case).overall)
        .order_by("-cycle")
        .values_list("cycle", "started_at")
        .first()
    )
    return last or (1, case.received_at)


def clock_named(scheme: Scheme, key: str) -> Clock:
    """The row of the scheme's table with this key."""
    return next(clock for clock in scheme.clocks if clock.key == key)


def open_clocks(case: Case) -> None:
    """Start the clocks of a new case: the overall one and those of its stage."""
    scheme = scheme_of(case)
    start_clock(case, clock_named(scheme, scheme.overall), case.received_at, 1)
    move_clocks(case, left="", entered=case.stage, move="")


def start_second_cycle(case: Case) -> Deadline:
    """A reopened case: the first result stands, a second overall clock starts now."""
    scheme = scheme_of(case)
    cycle, _start = current_cycle(case)
    return start_clock(case, clock_named(scheme, scheme.overall), now(), cycle + 1)


def move_clocks(case: Case, *, left: str, entered: str, move: str) -> None:
    """Meet the clocks that the move stops and start those of the stage entered."""
    scheme = scheme_of(case)
    at = now()
    running = Deadline.objects.filter(
        case_id=case.pk, met_at__isnull=True, ended_at__isnull=True
    )
    stopped = {
        row.key
        for row in scheme.clocks
        if (left in row.stages and entered not in row.stages) or move in row.met_by
    }
    if stopped:
        running.filter(key__in=stopped).update(met_at=at)
    starting = [row for row in scheme.clocks if entered in row.stages]
    if starting:
        cycle, began = current_cycle(case)
        for row in starting:
            start = (
                began if row.measured_from is Start.RECEIPT else case.stage_entered_at
            )
            start_clock(case, row, start, cycle)


def end_clocks(case: Case) -> None:
    """A closed case has no running clock: what is left no longer applies."""
    Deadline.objects.filter(
        case_id=case.pk, met_at__isnull=True, ended_at__isnull=True
    ).update(ended_at=now())


def meet_clocks(case: Case, keys: Iterable[str]) -> None:
    """An action, not a move, has done what these clocks ask for."""
    Deadline.objects.filter(
        case_id=case.pk, key__in=list(keys), met_at__isnull=True, ended_at__isnull=True
    ).update(met_at=now())


def refresh_next_due(case: Case) -> None:
    """Set the summary columns from the deadline that comes first; the caller saves."""
    first = (
        Deadline.objects.filter(
            case_id=case.pk, met_at__isnull=True, ended_at__isnull=True
        )
        .order_by("due_at", "id")
        .values_list("due_at", "label")
        .first()
    )
    case.next_due_at, case.next_due_name = first or (None, "")
