"""How many: how cases end, what was measured of them, and whom they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import HttpRequest

from casework.data_table import Cell, Column, DataTable, TableRow
from casework.figures.charts import Chart, Key, csv_url
from casework.figures.filters import Wanted
from casework.figures.lanes import Bar, stacked_bars
from casework.figures.limits import FigureLimits
from casework.figures.people_counted import characteristics
from casework.figures.suppression import suppressed
from casework.figures.volumes import (
    Ended,
    measures_of,
    outcomes_of,
)
from casework.schemes import all_schemes, scheme_named
from casework.views.figures.frame import data_of

CLASSES = tuple(f"cw-svg__part-{number}" for number in range(1, 7))


class Page(NamedTuple):
    """What every chart of the page needs."""

    request: HttpRequest
    wanted: Wanted
    limits: FigureLimits
    weeks: Sequence[dt.date]


def outcomes_chart(page: Page) -> Chart:
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


def measures_chart(page: Page) -> Chart:
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


def people_charts(page: Page) -> list[Chart]:
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
