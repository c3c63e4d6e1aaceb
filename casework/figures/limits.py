"""The numbers that figures turn on: rows that the unit may change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db.models import Max

from casework.models import Threshold

PREFIX = "figure_"
LOCAL = "Local, to confirm"
# (key, label, value, basis): every scheme ships these among its thresholds.
FIGURE_THRESHOLDS: tuple[tuple[str, str, int, str], ...] = (
    ("figure_few", "Counts below this are not told outside the unit", 5, LOCAL),
    ("figure_history", "Fewest past cases that a forecast rests on", 30, LOCAL),
    ("figure_long_days", "Days of the back series", 35, "The limit before 2023"),
    ("figure_longer_days", "Days of the older back series", 45, LOCAL),
    ("figure_points", "Fewest points of a chart that tells signals", 10, LOCAL),
    ("figure_run", "Points in a row that are a signal", 7, LOCAL),
    ("figure_one_person", "Share of a stage done by one person, in 100", 80, LOCAL),
    ("figure_back_days", "Days of the past that figures look at", 365, LOCAL),
)


@dataclass(frozen=True)
class FigureLimits:
    """The numbers in force, each named as its row is."""

    few: int
    history: int
    long_days: int
    longer_days: int
    points: int
    run: int
    one_person: int
    back_days: int


def figure_limits(schemes: Sequence[str]) -> FigureLimits:
    """The numbers for these schemes, the most careful where they differ; one query."""
    keys = {f"{PREFIX}{field.name}" for field in fields(FigureLimits)}
    rows = (
        Threshold.objects.filter(scheme__in=schemes, key__in=keys)
        .values("key")
        .order_by("key")
        .annotate(most=Max("value"))
    )
    found = {row["key"]: int(row["most"]) for row in rows}
    shipped = {key: value for key, _label, value, _basis in FIGURE_THRESHOLDS}
    return FigureLimits(
        **{key.removeprefix(PREFIX): found.get(key, shipped[key]) for key in keys}
    )
