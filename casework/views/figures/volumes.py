"""How many, with what result: in and out, open by stage, outcomes, whom about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casework.data_table import Cell, Column, DataTable, TableRow
from casework.figures.charts import Chart, Key, csv_url
from casework.figures.filters import Wanted
from casework.figures.lanes import Bar, stacked_bars
from casework.figures.limits import FigureLimits, figure_limits
from casework.figures.people_counted import characteristics
from casework.figures.scope import scope_of
from casework.figures.series import bands_picture, xmr_picture
from casework.figures.suppression import suppressed
from casework.figures.volumes import (
    Ended,
    completed_by_week,
    measures_of,
    open_by_week,
    outcomes_of,
    received_by_week,
    weeks_of,
)
from casework.figures.xmr import RULES, XmR, xmr_of
from casework.schemes import all_schemes, scheme_named
from casework.views.figures.frame import data_of, person, show

CLASSES = tuple(f"cw-svg__part-{number}" for number in range(1, 7))
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


class Page(NamedTuple):
    """What every chart of the page needs."""

    request: HttpRequest
    wanted: Wanted
    limits: FigureLimits
    weeks: Sequence[dt.date]


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
        _outcomes(page),
        _measures(page),
        *_characteristics(page),
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


# -- Outcomes ------------------------------------------------------------------
def _outcomes(page: Page) -> Chart:
    ended = outcomes_of(page.wanted)
    whole = sum(one.count for one in ended)
    groups = _groups(ended)
    bars: dict[str, list[int]] = {}
    for one in ended:
        scheme = scheme_named(one.scheme)
        row = bars.setdefault(
            f"{scheme.label}, {scheme.routes[one.route]}", [0] * len(groups)
        )
        row[groups.index(scheme.figures.group_of(one.outcome))] += one.count
    first = sum(row[0] for row in bars.values()) if groups else 0
    title = (
        f"{100 * first / whole:.0f} in 100 of {whole} closed cases: {groups[0].lower()}"
        if whole
        else "No case was closed in this period"
    )
    return Chart(
        "outcomes",
        title,
        "Cases closed in the period by how they ended: in groups, then by reason.",
        DataTable(title, OUTCOMES, _outcome_rows(ended), caption_hidden=True),
        data_of(),
        stacked_bars(
            [Bar(label, row) for label, row in bars.items()],
            CLASSES[: len(groups)],
            title,
            "Closed cases",
        )
        if whole
        else None,
        [Key(c, label) for c, label in zip(CLASSES, groups, strict=False)],
        csv_url(page.request, "outcomes"),
    )


OUTCOMES = (
    Column("Outcome"),
    Column("Scheme"),
    Column("Route"),
    Column("Group"),
    Column("Cases", numeric=True),
)


def _groups(ended: Sequence[Ended]) -> list[str]:
    """The groups that occur, in the order of the schemes' tables, "Other" last."""
    there = {scheme_named(e.scheme).figures.group_of(e.outcome) for e in ended}
    order = [label for one in all_schemes() for label, _codes in one.figures.outcomes]
    return [g for g in dict.fromkeys([*order, "Other"]) if g in there]


def _outcome_rows(ended: Sequence[Ended]) -> list[TableRow]:
    rows: list[TableRow] = []
    for one in ended:
        scheme = scheme_named(one.scheme)
        group = scheme.figures.group_of(one.outcome)
        outcome = scheme.outcome_label(one.outcome)
        route = scheme.routes[one.route]
        rows.append([outcome, scheme.label, route, group, one.count])
    return rows


# -- Measures and people -------------------------------------------------------
def _measures(page: Page) -> Chart:
    found = measures_of(page.wanted)
    columns = (
        Column("What"),
        Column("Cases", numeric=True),
        Column("Of", numeric=True),
        Column("In 100", numeric=True),
    )
    rows: list[TableRow] = [
        [one.label, one.count, one.of_all, _in_100(one.count, one.of_all)]
        for one in found
    ]
    title = "What was done beside the outcome"
    return Chart(
        "measures",
        title,
        "Decisions of the period; the rest is counted among the cases closed in it.",
        DataTable(title, columns, rows, caption_hidden=True),
        data_of(),
        csv_url=csv_url(page.request, "measures"),
    )


def _in_100(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}" if whole else "None"


def _characteristics(page: Page) -> list[Chart]:
    few = page.limits.few
    return [
        _characteristic(page, f"people-{number}", question, answers, few)
        for number, (question, answers) in enumerate(
            characteristics(page.wanted).items(), start=1
        )
    ]


def _characteristic(
    page: Page, chart_id: str, question: str, answers: Mapping[str, int], few: int
) -> Chart:
    said = suppressed(list(answers.values()), few=few)
    rows: list[list[Cell | str | int]] = [
        [label, count] for label, count in zip(answers, said, strict=True)
    ]
    title = f"{question} of the people that cases are about"
    columns = (Column(question), Column("People", numeric=True))
    return Chart(
        chart_id,
        title,
        "People at risk and children of the cases received in the period, as recorded. "
        f"Counts below {few} are not told; where one alone was hidden, so is another.",
        DataTable(title, columns, rows, caption_hidden=True),
        data_of(),
        csv_url=csv_url(page.request, chart_id),
    )
