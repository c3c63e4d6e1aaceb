"""The cases that are linked with a case, and those that may belong together with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format

from casework.actions.links import record_link
from casework.clock import local_date
from casework.converters import is_reference
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.links import LinkForm
from casework.models import Case
from casework.policy import Capability, require
from casework.queries.same_people import (
    Linked,
    Match,
    linked_cases,
    possible_matches,
)
from casework.schemes import scheme_of
from casework.views.case_rows import reference_cell
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.saving import form_for, save_once

ABOUT = (Column("Stage"), Column("Received"), Column("Outcome"))
MATCHES = (Column("Reference"), Column("Why"), *ABOUT)
LINKS = (Column("Reference"), Column("This case is"), *ABOUT, Column("Linked by"))
NO_MATCH = (
    "No other case that you may see has a subject or person at risk of the same name "
    "and birthday."
)


def links(request: HttpRequest, reference: str) -> HttpResponse:
    """What is linked, what may be the same, and the form to link a case."""
    frame = open_frame(
        request,
        reference,
        active="case",
        page="the linked cases",
        see=Capability.SEE_RESEARCH,
    )
    if request.method == "POST":
        require(frame.user, Capability.RESEARCH, frame.case)
    form = form_for(
        request,
        LinkForm,
        version=frame.case.version,
        initial={"other": _asked(request)},
        user=frame.user,
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _link(frame, form),
            then=frame.url("case_links"),
            said="The cases are linked. Both show it.",
        )
    ):
        return done
    linked = linked_cases(frame.case, frame.user)
    known = [one.case.pk for one in linked]
    may_link = frame.may(Capability.RESEARCH)
    matches = possible_matches(frame.case, frame.user, but_not=known)
    return render_frame(
        request,
        frame,
        "casework/links.html",
        form=form if may_link else None,
        linked=_linked_table(linked),
        matches=_matches_table(matches, may_link=may_link),
    )


def _asked(request: HttpRequest) -> str:
    """The reference that "Link" beside a match fills in."""
    asked = request.GET.get("other", "")
    return asked if is_reference(asked) else ""


def _link(frame: Frame, form: LinkForm) -> None:
    version = form.cleaned_data["version"]
    record_link(frame.case, by=frame.user, version=version, **form.facts())


def _linked_table(linked: Sequence[Linked]) -> DataTable:
    rows: list[TableRow] = [
        [
            reference_cell(one.case),
            f"{one.words} it",
            *_about(one.case),
            Cell(str(one.link.by), note=_day(one.link.at)),
        ]
        for one in linked
    ]
    return DataTable("Linked cases", LINKS, rows, "No case is linked with this one.")


def _matches_table(matches: Sequence[Match], *, may_link: bool) -> DataTable:
    columns = (*MATCHES, Column("Link")) if may_link else MATCHES
    rows: list[TableRow] = [
        [
            reference_cell(match.case),
            match.why,
            *_about(match.case),
            *([_link_cell(match.case)] if may_link else ()),
        ]
        for match in matches
    ]
    return DataTable("Possible matches", columns, rows, NO_MATCH)


def _link_cell(case: Case) -> Cell:
    return Cell(f"Link {case.reference}", f"?other={case.reference}#link")


def _about(case: Case) -> list[Cell | str | int]:
    """Stage, day of receipt, and how and when it ended."""
    scheme = scheme_of(case)
    ended = f"Closed {_day(case.closed_at)}" if case.closed_at else ""
    return [
        Cell(scheme.stage_label(case.stage), tone=scheme.tones[case.stage]),
        _day(case.received_at),
        Cell(scheme.outcome_label(case.outcome) or "None yet", note=ended),
    ]


def _day(instant: dt.datetime) -> str:
    return date_format(local_date(instant), "j M Y")
