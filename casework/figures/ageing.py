"""How old the open cases are at their stage, beside how long such stages took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F

from casework.figures.scope import Scope
from casework.figures.sql import DaysBetween, Percentile
from casework.models import Case, StageVisit
from casework.moment import now
from casework.queries.case_list import rows_of

# More dots than this are no picture; the oldest at their stage are drawn.
MOST_DOTS = 400


@dataclass(frozen=True)
class Band:
    """What past visits of a stage took: half, and 85 in 100, took no longer."""

    count: int
    p50: float
    p85: float


@dataclass(frozen=True)
class Ageing:
    """The open cases, those longest at their stage first, and the bands of the past."""

    cases: Sequence[Case]
    total: int
    bands: dict[tuple[str, str], Band]

    def standing(self, case: Case) -> str:
        """Whether a case has been at its stage longer than most before it."""
        band = self.bands.get((case.scheme, case.stage))
        if band is None:
            return ""
        age = age_of(case)
        if age > band.p85:
            return "longer than 85 in 100"
        return "longer than half" if age > band.p50 else ""


def age_of(case: Case) -> float:
    """Days of 24 hours since the case entered its stage."""
    return (now() - case.stage_entered_at) / dt.timedelta(days=1)


def ageing(scope: Scope, *, back_days: int) -> Ageing:
    """The open cases of ``scope`` and the bands of its unit's past; three queries."""
    open_cases = scope.cases().open()
    oldest = rows_of(open_cases).order_by("stage_entered_at", "pk")[:MOST_DOTS]
    return Ageing(
        list(oldest), open_cases.count(), past_bands(scope, back_days=back_days)
    )


def past_bands(scope: Scope, *, back_days: int) -> dict[tuple[str, str], Band]:
    """By scheme and stage: how long the visits took that ended in the last days.

    Of the whole unit, also for whoever sees their own cases: nobody is compared with
    themselves. No person is in it.
    """
    rows = (
        StageVisit.objects.filter(
            case__unit_id=scope.unit_pk,
            case__restricted=False,
            left_at__gte=now() - dt.timedelta(days=back_days),
        )
        .values(scheme=F("case__scheme"), at=F("stage"))
        .order_by("scheme", "at")
        .annotate(
            count=Count("pk"),
            p50=Percentile(DaysBetween(F("entered_at"), F("left_at")), 0.5),
            p85=Percentile(DaysBetween(F("entered_at"), F("left_at")), 0.85),
        )
    )
    return {
        (row["scheme"], row["at"]): Band(row["count"], row["p50"], row["p85"])
        for row in rows
    }
