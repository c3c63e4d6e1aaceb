"""What the pages are to reach, by number, and how far a run is from it.

Numbers and limits: the performance targets T1-T5, T7, T8 and T11 of the design.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.papers import BARE, COPY, KEPT, SEND

Ms = Mapping[str, list[float]]
RAW_LIST, RAW_CASE, FLOOR = "limit: list (L3)", "limit: case (L3)", "auth floor (L2)"
FIRST, FILTERED, DEEP = "list, first page", "list, filtered", "list, 90 % deep"
NEWEST, CASE, MOVE = "list, all cases", "case", "transition POST"
QUERIES_OF_A_MOVE = 6


@dataclass(frozen=True)
class Result:
    """One target beside what was measured; ``passed`` is None for "not clear"."""

    number: str
    what: str
    target: float
    measured: float
    passed: bool | None
    spread: str = ""


def ratios(rounds: Ms, page: str, beside: str) -> list[float]:
    """``page`` divided by ``beside``, round by round."""
    return [a / b for a, b in zip(rounds[page], rounds[beside], strict=True)]


def judge(number: str, what: str, target: float, measured: list[float]) -> Result:
    """Passed if the median is within; failed only if even the best round is not."""
    middle = median(measured)
    passed: bool | None = middle <= target
    if not passed and min(measured) <= target:
        passed = None
    spread = f"{min(measured):.2f}-{max(measured):.2f}"
    return Result(number, what, target, middle, passed, spread)


def within_one_run(rounds: Ms, queries: Mapping[str, int]) -> list[Result]:
    """The targets that need one scale alone."""
    asked = [float(queries[MOVE])]
    return [
        judge("T2", "list / raw list", 6, ratios(rounds, FIRST, RAW_LIST)),
        judge("T2", "list / auth floor", 3.5, ratios(rounds, FIRST, FLOOR)),
        judge("T5", "90 % deep / first page", 1.5, ratios(rounds, DEEP, NEWEST)),
        judge("T7", "case / raw case", 6, ratios(rounds, CASE, RAW_CASE)),
        judge("T8", "queries of a transition", QUERIES_OF_A_MOVE, asked),
        judge("T11", "copy / bare WeasyPrint", 1.15, ratios(rounds, COPY, BARE)),
        judge("T11", "copy / bare, fonts kept", 1.15, ratios(rounds, COPY, KEPT)),
        judge("T11", "ms to enqueue a copy", 3, list(rounds[SEND])),
    ]


def growth(small: dict[str, Any], large: dict[str, Any]) -> list[Result]:
    """The targets on growth between two runs, each page beside its run's noise gauge.

    The gauge is a fixed piece of Python, so a busier machine is divided out.
    """
    wanted = (
        ("T1", FIRST, 1.2),
        ("T4", FILTERED, 1.3),
        ("T7", CASE, 1.2),
        ("T8", MOVE, 1.3),
    )
    return [
        judge(number, f"{page}, growth", target, _grown(small, large, page))
        for number, page, target in wanted
    ]


def _grown(small: dict[str, Any], large: dict[str, Any], page: str) -> list[float]:
    return [
        (b / large_spin) / (a / small_spin)
        for a, small_spin, b, large_spin in zip(
            small["ms"][page],
            small["spin_ms"],
            large["ms"][page],
            large["spin_ms"],
            strict=False,
        )
    ]
