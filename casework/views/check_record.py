"""One check by itself: recording it, agreeing that it was not made, and fast ones."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from casework.actions.research import answer_excuse, look_at_quick_run, record_check
from casework.clock import in_utc
from casework.components import SummaryRow
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.checks import CheckForm, ExcuseForm, QuickRunForm
from casework.forms.date_fields import say_date
from casework.models import Check, Part
from casework.models.checks import NOT_MADE
from casework.policy import Capability, require
from casework.queries.checks import MatrixRow, check_matrix, outstanding_checks
from casework.views.check_cells import outside, record_url
from casework.views.drafts import open_draft
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment_short
from casework.views.saving import form_for, save_once
from casework.workflow.perform import Refused, lock_case

PREVIOUS = tuple(
    Column(label) for label in ("When", "Result", "Who", "Searched", "Reference")
)


def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record one check of the matrix, and perhaps go straight to the next."""
    frame = open_frame(
        request, reference, active="case_checks", page="the form for a check"
    )
    require(frame.user, Capability.RESEARCH, frame.case)
    row = _row_asked_for(request, frame)
    page: dict[str, Any] = {"row": row, "part": _part(row), "known": _known(row)}
    if row.stage != frame.case.stage:
        page["refusal"] = outside(frame, row, frame.case.stage)
        return render_frame(
            request, frame, "casework/check_form.html", status=409, **page
        )
    draft = open_draft(frame, f"check-{row.slug}")
    form = form_for(
        request,
        CheckForm,
        version=frame.case.version,
        initial=_start(frame, row),
        draft=draft,
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _record(frame, row, form),
            then=lambda _: _after(request, frame),
            said=f"{row.system} recorded for the {_part(row).lower()}.",
            draft=draft,
        )
    ):
        return done
    page.update(form=form, draft=draft, earlier=_earlier(frame, row))
    return render_frame(request, frame, "casework/check_form.html", **page)


def _part(row: MatrixRow) -> str:
    return str(Part(row.part).label)


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
        raise Refused(outside(frame, row, locked.stage))
    return record_check(
        frame.case,
        by=frame.user,
        system=row.system,
        person=row.person,
        part=row.part,
        **form.facts(),
    )


def _after(request: HttpRequest, frame: Frame) -> str:
    """The next check to record if that was asked for and there is one."""
    if "next" in request.POST:
        todo = [row for row in outstanding_checks(frame.case) if row.is_to_record]
        if todo:
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


# -- What a supervisor says ------------------------------------------------------------
def excuse(request: HttpRequest, reference: str, check: int) -> HttpResponse:
    """A supervisor agrees that a check was not made, or says that it must be."""
    frame = open_frame(
        request, reference, active="case_checks", page="a check that was not made"
    )
    require(frame.user, Capability.SUPERVISE, frame.case)
    row = frame.case.checks.filter(pk=check, result__in=NOT_MADE).first()
    if row is None:
        raise Http404("No such check.")
    form = form_for(request, ExcuseForm, version=frame.case.version)
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _answer(frame, row.pk, form),
            then=frame.url("case_checks"),
            said="Your answer is recorded.",
        )
    ):
        return done
    return render_frame(
        request,
        frame,
        "casework/answer_form.html",
        form=form,
        heading=f"{row.system}, {Part(row.part).label.lower()}: not made",
        rows=_of_excuse(row),
        cancel_url=frame.url("case_checks"),
    )


def _answer(frame: Frame, check: int, form: ExcuseForm) -> None:
    answers = form.cleaned_data
    answer_excuse(
        frame.case,
        check,
        by=frame.user,
        agrees=answers["answer"] == "agrees",
        note=answers["note"],
        version=answers["version"],
    )


def _of_excuse(check: Check) -> list[SummaryRow]:
    recorded = f"{check.done_by}, {say_moment_short(check.done_at)}"
    return [
        SummaryRow("Result", check.get_result_display()),
        SummaryRow("Why it was not made", check.not_done_reason),
        SummaryRow("Recorded by", recorded),
        *(
            [SummaryRow("Answered", check.get_excuse_display(), note=check.excuse_note)]
            if check.excuse
            else []
        ),
    ]


def quick_checks(request: HttpRequest, reference: str, run: int) -> HttpResponse:
    """A supervisor says what a look at checks recorded very fast has shown."""
    frame = open_frame(
        request, reference, active="case_checks", page="checks recorded very fast"
    )
    require(frame.user, Capability.SUPERVISE, frame.case)
    row = frame.case.quick_runs.filter(pk=run).select_related("researcher").first()
    if row is None:
        raise Http404("No such checks.")
    form = form_for(request, QuickRunForm, version=frame.case.version)
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: look_at_quick_run(
                frame.case,
                row.pk,
                by=frame.user,
                finding=form.cleaned_data["finding"],
                version=form.cleaned_data["version"],
            ),
            then=frame.url("case_checks"),
            said="Your finding is recorded.",
        )
    ):
        return done
    rows = [
        SummaryRow("Recorded by", str(row.researcher)),
        SummaryRow("Checks without a trace", row.checks),
        SummaryRow("From", say_moment_short(row.first_at)),
        SummaryRow("Seconds from the first to the last", row.seconds),
    ]
    return render_frame(
        request,
        frame,
        "casework/answer_form.html",
        form=form,
        heading="Checks recorded very fast",
        rows=rows,
        cancel_url=frame.url("case_checks"),
    )
