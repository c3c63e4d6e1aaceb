"""Minutes: written from the record, approved, corrected, and taken as a copy."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from casework.pdf.problems import DocumentRefused, PdfUnavailable
from casework.policy import Capability
from casework.views.acts import Act, OpenAct
from casework.views.deadlines import deadline_of
from casework.views.saving import save_once
from casework.workflow.perform import perform
from marac.actions.minutes import add_addendum, issue_minutes, take_copy, write_minutes
from marac.forms.meetings import SimpleForm
from marac.forms.minutes import AddendumForm, WriteForm
from marac.minutes_paper import minutes_pdf
from marac.queries.minutes import APPROVED, minutes_clock, minutes_for
from marac.states import M
from marac.views.meeting_frame import (
    WITH_MINUTES,
    MeetingFrame,
    open_meeting,
    render_meeting,
)
from marac.views.meeting_moves import moves_of

# The move that this page makes itself.
HERE = "approve_minutes"


def minutes(request: HttpRequest, meeting: int) -> HttpResponse:
    """The minutes as the reader may see them, and what they may do with them."""
    frame = open_meeting(request, meeting, active="minutes", page="the minutes")
    if frame.meeting.state not in WITH_MINUTES:
        raise Http404("There are no minutes yet.")
    done, acts = _take(request, frame)
    if done:
        return done
    row = getattr(frame.meeting, "minutes", None)
    clock = minutes_clock(frame.meeting) if frame.is_insider else None
    approved = frame.meeting.state in APPROVED
    copies = row.copies.select_related("reader", "agency") if row else []
    return render_meeting(
        request,
        frame,
        "marac/minutes.html",
        content=minutes_for(frame.meeting, frame.user),
        minutes=row,
        acts=acts,
        faulty=next((one.form for one in acts if one.form.is_bound), None),
        addenda=list(row.addenda.select_related("by")) if row and approved else [],
        copies=list(copies) if frame.is_insider else [],
        is_approved=approved,
        deadline=deadline_of(clock.due_at, name=clock.name) if clock else None,
        alarm=bool(clock and clock.alarm),
        moves=moves_of(frame, leave_out="approve_minutes")
        if frame.is_insider
        else None,
    )


def _acts(frame: MeetingFrame) -> list[Act]:
    """The acts that the state and the person's job allow."""
    meeting, by = frame.meeting, frame.user
    acts = []
    if meeting.state == M.MINUTES_DRAFT and frame.may(Capability.KEEP_MINUTES):
        acts.append(
            Act(
                "write",
                "Write the minutes",
                "Build the minutes from the record",
                WriteForm,
                lambda said: write_minutes(meeting, by=by, **said),
                "The draft is built.",
                "Attendance, what was shared, risk, actions and answers are in it.",
            )
        )
    ready = bool(getattr(meeting, "minutes", None) and meeting.minutes.content)
    if meeting.state == M.MINUTES_DRAFT and ready and frame.may(Capability.CHAIR):
        acts.append(
            Act(
                "approve",
                "Approve the minutes",
                "Approve and lock the minutes",
                _ApproveForm,
                lambda said: perform(meeting, "approve_minutes", by=by, **said),
                "Approved. They are locked; corrections are added.",
                "Read them below first. Afterwards nothing in them can be changed.",
            )
        )
    if meeting.state in APPROVED and frame.may(Capability.HEAR):
        acts.append(
            Act(
                "correct",
                "Add a correction",
                "Add the correction",
                AddendumForm,
                lambda said: add_addendum(meeting, by=by, **said),
                "Added.",
            )
        )
    if meeting.state in APPROVED and frame.may(Capability.KEEP_MINUTES):
        acts.append(
            Act(
                "issue",
                "Issue the minutes",
                "Issue to everybody who was there",
                _ApproveForm,
                lambda _said: issue_minutes(meeting, by=by),
                "Issued: each reader has a numbered copy.",
            )
        )
    return acts


class _ApproveForm(SimpleForm):
    """Nothing is asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, meeting=None, **kwargs)  # type: ignore[arg-type]


def _take(
    request: HttpRequest, frame: MeetingFrame
) -> tuple[HttpResponse | None, list[OpenAct]]:
    pressed = request.POST.get("act", "") if request.method == "POST" else ""
    start = {"version": frame.meeting.version, **_kept(frame)}
    shown = []
    for act in _acts(frame):
        bound = act.name == pressed
        form = act.form_class(
            request.POST if bound else None, prefix=act.name, initial=start
        )
        shown.append(OpenAct(act, form))
        if bound and (done := _do(request, frame, act, form)):
            return done, []
    return None, shown


def _kept(frame: MeetingFrame) -> dict[str, str]:
    row = getattr(frame.meeting, "minutes", None)
    return {"other_business": row.content.get("other_business", "")} if row else {}


def _do(
    request: HttpRequest, frame: MeetingFrame, act: Act, form: Any
) -> HttpResponse | None:
    return save_once(
        request,
        form,
        lambda: act.do({**form.facts(), "version": form.cleaned_data["version"]}),
        then=frame.url("minutes"),
        said=act.said,
    )


@require_POST
def minutes_copy(request: HttpRequest, meeting: int) -> HttpResponse:
    """The reader's own numbered copy, with their name across each page (A2.7)."""
    frame = open_meeting(request, meeting, active="minutes", page="a copy of minutes")
    content = minutes_for(frame.meeting, frame.user)
    if content is None or frame.meeting.state not in APPROVED:
        raise Http404("There are no approved minutes for you.")
    addenda = list(frame.meeting.minutes.addenda.select_related("by"))
    told = addenda if frame.is_insider else []
    try:
        # A copy that could not be made is no copy: its number and record go with it.
        with transaction.atomic():
            copy = take_copy(frame.meeting, reader=frame.user)
            pdf = minutes_pdf(frame.meeting, content, copy, told)
    except (DocumentRefused, PdfUnavailable) as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(frame.url("minutes"))
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"meeting-{frame.meeting.pk}-copy-{copy.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
