"""When meetings are held and what must be ready before (marac A2.2): by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest

from casework.bank_holidays import statutory_holidays
from marac.calendar_days import PlannedMeeting, planned_between

LONDON = ZoneInfo("Europe/London")
NOON, NINE_30 = dt.time(12), dt.time(9, 30)


@dataclass
class Rule:
    weekday: int
    starts_at: dt.time
    capacity: int
    cut_off_weekday: int
    cut_off_at: dt.time
    publish_at: dt.time
    research_weekday: int
    research_at: dt.time


# A Tuesday list closes on Thursday, a Thursday list on Monday.
RULES = (
    Rule(1, NINE_30, 13, 3, NOON, dt.time(16), 0, dt.time(15)),
    Rule(3, NINE_30, 13, 0, NOON, dt.time(16), 2, NOON),
)


def held(first: str, last: str) -> list[PlannedMeeting]:
    days = [dt.date.fromisoformat(day) for day in (first, last)]
    holidays = frozenset(
        day for year in range(2024, 2030) for day in statutory_holidays(year)
    )
    return list(planned_between(RULES, days[0], days[1], holidays))


def said(instant: dt.datetime) -> str:
    return f"{instant.astimezone(LONDON):%a %d %b %H:%M}"


@pytest.mark.parametrize(
    ("day", "cut_off", "out", "research"),
    [
        # Ordinary weeks.
        ("2026-12-01", "Thu 26 Nov 12:00", "Thu 26 Nov 16:00", "Mon 30 Nov 15:00"),
        ("2026-12-03", "Mon 30 Nov 12:00", "Mon 30 Nov 16:00", "Wed 02 Dec 12:00"),
        # Summer bank holiday, Monday 31 August 2026: both come forward to the Friday.
        ("2026-09-01", "Thu 27 Aug 12:00", "Thu 27 Aug 16:00", "Fri 28 Aug 15:00"),
        ("2026-09-03", "Fri 28 Aug 12:00", "Fri 28 Aug 16:00", "Wed 02 Sep 12:00"),
        # Good Friday 3 and Easter Monday 6 April 2026: research would be due on the
        # Thursday before the list is out, so the list comes a day earlier.
        ("2026-04-07", "Wed 01 Apr 12:00", "Wed 01 Apr 16:00", "Thu 02 Apr 15:00"),
    ],
)
def test_what_comes_before_a_meeting(
    day: str, cut_off: str, out: str, research: str
) -> None:
    (one,) = held(day, day)
    assert said(one.cut_off_at) == cut_off
    assert said(one.publish_at) == out
    assert said(one.research_due_at) == research
    assert one.starts_at.astimezone(LONDON).time() == NINE_30


def test_the_days_of_the_protocol_without_bank_holidays() -> None:
    """Tuesday 28 December 2027 is a substitute day."""
    found = [said(one.starts_at)[:10] for one in held("2027-12-20", "2028-01-06")]
    assert found == [
        "Tue 21 Dec",
        "Thu 23 Dec",
        "Thu 30 Dec",
        "Tue 04 Jan",
        "Thu 06 Jan",
    ]


def test_the_clocks_change_and_the_meeting_stays_at_half_past_nine() -> None:
    before, after = held("2026-10-22", "2026-10-27")
    assert before.starts_at.hour == 8
    assert after.starts_at.hour == 9


def test_everything_is_in_working_hours_and_in_order_for_five_years() -> None:
    for one in held("2024-06-01", "2029-06-01"):
        order = [one.cut_off_at, one.publish_at, one.research_due_at, one.starts_at]
        assert order == sorted(order)
        for instant in order:
            local = instant.astimezone(LONDON)
            assert local.weekday() < 5
            assert local.date() not in statutory_holidays(local.year)
