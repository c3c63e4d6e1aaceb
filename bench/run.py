"""``python -m bench.run --rounds 3 --cases 10000``: the pages beside the limit.

Rounds interleave all scenarios, so that noise meets each alike. Compare ratios inside
one run, never milliseconds of two. With ``--beside RESULT.json`` (a run at another
scale) the growth is judged too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from bench.papers import Act, paper_acts
from bench.scenarios import Scenario, scenarios
from bench.seed import bench_user, fill_to, take_back_moves
from bench.services import started
from bench.serving import Serving, Timed, spin
from bench.targets import Result, growth, within_one_run

RESULTS = Path(__file__).parent / "results"
READS, WRITES, WARM_UPS = 20, 8, 3
WORDS = {True: "PASS", False: "FAIL", None: "WARN"}


def measure(rounds: int) -> dict[str, Any]:
    """Medians of each round in ms, queries and bytes of each page, and the gauge."""
    user = bench_user("supervisor")
    serving, pages = Serving(user), scenarios(user)
    size = {page.name: serving.time_one(page).size for page in pages}
    queries = {page.name: serving.count_queries(page) for page in pages}
    people = (bench_user(job) for job in ("supervisor", "researcher", "decider"))
    acts = paper_acts(*people)
    size |= {act.name: act.time_one().size for act in acts}
    names = [*(page.name for page in pages), *(act.name for act in acts)]
    ms: dict[str, list[float]] = {name: [] for name in names}
    cpu: dict[str, list[float]] = {name: [] for name in names}
    spins = []
    for number in range(1, rounds + 1):
        spins.append(median(spin() for _ in range(5)))
        for page in pages:
            sent = _one_round(serving, page)
            ms[page.name].append(median(one.ms for one in sent))
            cpu[page.name].append(median(one.cpu_ms for one in sent))
        for act, made in zip(acts, _one_round_of(acts), strict=True):
            ms[act.name].append(median(one.ms for one in made))
            cpu[act.name].append(median(one.cpu_ms for one in made))
        print(f"round {number} of {rounds}, gauge {spins[-1]:.1f} ms")
    return {
        "ms": ms,
        "cpu_ms": cpu,
        "queries": queries,
        "bytes": size,
        "spin_ms": spins,
    }


def _one_round(serving: Serving, page: Scenario) -> list[Timed]:
    count = WRITES if page.is_write else READS
    for _ in range(1 if page.is_write else WARM_UPS):
        serving.time_one(page)
    return [serving.time_one(page) for _ in range(count)]


def _one_round_of(acts: list[Act]) -> list[list[Timed]]:
    """In turn, one after the other, so that noise meets each alike."""
    turns = [[act.time_one() for act in acts] for _ in range(WRITES)]
    return [list(made) for made in zip(*turns, strict=True)]


def print_table(found: dict[str, Any]) -> None:
    """Median, smallest and largest round of each page."""
    heads = f"{'median ms':>11}{'of rounds':>18}{'CPU ms':>9}{'queries':>9}{'bytes':>9}"
    print(f"\n{'page':<26}{heads}")
    for name, rounds in found["ms"].items():
        spread = f"{min(rounds):.2f}-{max(rounds):.2f}"
        asked = "raw" if name.startswith("limit") else found["queries"].get(name, "-")
        print(
            f"{name:<26}{median(rounds):>11.2f}{spread:>18}"
            f"{median(found['cpu_ms'][name]):>9.2f}{asked:>9}{found['bytes'][name]:>9,}"
        )


def print_results(results: list[Result]) -> None:
    """Each target, what was measured, and whether it is reached."""
    print(f"\n{'':<4}{'what':<28}{'target':>8}{'here':>8}{'of rounds':>14}")
    for row in results:
        print(
            f"{row.number:<4}{row.what:<28}{row.target:>8.2f}{row.measured:>8.2f}"
            f"{row.spread:>14}  {WORDS[row.passed]}"
        )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--beside", type=Path, help="the result of another scale")
    wanted = parser.parse_args()
    other = json.loads(wanted.beside.read_text()) if wanted.beside else None
    with started(wanted.cases):
        logging.disable(logging.INFO)
        fill_to(wanted.cases, print)
        take_back_moves()
        found = {"cases": wanted.cases, **measure(wanted.rounds)}
    results = within_one_run(found["ms"], found["queries"])
    if other:
        small, large = sorted((other, found), key=lambda run: int(run["cases"]))
        results += growth(small, large)
    print_table(found)
    print_results(results)
    found["targets"] = [asdict(row) for row in results]
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{dt.datetime.now(dt.UTC):%Y-%m-%d}-{wanted.cases}.json"
    file.write_text(f"{json.dumps(found, indent=1)}\n")
    print(f"\nWritten to bench/results/{file.name}")


if __name__ == "__main__":
    main()
