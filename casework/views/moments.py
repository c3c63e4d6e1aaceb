"""How an instant is said: the London date and time, in full or for a table."""

from __future__ import annotations

import datetime as dt

from casework.clock import LONDON


def say_moment(instant: dt.datetime) -> str:
    """E.g. "24 November 2026 at 14:05"."""
    local = instant.astimezone(LONDON)
    return f"{local.day} {local:%B %Y} at {local:%H:%M}"


def say_moment_short(instant: dt.datetime) -> str:
    """E.g. "24 Nov 2026, 14:05"."""
    local = instant.astimezone(LONDON)
    return f"{local.day} {local:%b %Y, %H:%M}"
