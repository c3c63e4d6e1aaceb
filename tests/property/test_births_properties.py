"""Near-miss dates of birth, whatever the dates."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from casework.births import Births, births_like, compare_births

days = st.dates(dt.date(1920, 1, 1), dt.date(2026, 1, 1))


@given(days, days)
def test_comparing_is_the_same_from_both_sides(one: dt.date, other: dt.date) -> None:
    assert compare_births(one, other) is compare_births(other, one)


@given(days, days)
def test_the_search_finds_exactly_what_the_comparison_calls_near(
    one: dt.date, other: dt.date
) -> None:
    near = compare_births(one, other) is not Births.DIFFERENT
    assert (other in births_like(one)) is near or abs(one.year - other.year) >= 100


@given(days)
def test_every_date_that_is_searched_for_is_the_same_or_near(born: dt.date) -> None:
    like = births_like(born)
    assert born in like
    found = {compare_births(born, other) for other in like}
    assert Births.DIFFERENT not in found
    assert len(like) < 90
