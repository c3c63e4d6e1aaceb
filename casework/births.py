"""Two dates of birth: the same, nearly the same, or those of two people.

A date that was taken down wrongly by one figure once hid an abuser (reliability 8.1
and AS-10), so what is nearly the same is never "different".
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

FIGURES = "0123456789"
A_CENTURY = 100


class Births(StrEnum):
    """How two dates of birth compare; the value is what the screen says."""

    UNKNOWN = "one of the two is not known"
    SAME = "the same"
    SWAPPED = "day and month are the other way round"
    ONE_YEAR = "a year apart"
    ONE_FIGURE = "one figure differs"
    NEIGHBOURS = "two neighbouring figures are exchanged"
    DIFFERENT = "different"

    @property
    def is_near(self) -> bool:
        """A slip of the pen could explain it."""
        return self not in (Births.UNKNOWN, Births.SAME, Births.DIFFERENT)


def compare_births(one: dt.date | None, other: dt.date | None) -> Births:
    """How the two compare; the most telling slip is named."""
    if one is None or other is None:
        return Births.UNKNOWN
    if one == other:
        return Births.SAME
    return next((slip for slip, is_it in SLIPS if is_it(one, other)), Births.DIFFERENT)


def births_like(born: dt.date) -> frozenset[dt.date]:
    """The date and every date that a slip of the pen could make of it.

    Not those of another century: nobody born then has to be found.
    """
    written = _written(born)
    texts = {
        written[:place] + figure + written[place + 1 :]
        for place in range(len(written))
        for figure in FIGURES
    }
    texts |= {_exchange(written, place) for place in range(len(written) - 1)}
    texts |= {f"{born.year + step:04d}{born:%m%d}" for step in (-1, 1)}
    texts.add(f"{born:%Y%d%m}")
    days = (_read(text) for text in texts)
    return frozenset(
        day for day in days if day and abs(day.year - born.year) < A_CENTURY
    )


def _written(day: dt.date) -> str:
    return f"{day.year:04d}{day:%m%d}"


def _read(text: str) -> dt.date | None:
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _is_swapped(one: dt.date, other: dt.date) -> bool:
    return _read(f"{one:%Y%d%m}") == other


def _is_one_year_off(one: dt.date, other: dt.date) -> bool:
    same_day = (one.day, one.month) == (other.day, other.month)
    return same_day and abs(one.year - other.year) == 1


def _is_one_figure_off(one: dt.date, other: dt.date) -> bool:
    return sum(a != b for a, b in zip(_written(one), _written(other), strict=True)) == 1


def _has_neighbours_exchanged(one: dt.date, other: dt.date) -> bool:
    written = _written(one)
    places = range(len(written) - 1)
    return any(_exchange(written, place) == _written(other) for place in places)


def _exchange(text: str, place: int) -> str:
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


# The most telling first.
SLIPS = (
    (Births.SWAPPED, _is_swapped),
    (Births.ONE_YEAR, _is_one_year_off),
    (Births.ONE_FIGURE, _is_one_figure_off),
    (Births.NEIGHBOURS, _has_neighbours_exchanged),
)
