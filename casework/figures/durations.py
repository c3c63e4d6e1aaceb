"""How long: percentiles of stages, holders and whole cases; shares within limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from casework.clock import LimitUnit
from casework.figures.filters import Wanted
from casework.figures.slices import slices_of
from casework.figures.sql import DaysBetween, LondonDays, Percentile
from casework.figures.whole import is_ended, whole_clocks
from casework.figures.words import With
from casework.models import Assignment, Deadline, StageVisit

# Cutting the time of more cases than this would keep the page waiting.
MOST_CUT = 2_000


@dataclass(frozen=True)
class Spread:
    """How long things took, in days: how many, half, three quarters, 90, longest."""

    count: int = 0
    p50: float = 0.0
    p75: float = 0.0
    p90: float = 0.0
    longest: float = 0.0


def _spread(took: Any) -> dict[str, Any]:
    return {
        "count": Count("pk"),
        "p50": Percentile(took, 0.5),
        "p75": Percentile(took, 0.75),
        "p90": Percentile(took, 0.9),
        "longest": Max(took),
    }


def _read(row: Any) -> Spread:
    if not row["count"]:
        return Spread()
    return Spread(row["count"], row["p50"], row["p75"], row["p90"], row["longest"])


def stage_times(wanted: Wanted) -> dict[tuple[str, str], Spread]:
    """By scheme and stage of work: visits that ended in the period, in elapsed days."""
    rows = (
        StageVisit.objects.filter(
            case_id__in=wanted.cases().values("pk"),
            left_at__gte=wanted.span.start,
            left_at__lt=wanted.span.end,
        )
        .values(scheme=F("case__scheme"), at=F("stage"))
        .order_by("scheme", "at")
        .annotate(**_spread(DaysBetween(F("entered_at"), F("left_at"))))
    )
    return {
        (row["scheme"], row["at"]): _read(row)
        for row in rows
        if not is_ended(row["scheme"], row["at"])
    }


def holder_times(wanted: Wanted) -> list[tuple[str, Spread]]:
    """By name: how long each person had a case, of what they gave on in the period."""
    rows = (
        Assignment.objects.filter(
            case_id__in=wanted.cases().values("pk"),
            ended_at__gte=wanted.span.start,
            ended_at__lt=wanted.span.end,
        )
        .values("user_id", "user__name", "user__username")
        .order_by("user__name", "user_id")
        .annotate(**_spread(DaysBetween(F("started_at"), F("ended_at"))))
    )
    return [(row["user__name"] or row["user__username"], _read(row)) for row in rows]


def completed(wanted: Wanted) -> QuerySet[Deadline]:
    """The clocks of whole cases that were met in the period."""
    return Deadline.objects.filter(
        key__in=whole_clocks(),
        case_id__in=wanted.cases().values("pk"),
        met_at__gte=wanted.span.start,
        met_at__lt=wanted.span.end,
    )


def whole_times(wanted: Wanted) -> Spread:
    """From receipt until the clock was met, in London calendar days."""
    return _read(completed(wanted).aggregate(**_spread(_london_days())))


def _london_days() -> LondonDays:
    return LondonDays(F("started_at"), F("met_at"))


def allocation_times(wanted: Wanted) -> Spread:
    """From the first allocation until the clock was met, in elapsed days."""
    given = Assignment.objects.filter(case_id=OuterRef("case_id"))
    first = Subquery(given.order_by("started_at").values("started_at")[:1])
    met = completed(wanted).annotate(first=first).filter(first__lte=F("met_at"))
    return _read(met.aggregate(**_spread(DaysBetween(F("first"), F("met_at")))))


def with_whom(wanted: Wanted) -> dict[tuple[str, str, With], dt.timedelta]:
    """By scheme, stage and with whom: the time of the cases completed last.

    Exact for up to 2,000 cases; of more, the latest.
    """
    latest = completed(wanted).order_by("-met_at", "-pk")[:MOST_CUT]
    sums: dict[tuple[str, str, With], dt.timedelta] = {}
    for piece in slices_of([row.pk for row in latest.only("pk")], at=wanted.at):
        key = (piece.scheme, piece.stage, piece.whose)
        sums[key] = sums.get(key, dt.timedelta()) + piece.took
    return sums


@dataclass(frozen=True)
class Within:
    """How many of the completed were within a limit; ``url`` words of the late."""

    label: str
    met: int
    total: int

    @property
    def share(self) -> float | None:
        """In 100, or None of nothing."""
        return 100 * self.met / self.total if self.total else None


def within_days(wanted: Wanted, days: Sequence[int]) -> list[Within]:
    """Of the whole cases completed: in the statutory time, and within so many days."""
    took = _london_days()
    counted = {
        f"within_{number}": Count("pk", filter=Q(took__lte=number)) for number in days
    }
    row = (
        completed(wanted)
        .annotate(took=took)
        .aggregate(
            total=Count("pk"),
            met=Count("pk", filter=Q(met_at__lt=F("due_at"))),
            **counted,
        )
    )
    total = row["total"]
    return [
        Within("The statutory limit", row["met"], total),
        *(Within(f"{n} days", row[f"within_{n}"], total) for n in days),
    ]


def within_limits(wanted: Wanted) -> list[Within]:
    """By limit: the clocks that were met in the period, and how many in time."""
    rows = (
        Deadline.objects.filter(
            case_id__in=wanted.cases().values("pk"),
            met_at__gte=wanted.span.start,
            met_at__lt=wanted.span.end,
        )
        .values("label", "limit", "unit")
        .order_by("label", "limit", "unit")
        .annotate(total=Count("pk"), met=Count("pk", filter=Q(met_at__lt=F("due_at"))))
    )
    return [Within(_limit_words(row), row["met"], row["total"]) for row in rows]


def _limit_words(row: Any) -> str:
    unit = LimitUnit(row["unit"]).value.replace("_", " ")
    return f"{row['label']} ({row['limit']} {unit})"
