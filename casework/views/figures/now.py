"""Now: five numbers, every open case beside the past, and who carries what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from casework.components import Number, NumberPanel
from casework.data_table import Cell, Column, DataTable
from casework.figures.ageing import MOST_DOTS, Ageing, age_of, ageing
from casework.figures.carried import Carried, carried
from casework.figures.charts import Chart, Key, csv_url
from casework.figures.lanes import Bar, Dot, Lane, dots_in_lanes, stacked_bars
from casework.figures.limits import figure_limits
from casework.figures.scope import Scope, scope_of
from casework.queries.case_list import AGES, NOBODY
from casework.queries.worklist import five_numbers
from casework.schemes import Scheme, all_schemes, scheme_of
from casework.views.case_list import list_url
from casework.views.case_rows import case_url
from casework.views.figures.frame import data_of, person, show
from casework.views.work import NUMBERS

if TYPE_CHECKING:
    from casework.models import Case

LONGER = "longer than 85 in 100"
BANDS = (
    Key("cw-svg__band-50", "Half of past cases had left the stage by then"),
    Key("cw-svg__band-85", "85 in 100 had left it by then"),
    Key("cw-svg__dot", "An open case"),
    Key("cw-svg__dot cw-svg__dot--late", "Longer there than 85 in 100"),
)
AGE_CLASSES = tuple(f"cw-svg__part-{number}" for number in range(1, len(AGES) + 1))
AGE_KEYS = tuple(
    Key(css, choice.label)
    for css, choice in zip(AGE_CLASSES, AGES.values(), strict=True)
)


@require_safe
@transaction.atomic
def figures_now(request: HttpRequest) -> HttpResponse:
    """The supervisor's view of the unit; for others, of their own cases.

    Whoever sees totals alone begins with how long things take.
    """
    scope = scope_of(person(request))
    if not scope.shows_cases:
        return redirect("figures_times")
    limits = figure_limits([scheme.key for scheme in all_schemes()])
    found = ageing(scope, back_days=limits.back_days)
    charts = [
        *_ageing_charts(request, found, limits.back_days),
        _workload(request, scope),
    ]
    return show(
        request,
        scope,
        "figures",
        "casework/figures/now.html",
        charts=charts,
        numbers=_numbers(scope),
    )


def _numbers(scope: Scope) -> NumberPanel:
    counts = five_numbers(scope.user, scope.cases())
    more = {} if scope.shows_people else {"owner": str(scope.user.pk)}
    return NumberPanel(
        [
            Number(
                counts[name],
                label,
                list_url({**more, **wanted}),
                tone * bool(counts[name]),
            )
            for name, (label, wanted, tone) in NUMBERS.items()
            if scope.shows_people or "owner" not in wanted
        ],
        scope.said,
    )


# -- Ageing -------------------------------------------------------------------------
def _ageing_charts(request: HttpRequest, found: Ageing, back_days: int) -> list[Chart]:
    """One chart a scheme that has open cases."""
    by_scheme: dict[str, list[Case]] = {}
    for case in found.cases:
        by_scheme.setdefault(case.scheme, []).append(case)
    return [
        _ageing_chart(request, scheme, by_scheme[scheme.key], found, back_days)
        for scheme in all_schemes()
        if scheme.key in by_scheme
    ]


def _ageing_chart(
    request: HttpRequest,
    scheme: Scheme,
    cases: Sequence[Case],
    found: Ageing,
    back_days: int,
) -> Chart:
    chart_id = f"ageing-{all_schemes().index(scheme) + 1}"
    late = sum(found.standing(case) == LONGER for case in cases)
    are = "is" if late == 1 else "are"
    title = (
        f"{scheme.label}: {late} of {len(cases)} open {_cases(len(cases))} {are} "
        "longer at the stage than 85 in 100 before"
    )
    more = found.total - len(found.cases)
    return Chart(
        chart_id,
        title,
        "Days of 24 hours since the case entered its stage. The bands are the visits "
        f"of the unit to that stage that ended in the last {back_days} days.",
        _ageing_table(cases, found),
        data_of(),
        dots_in_lanes(_lanes(scheme, cases, found), title, "Days at the stage"),
        BANDS,
        csv_url(request, chart_id),
        f"The {MOST_DOTS} longest at their stage are shown." if more > 0 else "",
    )


def _cases(count: int) -> str:
    return "case" if count == 1 else "cases"


def _lanes(scheme: Scheme, cases: Sequence[Case], found: Ageing) -> list[Lane]:
    lanes = []
    for stage in scheme.states.values:
        dots = [_dot(case, found) for case in cases if case.stage == stage]
        if dots:
            band = found.bands.get((scheme.key, stage))
            ends = (band.p50, band.p85) if band else (None, None)
            lanes.append(Lane(scheme.stage_label(stage), dots, *ends))
    return lanes


def _dot(case: Case, found: Ageing) -> Dot:
    age, standing = age_of(case), found.standing(case)
    said = f"{case.reference}: {age:.1f} days" + (f", {standing}" if standing else "")
    css = "cw-svg__dot cw-svg__dot--late" if standing == LONGER else "cw-svg__dot"
    return Dot(age, said, case_url(case.reference), css)


def _ageing_table(cases: Sequence[Case], found: Ageing) -> DataTable:
    columns = (
        Column("Reference"),
        Column("Stage"),
        Column("Allocated to"),
        Column("Days at the stage", numeric=True),
        Column("Half of past cases", numeric=True),
        Column("85 in 100", numeric=True),
        Column("Standing"),
    )
    rows = [_ageing_row(case, found) for case in cases]
    return DataTable("Open cases, longest at the stage first", columns, rows)


def _ageing_row(case: Case, found: Ageing) -> list[Cell | str | int]:
    band = found.bands.get((case.scheme, case.stage))
    return [
        Cell(case.reference, case_url(case.reference)),
        scheme_of(case).stage_label(case.stage),
        str(case.owner) if case.owner else "Nobody",
        f"{age_of(case):.1f}",
        f"{band.p50:.1f}" if band else "No past",
        f"{band.p85:.1f}" if band else "No past",
        found.standing(case).capitalize() or "Within half",
    ]


# -- Workload -----------------------------------------------------------------------
def _workload(request: HttpRequest, scope: Scope) -> Chart:
    rows = carried(scope)
    total = sum(row.total for row in rows)
    old = sum(sum(row.bands[-2:]) for row in rows)
    title = f"{old} of {total} open {_cases(total)} came in more than 28 days ago"
    bars = [Bar(row.name, row.bands) for row in rows]
    return Chart(
        "workload",
        title,
        "Open cases by who has them and by London days since receipt, in the order of "
        "names. Restricted cases are in no count.",
        DataTable(
            "Open cases by person", WORKLOAD, [_carried_row(row) for row in rows]
        ),
        data_of(),
        stacked_bars(bars, AGE_CLASSES, title, "Open cases"),
        AGE_KEYS,
        csv_url(request, "workload"),
        table_open=True,
    )


WORKLOAD = (
    Column("Name"),
    *(Column(choice.label, numeric=True) for choice in AGES.values()),
    Column("Open", numeric=True),
    Column("High risk", numeric=True),
    Column("Overdue", numeric=True),
)


def _carried_row(row: Carried) -> list[Cell | str | int]:
    owner = {"owner": NOBODY if row.user_pk is None else str(row.user_pk)}
    ages = zip(AGES, row.bands, strict=True)
    return [
        row.name,
        *(_count(count, {**owner, "age": age}) for age, count in ages),
        _count(row.total, owner),
        _count(row.high_risk, {**owner, "risk": "high"}),
        _count(row.overdue, {**owner, "due": "overdue"}),
    ]


def _count(count: int, wanted: Mapping[str, str]) -> Cell:
    """A number with the list behind it; a nought leads nowhere."""
    return Cell(count, list_url(wanted) if count else "")
