"""When each step of a ladder of reminders comes: arithmetic without database or now.

A step in days comes at an hour of a day in London, so that it falls on the same hour on
both sides of a change of the clocks; a step in hours is counted in real hours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from casework.clock import LONDON, due_day, in_utc, local_date, resolve_local

DAYS, HOURS = "days", "hours"


class Point(NamedTuple):
    """A time that steps are counted from, and the London day that it belongs to."""

    at: dt.datetime
    day: dt.date


def moment_point(at: dt.datetime) -> Point:
    """A time at which something happens or happened."""
    return Point(in_utc(at), local_date(at))


def limit_point(due_at: dt.datetime) -> Point:
    """The end of a limit: its day is the last one that is on time."""
    return Point(in_utc(due_at), due_day(due_at))


class StepLike(Protocol):
    """What this module asks of a step."""

    @property
    def anchor(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def hour(self) -> int: ...


@dataclass(frozen=True)
class Fired:
    """A step whose time has come, and that time."""

    step: StepLike
    at: dt.datetime


def time_of(step: StepLike, points: Mapping[str, Point]) -> dt.datetime | None:
    """When ``step`` comes; None if what it counts from is not there."""
    point = points.get(step.anchor)
    if point is None:
        return None
    if step.unit == HOURS:
        return point.at + dt.timedelta(hours=step.amount)
    day = point.day + dt.timedelta(days=step.amount)
    return at_hour(day, step.hour)


def at_hour(day: dt.date, hour: int) -> dt.datetime:
    """The hour of the day in London; one day a year it is twice or not at all there."""
    wall = dt.datetime.combine(day, dt.time(hour))
    first = wall.replace(tzinfo=LONDON).astimezone(dt.UTC)
    if first.astimezone(LONDON).replace(tzinfo=None) != wall:
        # The clocks go forward over it: the hour that comes instead.
        return resolve_local(wall + dt.timedelta(hours=1))
    return first


def between(
    steps: Iterable[StepLike],
    points: Mapping[str, Point],
    after: dt.datetime,
    until: dt.datetime,
) -> list[Fired]:
    """The steps that come after ``after`` and not after ``until``, in their order."""
    times = ((time_of(step, points), step) for step in steps)
    found = [Fired(step, at) for at, step in times if at and after < at <= until]
    return sorted(found, key=lambda fired: fired.at)


def next_after(
    steps: Iterable[StepLike], points: Mapping[str, Point], after: dt.datetime
) -> dt.datetime | None:
    """When the next step comes, or None if there is none any more."""
    times = (time_of(step, points) for step in steps)
    return min((at for at in times if at and at > after), default=None)


def say_when(point: Point, at: dt.datetime, *, in_hours: bool) -> str:
    """E.g. "today", "in 3 days", "2 days ago", "in 4 hours"; as seen at ``at``."""
    if in_hours:
        hours = round((point.at - at).total_seconds() / 3600)
        return "within the hour" if hours == 0 else _say(hours, "hour")
    days = (point.day - local_date(at)).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get(days) or _say(days, "day")


def _say(count: int, noun: str) -> str:
    words = f"{abs(count)} {noun}{'' if abs(count) == 1 else 's'}"
    return f"in {words}" if count > 0 else f"{words} ago"
