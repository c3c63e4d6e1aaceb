"""Date arithmetic for limits: no database, no Django, no "now".

The rules come from the statutory guidance on the Domestic Violence Disclosure
Scheme (28 days) and from how the unit counts:

* The day of receipt, in Europe/London, is day 0. Day 28 is on time, day 29 late.
* A limit in days ends at the END of its last day. It is stored as the instant that
  starts the following day, so one test serves every unit: ``instant < due_at`` is on
  time. ``due_day()`` turns that instant back into the day people say.
* Days are counted as dates, never as blocks of 24 hours: two days a year in London
  have 23 or 25 hours. Hours, in contrast, are real elapsed hours.

Instants come in aware, in any zone, and go out in UTC. Everything is converted to UTC
before it is compared: Python compares two datetimes of one zone by wall time, which
puts the second 01:30 of an October night before the first 01:45.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

ONE_DAY = timedelta(days=1)
SATURDAY = 5

NO_HOLIDAYS: frozenset[date] = frozenset()
NO_NAMES: Mapping[date, str] = MappingProxyType({})


class LimitUnit(StrEnum):
    """How a limit is counted."""

    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"


class Timing(Enum):
    """Where a deadline stands, from calm to missed, then the two met states."""

    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"


class Step(NamedTuple):
    """One line of the proof of a date."""

    day: date
    label: str


class ImpossibleLocalTime(ValueError):  # noqa: N818  a refusal to show, no fault
    """A typed time that no clock in London showed. The text is for the officer."""


def in_utc(instant: datetime) -> datetime:
    """Return the instant in UTC; a naive datetime is a ValueError."""
    if instant.utcoffset() is None:
        raise ValueError("A datetime without a time zone is not an instant.")
    return instant.astimezone(UTC)


def local_date(instant: datetime) -> date:
    """Return the Europe/London date of an aware instant (ValueError when naive)."""
    return in_utc(instant).astimezone(LONDON).date()


def is_working_day(day: date, holidays: frozenset[date]) -> bool:
    """Return whether ``day`` is Monday to Friday and not a bank holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(day: date, count: int, holidays: frozenset[date]) -> date:
    """Return the ``count``-th working day after ``day``, which itself never counts.

    ``day`` may be any day. ValueError when ``count`` is below 1.
    """
    if count < 1:
        raise ValueError("Count at least one working day.")
    while count:
        day += ONE_DAY
        if is_working_day(day, holidays):
            count -= 1
    return day


def end_of_day(day: date) -> datetime:
    """Return the end of a London day: the UTC instant that starts the next day.

    The instant is exclusive, so that there is no last second to be lost. It is the
    local midnight of the next day, hence right on days of 23 and 25 hours.
    """
    midnight = datetime.combine(day + ONE_DAY, time.min, tzinfo=LONDON)
    return midnight.astimezone(UTC)


def due_at(
    start: datetime,
    limit: int,
    unit: LimitUnit,
    holidays: frozenset[date] = NO_HOLIDAYS,
) -> datetime:
    """Return the first UTC instant that is late.

    Hours run from the instant itself; days run from its London date (day 0) to the
    end of the last day. ValueError when ``start`` is naive or ``limit`` below 1.
    """
    if limit < 1:
        raise ValueError("A limit is at least 1.")
    if unit is LimitUnit.HOURS:
        return in_utc(start) + timedelta(hours=limit)
    day_0 = local_date(start)
    if unit is LimitUnit.WORKING_DAYS:
        return end_of_day(add_working_days(day_0, limit, holidays))
    return end_of_day(day_0 + timedelta(days=limit))


def due_day(due_at: datetime) -> date:
    """Return the last London date on which a deadline can still be met.

    The inverse of ``end_of_day``. Show this, never ``local_date(due_at)``: the stored
    instant of a limit in days is the midnight after its last day.
    """
    return local_date(in_utc(due_at) - datetime.resolution)


def due_date(
    start: datetime,
    limit: int,
    unit: LimitUnit,
    holidays: frozenset[date] = NO_HOLIDAYS,
) -> date:
    """Return the last date on time: received on day 0, a 28-day limit gives day 28.

    Errors as ``due_at``.
    """
    return due_day(due_at(start, limit, unit, holidays))


def days_between(start: datetime, end: datetime) -> int:
    """Return the London calendar days from ``start`` to ``end`` (same day is 0).

    Negative when ``end`` falls on an earlier date.
    """
    return (local_date(end) - local_date(start)).days


def is_late(due_at: datetime, now: datetime) -> bool:
    """Return whether ``now`` is at or past the exclusive instant ``due_at``."""
    return in_utc(now) >= in_utc(due_at)


def time_left(due_at: datetime, now: datetime) -> timedelta:
    """Return the real time left before ``due_at``; zero or negative means late."""
    return in_utc(due_at) - in_utc(now)


def days_left(due_at: datetime, now: datetime) -> int:
    """Return the days from today to the due day: 0 is due today, -2 is two days late.

    A limit in hours can be late at 0, later on its due day: ask ``timing`` first.
    """
    return (due_day(due_at) - local_date(now)).days


def timing(
    due_at: datetime,
    *,
    now: datetime,
    met_at: datetime | None = None,
    soon_days: int = 3,
) -> Timing:
    """Classify a deadline; ``soon_days`` is how many days ahead counts as soon.

    A met deadline is judged by when it was met, for ever; ``now`` no longer matters.
    """
    if met_at is not None:
        return Timing.MET_LATE if is_late(due_at, met_at) else Timing.MET
    if is_late(due_at, now):
        return Timing.OVERDUE
    left = days_left(due_at, now)
    if left == 0:
        return Timing.DUE_TODAY
    return Timing.DUE_SOON if left <= soon_days else Timing.ON_TIME


def is_doubled(local: datetime) -> bool:
    """Return whether a naive London time happened twice (October, clocks go back)."""
    first, second = _readings(local)
    return first < second


def resolve_local(local: datetime, *, fold: Literal[0, 1] = 0) -> datetime:
    """Return the UTC instant of a typed, naive London time.

    A time that happened twice is the first occurrence (summer time) unless ``fold`` is
    1: the earlier receipt is the one that cannot hide a late case. A time skipped in
    March raises ImpossibleLocalTime; an aware datetime is a ValueError.
    """
    first, second = _readings(local)
    if first > second:
        before, after = second.astimezone(LONDON), first.astimezone(LONDON)
        raise ImpossibleLocalTime(
            f"There is no {local:%H:%M} on {local.day} {local:%B %Y}, because the "
            "clocks go forward. Check the time: "
            f"it may be {before:%H:%M} or {after:%H:%M}."
        )
    return second if fold else first


def _readings(local: datetime) -> tuple[datetime, datetime]:
    """Return a wall time read with the offset before and after a clock change.

    The two are equal on all but two nights a year. The first is the earlier when the
    time happened twice, and the later when it never happened (PEP 495).
    """
    if local.tzinfo is not None:
        raise ValueError("This time already has a time zone.")
    first = local.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
    return first, local.replace(tzinfo=LONDON, fold=1).astimezone(UTC)


def explain(
    start: datetime,
    limit: int,
    unit: LimitUnit,
    holidays: frozenset[date] = NO_HOLIDAYS,
    names: Mapping[date, str] = NO_NAMES,
) -> list[Step]:
    """Prove a date: the day of receipt, each day not counted, the due day last.

    ``names`` gives bank holidays their names; weekends and bank holidays are listed
    for limits in working days only. Errors as ``due_at``.
    """
    due = due_at(start, limit, unit, holidays)
    received = in_utc(start).astimezone(LONDON)
    if unit is LimitUnit.HOURS:
        return _explain_hours(received, limit, due.astimezone(LONDON))
    word = "Working day" if unit is LimitUnit.WORKING_DAYS else "Day"
    first = Step(received.date(), f"Day 0: received at {received:%H:%M}")
    last = Step(due_day(due), f"{word} {limit}: due, on time until the day ends")
    if unit is LimitUnit.CALENDAR_DAYS:
        return [first, last]
    return [first, *_days_not_counted(first.day, last.day, holidays, names), last]


def _explain_hours(received: datetime, limit: int, due: datetime) -> list[Step]:
    """Return the two steps of a limit in hours, naming a clock change in between."""
    until = "24:00" if due.time() == time.min else f"{due:%H:%M}"
    label = f"Due before {until}, {limit} hours later"
    if received.utcoffset() != due.utcoffset():
        label += " (the clocks change in between)"
    return [
        Step(received.date(), f"Received at {received:%H:%M}: the hours start"),
        Step(due_day(due), label),
    ]


def _days_not_counted(
    first: date, last: date, holidays: frozenset[date], names: Mapping[date, str]
) -> list[Step]:
    """Return the weekends and bank holidays strictly between two days."""
    between = (first + timedelta(days=n) for n in range(1, (last - first).days))
    return [
        Step(day, f"{_reason_not_counted(day, names)}: not counted")
        for day in between
        if not is_working_day(day, holidays)
    ]


def _reason_not_counted(day: date, names: Mapping[date, str]) -> str:
    if day.weekday() >= SATURDAY:
        return f"{day:%A}"
    return names.get(day, "Bank holiday")
