"""Which agencies were asked and have answered: lists, and the matrix of a meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework import audit
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.policy import Capability as May
from casework.views.acts import Act, faulty, take_acts
from casework.views.deadlines import words_of
from casework.views.frame import Frame, render_frame
from casework.views.moments import say_moment, say_moment_short
from marac.actions.research import ask_agency
from marac.forms.research import AskAgencyForm
from marac.models import Meeting, ResearchRequest
from marac.queries.research import (
    DONE,
    MOST,
    READERS,
    agencies_to_ask,
    gatherings,
    matrix_of,
    own_requests,
    requests_of,
)
from marac.states import Q
from marac.views.agencies_frame import open_marac, person_who
from marac.views.research import TONES

if TYPE_CHECKING:
    from accounts.models import User

OWN = (Column("Case"), Column("Needed by"), Column("State"), Column("Meeting"))
OF_CASE = (Column("Agency"), Column("State"), Column("Needed by"), Column("Found"))
OF_MEETINGS = (Column("Meeting"), Column("Asked"), Column("Answered"), Column("Late"))


@require_safe
@transaction.atomic
def returns(request: HttpRequest) -> HttpResponse:
    """An agency's requests, the first due first; for the unit, its meetings."""
    user = person_who(request, May.ANSWER_REQUEST, May.JUDGE_ANSWER, May.SUPERVISE)
    audit.record_list_view(by=user, page="the requests for research")
    done, here = "done" in request.GET, reverse("agency_research")
    rows = list(own_requests(user, done=done)[:MOST])
    context = {
        "agency": user.agency,
        "done": done,
        "other_url": here if done else f"{here}?done=1",
        "own": DataTable(
            "Answered" if done else "To answer",
            OWN,
            [_own(row) for row in rows],
            "None." if done else "Nothing waits for your answer.",
            caption_hidden=True,
        ),
        "meetings": _meetings(user) if user.holds(*READERS) else None,
    }
    return render(request, "marac/returns.html", context)


def _own(row: ResearchRequest) -> TableRow:
    reference = row.case.reference
    url = reverse("case_return", args=(reference, row.pk))
    late = row.state == Q.LATE
    return [
        Cell(reference, url),
        Cell(
            say_moment_short(row.due_at),
            note=words_of(row.due_at) if row.state not in DONE else "",
            note_tone="red" if late else "",
        ),
        _state(row),
        say_moment_short(row.meeting.starts_at),
    ]


def _state(row: ResearchRequest, url: str = "") -> Cell:
    return Cell(row.get_state_display(), url, TONES.get(Q(row.state), "grey"))


def _meetings(user: User) -> DataTable:
    rows: list[TableRow] = [
        [
            Cell(
                say_moment_short(one.meeting.starts_at),
                reverse("meeting_returns", args=(one.meeting.pk,)),
            ),
            one.asked,
            one.answered,
            one.late,
        ]
        for one in gatherings(user)
    ]
    return DataTable("Meetings", OF_MEETINGS, rows, "No list is out.")


@require_safe
@transaction.atomic
def meeting_returns(request: HttpRequest, meeting: int) -> HttpResponse:
    """Cases down, agencies across: who has answered, and what is late."""
    user = person_who(request, May.JUDGE_ANSWER, May.SUPERVISE)
    found = Meeting.objects.filter(unit_id=user.unit_id, pk=meeting).first()
    if found is None:
        raise Http404("No such meeting.")
    audit.record_list_view(by=user, page="the research for a meeting")
    matrix = matrix_of(found, user)
    columns = [Column("Case"), *(Column(str(agency)) for agency in matrix.agencies)]
    rows = [
        [
            Cell(case.reference, reverse("case_returns", args=(case.reference,))),
            *(_cell(case.reference, one) for one in cells),
        ]
        for case, cells in matrix.lines
    ]
    context = {
        "meeting": say_moment(found.starts_at),
        "due": say_moment(found.research_due_at),
        "matrix": matrix,
        "table": DataTable(
            "Answers", columns, rows, "No case is on the list.", caption_hidden=True
        ),
    }
    return render(request, "marac/returns_matrix.html", context)


def _cell(reference: str, row: ResearchRequest | None) -> Cell:
    if row is None:
        return Cell("Not asked")
    return Cell(
        row.get_state_display(),
        reverse("case_return", args=(reference, row.pk)),
        note=row.get_found_display() if row.state in DONE else "",
        note_tone="red" if row.state in (Q.LATE, Q.NO_RETURN) else "",
    )


def case_returns(request: HttpRequest, reference: str) -> HttpResponse:
    """The requests of one case that the person may know of."""
    frame = open_marac(
        request,
        reference,
        active="case_returns",
        page="the agencies' research",
        see=May.SEE_RETURNS,
    )
    acts_now = _acts(frame)
    done, acts = take_acts(request, frame, acts_now, then=frame.url("case_returns"))
    if done is not None:
        return done
    rows = [_of_case(frame, row) for row in requests_of(frame.case, frame.user)]
    return render_frame(
        request,
        frame,
        "marac/returns_case.html",
        table=DataTable(
            "Requests", OF_CASE, rows, "No agency is asked yet.", caption_hidden=True
        ),
        acts=acts,
        faulty=faulty(acts),
    )


def _of_case(frame: Frame, row: ResearchRequest) -> TableRow:
    found = row.get_found_display() if row.state in DONE and row.found else ""
    return [
        Cell(str(row.agency), frame.url("case_return", row.pk)),
        _state(row),
        Cell(
            say_moment_short(row.due_at),
            note=words_of(row.due_at) if row.state not in DONE else "",
        ),
        found,
    ]


def _acts(frame: Frame) -> list[Act]:
    agencies = agencies_to_ask(frame.case) if frame.may(May.LIST_CASE) else []
    if not agencies:
        return []
    form: Any = partial(AskAgencyForm, agencies=agencies)
    return [
        Act(
            "ask",
            "Ask another agency",
            "Ask this agency",
            form,
            lambda answers: ask_agency(frame.case, by=frame.user, **answers),
            "The agency was asked.",
            "From then on its people know of this case.",
        )
    ]
