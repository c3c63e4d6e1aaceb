"""Why late, told case by case: causes, partners, and each case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.http import HttpRequest

from casework.data_table import Cell, Column, DataTable
from casework.figures import lateness
from casework.figures.charts import Chart, csv_url
from casework.figures.filters import Wanted
from casework.figures.lateness import LateCase
from casework.figures.slices import UNOPENED, Slice, tenths
from casework.figures.words import WITH_LABELS, With
from casework.schemes import scheme_named
from casework.views.case_rows import case_url
from casework.views.figures.frame import data_of

EXACT = (
    "Late: the clock of the whole case was met after it was due, in the period, or "
    "is past it now. Its time from receipt to completion, or to now, is cut wherever "
    "stage, holder or wait changed; the parts add up to the whole. A wait explains "
    "lateness and never stops the clock."
)


Words = Mapping[str, Mapping[tuple[str, str], str]]


def stage_of_slice(piece: Slice) -> str:
    if piece.stage == UNOPENED:
        return "Before it was opened"
    return scheme_named(piece.scheme).stage_label(piece.stage)


def in_words(count: int) -> str:
    return "late case" if count == 1 else "late cases"


def say_day(days: float) -> str:
    return f"{days:,.1f}"


def cause_chart(
    request: HttpRequest, cases: Sequence[LateCase], labels: Words
) -> Chart:
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


def partner_chart(request: HttpRequest, wanted: Wanted, labels: Words) -> Chart:
    found = lateness.partners(wanted)
    overdue = sum(one.overdue for one in found)
    rows: list[list[Cell | str | int]] = [
        [
            labels[one.scheme].get(("request_to", one.kind), one.kind),
            one.answered,
            "None" if one.p50 is None else say_day(one.p50),
            "None" if one.p90 is None else say_day(one.p90),
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


def case_chart(request: HttpRequest, cases: Sequence[LateCase], labels: Words) -> Chart:
    still = sum(case.is_open for case in cases)
    title = f"{len(cases)} {in_words(len(cases))}, {still} of them not completed"
    rows = [_each_row(case, labels) for case in cases]
    return Chart(
        "each",
        title,
        f"{EXACT} At most {lateness.MOST_LATE} are listed, those latest first.",
        DataTable(title, EACH, rows, "No case was late.", caption_hidden=True),
        data_of(),
        csv_url=csv_url(request, "each"),
    )


def _each_row(case: LateCase, labels: Words) -> list[Cell | str | int]:
    parts = tenths([case.with_whom(whose) for whose in With])
    longest = case.longest
    wait = labels[case.scheme].get(("waiting", longest.reason), "")
    cause = labels[case.scheme].get(("lateness", case.cause), "")
    return [
        Cell(case.reference, case_url(case.reference)),
        say_day(sum(parts)),
        say_day(case.late_by / dt.timedelta(days=1)),
        *map(say_day, parts),
        Cell(stage_of_slice(longest), note=wait),
        cause or ("Not completed" if case.is_open else "None recorded"),
    ]
