"""The latest forecasts of the open cases, the most likely to be late first."""

from __future__ import annotations

from django.db.models import F, Max

from casework.figures.filters import Wanted
from casework.models import Forecast

# More than anybody can look at; the rest is in the list of all cases.
MOST_FORECASTS = 200


def latest_forecasts(wanted: Wanted) -> list[Forecast]:
    """Those of the last day on which any were made, with their cases; two queries."""
    last = Forecast.objects.aggregate(day=Max("made_on"))["day"]
    rows = (
        Forecast.objects.filter(
            made_on=last,
            case_id__in=wanted.cases().open().values("pk"),
        )
        .select_related("case__owner")
        .order_by(F("late_chance").desc(nulls_last=True), "due_at", "pk")
    )
    return list(rows[:MOST_FORECASTS])
