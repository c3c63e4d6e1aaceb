"""Ladders of reminders against a slow oracle that walks hour by hour.

The oracle never computes when a step comes: it asks of each hour in turn whether it is
the one, with the wall clock. Sweeps come at random times, some after days of silence.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.clock import LONDON, LimitUnit, due_at
from casework.steps import Point, between, limit_point, moment_point, next_after

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class S:
    anchor: str
    amount: int
    unit: str
    hour: int


steps = st.lists(
    st.builds(
        S,
        st.sampled_from(["start", "due"]),
        st.integers(-15, 15),
        st.sampled_from(["days", "hours"]),
        st.integers(3, 23),
    ),
    max_size=6,
    unique=True,
)
# On the hour, so that the oracle meets every step; over both changes of the clocks.
starts = st.integers(0, 24 * 365 * 2).map(
    lambda hours: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + hours * HOUR
)


def comes_at(step: S, points: dict[str, Point], hour: dt.datetime) -> bool:
    """Whether ``step`` comes in this very hour, read off the wall clock."""
    point = points[step.anchor]
    if step.unit == "hours":
        return (hour - point.at) == step.amount * HOUR
    wall = hour.astimezone(LONDON)
    return wall.hour == step.hour and (wall.date() - point.day).days == step.amount


@settings(max_examples=150, deadline=None)
@given(
    steps=steps,
    start=starts,
    limit=st.integers(1, 40),
    unit=st.sampled_from(list(LimitUnit)),
    gaps=st.lists(st.integers(1, 24 * 12), min_size=1, max_size=25),
)
def test_each_step_is_sent_once_by_the_first_sweep_after_it(
    steps: list[S],
    start: dt.datetime,
    limit: int,
    unit: LimitUnit,
    gaps: list[int],
) -> None:
    points = {
        "start": moment_point(start),
        "due": limit_point(due_at(start, limit, unit)),
    }
    looked, sent = start, []
    asked_for: dt.datetime | None = start
    for gap in gaps:
        sweep = looked + gap * HOUR
        if asked_for is not None and asked_for <= sweep:
            sent += [(f.step, sweep) for f in between(steps, points, looked, sweep)]
            asked_for = next_after(steps, points, sweep)
            looked = sweep
        else:
            # The index names nothing that is due: the row is not even read.
            assert between(steps, points, looked, sweep) == []
            looked = sweep
    expected: list[tuple[S, dt.datetime]] = []
    walked = begun = start
    for gap in gaps:
        sweep = begun + gap * HOUR
        while walked < sweep:
            walked += HOUR
            expected += [(s, sweep) for s in steps if comes_at(s, points, walked)]
        begun = sweep
    assert sorted(sent, key=repr) == sorted(expected, key=repr)
