"""How many: in and out by week, open by stage, outcomes, and what schemes count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    F,
    Q,
)
from django.db.models.functions import TruncWeek

from casework.clock import LONDON, local_date
from casework.figures.durations import completed
from casework.figures.filters import Wanted
from casework.figures.periods import midnight
from casework.figures.whole import is_ended
from casework.models import StageVisit
from casework.policy import Capability
from casework.schemes import Scheme, all_schemes

WEEK = dt.timedelta(days=7)
NEVER = midnight(dt.date(1970, 1, 1))


# -- In and out ----------------------------------------------------------------
def weeks_of(wanted: Wanted) -> list[dt.date]:
    """The Mondays of the whole weeks in the period; the present one is not over.

    Not before the first case that counts: an empty past is no series.
    """
    oldest = (
        wanted.cases().order_by("received_at").values_list("received_at", flat=True)
    )
    began = oldest.first()
    if began is None:
        return []
    first = _monday(max(local_date(wanted.span.start), local_date(began)))
    if midnight(first) < max(wanted.span.start, began):
        first += WEEK
    last = _monday(local_date(wanted.span.end))
    count = max((last - first).days // 7, 0)
    return [first + number * WEEK for number in range(count)]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def received_by_week(
    wanted: Wanted, weeks: Sequence[dt.date]
) -> dict[tuple[str, str], list[int]]:
    """By scheme and route: how many cases were received in each week."""
    rows = _by_week(wanted.cases(), "received_at", "scheme", "route", weeks)
    return _series(rows, weeks)


def completed_by_week(
    wanted: Wanted, weeks: Sequence[dt.date]
) -> dict[tuple[str, str], list[int]]:
    """By scheme and route: how many clocks of whole cases were met in each week."""
    rows = _by_week(completed(wanted), "met_at", "case__scheme", "case__route", weeks)
    return _series(rows, weeks)


def _ends(weeks: Sequence[dt.date]) -> tuple[dt.datetime, dt.datetime]:
    """Where the weeks start and end; without weeks, before everything."""
    if not weeks:
        return NEVER, NEVER
    return midnight(weeks[0]), midnight(weeks[-1] + WEEK)


def _by_week(rows: Any, at: str, scheme: str, route: str, weeks: Any) -> Any:
    start, end = _ends(weeks)
    within = {f"{at}__gte": start, f"{at}__lt": end}
    return (
        rows.filter(**within)
        .values(of=F(scheme), on=F(route), week=TruncWeek(at, tzinfo=LONDON))
        .order_by("of", "on", "week")
        .annotate(count=Count("pk"))
    )


def _series(rows: Any, weeks: Sequence[dt.date]) -> dict[tuple[str, str], list[int]]:
    place = {week: number for number, week in enumerate(weeks)}
    found: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        series = found.setdefault((row["of"], row["on"]), [0] * len(weeks))
        series[place[local_date(row["week"])]] = row["count"]
    return found


# -- Open by stage at the end of each week -------------------------------------
def open_by_week(
    wanted: Wanted, weeks: Sequence[dt.date]
) -> dict[tuple[str, str], list[int]]:
    """By scheme and stage: how many cases stood there when each week ended.

    Entered so far less left so far: two queries, whatever the number of weeks.
    """
    visits = StageVisit.objects.filter(case_id__in=wanted.cases().values("pk"))
    found: dict[tuple[str, str], list[int]] = {}
    for at, step in (("entered_at", 1), ("left_at", -1)):
        for row in _steps(visits, at, weeks):
            series = found.setdefault((row["of"], row["on"]), [0] * len(weeks))
            for number in range(_first_week(row["week"], weeks), len(weeks)):
                series[number] += step * row["count"]
    return {key: series for key, series in found.items() if not is_ended(*key)}


def _steps(visits: Any, at: str, weeks: Sequence[dt.date]) -> Any:
    return (
        visits.filter(**{f"{at}__lt": _ends(weeks)[1]})
        .values(of=F("case__scheme"), on=F("stage"), week=TruncWeek(at, tzinfo=LONDON))
        .order_by("of", "on", "week")
        .annotate(count=Count("pk"))
    )


def _first_week(at: dt.datetime, weeks: Sequence[dt.date]) -> int:
    """The first week at whose end it counts; what was before the first is in all."""
    return max((local_date(at) - weeks[0]).days // 7, 0)


# -- Outcomes ------------------------------------------------------------------
@dataclass(frozen=True)
class Ended:
    """How many cases of a route were closed with an outcome."""

    scheme: str
    route: str
    outcome: str
    count: int


def outcomes_of(wanted: Wanted) -> list[Ended]:
    """By scheme, route and outcome: the cases closed in the period."""
    rows = (
        wanted.cases()
        .filter(closed_at__gte=wanted.span.start, closed_at__lt=wanted.span.end)
        .values("scheme", "route", "outcome")
        .order_by("scheme", "route", "outcome")
        .annotate(count=Count("pk"))
    )
    return [Ended(**row) for row in rows]


@dataclass(frozen=True)
class Measure:
    """A count with what it is a part of: "disclosures with a safety plan"."""

    label: str
    count: int
    of_all: int


def measures_of(wanted: Wanted) -> list[Measure]:
    """Decisions sent back, and what each scheme counts of its cases closed."""
    closed = wanted.cases().filter(
        closed_at__gte=wanted.span.start, closed_at__lt=wanted.span.end
    )
    sums: dict[str, list[int]] = {}
    for scheme in all_schemes():
        for label, count, of_all in scheme.figures.measures(closed):
            so_far = sums.setdefault(label, [0, 0])
            so_far[0] += count
            so_far[1] += of_all
    # What two schemes count alike is one measure.
    return [_returned(wanted), *(Measure(label, *both) for label, both in sums.items())]


def _returned(wanted: Wanted) -> Measure:
    """Moves by which a decision maker sent a case back, of all their moves."""
    by_scheme = {scheme.key: _decisions(scheme) for scheme in all_schemes()}
    back, every = Q(pk__in=()), Q(pk__in=())
    for key, (sent_back, all_moves) in by_scheme.items():
        of_scheme = Q(case__scheme=key)
        back |= of_scheme & Q(move__in=sorted(sent_back))
        every |= of_scheme & Q(move__in=sorted(all_moves))
    visits = StageVisit.objects.filter(
        case_id__in=wanted.cases().values("pk"),
        entered_at__gte=wanted.span.start,
        entered_at__lt=wanted.span.end,
    )
    row = visits.aggregate(
        count=Count("pk", filter=back), of_all=Count("pk", filter=every)
    )
    return Measure("Decisions sent back to be worked on", row["count"], row["of_all"])


def _decisions(scheme: Scheme) -> tuple[set[str], set[str]]:
    """The moves of a decision that go back to an earlier stage, and all of them."""
    order = [str(value) for value in scheme.states.values]
    rows = [row for row in scheme.model.rows() if row.by is Capability.DECIDE]
    back = {r.name for r in rows if order.index(r.to) < order.index(r.source)}
    return back, {row.name for row in rows}
