"""How many, with what result: in and out, open by stage, outcomes, whom about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casework.data_table import Column, DataTable, TableRow
from casework.figures.charts import Chart, Key, csv_url
from casework.figures.filters import Wanted
from casework.figures.limits import figure_limits
from casework.figures.scope import scope_of
from casework.figures.series import bands_picture, xmr_picture
from casework.figures.volumes import (
    completed_by_week,
    open_by_week,
    received_by_week,
    weeks_of,
)
from casework.figures.xmr import RULES, XmR, xmr_of
from casework.schemes import all_schemes, scheme_named
from casework.views.figures.ends import (
    CLASSES,
    Page,
    measures_chart,
    outcomes_chart,
    people_charts,
)
from casework.views.figures.frame import data_of, person, show

XMR_KEYS = (
    Key("cw-svg__point", "A week"),
    Key("cw-svg__signal", "A week that is a signal"),
)
RULES_SAID = (
    "Signals: one week outside the limits; {run} in a row on one side of the mean; "
    "{run} in a row that rise or fall; two of three in the outer third towards a "
    "limit. The rest is noise. Limits from the ranges between neighbours (2.66 times "
    "their mean, without outlying ranges)."
)


@require_safe
@transaction.atomic
def figures_volumes(request: HttpRequest) -> HttpResponse:
    """Volumes and results; filters are in the address."""
    scope = scope_of(person(request))
    wanted = Wanted.of(scope, request.GET)
    page = Page(request, wanted, figure_limits(wanted.schemes), weeks_of(wanted))
    charts = [
        *_flows(page, "received", "received", received_by_week(wanted, page.weeks)),
        *_flows(page, "completed", "completed", completed_by_week(wanted, page.weeks)),
        _flow(page),
        outcomes_chart(page),
        measures_chart(page),
        *people_charts(page),
    ]
    return show(
        request,
        scope,
        "figures_volumes",
        "casework/figures/charts.html",
        charts=charts,
        heading="How many",
        filters=wanted.panel(request.path),
        period=wanted.period,
    )


# -- In and out ----------------------------------------------------------------
def _flows(
    page: Page, name: str, verb: str, series: Mapping[tuple[str, str], Sequence[int]]
) -> list[Chart]:
    """One XmR chart for each scheme and route."""
    return [
        _xmr_chart(page, f"{name}-{number}", f"{_route(*key)} {verb}", values)
        for number, (key, values) in enumerate(series.items(), start=1)
    ]


def _route(scheme: str, route: str) -> str:
    known = scheme_named(scheme)
    return f"{known.label}, {known.routes[route]}:"


def _xmr_chart(page: Page, chart_id: str, what: str, values: Sequence[int]) -> Chart:
    limits = page.limits
    enough = len(values) >= limits.points
    chart = xmr_of(values, run=limits.run) if enough else None
    title = _xmr_title(what, values, chart)
    columns = (
        Column("Week from"),
        Column("Cases", numeric=True),
        Column("Signal"),
    )
    rows: list[TableRow] = [
        [f"{week:%-d %B %Y}", value, _signal(chart, number)]
        for number, (week, value) in enumerate(zip(page.weeks, values, strict=True))
    ]
    few = "" if enough else f"Fewer than {limits.points} weeks: too few for limits."
    return Chart(
        chart_id,
        title,
        "Whole weeks from Monday, London time. " + RULES_SAID.format(run=limits.run),
        DataTable(title, columns, rows, caption_hidden=True),
        data_of(),
        xmr_picture(page.weeks, values, chart, title),
        XMR_KEYS,
        csv_url(page.request, chart_id),
        few,
    )


def _signal(chart: XmR | None, number: int) -> str:
    rules = sorted(chart.signals[number]) if chart else []
    return "; ".join(RULES[rule] for rule in rules).capitalize() or "None"


def _xmr_title(what: str, values: Sequence[int], chart: XmR | None) -> str:
    mean = sum(values) / len(values) if values else 0
    said = f"{what} {mean:.1f} a week on average"
    if chart is None:
        return said
    signals = sum(bool(rules) for rules in chart.signals)
    if not signals:
        return f"{said}, no more change than chance"
    weeks = "week is a signal" if signals == 1 else "weeks are signals"
    return f"{said}, {signals} {weeks}"


# -- Open by stage -------------------------------------------------------------
def _flow(page: Page) -> Chart:
    bands: dict[str, list[int]] = {}
    for (scheme, stage), values in open_by_week(page.wanted, page.weeks).items():
        label = scheme_named(scheme).figures.band_of(stage)
        sums = bands.setdefault(label, [0] * len(page.weeks))
        bands[label] = [a + b for a, b in zip(sums, values, strict=True)]
    rows = _in_order(bands)
    title = _flow_title(rows, page.weeks)
    columns = (Column("Week that ended"), *(Column(b, numeric=True) for b, _v in rows))
    table: list[TableRow] = [
        [f"{week + dt.timedelta(days=6):%-d %B %Y}", *(v[n] for _label, v in rows)]
        for n, week in enumerate(page.weeks)
    ]
    there = rows and page.weeks
    return Chart(
        "open",
        title,
        "Cases open at each group of stages when a week ended. A band that widens is "
        "where work piles up.",
        DataTable(title, columns, table, caption_hidden=True),
        data_of(),
        bands_picture(page.weeks, rows, CLASSES[: len(rows)], title) if there else None,
        [Key(c, label) for c, (label, _v) in zip(CLASSES, rows, strict=False)],
        csv_url(page.request, "open"),
    )


def _in_order(bands: Mapping[str, list[int]]) -> list[tuple[str, list[int]]]:
    """The bands in the order of the work, the last stages at the bottom."""
    order: list[str] = []
    for scheme in all_schemes():
        order += [label for label, _stages in scheme.figures.bands]
    known = [*dict.fromkeys(order), "Open"]
    return [(label, bands[label]) for label in reversed(known) if label in bands]


def _flow_title(
    rows: Sequence[tuple[str, Sequence[int]]], weeks: Sequence[dt.date]
) -> str:
    if not rows or not weeks:
        return "No whole week is in this period"
    first, last = (sum(values[n] for _label, values in rows) for n in (0, -1))
    verb = "grew" if last > first else "fell" if last < first else "stayed"
    if verb == "stayed":
        return f"Open cases stayed at {last}"
    return f"Open cases {verb} from {first} to {last}"
