"""``python -m bench.figures --cases 10000``: figures beside the targets T9 and T10.

T9: the numbers of a whole force in 15 ms and at most 4 times a raw aggregate. T10: the
exact percentiles of a unit's stages in 10 ms. Then each page of figures as a whole.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from bench.scenarios import Scenario, always
from bench.seed import bench_user, fill_to
from bench.services import started
from bench.serving import Serving

ROUNDS, WARM_UPS = 7, 2
T9_MS, T9_RATIO, T10_MS = 15.0, 4.0, 10.0
RAW = """
SELECT count(*), count(*) FILTER (WHERE owner_id IS NULL),
    count(*) FILTER (WHERE next_due_at <= now()),
    count(*) FILTER (WHERE risk = 'high' OR immediate_risk)
FROM casework_case WHERE closed_at IS NULL
"""
PAGES = (
    "/figures/",
    "/figures/board/",
    "/figures/times/",
    "/figures/volumes/",
    "/figures/lateness/",
    "/figures/forecast/",
)


def timed(act: Callable[[], object]) -> float:
    """The median of some rounds in milliseconds, after warming up."""
    took = []
    for number in range(ROUNDS + WARM_UPS):
        began = time.perf_counter()
        act()
        if number >= WARM_UPS:
            took.append((time.perf_counter() - began) * 1000)
    return median(took)


def raw() -> None:
    """The aggregate that any way of counting is compared with."""
    from django.db import connection  # noqa: PLC0415  after setup

    with connection.cursor() as cursor:
        cursor.execute(RAW)
        cursor.fetchall()


def measure() -> list[tuple[str, float, float | None]]:
    """What, milliseconds, and the target if there is one."""
    from django.http import QueryDict  # noqa: PLC0415  after setup

    from casework.figures.durations import stage_times  # noqa: PLC0415  the same
    from casework.figures.filters import Wanted  # noqa: PLC0415  the same
    from casework.figures.scope import scope_of  # noqa: PLC0415  the same
    from casework.models import Case  # noqa: PLC0415  the same
    from casework.queries.worklist import five_numbers  # noqa: PLC0415  the same

    user = bench_user("supervisor")
    wanted = Wanted.of(scope_of(user), QueryDict())
    plain = timed(raw)
    force = timed(lambda: five_numbers(user, Case.objects.filter(restricted=False)))
    found: list[tuple[str, float, float | None]] = [
        ("raw aggregate over a force", plain, None),
        ("T9 numbers of a force", force, T9_MS),
        ("T9 beside the raw one (times)", force / plain, T9_RATIO),
        ("T10 percentiles of a unit", timed(lambda: stage_times(wanted)), T10_MS),
    ]
    return [*found, *_pages(user)]


def _pages(user: Any) -> list[tuple[str, float, float | None]]:
    serving = Serving(user)
    return [
        (page, timed(lambda one=scenario: serving.time_one(one)), None)  # type: ignore[misc]  # bound now
        for page, scenario in ((p, Scenario(p, always(p))) for p in PAGES)
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.figures", description=__doc__
    )
    parser.add_argument("--cases", type=int, default=10_000)
    wanted = parser.parse_args()
    with started(wanted.cases):
        logging.disable(logging.INFO)
        fill_to(wanted.cases, print)
        for what, value, target in measure():
            beside = "" if target is None else f"   target {target:.0f}"
            print(f"{what:<32}{value:>10.1f}{beside}")


if __name__ == "__main__":
    main()
