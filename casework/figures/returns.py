"""The numbers of a return: received, how they ended, how long they took, by route."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q

from casework.figures.limits import FigureLimits
from casework.figures.periods import midnight
from casework.figures.scope import Scope
from casework.figures.sql import LondonDays, Percentile
from casework.figures.suppression import suppressed_table
from casework.figures.whole import whole_clocks
from casework.models import Deadline
from casework.schemes import Scheme

DEFINITIONS = (
    ("Received", "Cases whose receipt by the police falls in the year, London time."),
    ("Still open", "Of those, not closed when the return was frozen."),
    ("Completed", "Cases whose statutory clock was met in the year."),
    ("Over the limit", "Of those, met after the statutory date."),
    ("Over n days", "Of those, London calendar days from receipt; that day is day 0."),
    ("Median, 90 in 100, longest", "The same days; percentiles between two ranks."),
    ("Not counted", "Restricted cases: whoever is named on them adds them."),
    ("Small numbers", "Outside the unit, counts from 1 to {last} are not told."),
)
ALL_ROUTES = "All routes"


@dataclass(frozen=True)
class Table:
    """One table of a return; ``counts`` are the columns that are counts of cases.

    With ``adds_across`` the first of them is the sum of the others.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    counts: Sequence[int]
    adds_across: bool = False

    def outside(self, few: int) -> list[list[Any]]:
        """The rows as they leave the unit, without small counts."""
        rows = [list(row) for row in self.rows]
        grid = [[row[column] for column in self.counts] for row in rows]
        told = suppressed_table(grid, few=few, adds_across=self.adds_across)
        for row, said in zip(rows, told, strict=True):
            for column, word in zip(self.counts, said, strict=True):
                row[column] = row[column] if word == f"{row[column]:,}" else word
        return rows


def content_of(
    scope: Scope, scheme: Scheme, first: dt.date, limits: FigureLimits
) -> dict[str, Any]:
    """What a return of the year from ``first`` says, ready to be frozen."""
    last = first.replace(year=first.year + 1)
    return {
        "scheme": scheme.label,
        "year": f"{first:%-d %B %Y} to {last - dt.timedelta(days=1):%-d %B %Y}",
        "few": limits.few,
        "definitions": [
            [name, text.format(last=limits.few - 1)] for name, text in DEFINITIONS
        ],
        "tables": [
            _table(_received(scope, scheme, first, last)),
            _table(_completed(scope, scheme, first, last, limits=limits)),
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
        "counts": list(table.counts),
        "adds_across": table.adds_across,
    }


def tables_of(content: dict[str, Any]) -> list[Table]:
    """The tables of a frozen return."""
    return [Table(**table) for table in content["tables"]]


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content in one fixed form: the same answer, the same hash."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _received(scope: Scope, scheme: Scheme, first: dt.date, last: dt.date) -> Table:
    groups = [label for label, _codes in scheme.figures.outcomes]
    asked = {
        f"group_{n}": Count("pk", filter=Q(outcome__in=list(codes)))
        for n, (_label, codes) in enumerate(scheme.figures.outcomes)
    }
    by_route = (
        scope.cases()
        .filter(
            scheme=scheme.key,
            restricted=False,
            received_at__gte=midnight(first),
            received_at__lt=midnight(last),
        )
        .values("route")
        .order_by("route")
        .annotate(
            every=Count("pk"),
            open=Count("pk", filter=Q(closed_at__isnull=True)),
            **asked,
        )
    )
    found = {row["route"]: row for row in by_route}
    lines = [
        _received_row(str(label), found.get(route), len(groups))
        for route, label in scheme.routes.items()
    ]
    sums = [sum(column) for column in zip(*(line[1:] for line in lines), strict=True)]
    columns = ("Route", "Received", *groups, "Ended otherwise", "Still open")
    counts = range(1, len(columns))
    rows = [*lines, [ALL_ROUTES, *sums]]
    title = "Received and how they ended"
    return Table(title, columns, rows, counts, adds_across=True)


def _received_row(label: str, row: Any, groups: int) -> list[Any]:
    if row is None:
        return [label, *([0] * (groups + 3))]
    ended = [row[f"group_{n}"] for n in range(groups)]
    otherwise = row["every"] - sum(ended) - row["open"]
    return [label, row["every"], *ended, otherwise, row["open"]]


def _completed(
    scope: Scope,
    scheme: Scheme,
    first: dt.date,
    last: dt.date,
    *,
    limits: FigureLimits,
) -> Table:
    cases = scope.cases().filter(scheme=scheme.key, restricted=False)
    took = LondonDays(F("started_at"), F("met_at"))
    met = Deadline.objects.filter(
        key__in=whole_clocks(),
        case_id__in=cases.values("pk"),
        met_at__gte=midnight(first),
        met_at__lt=midnight(last),
    ).annotate(days=took)
    measures = {
        "every": Count("pk"),
        "late": Count("pk", filter=Q(met_at__gte=F("due_at"))),
        "long": Count("pk", filter=Q(days__gt=limits.long_days)),
        "longer": Count("pk", filter=Q(days__gt=limits.longer_days)),
        "p50": Percentile(took, 0.5),
        "p90": Percentile(took, 0.9),
        "longest": Max(took),
    }
    by_route: Any = met.values(on=F("case__route")).order_by("on").annotate(**measures)
    found = {row["on"]: row for row in by_route}
    lines = [
        _completed_row(str(label), found.get(route))
        for route, label in scheme.routes.items()
    ]
    columns = (
        "Route",
        "Completed",
        "Over the limit",
        f"Over {limits.long_days} days",
        f"Over {limits.longer_days} days",
        "Median days",
        "90 in 100",
        "Longest",
    )
    whole = _completed_row(ALL_ROUTES, met.aggregate(**measures))
    return Table("How long they took", columns, [*lines, whole], (1, 2, 3, 4))


def _completed_row(label: str, row: Any) -> list[Any]:
    if row is None or not row["every"]:
        return [label, 0, 0, 0, 0, "None", "None", "None"]
    days = [round(row[name], 1) for name in ("p50", "p90", "longest")]
    counts = [row[name] for name in ("every", "late", "long", "longer")]
    return [label, *counts, *days]
