"""Local times that people type, and the steps that prove a date."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from casework.bank_holidays import statutory_holidays
from casework.clock import (
    LONDON,
    ImpossibleLocalTime,
    LimitUnit,
    Step,
    explain,
    is_doubled,
    local_date,
    resolve_local,
)

NAMES = statutory_holidays(2027) | statutory_holidays(2028)
HOLIDAYS = frozenset(NAMES)


def typed(text: str) -> datetime:
    """A wall time as typed, without a zone."""
    return datetime.fromisoformat(text)


def london(text: str) -> datetime:
    return typed(text).replace(tzinfo=LONDON)


def utc(text: str) -> datetime:
    return typed(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-07-10T00:30", "2026-07-09T23:30"),
        ("2026-01-16T00:30", "2026-01-16T00:30"),
        # the minutes around a change that did happen
        ("2027-03-28T00:59", "2027-03-28T00:59"),
        ("2027-03-28T02:00", "2027-03-28T01:00"),
        ("2026-10-25T00:59", "2026-10-24T23:59"),
        ("2026-10-25T02:00", "2026-10-25T02:00"),
    ],
)
def test_a_typed_time_is_london_time(text: str, expected: str) -> None:
    assert resolve_local(typed(text)) == utc(expected)
    assert resolve_local(typed(text)).tzinfo is UTC
    assert is_doubled(typed(text)) is False


@pytest.mark.parametrize(
    "text", ["2026-03-29T01:00", "2026-03-29T01:59:59", "2027-03-28T01:30"]
)
def test_a_time_the_clocks_skipped_is_refused(text: str) -> None:
    for fold in (0, 1):
        with pytest.raises(ImpossibleLocalTime):
            resolve_local(typed(text), fold=fold)
    assert is_doubled(typed(text)) is False


def test_the_refusal_says_why_and_what_to_try() -> None:
    with pytest.raises(ImpossibleLocalTime) as refusal:
        resolve_local(typed("2027-03-28T01:30"))

    assert str(refusal.value) == (
        "There is no 01:30 on 28 March 2027, because the clocks go forward. "
        "Check the time: it may be 00:30 or 02:30."
    )


@pytest.mark.parametrize("date_of_change", ["2026-10-25", "2027-10-31"])
def test_a_doubled_time_is_the_first_one_unless_asked(date_of_change: str) -> None:
    doubled = typed(f"{date_of_change}T01:30")

    assert is_doubled(doubled) is True
    assert resolve_local(doubled) == utc(f"{date_of_change}T00:30")
    assert resolve_local(doubled, fold=0) == utc(f"{date_of_change}T00:30")
    assert resolve_local(doubled, fold=1) == utc(f"{date_of_change}T01:30")
    assert local_date(resolve_local(doubled)) == date.fromisoformat(date_of_change)


def test_a_time_that_has_a_zone_was_not_typed() -> None:
    with pytest.raises(ValueError, match="already has a time zone"):
        resolve_local(utc("2026-07-10T00:30"))


def test_calendar_days_are_proved_by_two_steps() -> None:
    assert explain(london("2027-12-03T23:59"), 28, LimitUnit.CALENDAR_DAYS) == [
        Step(date(2027, 12, 3), "Day 0: received at 23:59"),
        Step(date(2027, 12, 31), "Day 28: due, on time until the day ends"),
    ]


def test_working_days_are_proved_by_each_day_not_counted() -> None:
    steps = explain(
        london("2027-12-23T09:00"), 3, LimitUnit.WORKING_DAYS, HOLIDAYS, NAMES
    )

    assert steps == [
        Step(date(2027, 12, 23), "Day 0: received at 09:00"),
        Step(date(2027, 12, 25), "Saturday: not counted"),
        Step(date(2027, 12, 26), "Sunday: not counted"),
        Step(date(2027, 12, 27), "Christmas Day (substitute day): not counted"),
        Step(date(2027, 12, 28), "Boxing Day (substitute day): not counted"),
        Step(date(2027, 12, 30), "Working day 3: due, on time until the day ends"),
    ]


def test_the_day_of_receipt_is_not_listed_as_skipped() -> None:
    assert explain(london("2026-11-28T09:00"), 1, LimitUnit.WORKING_DAYS) == [
        Step(date(2026, 11, 28), "Day 0: received at 09:00"),
        Step(date(2026, 11, 29), "Sunday: not counted"),
        Step(date(2026, 11, 30), "Working day 1: due, on time until the day ends"),
    ]


def test_a_holiday_without_a_name_is_still_explained() -> None:
    steps = explain(
        london("2026-11-23T09:00"),
        1,
        LimitUnit.WORKING_DAYS,
        frozenset({date(2026, 11, 24)}),
    )

    assert Step(date(2026, 11, 24), "Bank holiday: not counted") in steps


def test_hours_are_proved_with_the_clock_change() -> None:
    assert explain(london("2026-07-10T09:15"), 24, LimitUnit.HOURS) == [
        Step(date(2026, 7, 10), "Received at 09:15: the hours start"),
        Step(date(2026, 7, 11), "Due before 09:15, 24 hours later"),
    ]
    assert explain(london("2026-07-10T00:00"), 24, LimitUnit.HOURS)[-1] == Step(
        date(2026, 7, 10), "Due before 24:00, 24 hours later"
    )
    assert explain(london("2026-10-24T12:00"), 24, LimitUnit.HOURS)[-1] == Step(
        date(2026, 10, 25),
        "Due before 11:00, 24 hours later (the clocks change in between)",
    )
