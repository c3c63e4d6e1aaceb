"""The check of the words: what could reveal somebody, marked where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework import audit
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.models import Case
from casework.navigation import KeysetPagination
from casework.policy import Capability, require
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.history import key_in
from casework.views.moments import say_moment_short
from casework.views.saving import form_for, save_once
from disclosure.actions.leaks import override_leaks
from disclosure.approval import latest_version, threshold
from disclosure.forms.leaks import OverrideForm
from disclosure.policy import MAY_SEE_OVERRIDES
from disclosure.queries.overrides import overrides_for
from disclosure.queries.third_party import LeakCheck, leak_check_of
from disclosure.views.leak_parts import MarkedText, marked

if TYPE_CHECKING:
    from accounts.models import User

COLUMNS = ("Case", "When", "Marked words", "Could reveal", "Reason", "By")


def leaks(request: HttpRequest, reference: str) -> HttpResponse:
    """The words with their marks; while they are drafted, reasons to let them stay."""
    frame = open_frame(
        request,
        reference,
        active="case_decision",
        page="the check of the words",
        see=Capability.SEE_DECISION,
    )
    if request.method == "POST":
        require(frame.user, Capability.PROPOSE, frame.case)
    version, check = latest_version(frame.case), leak_check_of(frame.case)
    form = _form(request, frame, version, check)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _override(frame, form),
        then=frame.url("case_leaks"),
        said="The reasons are saved. The second person and the supervisor see them.",
    )
    return done or _show(request, frame, version, check, form)


def _form(
    request: HttpRequest, frame: Frame, version: Any, check: LeakCheck
) -> OverrideForm:
    hits = check.open_hits(version.words, version.recipient) if version else []
    return form_for(
        request,
        OverrideForm,
        version=frame.case.version,
        hits=hits,
        length=threshold(frame.case, "override_reason"),
    )


def _override(frame: Frame, form: OverrideForm) -> int:
    return override_leaks(
        frame.case,
        by=frame.user,
        reasons=form.reasons(),
        version=form.cleaned_data["version"],
    )


def _show(
    request: HttpRequest,
    frame: Frame,
    version: Any,
    check: LeakCheck,
    form: OverrideForm,
) -> HttpResponse:
    drafting = version is not None and version.submitted_at is None
    may_override = drafting and frame.may(Capability.PROPOSE)
    return render_frame(
        request,
        frame,
        "disclosure/leaks.html",
        texts=texts_of(version, check),
        form=form if may_override and form.hits else None,
        change_url=frame.url("case_proposal") if may_override else "",
        decision_url=frame.url("case_decision"),
    )


def texts_of(version: Any, check: LeakCheck) -> list[tuple[str, MarkedText]]:
    """The words, and who is told, each with its marks; numbered through."""
    if version is None:
        return []
    words = marked(check, version.words)
    told = marked(check, version.recipient, first=len(words.marks) + 1)
    both = [("Words to be spoken", words), ("Who is told", told)]
    return [(heading, text) for heading, text in both if text.pieces]


@require_safe
@transaction.atomic
def overrides(request: HttpRequest) -> HttpResponse:
    """Every marked place that stayed in the words; the look is recorded."""
    user = cast("User", request.user)
    if not user.holds(*MAY_SEE_OVERRIDES):
        raise PermissionDenied("This is for supervisors and auditors.")
    page = overrides_for(user, key_in(request))
    audit.record_list_view(by=user, page="the list of marked words that stayed")
    older = f"?before={page.older}" if page.older else ""
    return render(
        request,
        "disclosure/overrides.html",
        {
            "table": _table(page.rows),
            "paging": KeysetPagination(
                "?" if key_in(request) else "",
                older,
                newer_label="Newest",
                older_label="Older",
            ),
        },
    )


def _table(rows: list[Any]) -> DataTable:
    return DataTable(
        "Marked words that stayed",
        [Column(label) for label in COLUMNS],
        [_row(row.case, row) for row in rows],
        caption_hidden=True,
        empty="Nobody has let marked words stay.",
    )


def _row(case: Case, row: Any) -> TableRow:
    return [
        Cell(case.reference, url=reverse("case_leaks", args=(case.reference,))),
        say_moment_short(row.at),
        Cell(f"“{row.found}”", note=f"{row.what}, {row.sure}"),
        row.parts,
        row.reason,
        str(row.by),
    ]
