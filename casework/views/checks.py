"""The checks of a case: the whole matrix on one dense page, made for the keyboard.

A check is recorded only at its own stage, so that nobody fills in later what was
missing when the case moved on. The page is one form: saving a row, or going to another,
keeps what is half typed in all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from casework.components import Tag
from casework.data_table import Cell, Column, DataTable
from casework.forms.checks import CellForm
from casework.forms.date_fields import say_date
from casework.models import CheckResult, Part
from casework.policy import Capability, require
from casework.queries.checks import MatrixRow, Standing, check_matrix
from casework.queries.quick_checks import quick_runs_of
from casework.views.check_cells import Cells, record_url
from casework.views.drafts import KEPT, OpenDraft, open_draft
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment_short

DRAFT = "check-matrix"
COLUMNS = (
    "Check",
    "Result",
    "Searched",
    "Reference",
    "Why it matters, or why not made",
    "Who and when",
)
NOT_RECORDED = "Not recorded"
RESULTS = {
    CheckResult.NO_TRACE: "grey",
    CheckResult.TRACE: "purple",
    CheckResult.NOT_AVAILABLE: "yellow",
    CheckResult.NOT_DONE: "yellow",
}
STANDINGS = {
    Standing.TO_DO: "",
    Standing.MADE: "",
    Standing.WAITS: "Waits for a supervisor's agreement",
    Standing.EXCUSED: "A supervisor agrees",
    Standing.REFUSED: "A supervisor says that it must be made",
}


@dataclass(frozen=True)
class Line:
    """One cell of the matrix as a row of the page; ``form`` if it can be typed here."""

    row: MatrixRow
    part: str
    born: str
    tag: Tag
    standing: str
    who: str
    when: str
    form: CellForm | None
    again_url: str
    excuse_url: str
    is_current: bool

    @property
    def said(self) -> str:
        """E.g. "PNC, subject"."""
        return f"{self.row.system}, {self.part.lower()}"


@dataclass(frozen=True)
class StageLines:
    """The checks of one stage."""

    heading: str
    count: str
    lines: Sequence[Line]


def checks(request: HttpRequest, reference: str) -> HttpResponse:
    """Every required check with its latest result; those to do can be typed here."""
    frame = open_frame(
        request,
        reference,
        active="case_checks",
        page="the checks",
        see=Capability.SEE_RESEARCH,
    )
    if request.method == "POST":
        require(frame.user, Capability.RESEARCH, frame.case)
    matrix = check_matrix(frame.case)
    draft = open_draft(frame, DRAFT)
    cells = Cells(request, frame, matrix, draft)
    if request.method == "POST" and (done := _taken(request, cells, draft)):
        return done
    return render_frame(
        request, frame, "casework/checks.html", **_page(frame, matrix, cells)
    )


def _taken(request: HttpRequest, cells: Cells, draft: OpenDraft) -> HttpResponse | None:
    """A row saved, or a step to another one with everything typed kept."""
    if wanted := request.POST.get("save", ""):
        return cells.save(wanted)
    draft.keep(request.POST)
    to = request.POST.get("go", "")
    if not to:
        messages.info(request, KEPT)
    return HttpResponseRedirect(cells.place(to))


def _page(frame: Frame, matrix: Sequence[MatrixRow], cells: Cells) -> dict[str, Any]:
    # What is to do now comes first; the order within a stage is the unit's.
    here = frame.case.stage
    by_need = sorted(matrix, key=lambda row: row.stage != here)
    lines = [_line(frame, row, cells) for row in by_need]
    todo = [row for row in matrix if row.stage == here and not row.is_done]
    may_look = frame.may(Capability.SUPERVISE)
    return {
        "stages": [
            _stage(frame, stage, list(of_stage))
            for stage, of_stage in groupby(lines, key=lambda line: line.row.stage)
        ],
        "overview": _overview(frame, lines),
        "outstanding": len(todo),
        "waiting": sum(row.standing is Standing.WAITS for row in todo),
        "cells": cells,
        "columns": COLUMNS,
        "draft": cells.draft,
        "faulty": cells.faulty,
        "runs": [
            (run, frame.url("case_quick_checks", run.pk) if may_look else "")
            for run in quick_runs_of(frame.case)
        ],
    }


def _stage(frame: Frame, stage: str, lines: Sequence[Line]) -> StageLines:
    done = sum(line.row.is_done for line in lines)
    here = stage == frame.case.stage
    when = "the stage of the case now" if here else "not the stage of the case now"
    label = frame.scheme.stage_label(stage)
    return StageLines(label, f"{done} of {len(lines)} done; {when}", lines)


def _line(frame: Frame, row: MatrixRow, cells: Cells) -> Line:
    check, is_here = row.check, row.stage == frame.case.stage
    form = cells.forms.get(row.slug)
    may_record = is_here and frame.may(Capability.RESEARCH)
    waits = row.standing is Standing.WAITS and frame.may(Capability.SUPERVISE)
    own = check is not None and check.done_by_id == frame.user.pk
    return Line(
        row=row,
        part=str(Part(row.part).label),
        born=_born(row),
        tag=tag_of(row, is_here=is_here),
        standing=STANDINGS[row.standing],
        who=str(check.done_by) if check else "",
        when=say_moment_short(check.done_at) if check else "",
        form=form,
        again_url=record_url(frame, row) if may_record else "",
        excuse_url=(
            frame.url("case_check_excuse", check.pk)
            if check and waits and not own
            else ""
        ),
        is_current=cells.current == row.slug,
    )


def _born(row: MatrixRow) -> str:
    """What a search needs beside the name."""
    born = row.person.date_of_birth
    return say_date(born) if born else row.person.birth_as_given


def tag_of(row: MatrixRow, *, is_here: bool) -> Tag:
    """The result in words, with its colour."""
    if row.check is None:
        return Tag(NOT_RECORDED, "blue" if is_here else "grey")
    result = CheckResult(row.check.result)
    return Tag(str(result.label), RESULTS[result])


def _overview(frame: Frame, lines: Sequence[Line]) -> DataTable:
    """Systems down, people across: the whole matrix at a glance, each cell a link."""
    people = list(dict.fromkeys((line.part, line.row.person.pk) for line in lines))
    names = {line.row.person.pk: line.row.person.main_name for line in lines}
    rows: dict[tuple[str, str], dict[tuple[str, int], Line]] = {}
    for line in lines:
        of_system = rows.setdefault((line.row.stage, line.row.system), {})
        of_system[line.part, line.row.person.pk] = line
    return DataTable(
        "The matrix at a glance",
        [Column("System"), *(Column(f"{part}: {names[pk]}") for part, pk in people)],
        [
            [
                Cell(system, note=frame.scheme.stage_label(stage)),
                *(_glance(cells.get(person)) for person in people),
            ]
            for (stage, system), cells in rows.items()
        ],
        caption_hidden=True,
    )


def _glance(line: Line | None) -> Cell:
    if line is None:
        return Cell("Not required")
    return Cell(line.tag.label, f"#check-{line.row.slug}", note=line.standing)
