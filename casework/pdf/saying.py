"""Days and moments in the words of a paper."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def say_day(day: dt.date) -> str:
    """For example 2 July 2026."""
    return f"{day.day} {day:%B %Y}"


def say_instant(instant: dt.datetime) -> str:
    """For example 2 July 2026 at 00:30, as clocks here show it."""
    local = timezone.localtime(instant)
    return f"{say_day(local)} at {local:%H:%M}"
