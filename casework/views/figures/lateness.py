"""Why late: where the days of late cases went, and on whom the work rests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import User
from casework.data_table import Cell, Column, DataTable
from casework.figures import lateness
from casework.figures.charts import Chart, Key, csv_url
from casework.figures.filters import Wanted
from casework.figures.lanes import Bar, stacked_bars
from casework.figures.lateness import LateCase
from casework.figures.limits import figure_limits
from casework.figures.scope import scope_of
from casework.figures.slices import Slice, tenths
from casework.figures.words import WITH_LABELS, With
from casework.queries.code_lists import labels_of
from casework.schemes import scheme_named
from casework.views.figures.causes import (
    EXACT,
    Words,
    case_chart,
    cause_chart,
    in_words,
    partner_chart,
    say_day,
    stage_of_slice,
)
from casework.views.figures.frame import data_of, person, show

PARTS = ("cw-svg__part-1", "cw-svg__part-3", "cw-svg__part-5")
WITH_KEYS = tuple(
    Key(css, label) for css, label in zip(PARTS, WITH_LABELS.values(), strict=True)
)
ONE = Key(PARTS[0], "Days")
NO_WAIT = "No wait recorded"


@require_safe
@transaction.atomic
def figures_lateness(request: HttpRequest) -> HttpResponse:
    """Where the time of late cases went."""
    scope = scope_of(person(request))
    wanted = Wanted.of(scope, request.GET)
    cases = lateness.late_cases(wanted)
    labels = {scheme: labels_of(scheme) for scheme in wanted.schemes}
    charts = [_where(request, cases), _waits(request, cases, labels)]
    if scope.shows_people:
        charts.append(_holders(request, cases))
    charts += [
        cause_chart(request, cases, labels),
        partner_chart(request, wanted, labels),
    ]
    if scope.shows_cases:
        charts.append(case_chart(request, cases, labels))
    return show(
        request,
        scope,
        "figures_lateness",
        "casework/figures/charts.html",
        charts=charts,
        heading="Why late",
        filters=wanted.panel(request.path),
        period=wanted.period,
        alarms=_alarms(wanted) if scope.shows_people else [],
    )


def _alarms(wanted: Wanted) -> list[str]:
    """One sentence for each stage that rests on one person."""
    limits = figure_limits(wanted.schemes)
    found = lateness.resting_on_one(
        wanted, percent=limits.one_person, fewest=limits.points
    )
    names = {u.pk: str(u) for u in User.objects.filter(pk__in=[f.user for f in found])}
    return [
        f"{names[one.user]} took {one.done} of {one.of_all} cases out of the stage "
        f"{scheme_named(one.scheme).stage_label(one.stage)}. If this person is away, "
        "the stage stands still."
        for one in found
    ]


# -- Where ---------------------------------------------------------------------
def _where(request: HttpRequest, cases: Sequence[LateCase]) -> Chart:
    sums = lateness.shared_by(cases, lambda piece: (stage_of_slice(piece), piece.whose))
    stages = list(dict.fromkeys(stage for stage, _whose in sums))
    shown = dict(zip(sums, tenths(list(sums.values())), strict=True))
    rows = {s: [shown.get((s, whose), 0.0) for whose in With] for s in stages}
    whole = sum(shown.values())
    title = _where_title(cases, rows, whole)
    bars = [Bar(stage, days) for stage, days in rows.items()]
    return Chart(
        "where",
        title,
        EXACT,
        DataTable("Days by stage", WHERE, _where_rows(rows), caption_hidden=True),
        data_of(),
        stacked_bars(bars, PARTS, title, "Days of all late cases") if bars else None,
        WITH_KEYS,
        csv_url(request, "where"),
    )


WHERE = (
    Column("Stage"),
    *(Column(label, numeric=True) for label in WITH_LABELS.values()),
    Column("All", numeric=True),
)


def _where_rows(
    rows: Mapping[str, Sequence[float]],
) -> list[list[Cell | str | int]]:
    body: list[list[Cell | str | int]] = [
        [s, *map(say_day, days), say_day(sum(days))] for s, days in rows.items()
    ]
    columns = list(zip(*rows.values(), strict=True)) or [()] * len(With)
    sums = [sum(column) for column in columns]
    return [*body, ["All stages", *map(say_day, sums), say_day(sum(sums))]]


def _where_title(
    cases: Sequence[LateCase], rows: Mapping[str, Sequence[float]], whole: float
) -> str:
    if not whole:
        return "No case was late in this period"
    stage, days = max(rows.items(), key=lambda row: sum(row[1]))
    share = 100 * sum(days) / whole
    ours = 100 * sum(row[0] for row in rows.values()) / whole
    return (
        f"{len(cases)} {in_words(len(cases))}: {share:.0f} in 100 of their days were "
        f"at {stage}; {ours:.0f} in 100 were with us"
    )


# -- One bar a name ------------------------------------------------------------
def _sums(
    request: HttpRequest,
    chart_id: str,
    title: str,
    definition: str,
    sums: Mapping[str, dt.timedelta],
) -> Chart:
    shown = dict(zip(sums, tenths(list(sums.values())), strict=True))
    table = DataTable(
        title,
        (Column("Name"), Column("Days", numeric=True)),
        [[name, say_day(days)] for name, days in shown.items()],
        caption_hidden=True,
    )
    bars = [Bar(name, [days]) for name, days in shown.items()]
    picture = stacked_bars(bars, PARTS[:1], title, "Days of late cases")
    return Chart(
        chart_id,
        title,
        definition,
        table,
        data_of(),
        picture if bars else None,
        (ONE,),
        csv_url(request, chart_id),
    )


def _waits(request: HttpRequest, cases: Sequence[LateCase], labels: Words) -> Chart:
    def name_of(piece: Slice) -> str:
        if not piece.reason:
            return NO_WAIT
        return labels[piece.scheme].get(("waiting", piece.reason), piece.reason)

    sums = lateness.shared_by(cases, name_of)
    waited = [name for name in sums if name != NO_WAIT]
    title = (
        f"The wait that took most days of late cases: {waited[0].lower()}"
        if waited
        else "No late case has a wait recorded"
    )
    return _sums(
        request,
        "waits",
        title,
        "The days of late cases by what they waited for. Together they are all days.",
        sums,
    )


def _holders(request: HttpRequest, cases: Sequence[LateCase]) -> Chart:
    sums = lateness.shared_by(cases, lambda piece: piece.holder)
    people = User.objects.filter(pk__in=[pk for pk in sums if pk])
    names = {user.pk: str(user) for user in people}
    named = {names.get(pk or 0, "Nobody"): took for pk, took in sums.items()}
    nobody = named.get("Nobody", dt.timedelta())
    return _sums(
        request,
        "late-holders",
        f"Late cases lay with nobody for {nobody / dt.timedelta(days=1):.1f} days",
        "The days of late cases by who had them, in the order of names. It says where "
        "cases were, not who worked well.",
        dict(sorted(named.items())),
    )
