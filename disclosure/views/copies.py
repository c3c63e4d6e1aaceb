"""Releasing a paper, accounting for a copy, and the copies of a unit that are out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework import audit
from casework.clock import days_between
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.moment import now
from casework.pdf.content import from_record
from casework.pdf.render import shown
from casework.policy import Capability, require
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment_short
from casework.views.saving import form_for, save_once
from disclosure.actions.papers import YOURS, end_copy, release_paper
from disclosure.actions.wording import require_role
from disclosure.forms.papers import CopyEndForm, ReleaseForm
from disclosure.models import IssuedPaper, PrintedCopy
from disclosure.papers.kinds import BY_SCHEME
from disclosure.policy import WATCHES_COPIES
from disclosure.queries.papers import outstanding_copies
from disclosure.views.papers import kind_for, say_prepared

if TYPE_CHECKING:
    from accounts.models import User

MOST_ROWS = 200
COLUMNS = (
    Column("Case"),
    Column("Paper"),
    Column("Printed by"),
    Column("When"),
    Column("Days out", numeric=True),
    Column("Why"),
)


def release(request: HttpRequest, reference: str, issue: int) -> HttpResponse:
    """Another person reads the paper as it was prepared, and releases it."""
    frame = open_frame(
        request, reference, active="case_papers", page="a paper that waits for release"
    )
    require(frame.user, Capability.RELEASE_PAPER, frame.case)
    issued = _issue(frame, issue)
    if issued.prepared_by_id == frame.user.pk:
        raise PermissionDenied(YOURS)
    form = form_for(request, ReleaseForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _release(frame, issued, form),
        then=frame.url("case_paper", issued.kind),
        said="Released: copies can be printed.",
    )
    return done or render_frame(
        request,
        frame,
        "disclosure/paper_release.html",
        form=form,
        paper=BY_SCHEME[frame.case.scheme].paper(issued.kind),
        prepared=say_prepared(issued),
        preview=shown(from_record(issued.content)),
        back_url=frame.url("case_papers"),
    )


def _issue(frame: Frame, pk: int) -> IssuedPaper:
    rows = frame.case.issued_papers.select_related("prepared_by")
    issued: IssuedPaper | None = rows.filter(pk=pk).first()
    if issued is None:
        raise Http404("No such paper.")
    kind_for(frame, issued.kind)
    return issued


def _release(frame: Frame, issued: IssuedPaper, form: Any) -> None:
    version = form.cleaned_data["version"]
    release_paper(frame.case, issued, by=frame.user, version=version)


def copy_end(request: HttpRequest, reference: str, copy: int) -> HttpResponse:
    """Say that a printed copy came back or was destroyed."""
    frame = open_frame(
        request, reference, active="case_papers", page="the form for a printed copy"
    )
    require(frame.user, Capability.END_COPY, frame.case)
    row = _copy(frame, copy)
    form = form_for(request, CopyEndForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _end(frame, row, form),
        then=frame.url("case_papers"),
        said="Recorded.",
    )
    name = BY_SCHEME[frame.case.scheme].paper(row.kind).name
    return done or render_frame(
        request,
        frame,
        "disclosure/form.html",
        form=form,
        heading=f"{name}, copy {row.number}",
        intro=f"Printed by {row.printed_by}, {say_moment_short(row.printed_at)}.",
        submit="Record it",
        cancel_url=frame.url("case_papers"),
    )


def _copy(frame: Frame, pk: int) -> PrintedCopy:
    rows = frame.case.printed_copies.select_related("printed_by")
    copy: PrintedCopy | None = rows.filter(pk=pk).first()
    if copy is None:
        raise Http404("No such copy.")
    kind_for(frame, copy.kind)
    return copy


def _end(frame: Frame, copy: PrintedCopy, form: Any) -> None:
    version = form.cleaned_data["version"]
    ended_as = form.cleaned_data["ended_as"]
    end_copy(frame.case, copy, by=frame.user, ended_as=ended_as, version=version)


@require_safe
@transaction.atomic
def copies(request: HttpRequest) -> HttpResponse:
    """The copies of the unit that nobody has accounted for, the oldest first."""
    user = cast("User", request.user)
    require_role(user, WATCHES_COPIES)
    audit.record_list_view(by=user, page="the printed copies that are out")
    rows = list(outstanding_copies(user)[: MOST_ROWS + 1])
    table = DataTable(
        "Printed copies that are out",
        COLUMNS,
        [_row(copy) for copy in rows[:MOST_ROWS]],
        "Every printed copy is accounted for.",
        caption_hidden=True,
    )
    more = len(rows) > MOST_ROWS
    return render(request, "disclosure/copies.html", {"table": table, "more": more})


def _row(copy: PrintedCopy) -> TableRow:
    papers = reverse("case_papers", args=(copy.case.reference,))
    name = BY_SCHEME[copy.case.scheme].paper(copy.kind).name
    return [
        Cell(copy.case.reference, papers),
        f"{name}, copy {copy.number}",
        str(copy.printed_by),
        say_moment_short(copy.printed_at),
        days_between(copy.printed_at, now()),
        copy.why,
    ]
