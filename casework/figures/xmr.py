"""XmR charts: which points of a series are signals, and which are noise.

Two-point comparisons and red or green mislead; the limits come from the ranges between
neighbours (interface 5.1). Pure arithmetic: no database, no Django.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

# Factors of two neighbours: the limits of the points, and of their ranges.
POINTS, RANGES = 2.66, 3.267
RULES = {
    1: "outside the limits",
    2: "part of a run on one side of the mean",
    3: "part of a run that rises or falls",
    4: "one of two of three near a limit",
}
NEAR, WITHIN = 2, 3


@dataclass(frozen=True)
class XmR:
    """The mean and limits of a series, and the rules that each point breaks."""

    values: Sequence[float]
    mean: float
    upper: float
    lower: float
    signals: Sequence[frozenset[int]]

    @property
    def latest(self) -> frozenset[int]:
        """The rules that the last point breaks."""
        return self.signals[-1]


def xmr_of(values: Sequence[float], *, run: int) -> XmR:
    """The chart of ``values``; ``run`` points in a row are a signal.

    Ranges beyond 3.267 times their mean are left out once, so that one outlier does not
    widen the limits that should show it. ValueError for fewer than two values.
    """
    if len(values) < NEAR:
        raise ValueError("A range needs two points.")
    mean = sum(values) / len(values)
    reach = POINTS * _mean_range(values)
    upper, lower = mean + reach, mean - reach
    rules = (
        {n for n, value in enumerate(values) if value > upper or value < lower},
        _one_side(values, mean, run),
        _one_way(values, run),
        _near_a_limit(values, mean, reach),
    )
    signals = [
        frozenset(number for number, hit in enumerate(rules, 1) if n in hit)
        for n in range(len(values))
    ]
    return XmR(values, mean, upper, lower, signals)


def _mean_range(values: Sequence[float]) -> float:
    ranges = [abs(b - a) for a, b in itertools.pairwise(values)]
    limit = RANGES * sum(ranges) / len(ranges)
    kept = [one for one in ranges if one <= limit] or ranges
    return sum(kept) / len(kept)


def _one_side(values: Sequence[float], mean: float, run: int) -> set[int]:
    """Points of runs above or below the mean; one on it ends a run."""
    return _runs([_sign(value - mean) for value in values], run)


def _one_way(values: Sequence[float], run: int) -> set[int]:
    """Points of runs that rise or fall: ``run`` points are one step fewer."""
    steps = [_sign(b - a) for a, b in itertools.pairwise(values)]
    return {n for step in _runs(steps, run - 1) for n in (step, step + 1)}


def _near_a_limit(values: Sequence[float], mean: float, reach: float) -> set[int]:
    """Two of three neighbours in the outer third on the same side."""
    outer = [
        _sign(v - mean) if abs(v - mean) > reach * NEAR / WITHIN and reach else 0
        for v in values
    ]
    hit: set[int] = set()
    for start in range(len(values) - WITHIN + 1):
        for side in (1, -1):
            of_three = range(start, start + WITHIN)
            near = [n for n in of_three if outer[n] == side]
            if len(near) >= NEAR:
                hit.update(near)
    return hit


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _runs(signs: Sequence[int], length: int) -> set[int]:
    """The places of all runs of one sign that are at least so long."""
    found: set[int] = set()
    start = 0
    for place in range(1, len(signs) + 1):
        if place == len(signs) or signs[place] != signs[start]:
            if signs[start] and place - start >= length:
                found.update(range(start, place))
            start = place
    return found
