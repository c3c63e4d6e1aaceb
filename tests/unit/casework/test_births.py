"""Two dates of birth: what a slip of the pen explains (reliability 8.1 and AS-10)."""

from __future__ import annotations

import datetime as dt

import pytest

from casework.births import Births, births_like, compare_births

BORN = dt.date(1985, 11, 2)


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (BORN, Births.SAME),
        (None, Births.UNKNOWN),
        (dt.date(1985, 2, 11), Births.SWAPPED),
        (dt.date(1984, 11, 2), Births.ONE_YEAR),
        (dt.date(1986, 11, 2), Births.ONE_YEAR),
        (dt.date(1985, 11, 3), Births.ONE_FIGURE),
        (dt.date(1985, 10, 2), Births.ONE_FIGURE),
        (dt.date(1975, 11, 2), Births.ONE_FIGURE),
        (dt.date(1985, 11, 20), Births.NEIGHBOURS),
        (dt.date(1958, 11, 2), Births.NEIGHBOURS),
        (dt.date(1985, 11, 13), Births.DIFFERENT),
        (dt.date(1984, 11, 3), Births.DIFFERENT),
        (dt.date(1996, 4, 23), Births.DIFFERENT),
    ],
)
def test_how_two_dates_compare(other: dt.date | None, found: Births) -> None:
    assert compare_births(BORN, other) is found
    assert compare_births(other, BORN) is found


def test_the_turn_of_a_decade_is_a_year_apart() -> None:
    """1989 and 1990 differ in two figures, and are one year apart."""
    one, other = dt.date(1989, 5, 6), dt.date(1990, 5, 6)
    assert compare_births(one, other) is Births.ONE_YEAR


def test_nothing_is_compared_with_nothing() -> None:
    assert compare_births(None, None) is Births.UNKNOWN


@pytest.mark.parametrize("kind", Births)
def test_only_slips_are_near(kind: Births) -> None:
    assert kind.is_near is (kind not in (Births.SAME, Births.UNKNOWN, Births.DIFFERENT))


def test_a_day_that_no_month_has_is_no_date() -> None:
    like = births_like(dt.date(1985, 12, 25))
    assert dt.date(1985, 12, 25) in like
    assert all(day.month <= 12 for day in like)
    assert dt.date(1988, 2, 29) in births_like(dt.date(1988, 2, 28))
    assert not any(day.month == 2 for day in births_like(dt.date(1985, 4, 30)))
