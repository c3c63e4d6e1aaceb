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
    from collections.abc import Iterable, Mapping, Sequence


class Start(StrEnum):
    """What a limit is measured from."""

    RECEIPT = "receipt"
    ENTRY = "entry"
    DECISION = "decision"


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


def rules_for(scheme: str, days: Mapping[str, dt.date]) -> dict[str, ClockRule]:
    """By key the limit in force on the day given; before the first row, the first row.

    One query, however many keys.
    """
    rows = ClockRule.objects.filter(scheme=scheme, key__in=days).order_by("valid_from")
    found: dict[str, ClockRule] = {}
    for rule in rows:
        if rule.key not in found or rule.valid_from <= days[rule.key]:
            found[rule.key] = rule
    return found


def due_of(rule: ClockRule, start: dt.datetime) -> dt.datetime:
    """The first late instant of ``rule`` counted from ``start``."""
    unit = LimitUnit(rule.unit)
    working = unit is LimitUnit.WORKING_DAYS
    holidays = bank_holidays_near(start, rule.limit) if working else frozenset()
    return arithmetic.due_at(start, rule.limit, unit, holidays)


def start_clock(
    case: Case,
    clock: Clock,
    start: dt.datetime,
    cycle: int,
    *,
    among: Sequence[Deadline] | None = None,
) -> Deadline:
    """Start ``clock`` of ``case``, or let it run again if it had been met.

    ``among`` are the deadlines of the case, if they are loaded. The limit is asked for
    only if the clock never started at ``start`` before.
    """
    kept = Deadline.objects.filter(case_id=case.pk) if among is None else among
    same = (row for row in kept if row.key == clock.key and row.started_at == start)
    deadline = next(same, None)
    if deadline is None:
        rules = rules_for(case.scheme, {clock.key: arithmetic.local_date(start)})
        deadline = _new_deadline(rules[clock.key], start, cycle)
        deadline.case_id = case.pk
        deadline.save()
    elif not _is_running(deadline):
        deadline.met_at = deadline.ended_at = None
        # What came while it did not run is over: reminders go on from now.
        deadline.looked_at = deadline.next_look_at = now()
        deadline.save(update_fields=["met_at", "ended_at", "looked_at", "next_look_at"])
    return deadline


def _is_running(deadline: Deadline) -> bool:
    return deadline.met_at is None and deadline.ended_at is None


def _new_deadline(rule: ClockRule, start: dt.datetime, cycle: int) -> Deadline:
    """Not saved, and of no case yet."""
    return Deadline(
        key=rule.key,
        label=rule.label,
        cycle=cycle,
        rule=rule,
        limit=rule.limit,
        unit=rule.unit,
        started_at=start,
        due_at=due_of(rule, start),
    )


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


def first_deadlines(
    scheme: Scheme, stage: str, *, received_at: dt.datetime, entered_at: dt.datetime
) -> list[Deadline]:
    """The clocks of a new case, not saved yet: the overall one, then its stage's."""
    starts = {scheme.overall: received_at}
    for clock in scheme.clocks:
        if stage in clock.stages:
            is_of_receipt = clock.measured_from is Start.RECEIPT
            starts[clock.key] = received_at if is_of_receipt else entered_at
    days = {key: arithmetic.local_date(start) for key, start in starts.items()}
    rules = rules_for(scheme.key, days)
    return [_new_deadline(rules[key], start, 1) for key, start in starts.items()]


def start_second_cycle(case: Case) -> Deadline:
    """A reopened case: the first result stands, a second overall clock starts now."""
    scheme = scheme_of(case)
    cycle, _start = current_cycle(case)
    return start_clock(case, clock_named(scheme, scheme.overall), now(), cycle + 1)


def move_clocks(case: Case, *, left: str, entered: str, move: str) -> None:
    """Meet the clocks that the move stops, start those of the stage entered, and set
    what is due next; the caller saves.

    A closed case has no running clock: what is left no longer applies. One query reads
    the clocks of the case, and what does not change is not written.
    """
    scheme, at = scheme_of(case), now()
    rows = list(Deadline.objects.filter(case_id=case.pk))
    stopped = {
        row.key
        for row in scheme.clocks
        if (left in row.stages and entered not in row.stages) or move in row.met_by
    }
    _stop([row for row in rows if row.key in stopped], met_at=at)
    cycle, began = _cycle_among(rows, case)
    for clock in scheme.clocks:
        if entered in clock.stages:
            entry = case.stage_entered_at
            starts = {
                Start.RECEIPT: began,
                Start.ENTRY: entry,
                Start.DECISION: getattr(case, "decided_at", None) or entry,
            }
            start = starts[clock.measured_from]
            started = start_clock(case, clock, start, cycle, among=rows)
            if started not in rows:
                rows.append(started)
    if case.closed_at is not None:
        _stop(rows, ended_at=at)
    _set_next_due(case, rows)


def _stop(rows: Iterable[Deadline], **how: dt.datetime) -> None:
    """Those of ``rows`` that run are met (``met_at``) or no longer apply."""
    running = [row for row in rows if _is_running(row)]
    for row in running:
        for name, at in how.items():
            setattr(row, name, at)
    if running:
        Deadline.objects.filter(pk__in=[row.pk for row in running]).update(**how)


def _cycle_among(rows: Iterable[Deadline], case: Case) -> tuple[int, dt.datetime]:
    overall = [row for row in rows if row.key == scheme_of(case).overall]
    last = max(overall, key=lambda row: row.cycle, default=None)
    return (last.cycle, last.started_at) if last else (1, case.received_at)


def _set_next_due(case: Case, rows: Iterable[Deadline]) -> None:
    running = [row for row in rows if _is_running(row)]
    first = min(running, key=lambda row: (row.due_at, row.pk), default=None)
    case.next_due_at = first.due_at if first else None
    case.next_due_name = first.label if first else ""


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
