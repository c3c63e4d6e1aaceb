"""Months counted on the calendar, without the database or *now*."""

from __future__ import annotations

import calendar
import datetime as dt

MONTHS = 12


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day of the month ``count`` months later, or the last day of it."""
    months = day.month - 1 + count
    year, month = day.year + months // MONTHS, months % MONTHS + 1
    last = calendar.monthrange(year, month)[1]
    return day.replace(year=year, month=month, day=min(day.day, last))
