"""``python -m bench.sweep --cases 1000000``: what the sweep of reminders costs (T15).

The sweep must cost what is due, not what exists: the same number of limits is made due
at each step, whatever the number of cases, and the time inside the database is summed.
Compare a small scale with a large one.
"""

from __future__ import annotations

import argparse
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.seed import fill_to
from bench.services import started

if TYPE_CHECKING:
    from collections.abc import Callable

DUE = (0, 100, 1000)
TARGET_MS = 1000
QUIET = "UPDATE {} SET looked_at = now(), next_look_at = NULL"
# So many limits of open cases whose step came an hour ago.
MAKE_DUE = """
UPDATE casework_deadline SET looked_at = now() - interval '8 days',
    next_look_at = now() - interval '1 hour'
WHERE id IN (
    SELECT d.id FROM casework_deadline d JOIN casework_case c ON c.id = d.case_id
    WHERE d.met_at IS NULL AND d.ended_at IS NULL AND c.closed_at IS NULL
    ORDER BY d.id LIMIT %s)
"""


def quieten() -> None:
    """As a product that runs has it: every row was looked at, nothing is due."""
    from django.db import connection  # noqa: PLC0415  after setup

    from casework.ladders import ladders_of_all  # noqa: PLC0415  the same
    from casework.schemes import all_schemes  # noqa: PLC0415  the same

    with connection.cursor() as cursor:
        for ladder in ladders_of_all(all_schemes()):
            table = ladder.model._meta.db_table  # noqa: SLF001  Django's documented name
            cursor.execute(QUIET.format(table))
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def measure(due: int) -> tuple[float, int, int]:
    """Milliseconds inside the database, statements and people told of one sweep."""
    from django.db import connection  # noqa: PLC0415  after setup

    from casework.actions.reminders import remind_of_everything  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(MAKE_DUE, [due])
    spent: list[float] = []

    def timed(execute: Callable[..., Any], *said: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*said)
        finally:
            spent.append((time.perf_counter() - began) * 1000)

    with connection.execute_wrapper(timed):
        told = remind_of_everything()
    return sum(spent), len(spent), told


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.sweep", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    with started(wanted.cases):
        there = fill_to(wanted.cases, print)
        quieten()
        print(f"\n{there:,} cases; target T15: {TARGET_MS} ms of SQL\n")
        print(f"{'due':>8}{'median ms':>12}{'statements':>12}{'told':>8}")
        for due in DUE:
            rounds = [measure(due) for _ in range(wanted.rounds)]
            ms = median(one for one, _, _ in rounds)
            _, statements, told = rounds[0]
            verdict = "PASS" if ms <= TARGET_MS else "FAIL"
            print(f"{due:>8,}{ms:>12.1f}{statements:>12}{told:>8,}  {verdict}")


if __name__ == "__main__":
    main()
