"""XmR charts: the golden vector of the interface notes, and the four rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.figures.suppression import suppressed, suppressed_table
from casework.figures.xmr import xmr_of

GOLDEN = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def places(values: list[float], rule: int, *, run: int = 7) -> list[int]:
    """Where the rule is broken, counted from 1."""
    chart = xmr_of(values, run=run)
    return [n for n, rules in enumerate(chart.signals, 1) if rule in rules]


def test_the_golden_vector() -> None:
    """Interface 5.2: mean 1.94, upper 4.60, lower -0.72; the fifth is a signal."""
    chart = xmr_of(GOLDEN, run=7)
    said = [round(value, 2) for value in (chart.mean, chart.upper, chart.lower)]
    assert said == [1.94, 4.60, -0.72]
    assert [n for n, rules in enumerate(chart.signals, 1) if rules] == [5]
    assert chart.signals[4] == {1}


def test_a_run_on_one_side_of_the_mean_is_seven_and_not_six() -> None:
    six = [8, 12, 8, 12, 11, 9, 11, 11, 11, 11, 11, 11, 9, 9, 8, 9]
    assert places([*six, 12.0], 2) == []
    # 16 and 4 keep the mean at 10; seven in a row above it.
    seven = [9, 12, 8, 11, 11, 11, 11, 11, 11, 11, 8, 9, 11, 8, 9, 9, 10]
    mean = sum(seven) / len(seven)
    assert 9 < mean < 11
    assert places([float(v) for v in seven], 2) == [4, 5, 6, 7, 8, 9, 10]


def test_a_point_on_the_mean_ends_a_run() -> None:
    values = [11.0, 11, 11, 10, 11, 11, 11, 11, 9, 9, 9, 9, 9, 9, 10, 9]
    assert sum(values) / len(values) == 10
    assert places(values, 2) == []


def test_seven_that_rise_are_a_signal_and_six_are_none() -> None:
    assert places([5, 9, 1, 2, 3, 4, 5, 6, 3, 9, 2], 3) == []
    assert places([5, 9, 1, 2, 3, 4, 5, 6, 7, 3, 9], 3) == [3, 4, 5, 6, 7, 8, 9]
    assert places([5, 1, 9, 8, 7, 6, 5, 4, 3, 7, 1], 3) == [3, 4, 5, 6, 7, 8, 9]
    # What stays the same neither rises nor falls.
    assert places([5, 9, 1, 2, 3, 4, 4, 5, 6, 7, 2], 3) == []


def test_two_of_three_near_the_same_limit() -> None:
    noise = [10.0, 12, 8, 12, 8, 10, 12, 8, 10, 12, 8, 10]
    chart = xmr_of(noise, run=7)
    outer = chart.mean + (chart.upper - chart.mean) * 0.9
    found = places([*noise, outer, 10.0, outer, *noise], 4)
    assert found == [13, 15]
    assert places([*noise, outer, 10.0, 10.0, outer, *noise], 4) == []
    below = 2 * chart.mean - outer
    assert places([*noise, outer, 10.0, below, *noise], 4) == []


def test_a_flat_series_has_no_signal_and_one_value_no_chart() -> None:
    assert not any(xmr_of([4.0] * 20, run=7).signals)
    with pytest.raises(ValueError, match="two points"):
        xmr_of([1.0], run=7)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([0, 12, 7], ["0", "12", "7"]),
        ([5, 12], ["5", "12"]),
        # One alone would be the total less the others: the next smallest goes too.
        ([4, 12, 7], ["fewer than 5", "12", "not told"]),
        ([1, 4, 12], ["fewer than 5", "fewer than 5", "12"]),
        ([3, 0, 9], ["fewer than 5", "0", "not told"]),
        ([3, 0], ["fewer than 5", "0"]),
        ([], []),
    ],
)
def test_small_counts_are_not_told(counts: list[int], said: list[str]) -> None:
    assert suppressed(counts, few=5) == said


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 12), min_size=width, max_size=width),
            min_size=1,
            max_size=4,
        )
    )
)
def test_nothing_hidden_stands_alone_beside_a_total(grid: list[list[int]]) -> None:
    """The oracle: with totals below and on the left, look for a lone hidden place."""
    rows = [[sum(row), *row] for row in grid]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    told = suppressed_table(rows, few=5, adds_across=True)
    lines = [*told, *(list(column) for column in zip(*told, strict=True))]
    counts = [*rows, *(list(column) for column in zip(*rows, strict=True))]
    for words, values in zip(lines, counts, strict=True):
        hidden = [word for word in words if not word[0].isdigit()]
        open_values = [
            value
            for word, value in zip(words, values, strict=True)
            if word[0].isdigit() and value
        ]
        assert len(hidden) != 1 or not open_values
        assert not any(0 < value < 5 for value in open_values)
