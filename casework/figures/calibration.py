"""Whether forecasts came true: by decile, and better than the base rate or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Exists, F, FloatField, OuterRef, Q, Value, When
from django.db.models import Case as Choose
from django.db.models.functions import Floor, Least

from casework.clock import local_date
from casework.figures.scope import Scope
from casework.figures.whole import whole_clocks
from casework.models import Deadline, Forecast
from casework.moment import now


@dataclass(frozen=True)
class Decile:
    """The forecasts from one tenth of chance: how many, said on average, came true."""

    number: int
    count: int
    said: float
    happened: float


@dataclass(frozen=True)
class Calibration:
    """The deciles, and the Brier score beside that of one constant, the base rate."""

    deciles: Sequence[Decile]
    count: int
    brier: float
    base_brier: float


def calibration(scope: Scope) -> Calibration | None:
    """The forecasts whose end is known now; None while there is none. Two queries.

    Without those made when the case was late already, which say nothing new. The base
    rate is that of these very forecasts: no constant could do better.
    """
    known = _known(scope)
    miss = F("late_chance") - F("was_late")
    whole = known.aggregate(
        count=Count("pk"), share=Avg("was_late"), brier=Avg(miss * miss)
    )
    if not whole["count"]:
        return None
    rows = (
        known.annotate(tenth=Least(Floor(F("late_chance") * 10), Value(9.0)))
        .values("tenth")
        .order_by("tenth")
        .annotate(count=Count("pk"), said=Avg("late_chance"), happened=Avg("was_late"))
    )
    deciles = [
        Decile(int(r["tenth"]), r["count"], r["said"], r["happened"]) for r in rows
    ]
    share = whole["share"]
    return Calibration(deciles, whole["count"], whole["brier"], share * (1 - share))


def _known(scope: Scope) -> Any:
    """The forecasts with ``was_late``: 1 if the clock was not met before it was due."""
    at = now()
    clock = Deadline.objects.filter(
        case_id=OuterRef("case_id"),
        due_at=OuterRef("due_at"),
        key__in=whole_clocks(),
    )
    is_met = Exists(clock.filter(met_at__isnull=False))
    is_past = Q(due_at__lte=at) & Exists(clock.filter(ended_at__isnull=True))
    in_time = Exists(clock.filter(met_at__lt=F("due_at")))
    return Forecast.objects.filter(
        Q(is_met) | is_past,
        late_chance__isnull=False,
        made_at__lt=F("due_at"),
        made_on__lt=local_date(at),
        case_id__in=scope.cases().values("pk"),
    ).annotate(
        was_late=Choose(
            When(in_time, then=Value(0.0)),
            default=Value(1.0),
            output_field=FloatField(),
        )
    )
