"""What a person may do with a meeting as a whole, and doing it."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from casework.components import Missing, MissingList, Move, MovesList
from casework.views.saving import form_for, save_once
from casework.workflow.moves import Row
from casework.workflow.perform import Option, options_for, perform
from casework.workflow.track_moves import may_move
from marac.forms.meetings import ASKED, SimpleForm
from marac.states import M
from marac.views.meeting_frame import MeetingFrame, open_meeting, render_meeting

NOTHING = "There is nothing for you to do with this meeting now."
HEADING = "What you can do next"
# Where a move is made when it is not on its own page.
ELSEWHERE = {"approve_minutes": "minutes"}
# Not the ordinary way on.
ASIDE = frozenset({"cancel", "move_meeting", "pause"})
# Where a fact is seen to.
PLACES = {
    "chair_here": "meeting_attendance",
    "somebody_here": "meeting_attendance",
    "statement_read": "meeting_attendance",
    "everybody_signed": "meeting_attendance",
    "attendance_final": "meeting_attendance",
    "minutes_written": "minutes",
    "minutes_issued": "minutes",
}


def moves_of(frame: MeetingFrame, *, leave_out: str = "") -> MovesList:
    """The moves out of the present state: those that ask nothing are made at once.

    ``leave_out`` is one that the page offers elsewhere.
    """
    options = options_for(frame.meeting, frame.user)
    shown = [o for o in options if not o.denied and o.row.name != leave_out]
    ordinary = [o for o in shown if o.row.name not in ASIDE]
    aside = [o for o in shown if o.row.name in ASIDE]
    return MovesList(
        [_move(frame, option) for option in (*ordinary, *aside)],
        heading=HEADING,
        nothing=NOTHING,
    )


def _move(frame: MeetingFrame, option: Option) -> Move:
    row = option.row
    place = ELSEWHERE.get(row.name, "")
    asks = row.name in ASKED or bool(place)
    return Move(
        row.label,
        frame.url(place) if place else frame.url("meeting_move", row.name),
        row.in_words,
        option.is_possible,
        facts=[Missing(fact.sentence, _place(frame, fact)) for fact in option.unmet],
        kind="secondary" if row.name in ASIDE else "",
        post=not asks,
        sends=()
        if asks
        else [
            ("submission", str(uuid.uuid4())),
            ("version", str(frame.meeting.version)),
        ],
    )


def _place(frame: MeetingFrame, fact: Any) -> str:
    name = PLACES.get(fact.name, "")
    return frame.url(name) if name else ""


def meeting_move(request: HttpRequest, meeting: int, move: str) -> HttpResponse:
    """Ask for what the move needs, or say every reason against it; then do it once."""
    frame = open_meeting(request, meeting, active="meeting", page="the page of a move")
    row = _row_named(frame, move)
    verdict = may_move(frame.user, row.by, frame.meeting)
    if not verdict.allowed:
        raise PermissionDenied(verdict.reason)
    version = frame.meeting.version
    asked = ASKED.get(move, SimpleForm)
    form = form_for(request, asked, version=version, meeting=frame.meeting)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _perform(frame, move, form),
        then=frame.url("meeting"),
        said=f"{row.label}: done.",
    )
    return done or _show(request, frame, row, form)


def _show(
    request: HttpRequest, frame: MeetingFrame, row: Row, form: Any
) -> HttpResponse:
    options = options_for(frame.meeting, frame.user)
    option = next((one for one in options if one.row.name == row.name), None)
    unmet = option.unmet if option else ()
    items = [Missing(fact.sentence, _place(frame, fact)) for fact in unmet]
    refused = option is None or bool(unmet)
    return render_meeting(
        request,
        frame,
        "marac/meeting_form.html",
        status=409 if option is None or (form.is_bound and unmet) else 200,
        form=None if refused and not form.is_bound else form,
        page_heading=row.label,
        intro=row.in_words,
        submit=row.label,
        missing=MissingList(items, "Not possible yet. First:") if items else None,
        elsewhere=""
        if option
        else f"This is not possible now: {frame.meeting.get_state_display().lower()}.",
    )


def _row_named(frame: MeetingFrame, move: str) -> Row:
    rows: list[Row] = [row for row in type(frame.meeting).rows() if row.name == move]
    if not rows or rows[0].to in (M.LIST_OPEN, M.RESEARCH_CLOSED):
        raise Http404("No such move.")
    leaving = [row for row in rows if row.source == frame.meeting.state]
    return (leaving or rows)[0]


def _perform(frame: MeetingFrame, move: str, form: Any) -> Any:
    version = form.cleaned_data.get("version")
    return perform(frame.meeting, move, by=frame.user, version=version, **form.facts())
