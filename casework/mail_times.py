"""When an e-mail that is not urgent may leave: arithmetic without database or now."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from casework.clock import LONDON, SATURDAY, in_utc
from casework.steps import at_hour

DAY = dt.timedelta(days=1)


class Times(Protocol):
    """What this module asks of a person's times."""

    @property
    def quiet_from(self) -> int: ...
    @property
    def quiet_until(self) -> int: ...
    @property
    def at_weekends(self) -> bool: ...


def is_quiet(at: dt.datetime, times: Times) -> bool:
    """Whether no e-mail may leave at ``at``; equal hours mean that nights are not."""
    local = in_utc(at).astimezone(LONDON)
    if local.weekday() >= SATURDAY and not times.at_weekends:
        return True
    begins, ends = times.quiet_from, times.quiet_until
    if begins <= ends:
        return begins <= local.hour < ends
    return local.hour >= begins or local.hour < ends


def free_from(at: dt.datetime, times: Times) -> dt.datetime:
    """``at`` itself, or the first instant after it that is not quiet.

    Quiet times end at an hour, so only the ends of the days that follow are looked at.
    """
    if not is_quiet(at, times):
        return at
    today = in_utc(at).astimezone(LONDON).date()
    for ahead in range(4):
        for hour in sorted({0, times.quiet_until}):
            end = at_hour(today + ahead * DAY, hour)
            if end > at and not is_quiet(end, times):
                return end
    return at
