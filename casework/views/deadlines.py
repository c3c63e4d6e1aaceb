"""How a deadline is said: the date, the days left and a tone, never colour alone."""

from __future__ import annotations

import datetime as dt

from casework.clock import Timing, days_left, due_day, time_left, timing
from casework.components import Deadline
from casework.moment import now

TONES = {
    Timing.ON_TIME: "grey",
    Timing.DUE_SOON: "yellow",
    Timing.DUE_TODAY: "orange",
    Timing.OVERDUE: "red",
    Timing.MET: "green",
    Timing.MET_LATE: "red",
}
ONE_DAY = dt.timedelta(days=1)
HOUR = 3600


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def _hours(left: dt.timedelta) -> str:
    hours = round(abs(left.total_seconds()) / HOUR)
    if hours == 0:
        return "less than an hour"
    return f"{hours} hour" if hours == 1 else f"{hours} hours"


def words_of(due_at: dt.datetime, *, met_at: dt.datetime | None = None) -> str:
    """E.g. "3 days left", "due today", "2 days late", "met", "met late"."""
    at = now()
    standing = timing(due_at, now=at, met_at=met_at)
    if standing in (Timing.MET, Timing.MET_LATE):
        return "met late" if standing is Timing.MET_LATE else "met"
    left = time_left(due_at, at)
    if standing is Timing.OVERDUE:
        return (
            f"{_hours(left) if -left < ONE_DAY else _days(-days_left(due_at, at))} late"
        )
    if standing is Timing.DUE_TODAY:
        return f"due today, {_hours(left)} left"
    return f"{_days(days_left(due_at, at))} left"


def deadline_of(
    due_at: dt.datetime, *, name: str, met_at: dt.datetime | None = None
) -> Deadline:
    """The component for a deadline named ``name``."""
    standing = timing(due_at, now=now(), met_at=met_at)
    return Deadline(
        due_day(due_at), words_of(due_at, met_at=met_at), TONES[standing], name
    )
