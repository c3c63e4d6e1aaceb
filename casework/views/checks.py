"""The checks of a case: the whole matrix on one page, and a form made for the keyboard.

A check is recorded only at its own stage, so that nobody fills in later what was
missing when the case moved on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse

from casework.actions.research import record_check
from casework.clock import in_utc
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.date_fields import say_date
from casework.forms.research import CheckForm
from casework.models import Check, CheckResult, Part
from casework.policy import Capability, require
from casework.queries.checks import MatrixRow, check_matrix, outstanding_checks
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment_short
from casework.views.saving import form_for, save_once
from casework.workflow.perform import Refused, lock_case

RESULTS = {
    CheckResult.NO_TRACE: "grey",
    CheckResult.TRACE: "purple",
    CheckResult.NOT_AVAILABLE: "yellow",
    CheckResult.NOT_DONE: "yellow",
}
COLUMNS = tuple(
    Column(label)
    for label in ("System", "Person", "Result", "Who", "When", "Reference", "Act")
)
PREVIOUS = tuple(
    Column(label) for label in ("When", "Result", "Who", "Searched", "Reference")
)


@dataclass(frozen=True)
class StageChecks:
    """The checks of one stage."""

    heading: str
    count: str
    table: DataTable


def checks(request: HttpRequest, reference: str) -> HttpResponse:
    """Every required check with its latest result, stage by stage."""
    frame = open_frame(
        request,
        reference,
        active="case_checks",
        page="the checks",
        see=Capability.SEE_RESEARCH,
    )
    matrix = check_matrix(frame.case)
    may_record = frame.may(Capability.RESEARCH)
    stages = [
        _stage(frame, stage, list(rows), may_record=may_record)
        for stage, rows in groupby(matrix, key=lambda row: row.stage)
    ]
    todo = [r for r in matrix if r.stage == frame.case.stage and not r.is_done]
    return render_frame(
        request,
        frame,
        "casework/checks.html",
        stages=stages,
        outstanding=len(todo),
        next_url=record_url(frame, todo[0]) if todo and may_record else "",
    )


def _stage(
    frame: Frame, stage: str, rows: Sequence[MatrixRow], *, may_record: bool
) -> StageChecks:
    label, now_here = frame.scheme.stage_label(stage), stage == frame.case.stage
    done = sum(row.is_done for row in rows)
    table = DataTable(
        f"Checks at the stage “{label}”",
        COLUMNS if may_record and now_here else COLUMNS[:-1],
        [_line(frame, row, may_record=may_record and now_here) for row in rows],
        caption_hidden=True,
    )
    when = "the stage of the case now" if now_here else "not the stage of the case now"
    return StageChecks(label, f"{done} of {len(rows)} recorded; {when}", table)


def _line(frame: Frame, row: MatrixRow, *, may_record: bool) -> TableRow:
    check, person = row.check, Cell(row.person.main_name, note=_part(row))
    act = []
    if may_record:
        act = [Cell("Record again" if check else "Record", record_url(frame, row))]
    if check is None:
        todo = "blue" if row.stage == frame.case.stage else "grey"
        return [row.system, person, Cell("Not recorded", tone=todo), "", "", "", *act]
    result = Cell(
        check.get_result_display(),
        tone=RESULTS[CheckResult(check.result)],
        note=check.not_done_reason or check.note,
    )
    when = say_moment_short(check.done_at)
    return [
        row.system,
        person,
        result,
        str(check.done_by),
        when,
        check.reference,
        *act,
    ]


def _part(row: MatrixRow) -> str:
    return str(Part(row.part).label)


def record_url(frame: Frame, row: MatrixRow) -> str:
    """Where one check is recorded; names of systems only, never of people."""
    query = {"system": row.system, "person": row.person.pk, "part": row.part}
    return f"{frame.url('case_check_record')}?{urlencode(query)}"


def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record one check of the matrix, and perhaps go straight to the next."""
    frame = open_frame(
        request, reference, active="case_checks", page="the form for a check"
    )
    require(frame.user, Capability.RESEARCH, frame.case)
    row = _row_asked_for(request, frame)
    page: dict[str, Any] = {"row": row, "part": _part(row), "known": _known(row)}
    if row.stage != frame.case.stage:
        page["refusal"] = _outside(frame, row, frame.case.stage)
        return render_frame(
            request, frame, "casework/check_form.html", status=409, **page
        )
    form = form_for(
        request, CheckForm, version=frame.case.version, initial=_start(frame, row)
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _record(frame, row, form),
            then=lambda _: _after(request, frame),
            said=f"{row.system} recorded for the {_part(row).lower()}.",
        )
    ):
        return done
    earlier = _earlier(frame, row)
    return render_frame(
        request, frame, "casework/check_form.html", form=form, earlier=earlier, **page
    )


def _known(row: MatrixRow) -> str:
    """The names and the birth of the person, for whoever types them elsewhere."""
    person = row.person
    names = [str(name) for name in person.names.all()]
    born = say_date(person.date_of_birth) if person.date_of_birth else ""
    birth = born or person.birth_as_given
    return "; ".join([*names, *([f"date of birth or age: {birth}"] if birth else [])])


def _row_asked_for(request: HttpRequest, frame: Frame) -> MatrixRow:
    """The row of the matrix that the query names; Http404 if it names none.

    A system that is checked at two stages is the one of the present stage.
    """
    asked = tuple(request.GET.get(name, "") for name in ("system", "person", "part"))
    found = [
        row
        for row in check_matrix(frame.case)
        if (row.system, str(row.person.pk), row.part) == asked
    ]
    if not found:
        raise Http404("No such check.")
    return max(found, key=lambda row: row.stage == frame.case.stage)


def _outside(frame: Frame, row: MatrixRow, stage: str) -> str:
    own, here = frame.scheme.stage_label(row.stage), frame.scheme.stage_label(stage)
    return (
        f"This check belongs to the stage “{own}”. The case is at “{here}”, so it "
        "cannot be recorded now."
    )


def _start(frame: Frame, row: MatrixRow) -> dict[str, str]:
    """What this officer searched for the last time, for the same person."""
    last = (
        frame.case.checks.filter(person=row.person, done_by=frame.user)
        .exclude(identifiers_used="")
        .order_by("done_at", "id")
        .last()
    )
    return {"identifiers_used": last.identifiers_used} if last else {}


def _record(frame: Frame, row: MatrixRow, form: CheckForm) -> Check:
    """The stage is asked again under the lock: the case may have moved on."""
    locked = lock_case(frame.case.pk, frame.user)
    if locked.stage != row.stage:
        raise Refused(_outside(frame, row, locked.stage))
    return record_check(
        frame.case,
        by=frame.user,
        system=row.system,
        person=row.person,
        part=row.part,
        **form.facts(),
    )


def _after(request: HttpRequest, frame: Frame) -> str:
    """The next outstanding check if that was asked for and there is one."""
    if "next" in request.POST and (todo := outstanding_checks(frame.case)):
        return record_url(frame, todo[0])
    return frame.url("case_checks")


def _earlier(frame: Frame, row: MatrixRow) -> DataTable:
    made = frame.case.checks.filter(system=row.system, person=row.person)
    newest = sorted(
        made.select_related("done_by"), key=lambda c: in_utc(c.done_at), reverse=True
    )
    rows: list[TableRow] = [
        [
            say_moment_short(check.done_at),
            Cell(
                check.get_result_display(),
                note=check.not_done_reason or check.note,
            ),
            str(check.done_by),
            check.identifiers_used,
            check.reference,
        ]
        for check in newest
    ]
    return DataTable("Recorded before", PREVIOUS, rows)
