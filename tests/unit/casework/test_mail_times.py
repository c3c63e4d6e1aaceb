"""Quiet hours: nothing that is not urgent leaves in them, and nothing waits longer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.clock import LONDON
from casework.mail_times import free_from, is_quiet

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class T:
    quiet_from: int = 20
    quiet_until: int = 7
    at_weekends: bool = False


def london(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """October 2026: the 23rd is a Friday, and the clocks go back on the 25th."""
    return dt.datetime(2026, 10, day, hour, minute, tzinfo=LONDON)


def test_nights_and_weekends_wait_for_the_next_working_morning() -> None:
    assert free_from(london(22, 12), T()) == london(22, 12)
    assert free_from(london(22, 20), T()) == london(23, 7)
    assert free_from(london(23, 6, 59), T()) == london(23, 7)
    assert free_from(london(23, 22), T()) == london(26, 7), "over the change of clocks"
    assert free_from(london(23, 22), T(at_weekends=True)) == london(24, 7)
    assert free_from(london(22, 3), T(quiet_from=9, quiet_until=9)) == london(22, 3)


@settings(max_examples=200, deadline=None)
@given(
    hours=st.integers(0, 24 * 400),
    times=st.builds(T, st.integers(0, 23), st.integers(0, 23), st.booleans()),
)
def test_it_is_the_first_hour_that_is_not_quiet(hours: int, times: T) -> None:
    """The oracle asks of each hour in turn whether it is quiet, by the wall clock."""
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + hours * HOUR

    def quiet(hour: dt.datetime) -> bool:
        wall = hour.astimezone(LONDON)
        night = (wall.hour - times.quiet_from) % 24 < (
            times.quiet_until - times.quiet_from
        ) % 24
        return night or (wall.weekday() >= 5 and not times.at_weekends)

    expected = at
    while quiet(expected):
        expected += HOUR
    assert free_from(at, times) == expected
    assert not is_quiet(expected, times)
