"""Attendance: who is here, the statement, the signatures."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.policy import Capability
from casework.views.saving import form_for, save_once
from marac.actions.meeting_attendance import (
    everybody_left,
    read_statement,
    take_attendance,
)
from marac.forms.meeting_attendance import AttendanceForm, seat_of
from marac.queries.meeting_people import expected_at, guests_at
from marac.views.meeting_frame import MeetingFrame, open_meeting, render_meeting
from marac.views.meeting_moves import moves_of


def attendance(request: HttpRequest, meeting: int) -> HttpResponse:
    """One answer a person; the buttons save what was answered as well."""
    frame = open_meeting(
        request,
        meeting,
        active="meeting_attendance",
        page="the attendance",
        see=Capability.HEAR,
    )
    expected = expected_at(frame.meeting)
    form = form_for(
        request,
        AttendanceForm.asking(expected),
        version=frame.meeting.version,
        meeting=frame.meeting,
        expected=expected,
        initial={f"p{one.user.pk}": seat_of(one) for one in expected},
    )
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _take(frame, form, request.POST),
        then=frame.url("meeting_attendance"),
        said=form.said("Saved."),
    )
    return done or render_meeting(
        request,
        frame,
        "marac/meeting_attendance.html",
        form=form,
        seats=[form[f"p{one.user.pk}"] for one in expected],
        guests=guests_at(frame.meeting),
        statement=frame.meeting.profile.confidentiality_text,
        moves=moves_of(frame),
    )


def _take(frame: MeetingFrame, form: Any, pressed: Any) -> None:
    people, others = form.people(), form.others()
    if people or others:
        take_attendance(frame.meeting, by=frame.user, people=people, others=others)
    if "read" in pressed:
        read_statement(frame.meeting, by=frame.user)
    if "left" in pressed:
        everybody_left(frame.meeting, by=frame.user)
