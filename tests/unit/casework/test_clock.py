"""Limits by the rule: day of receipt is day 0, day 28 is on time, day 29 is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from casework.bank_holidays import statutory_holidays
from casework.clock import (
    LONDON,
    LimitUnit,
    Timing,
    add_working_days,
    days_between,
    days_left,
    due_at,
    due_date,
    due_day,
    end_of_day,
    is_late,
    is_working_day,
    local_date,
    time_left,
    timing,
)

DAYS = LimitUnit.CALENDAR_DAYS
HOURS = LimitUnit.HOURS
WORKING = LimitUnit.WORKING_DAYS

NAMES = {
    day: name
    for year in range(2026, 2030)
    for day, name in statutory_holidays(year).items()
}
HOLIDAYS = frozenset(NAMES)
SECOND = timedelta(seconds=1)


def typed(text: str) -> datetime:
    """A wall time as typed, without a zone."""
    return datetime.fromisoformat(text)


def london(text: str) -> datetime:
    """A wall time in London, the first one when it happened twice."""
    return typed(text).replace(tzinfo=LONDON)


def utc(text: str) -> datetime:
    return typed(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


# The day of receipt


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        # summer time: London is an hour ahead of UTC
        ("2026-07-09T22:59:59", "2026-07-09"),
        ("2026-07-09T23:00:00", "2026-07-10"),
        # winter time: the same
        ("2026-01-16T23:59:59", "2026-01-16"),
        ("2026-01-17T00:00:00", "2026-01-17"),
        # either side of both clock changes of 2026 and 2027
        ("2026-03-29T00:59:58", "2026-03-29"),
        ("2026-03-29T23:00:00", "2026-03-30"),
        ("2026-10-24T23:00:00", "2026-10-25"),
        ("2026-10-25T23:59:59", "2026-10-25"),
        ("2027-03-28T23:00:00", "2027-03-29"),
        ("2027-10-31T23:59:59", "2027-10-31"),
    ],
)
def test_the_date_of_an_instant_is_the_date_in_london(
    instant: str, expected: str
) -> None:
    assert local_date(utc(instant)) == day(expected)


def test_the_zone_an_instant_is_written_in_does_not_change_its_date() -> None:
    half_past_midnight = london("2026-07-10T00:30")
    west = half_past_midnight.astimezone(timezone(timedelta(hours=-8)))

    assert west.date() == day("2026-07-09")
    assert local_date(west) == day("2026-07-10")


def test_a_datetime_without_a_zone_is_refused_everywhere() -> None:
    naive, aware = typed("2026-07-10T00:30"), london("2026-07-10T00:30")

    for ask in (
        lambda: local_date(naive),
        lambda: due_at(naive, 28, DAYS),
        lambda: due_at(naive, 24, HOURS),
        lambda: days_between(naive, aware),
        lambda: days_between(aware, naive),
        lambda: is_late(naive, aware),
        lambda: is_late(aware, naive),
        lambda: time_left(aware, naive),
        lambda: timing(aware, now=naive),
    ):
        with pytest.raises(ValueError, match="without a time zone"):
            ask()


# 28 calendar days


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        # first and last second of a day, summer and winter
        ("2026-07-10T00:00:00", "2026-08-07"),
        ("2026-07-10T23:59:59", "2026-08-07"),
        ("2026-01-16T00:00:00", "2026-02-13"),
        ("2026-01-16T23:59:59", "2026-02-13"),
        # the clocks change on the way: blocks of 24 hours land on the day before
        ("2026-10-01T00:30:00", "2026-10-29"),
        ("2026-10-01T23:59:59", "2026-10-29"),
        ("2026-03-03T23:30:00", "2026-03-31"),
        ("2027-03-15T00:00:00", "2027-04-12"),
        ("2027-10-10T00:15:00", "2027-11-07"),
        # received on, and due on, the day of a change
        ("2026-03-29T00:59:58", "2026-04-26"),
        ("2026-10-25T01:30:00", "2026-11-22"),
        ("2027-02-28T23:59:59", "2027-03-28"),
        ("2027-10-03T00:00:00", "2027-10-31"),
        # over 29 February 2028, onto it, and not in 2027
        ("2028-02-01T12:00:00", "2028-02-29"),
        ("2028-02-02T12:00:00", "2028-03-01"),
        ("2028-02-29T12:00:00", "2028-03-28"),
        ("2027-02-01T12:00:00", "2027-03-01"),
        # over the year's end; bank holidays count like any day
        ("2026-12-10T09:00:00", "2027-01-07"),
        ("2027-12-03T09:00:00", "2027-12-31"),
    ],
)
def test_day_28_is_on_time_and_day_29_is_late(received: str, last_day: str) -> None:
    start = london(received)
    due = due_at(start, 28, DAYS)
    day_28 = day(last_day)
    last_second = london(f"{day_28}T23:59:59")
    day_29 = london(f"{day_28 + timedelta(days=1)}T00:00:00")

    assert due_date(start, 28, DAYS) == day_28
    assert days_between(start, last_second) == 28
    assert is_late(due, last_second) is False
    assert is_late(due, day_29) is True
    assert days_between(start, day_29) == 29


def test_calendar_days_ignore_bank_holidays() -> None:
    start = london("2026-12-10T09:00")

    assert due_at(start, 28, DAYS, HOLIDAYS) == due_at(start, 28, DAYS)


@pytest.mark.parametrize(
    ("last_day", "expected"),
    [
        ("2026-03-28", "2026-03-29T00:00:00"),
        ("2026-03-29", "2026-03-29T23:00:00"),  # 23 hours long
        ("2026-10-24", "2026-10-24T23:00:00"),
        ("2026-10-25", "2026-10-26T00:00:00"),  # 25 hours long
        ("2027-12-31", "2028-01-01T00:00:00"),
        ("2028-02-28", "2028-02-29T00:00:00"),
    ],
)
def test_a_day_ends_at_the_next_local_midnight(last_day: str, expected: str) -> None:
    end = end_of_day(day(last_day))

    assert end == utc(expected)
    assert end.tzinfo is UTC
    assert due_day(end) == day(last_day)


@pytest.mark.parametrize("unit", LimitUnit)
@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(unit: LimitUnit, limit: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        due_at(london("2026-07-10T09:00"), limit, unit)


# 24 hours


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-07-10T09:15", "2026-07-11T09:15"),
        # 28 March 2026, 12:00 to 13:00 next day by the clock: 24 real hours
        ("2026-03-28T12:00", "2026-03-29T13:00"),
        ("2026-10-24T12:00", "2026-10-25T11:00"),
        ("2027-03-27T23:30", "2027-03-29T00:30"),
        ("2027-10-30T12:00", "2027-10-31T11:00"),
    ],
)
def test_24_hours_are_real_hours_over_a_clock_change(received: str, due: str) -> None:
    start = london(received)

    assert due_at(start, 24, HOURS) == london(due).astimezone(UTC)
    assert time_left(due_at(start, 24, HOURS), start) == timedelta(hours=24)


def test_the_24th_hour_is_over_at_its_last_instant() -> None:
    due = due_at(london("2026-07-10T09:15"), 24, HOURS)

    assert is_late(due, london("2026-07-11T09:14:59")) is False
    assert is_late(due, london("2026-07-11T09:15:00")) is True


def test_24_hours_from_midnight_are_due_on_the_same_day() -> None:
    assert due_date(london("2026-07-10T00:00"), 24, HOURS) == day("2026-07-10")
    assert due_date(london("2026-07-10T00:01"), 24, HOURS) == day("2026-07-11")


def test_the_second_half_past_one_is_an_hour_after_the_first() -> None:
    first = london("2026-10-25T01:30")
    second = first.replace(fold=1)
    due = due_at(first, 24, HOURS)

    assert due_at(second, 24, HOURS) - due == timedelta(hours=1)
    # wall clocks would say that 01:45 BST comes after 01:30 GMT
    assert is_late(london("2026-10-25T01:45"), second) is True
    assert time_left(second, london("2026-10-25T01:45")) == timedelta(minutes=45)


# Working days


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2026-11-23", 1, "2026-11-24"),
        ("2026-11-27", 1, "2026-11-30"),  # a Friday
        ("2026-11-28", 1, "2026-11-30"),  # a Saturday
        ("2026-11-29", 3, "2026-12-02"),  # a Sunday
        ("2026-12-24", 2, "2026-12-30"),  # Boxing Day moved to Monday 28
        ("2027-03-25", 1, "2027-03-30"),  # Easter, clocks change on the Sunday
        ("2027-12-23", 1, "2027-12-24"),
        ("2027-12-24", 1, "2027-12-29"),  # Christmas on a Saturday: 27 and 28 off
        ("2027-12-24", 3, "2027-12-31"),
        ("2027-12-31", 1, "2028-01-04"),  # 1 January 2028 is a Saturday: 3 off
        ("2028-02-28", 1, "2028-02-29"),
        ("2028-02-29", 1, "2028-03-01"),
    ],
)
def test_working_days_skip_weekends_and_bank_holidays(
    start: str, count: int, expected: str
) -> None:
    assert add_working_days(day(start), count, HOLIDAYS) == day(expected)
    assert due_date(london(f"{start}T23:59:59"), count, WORKING, HOLIDAYS) == day(
        expected
    )


def test_a_late_national_holiday_moves_the_due_day() -> None:
    start = london("2026-11-23T10:00")
    with_extra = HOLIDAYS | {day("2026-11-25")}

    assert due_date(start, 3, WORKING, HOLIDAYS) == day("2026-11-26")
    assert due_date(start, 3, WORKING, with_extra) == day("2026-11-27")


def test_working_days_are_monday_to_friday_without_bank_holidays() -> None:
    week = [day("2026-12-21") + timedelta(days=n) for n in range(9)]

    assert [is_working_day(each, HOLIDAYS) for each in week] == [
        *(True, True, True, True),
        *(False, False, False),  # Christmas Day, the weekend
        *(False, True),  # Boxing Day's substitute, Tuesday 29
    ]


def test_no_working_days_cannot_be_added() -> None:
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(day("2026-11-23"), 0, HOLIDAYS)


# Counting days


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-07-10T00:00:00", "2026-07-10T23:59:59", 0),
        ("2026-07-10T23:59:59", "2026-07-11T00:00:00", 1),
        ("2026-10-25T00:30:00", "2026-10-26T00:15:00", 1),
        ("2026-03-29T00:30:00", "2026-03-30T00:15:00", 1),
        ("2028-02-28T12:00:00", "2028-03-01T12:00:00", 2),
        ("2026-12-31T23:59:59", "2027-01-01T00:00:00", 1),
        ("2026-07-11T00:00:00", "2026-07-10T23:59:59", -1),
    ],
)
def test_days_are_counted_by_london_dates(start: str, end: str, days: int) -> None:
    assert days_between(london(start), london(end)) == days


# Where a deadline stands


@pytest.mark.parametrize(
    ("now", "expected", "left"),
    [
        ("2026-08-03T23:59:59", Timing.ON_TIME, 4),
        ("2026-08-04T00:00:00", Timing.DUE_SOON, 3),
        ("2026-08-06T23:59:59", Timing.DUE_SOON, 1),
        ("2026-08-07T00:00:00", Timing.DUE_TODAY, 0),
        ("2026-08-07T23:59:59", Timing.DUE_TODAY, 0),
        ("2026-08-08T00:00:00", Timing.OVERDUE, -1),
        ("2027-08-07T00:00:00", Timing.OVERDUE, -365),
    ],
)
def test_an_open_deadline_goes_from_on_time_to_overdue(
    now: str, expected: Timing, left: int
) -> None:
    due = due_at(london("2026-07-10T09:00"), 28, DAYS)

    assert timing(due, now=london(now)) is expected
    assert days_left(due, london(now)) == left


def test_how_soon_is_soon_is_a_setting() -> None:
    due = due_at(london("2026-07-10T09:00"), 28, DAYS)
    week_before = london("2026-07-31T09:00")

    assert timing(due, now=week_before, soon_days=7) is Timing.DUE_SOON
    assert timing(due, now=week_before, soon_days=6) is Timing.ON_TIME
    assert timing(due, now=london("2026-08-06T09:00"), soon_days=0) is Timing.ON_TIME


def test_a_limit_in_hours_is_overdue_later_on_its_due_day() -> None:
    due = due_at(london("2026-07-10T09:15"), 24, HOURS)

    assert timing(due, now=london("2026-07-10T10:00")) is Timing.DUE_SOON
    assert timing(due, now=london("2026-07-11T09:00")) is Timing.DUE_TODAY
    assert timing(due, now=london("2026-07-11T09:15")) is Timing.OVERDUE


def test_a_met_deadline_keeps_its_verdict_for_ever() -> None:
    due = due_at(london("2026-07-10T09:00"), 28, DAYS)
    just_met = london("2026-08-07T23:59:59")
    just_missed = london("2026-08-08T00:00:00")

    for now in (just_met, london("2030-01-01T00:00")):
        assert timing(due, met_at=just_met, now=now) is Timing.MET
        assert timing(due, met_at=just_missed, now=now) is Timing.MET_LATE
