"""The periods that figures are asked for: spans of instants, with their days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from casework.clock import LONDON, local_date

APRIL = 4


class Span(NamedTuple):
    """From an instant on, until before another."""

    start: dt.datetime
    end: dt.datetime

    @property
    def said(self) -> str:
        """The first and the last day of it, in words."""
        last = local_date(self.end - dt.timedelta(microseconds=1))
        return f"{local_date(self.start):%-d %B %Y} to {last:%-d %B %Y}"


def midnight(day: dt.date) -> dt.datetime:
    """The instant at which a London day starts."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=LONDON).astimezone(dt.UTC)


def financial_year(day: dt.date) -> dt.date:
    """The 1 April that began the financial year of ``day``."""
    year = day.year if day.month >= APRIL else day.year - 1
    return dt.date(year, APRIL, 1)


def _last(days: int) -> Callable[[dt.datetime], Span]:
    return lambda at: Span(at - dt.timedelta(days=days), at)


def _this_year(at: dt.datetime) -> Span:
    return Span(midnight(financial_year(local_date(at))), at)


def _last_year(at: dt.datetime) -> Span:
    first = financial_year(local_date(at))
    return Span(midnight(first.replace(year=first.year - 1)), midnight(first))


def _ever(at: dt.datetime) -> Span:
    return Span(midnight(dt.date(2014, 1, 1)), at)


PERIODS: dict[str, tuple[str, Callable[[dt.datetime], Span]]] = {
    "": ("The last 12 months", _last(365)),
    "30": ("The last 30 days", _last(30)),
    "90": ("The last 90 days", _last(90)),
    "year": ("This financial year", _this_year),
    "last-year": ("The last financial year", _last_year),
    "all": ("All years", _ever),
}
