"""How an instant is said in a table: the London date and time."""

from __future__ import annotations

import datetime as dt

from casework.clock import LONDON


def say_moment(instant: dt.datetime) -> str:
    """E.g. "24 Nov 2026, 14:05"."""
    local = instant.astimezone(LONDON)
    return f"{local.day} {local:%b %Y, %H:%M}"
