"""How long: stages, holders and whole cases, and how much was within the limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casework.data_table import Cell, Column, DataTable
from casework.figures.charts import Chart, Key, csv_url
from casework.figures.durations import (
    MOST_CUT,
    Spread,
    Within,
    allocation_times,
    holder_times,
    stage_times,
    whole_times,
    with_whom,
    within_days,
    within_limits,
)
from casework.figures.filters import Wanted
from casework.figures.lanes import Bar, stacked_bars
from casework.figures.limits import figure_limits
from casework.figures.scope import scope_of
from casework.figures.slices import UNOPENED, tenths
from casework.figures.words import WITH_LABELS, With
from casework.schemes import all_schemes
from casework.views.figures.frame import data_of, person, show

SPREAD = (
    Column("Cases", numeric=True),
    Column("Median", numeric=True),
    Column("75 in 100", numeric=True),
    Column("90 in 100", numeric=True),
    Column("Longest", numeric=True),
)
PARTS = ("cw-svg__part-1", "cw-svg__part-3", "cw-svg__part-5")
SPREAD_KEYS = (
    Key(PARTS[0], "Half took no longer"),
    Key(PARTS[1], "75 in 100"),
    Key(PARTS[2], "90 in 100"),
)
WITH_KEYS = tuple(
    Key(css, label) for css, label in zip(PARTS, WITH_LABELS.values(), strict=True)
)
WITHIN_KEYS = (Key(PARTS[0], "Within"), Key(PARTS[2], "Not within"))


@require_safe
@transaction.atomic
def figures_times(request: HttpRequest) -> HttpResponse:
    """How long things take; filters are in the address."""
    scope = scope_of(person(request))
    wanted = Wanted.of(scope, request.GET)
    charts = [
        _stages(request, wanted),
        _whole(request, wanted),
        _with_whom(request, wanted),
        _limits(request, wanted),
    ]
    if scope.shows_people:
        charts.append(_holders(request, wanted))
    return show(
        request,
        scope,
        "figures_times",
        "casework/figures/charts.html",
        charts=charts,
        heading="How long",
        filters=wanted.panel(request.path),
        period=wanted.period,
    )


def _bar(label: str, took: Spread) -> Bar:
    parts = (took.p50, took.p75 - took.p50, took.p90 - took.p75)
    after = f"{took.p50:.1f} / {took.p90:.1f}" if took.count else "none"
    return Bar(label, parts, after)


def _cells(took: Spread) -> list[Cell | str | int]:
    if not took.count:
        return [0, "None", "None", "None", "None"]
    days = (took.p50, took.p75, took.p90, took.longest)
    return [took.count, *(f"{value:.1f}" for value in days)]


def _chart(
    request: HttpRequest,
    chart_id: str,
    title: str,
    definition: str,
    rows: Mapping[str, Spread],
    *,
    first: str,
) -> Chart:
    """Percentile bars with their table."""
    table = DataTable(
        title,
        (Column(first), *SPREAD),
        [[label, *_cells(took)] for label, took in rows.items()],
        "Nothing of this kind ended in the period.",
        caption_hidden=True,
    )
    bars = [_bar(label, took) for label, took in rows.items()]
    return Chart(
        chart_id,
        title,
        definition,
        table,
        data_of(),
        stacked_bars(bars, PARTS, title, "Days (after each bar: half / 90 in 100)")
        if bars
        else None,
        SPREAD_KEYS,
        csv_url(request, chart_id),
    )


def _stages(request: HttpRequest, wanted: Wanted) -> Chart:
    times = stage_times(wanted)
    several = len({scheme for scheme, _stage in times}) > 1
    rows = {
        f"{scheme.label}: {label}" if several else str(label): times[scheme.key, stage]
        for scheme in all_schemes()
        for stage, label in scheme.states.choices
        if (scheme.key, stage) in times
    }
    slow = max(rows, key=lambda label: rows[label].p50, default="")
    title = (
        f"{slow} takes longest: half of its cases stay {rows[slow].p50:.1f} days"
        " or more"
        if rows
        else "No stage was left in this period"
    )
    return _chart(
        request,
        "stages",
        title,
        "Visits to a stage that ended in the period, in days of 24 hours from entering "
        "to leaving. A case that came back counts once for each visit.",
        rows,
        first="Stage",
    )


def _whole(request: HttpRequest, wanted: Wanted) -> Chart:
    rows = {
        "Receipt to completion": whole_times(wanted),
        "Allocation to completion": allocation_times(wanted),
    }
    whole = rows["Receipt to completion"]
    title = (
        f"Half of {whole.count} completed cases took {whole.p50:.0f} days or fewer, "
        f"90 in 100 took {whole.p90:.0f} or fewer"
        if whole.count
        else "No case was completed in this period"
    )
    return _chart(
        request,
        "whole",
        title,
        "Completed: the clock of the whole case was met in the period. From receipt "
        "in London calendar days, the day of receipt is day 0; from the first "
        "allocation in days of 24 hours.",
        rows,
        first="From and to",
    )


def _with_whom(request: HttpRequest, wanted: Wanted) -> Chart:
    sums = with_whom(wanted)
    shown = dict(zip(sums, tenths(list(sums.values())), strict=True))
    rows = {
        label: [shown.get((key, stage, whose), 0.0) for whose in With]
        for key, stage, label in _stages_of(sums)
    }
    whole = sum(shown.values())
    ours = sum(days[0] for days in rows.values())
    title = (
        f"{100 * ours / whole:.0f} in 100 days of completed cases were with us"
        if whole
        else "No case was completed in this period"
    )
    columns = [Column(label, numeric=True) for label in WITH_LABELS.values()]
    table = DataTable(
        title,
        (Column("Stage"), *columns),
        [[label, *(f"{day:,.1f}" for day in days)] for label, days in rows.items()],
        caption_hidden=True,
    )
    bars = [Bar(label, days) for label, days in rows.items()]
    return Chart(
        "with-whom",
        title,
        "All days from receipt to completion, cut wherever stage or wait changed. A "
        f"wait comes before its stage. Of at most {MOST_CUT:,} cases, the latest.",
        table,
        data_of(),
        stacked_bars(bars, PARTS, title, "Days of all completed cases")
        if bars
        else None,
        WITH_KEYS,
        csv_url(request, "with-whom"),
    )


def _stages_of(
    sums: Mapping[tuple[str, str, With], object],
) -> list[tuple[str, str, str]]:
    """Scheme, stage and label of what is there, in the order of the work."""
    there = {(key, stage) for key, stage, _whose in sums}
    several = len({key for key, _stage in there}) > 1
    found = []
    for scheme in all_schemes():
        stages = [(UNOPENED, "Before it was opened"), *scheme.states.choices]
        prefix = f"{scheme.label}: " if several else ""
        found += [
            (scheme.key, str(stage), f"{prefix}{label}")
            for stage, label in stages
            if (scheme.key, stage) in there
        ]
    return found


def _holders(request: HttpRequest, wanted: Wanted) -> Chart:
    rows = dict(holder_times(wanted))
    count = sum(took.count for took in rows.values())
    return _chart(
        request,
        "holders",
        f"{count} allocations ended, with {len(rows)} people",
        "How long a person had a case, of allocations that ended in the period, by "
        "name. It says where cases were, not who worked well.",
        rows,
        first="Name",
    )


def _limits(request: HttpRequest, wanted: Wanted) -> Chart:
    limits = figure_limits(wanted.schemes)
    days = (limits.long_days, limits.longer_days)
    whole = within_days(wanted, days)
    rows = [*whole, *within_limits(wanted)]
    share = whole[0].share
    title = (
        "No case was completed in this period"
        if share is None
        else f"{share:.0f} in 100 cases were completed within the statutory limit"
    )
    bars = [
        Bar(w.label, (w.met, w.total - w.met), _percent(w)) for w in rows if w.total
    ]
    return Chart(
        "limits",
        title,
        "Clocks that were met in the period: how many before they were due. The first "
        "rows are the whole case; the further days are the back series.",
        DataTable("Within limits", WITHIN, _within_rows(rows), caption_hidden=True),
        data_of(),
        stacked_bars(bars, (PARTS[0], PARTS[2]), title, "Cases") if bars else None,
        WITHIN_KEYS,
        csv_url(request, "limits"),
    )


WITHIN = (
    Column("Limit"),
    Column("Within", numeric=True),
    Column("Not within", numeric=True),
    Column("In 100", numeric=True),
)


def _within_rows(rows: Sequence[Within]) -> list[list[Cell | str | int]]:
    return [[w.label, w.met, w.total - w.met, _percent(w)] for w in rows]


def _percent(within: Within) -> str:
    return "None" if within.share is None else f"{within.share:.0f}"
