"""The chair's screen: one case, heard in the order of A2.6 (R13 to R15)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from casework.access import access_case
from casework.components import Missing, MissingList
from casework.moment import now
from casework.policy import Capability
from casework.schemes import scheme_of
from casework.views.drafts import OpenDraft, open_draft
from casework.views.frame import Frame
from casework.views.saving import form_for, save_once
from casework.workflow.perform import options_for, perform
from marac.actions.hearing import save_hearing
from marac.forms.hearing import DeferForm, HearingForm
from marac.models import MeetingCase
from marac.queries.hearing import (
    Hearing,
    hearing_of,
    next_day,
    next_listing,
    templates_for,
)
from marac.states import S
from marac.views.meeting_frame import MeetingFrame, open_meeting, render_meeting

CONCLUDED = "Concluded. The actions are with the agencies."
SAVED = "Saved."


def hearing(request: HttpRequest, meeting: int, listing: int) -> HttpResponse:
    """Show the screen; save everything typed with whatever button was pressed."""
    frame, row = _open(request, meeting, listing)
    found = hearing_of(row, frame.user)
    of_case = Frame(row.case, scheme_of(row.case), frame.user, "case")
    draft = open_draft(of_case, f"hearing-{row.pk}")
    form = form_for(
        request,
        HearingForm.asking(found),
        version=found.version,
        hearing=found,
        draft=draft,
        initial={**found.known, "act_due": next_day(frame.meeting)},
    )
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _act(frame, found, form, request.POST),
        then=lambda place: place or frame.url("hearing", row.pk),
        said=form.said(CONCLUDED if "conclude" in request.POST else SAVED),
        draft=draft,
    )
    return done or _show(request, frame, found, form, draft)


def _open(
    request: HttpRequest, meeting: int, listing: int
) -> tuple[MeetingFrame, MeetingCase]:
    """The frame and the place on the list; the look at the case is recorded."""
    frame = open_meeting(
        request, meeting, active="meeting", page="the hearing", see=Capability.HEAR
    )
    rows = frame.meeting.cases.select_related("case", "meeting__profile")
    row = rows.filter(pk=listing).first()
    if row is None:
        raise Http404("No such case on this list.")
    row.case = access_case(
        frame.user, row.case.reference, Capability.HEAR, page="its hearing"
    )
    return frame, row


def _act(frame: MeetingFrame, found: Hearing, form: HearingForm, sent: Any) -> str:
    """Save, then do what the button says; returns where to go, or nothing."""
    listing, case = found.listing, found.listing.case
    if "begin" in sent:
        perform(case, "begin_hearing", by=frame.user)
        return ""
    crime, action = form.cleaned_data.get("crime", ""), form.action()
    save_hearing(listing, by=frame.user, board=form.board(), action=action, crime=crime)
    if "conclude" in sent:
        perform(case, "conclude", by=frame.user)
        after = next_listing(frame.meeting, frame.user)
        return frame.url("hearing", after.pk) if after else frame.url("meeting")
    return f"{frame.url('hearing', listing.pk)}#new" if action else ""


def _show(
    request: HttpRequest,
    frame: MeetingFrame,
    found: Hearing,
    form: HearingForm,
    draft: OpenDraft,
) -> HttpResponse:
    case: Any = found.listing.case
    options = {one.row.name: one for one in options_for(case, frame.user)}
    ends = options.get("conclude")
    unmet = ends.unmet if ends and not ends.denied else ()
    return render_meeting(
        request,
        frame,
        "marac/hearing.html",
        hearing=found,
        case=case,
        form=form,
        draft=draft,
        is_heard=case.state == S.BEING_HEARD,
        is_over=found.listing.left_at is not None,
        begin=options.get("begin_hearing"),
        missing=MissingList([Missing(f.sentence) for f in unmet], "Before concluding"),
        may_conclude=bool(ends and not ends.denied),
        questions=[form[f"q-{code}"] for code, _label in found.questions],
        turns=[(turn, form[f"t-{turn.agency.pk}"]) for turn in found.turns],
        templates=templates_for(frame.meeting),
        after=next_listing(frame.meeting, frame.user),
        began=found.listing.began_at,
        now=now(),
    )


def defer(request: HttpRequest, meeting: int, listing: int) -> HttpResponse:
    """Not reached or adjourned: why, and what protects until then (R14)."""
    frame, row = _open(request, meeting, listing)
    form = form_for(request, DeferForm, version=row.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: perform(row.case, "defer", by=frame.user, **form.facts()),
        then=frame.url("meeting"),
        said="Deferred. Put it on the next list.",
    )
    return done or render_meeting(
        request,
        frame,
        "marac/meeting_form.html",
        form=form,
        page_heading=f"Defer {row.case.reference}",
        submit="Defer it",
    )


def next_case(request: HttpRequest, meeting: int) -> HttpResponse:
    """Straight to the next case that is to be heard, or to the list."""
    frame = open_meeting(
        request, meeting, active="meeting", page="the next case", see=Capability.HEAR
    )
    row = next_listing(frame.meeting, frame.user)
    place = frame.url("hearing", row.pk) if row else reverse("meeting", args=(meeting,))
    return HttpResponseRedirect(place)
