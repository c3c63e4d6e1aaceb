"""Durations that have not ended count as "at least so long" (Kaplan and Meier)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.figures.survival import Lasting, Past, alike, curve_of, remaining

# The 6-MP group of Freireich's trial (1963), in weeks; + has not ended.
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
KNOWN = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def lasting(words: str) -> list[Lasting]:
    return [
        Lasting(float(word.rstrip("+")), not word.endswith("+"))
        for word in words.split()
    ]


def test_the_textbook_example() -> None:
    curve = curve_of(lasting(SIX_MP))
    assert {day: round(curve.share_beyond(day), 3) for day in KNOWN} == KNOWN
    assert curve.share_beyond(5.9) == 1
    assert curve.ended_by(0.5) == 23
    # Nobody was followed long enough for more than 55 in 100 to have ended.
    assert curve.ended_by(0.85) is None


def test_weights_count_as_so_many_alike() -> None:
    twice = curve_of([*lasting("3 5 8+"), *lasting("3 8+")])
    weighed = curve_of([Lasting(3, True, 2), Lasting(5, True, 1), Lasting(8, False, 2)])
    assert list(weighed.days) == list(twice.days)
    assert list(weighed.beyond) == pytest.approx(list(twice.beyond))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30), st.integers(0, 45))
def test_without_open_ends_it_is_the_plain_share(days: list[int], at: int) -> None:
    curve = curve_of(Lasting(float(day), has_ended=True) for day in days)
    plain = sum(day > at for day in days) / len(days)
    assert curve.share_beyond(at) == pytest.approx(plain)


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=30))
def test_the_share_never_rises(pairs: list[tuple[int, bool]]) -> None:
    curve = curve_of(Lasting(float(day), has_ended) for day, has_ended in pairs)
    shares = [curve.share_beyond(day) for day in range(45)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)


def past(case: int, stay: float, whole: float, at_entry: float = 0) -> Past:
    return Past(case, at_entry, stay, Lasting(whole, has_ended=True))


def test_only_others_that_were_there_as_long_count() -> None:
    stays = [past(1, 5, 9), past(2, 3, 9), past(3, 7, 12), past(4, 5, 6)]
    chosen = alike(stays, case=4, at_entry=0, age=5, fewest=10)
    assert [one.case for one, _weight in chosen] == [1, 3]
    # From five days at the stage on, they took four and seven days more.
    curve = remaining(chosen, 5)
    assert [curve.share_beyond(day) for day in (3.9, 4, 6.9, 7)] == [1, 0.5, 0.5, 0]


def test_of_many_the_third_that_came_after_as_many_days_counts() -> None:
    stays = [past(n, 5, 9, at_entry=float(n)) for n in range(1, 91)]
    chosen = alike(stays, case=0, at_entry=40.0, age=1, fewest=30)
    assert len(chosen) == 30
    assert {one.case for one, _weight in chosen} <= set(range(25, 56))
    weights = {one.case: weight for one, weight in chosen}
    assert weights[40] == 1
    assert weights[40] > weights[45] > weights[52] > 0
