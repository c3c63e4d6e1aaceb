"""When reminders come: days at an hour of the London day, hours as real hours."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass

import pytest

from casework.clock import LONDON, LimitUnit, due_at
from casework.steps import (
    between,
    limit_point,
    moment_point,
    next_after,
    say_when,
    time_of,
)


@dataclass(frozen=True)
class S:
    anchor: str
    amount: int
    unit: str = "days"
    hour: int = 7


def london(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0
) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=LONDON)


# Received on 1 October 2026 at 00:30 summer time: due by the end of the 29th, winter.
RECEIVED = london(2026, 10, 1, 0, 30)
POINTS = {
    "start": moment_point(RECEIVED),
    "due": limit_point(due_at(RECEIVED, 28, LimitUnit.CALENDAR_DAYS)),
}


@pytest.mark.parametrize(
    ("step", "day", "hour"),
    [
        (S("due", -14), (10, 15), 7),
        (S("due", -3), (10, 26), 7),
        (S("due", 0), (10, 29), 7),
        (S("due", 1), (10, 30), 7),
        (S("start", 21), (10, 22), 7),
        (S("start", 25, hour=9), (10, 26), 9),
    ],
)
def test_a_step_in_days_keeps_its_hour_over_the_change_of_the_clocks(
    step: S, day: tuple[int, int], hour: int
) -> None:
    assert time_of(step, POINTS) == london(2026, *day, hour)


def test_a_step_in_hours_is_counted_in_real_hours() -> None:
    at = moment_point(london(2026, 10, 25, 12))
    assert time_of(S("due", -24, "hours"), {"due": at}) == london(2026, 10, 24, 13)


def test_an_hour_that_the_clocks_leave_out_is_the_next_one() -> None:
    at = moment_point(london(2026, 3, 29, 12))
    assert time_of(S("due", 0, hour=1), {"due": at}) == london(2026, 3, 29, 2)


def test_each_step_falls_into_one_window_only() -> None:
    steps = [S("due", days) for days in (-14, -7, -3, -1, 0)]
    looks = [london(2026, 10, 14), london(2026, 10, 23), london(2026, 10, 29, 7)]
    seen = [
        fired.step.amount
        for after, until in itertools.pairwise(looks)
        for fired in between(steps, POINTS, after, until)
    ]
    assert seen == [-14, -7, -3, -1, 0], "the one at the very moment belongs to it"
    assert next_after(steps, POINTS, looks[0]) == london(2026, 10, 15, 7)
    assert next_after(steps, POINTS, looks[-1]) is None


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (london(2026, 10, 26, 23, 59), "in 3 days"),
        (london(2026, 10, 28), "tomorrow"),
        (london(2026, 10, 29, 23), "today"),
        (london(2026, 10, 30, 7), "yesterday"),
        (london(2026, 11, 1, 7), "3 days ago"),
    ],
)
def test_the_time_is_said_as_seen_when_it_is_sent(at: dt.datetime, said: str) -> None:
    assert say_when(POINTS["due"], at, in_hours=False) == said


def test_hours_are_said_as_hours() -> None:
    point = moment_point(london(2026, 10, 1, 12))
    assert say_when(point, london(2026, 10, 1, 8), in_hours=True) == "in 4 hours"
    assert (
        say_when(point, london(2026, 10, 1, 12, 5), in_hours=True) == "within the hour"
    )
    assert say_when(point, london(2026, 10, 1, 14), in_hours=True) == "2 hours ago"
