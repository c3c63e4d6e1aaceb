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
from casework.figures.slices import UNOPENED, Slice, tenths
from casework.figures.words import WITH_LABELS, With
from casework.queries.code_lists import labels_of
from casework.schemes import scheme_named
from casework.views.case_rows import case_url
from casework.views.figures.frame import data_of, person, show

PARTS = ("cw-svg__part-1", "cw-svg__part-3", "cw-svg__part-5")
WITH_KEYS = tuple(
    Key(css, label) for css, label in zip(PARTS, WITH_LABELS.values(), strict=True)
)
ONE = Key(PARTS[0], "Days")
NO_WAIT = "No wait recorded"
EXACT = (
    "Late: the clock of the whole case was met after it was due, in the period, or "
    "is past it now. Its time from receipt to completion, or to now, is cut wherever "
    "stage, holder or wait changed; the parts add up to the whole. A wait explains "
    "lateness and never stops the clock."
)
Labels = Mapping[str, Mapping[tuple[str, str], str]]


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
    charts += [_causes(request, cases, labels), _partners(request, wanted, labels)]
    if scope.shows_cases:
        charts.append(_each(request, cases, labels))
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


def _stage(piece: Slice) -> str:
    if piece.stage == UNOPENED:
        return "Before it was opened"
    return scheme_named(piece.scheme).stage_label(piece.stage)


def _cases(count: int) -> str:
    return "late case" if count == 1 else "late cases"


# -- Where ---------------------------------------------------------------------
def _where(request: HttpRequest, cases: Sequence[LateCase]) -> Chart:
    sums = lateness.shared_by(cases, lambda piece: (_stage(piece), piece.whose))
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
        [s, *map(_day, days), _day(sum(days))] for s, days in rows.items()
    ]
    columns = list(zip(*rows.values(), strict=True)) or [()] * len(With)
    sums = [sum(column) for column in columns]
    return [*body, ["All stages", *map(_day, sums), _day(sum(sums))]]


def _day(days: float) -> str:
    return f"{days:,.1f}"


def _where_title(
    cases: Sequence[LateCase], rows: Mapping[str, Sequence[float]], whole: float
) -> str:
    if not whole:
        return "No case was late in this period"
    stage, days = max(rows.items(), key=lambda row: sum(row[1]))
    share = 100 * sum(days) / whole
    ours = 100 * sum(row[0] for row in rows.values()) / whole
    return (
        f"{len(cases)} {_cases(len(cases))}: {share:.0f} in 100 of their days were at "
        f"{stage}; {ours:.0f} in 100 were with us"
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
        [[name, _day(days)] for name, days in shown.items()],
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


def _waits(request: HttpRequest, cases: Sequence[LateCase], labels: Labels) -> Chart:
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


# -- Causes, partners, each case -----------------------------------------------
def _causes(request: HttpRequest, cases: Sequence[LateCase], labels: Labels) -> Chart:
    counts: dict[str, int] = {}
    for (scheme, cause), count in lateness.causes_of(cases).items():
        label = labels[scheme].get(("lateness", cause), "None recorded yet")
        counts[label] = counts.get(label, 0) + count
    rows = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    said = [label for label in rows if label != "None recorded yet"]
    title = (
        f"The cause most often given for lateness: {said[0].lower()}"
        if said
        else "No cause of lateness is recorded"
    )
    columns = (Column("Cause"), Column("Late cases", numeric=True))
    return Chart(
        "causes",
        title,
        "The cause that was recorded when a late case was closed.",
        DataTable(
            title, columns, [[k, v] for k, v in rows.items()], caption_hidden=True
        ),
        data_of(),
        csv_url=csv_url(request, "causes"),
    )


PARTNERS = (
    Column("Who was asked"),
    Column("Answered", numeric=True),
    Column("Half within days", numeric=True),
    Column("90 in 100 within", numeric=True),
    Column("In time", numeric=True),
    Column("Outstanding", numeric=True),
    Column("Overdue", numeric=True),
)


def _partners(request: HttpRequest, wanted: Wanted, labels: Labels) -> Chart:
    found = lateness.partners(wanted)
    overdue = sum(one.overdue for one in found)
    rows: list[list[Cell | str | int]] = [
        [
            labels[one.scheme].get(("request_to", one.kind), one.kind),
            one.answered,
            "None" if one.p50 is None else _day(one.p50),
            "None" if one.p90 is None else _day(one.p90),
            one.in_time,
            one.outstanding,
            one.overdue,
        ]
        for one in found
    ]
    answers = "answer of another force or agency is"
    if overdue != 1:
        answers = "answers of other forces and agencies are"
    title = f"{overdue} {answers} overdue"
    return Chart(
        "partners",
        title,
        "Requests sent in the period; days of 24 hours until the answer.",
        DataTable(title, PARTNERS, rows, "Nobody was asked.", caption_hidden=True),
        data_of(),
        csv_url=csv_url(request, "partners"),
    )


EACH = (
    Column("Reference"),
    Column("Days in all", numeric=True),
    Column("Late by", numeric=True),
    *(Column(label, numeric=True) for label in WITH_LABELS.values()),
    Column("Longest part"),
    Column("Cause given"),
)


def _each(request: HttpRequest, cases: Sequence[LateCase], labels: Labels) -> Chart:
    still = sum(case.is_open for case in cases)
    title = f"{len(cases)} {_cases(len(cases))}, {still} of them not completed"
    rows = [_each_row(case, labels) for case in cases]
    return Chart(
        "each",
        title,
        f"{EXACT} At most {lateness.MOST_LATE} are listed, those latest first.",
        DataTable(title, EACH, rows, "No case was late.", caption_hidden=True),
        data_of(),
        csv_url=csv_url(request, "each"),
    )


def _each_row(case: LateCase, labels: Labels) -> list[Cell | str | int]:
    parts = tenths([case.with_whom(whose) for whose in With])
    longest = case.longest
    wait = labels[case.scheme].get(("waiting", longest.reason), "")
    cause = labels[case.scheme].get(("lateness", case.cause), "")
    return [
        Cell(case.reference, case_url(case.reference)),
        _day(sum(parts)),
        _day(case.late_by / dt.timedelta(days=1)),
        *map(_day, parts),
        Cell(_stage(longest), note=wait),
        cause or ("Not completed" if case.is_open else "None recorded"),
    ]
