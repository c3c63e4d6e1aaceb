"""The calendar, and the page of one meeting with its list."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from casework import audit
from casework.moment import now
from casework.policy import Capability, say_roles
from casework.views.saving import form_for, save_once
from casework.workflow.perform import Refused
from marac.actions.meetings import (
    BEFORE_THE_END,
    name_chair,
    put_children_first,
    shift_case,
)
from marac.forms.meetings import ChairForm
from marac.hearing_facts import SITS
from marac.policy import ROLES, UNIT
from marac.queries.meetings import coming_meetings, list_of
from marac.queries.minutes import late_minutes
from marac.views.meeting_frame import MeetingFrame, open_meeting, render_meeting
from marac.views.meeting_moves import moves_of
from marac.views.meeting_rows import badges_of, meetings_table, say_forecast

if TYPE_CHECKING:
    from accounts.models import User

PAST = dt.timedelta(weeks=4)


@require_safe
@transaction.atomic
def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings of the last weeks and of those to come."""
    user = cast("User", request.user)
    if user.roles.isdisjoint(ROLES[Capability.VIEW]):
        raise PermissionDenied(f"This is for: {say_roles(ROLES[Capability.VIEW])}.")
    audit.record_list_view(by=user, page="the meetings")
    found = coming_meetings(user, since=now() - PAST)
    today = now() - dt.timedelta(hours=12)
    late = late_minutes(found) if not user.roles.isdisjoint(UNIT) else set()
    context = {
        "coming": meetings_table([m for m in found if m.starts_at >= today]),
        "past": meetings_table([m for m in found if m.starts_at < today][::-1], late),
        "feed_url": reverse("meeting_subscribe"),
    }
    return render(request, "marac/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, meeting: int) -> HttpResponse:
    """The list in its running order, what is due when, and what to do next."""
    frame = open_meeting(request, meeting, active="meeting", page="the list")
    found = list_of(frame.meeting, frame.user)
    may_order = frame.may(Capability.LIST_CASE)
    may_order = may_order and frame.meeting.state in BEFORE_THE_END
    return render_meeting(
        request,
        frame,
        "marac/meeting.html",
        found=found,
        lines=[(line, badges_of(line)) for line in found.lines],
        forecast=say_forecast(found),
        moves=moves_of(frame),
        may_order=may_order and len(found.waiting) > 1,
        may_name_chair=may_order,
        may_hear=frame.may(Capability.HEAR) and frame.meeting.state in SITS,
        token=uuid.uuid4(),
    )


@require_POST
def order(request: HttpRequest, meeting: int) -> HttpResponse:
    """Children's cases first, or one case up or down; then back to the list."""
    frame = open_meeting(
        request,
        meeting,
        active="meeting",
        page="the running order",
        see=Capability.LIST_CASE,
    )
    try:
        _reorder(frame, request.POST)
    except Refused as refused:
        messages.error(request, " ".join(refused.sentences))
    return HttpResponseRedirect(frame.url("meeting"))


def _reorder(frame: MeetingFrame, sent: Any) -> None:
    version = int(sent["version"]) if str(sent.get("version", "")).isdigit() else None
    for name, places in (("up", -1), ("down", 1)):
        if str(sent.get(name, "")).isdigit():
            listing = int(sent[name])
            shift_case(
                frame.meeting, listing, by=frame.user, places=places, version=version
            )
            return
    put_children_first(frame.meeting, by=frame.user, version=version)


def chair(request: HttpRequest, meeting: int) -> HttpResponse:
    """Name who chairs the meeting."""
    frame = open_meeting(
        request,
        meeting,
        active="meeting",
        page="the form to name the chair",
        see=Capability.LIST_CASE,
    )
    version = frame.meeting.version
    form = form_for(
        request,
        ChairForm,
        version=version,
        meeting=frame.meeting,
        initial={"chair": frame.meeting.chair_id},
    )
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: name_chair(frame.meeting, by=frame.user, **_facts(form)),
        then=frame.url("meeting"),
        said="Recorded.",
    )
    return done or render_meeting(
        request,
        frame,
        "marac/meeting_form.html",
        form=form,
        page_heading="Who chairs the meeting",
        submit="Save",
    )


def _facts(form: Any) -> dict[str, Any]:
    return {**form.facts(), "version": form.cleaned_data["version"]}
