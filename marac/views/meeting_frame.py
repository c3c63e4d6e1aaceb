"""The frame of every page of a meeting: what it is, its pages and what one may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casework import audit
from casework.components import Tag
from casework.navigation import Destination, SubNavigation
from casework.policy import Capability
from casework.workflow.track_moves import may_move
from marac.models import Meeting
from marac.queries.meetings import is_insider, meetings_visible_to, say_start
from marac.states import M

if TYPE_CHECKING:
    from accounts.models import User

TONES: dict[str, str] = {
    M.PLANNED: "grey",
    M.LIST_OPEN: "blue",
    M.LIST_PUBLISHED: "teal",
    M.CONTRIBUTIONS_OPEN: "teal",
    M.RESEARCH_CLOSED: "purple",
    M.IN_SESSION: "magenta",
    M.PAUSED: "yellow",
    M.ACTIONS_AGREED: "magenta",
    M.ENDED: "orange",
    M.MINUTES_DRAFT: "orange",
    M.MINUTES_APPROVED: "green",
    M.CLOSED: "grey",
    M.CANCELLED: "grey",
    M.MOVED: "grey",
}
WITH_MINUTES = frozenset(
    {M.ENDED, M.ACTIONS_AGREED, M.MINUTES_DRAFT, M.MINUTES_APPROVED, M.CLOSED}
)


@dataclass(frozen=True)
class MeetingFrame:
    """A meeting as one person opened it."""

    meeting: Meeting
    user: User
    active: str

    def may(self, capability: Capability) -> bool:
        """Whether the person may do it on this meeting, for what a page shows."""
        return may_move(self.user, capability, self.meeting).allowed

    def url(self, name: str, *args: object) -> str:
        """The address of a page of this meeting."""
        return reverse(name, args=(self.meeting.pk, *args))

    @property
    def heading(self) -> str:
        """Its kind and its day."""
        return f"{self.meeting.get_kind_display()}, {say_start(self.meeting)}"

    @property
    def is_insider(self) -> bool:
        """Whether the reader belongs to the unit, or audits it."""
        return is_insider(self.user, self.meeting)

    @property
    def tag(self) -> Tag:
        """Its state."""
        return Tag(self.meeting.get_state_display(), TONES[self.meeting.state])

    @property
    def navigation(self) -> SubNavigation:
        """The pages of this meeting that the person may open."""
        pages = [("List", "meeting")]
        if self.may(Capability.HEAR):
            pages.append(("Attendance", "meeting_attendance"))
        if self.meeting.state in WITH_MINUTES:
            pages.append(("Minutes", "minutes"))
        return SubNavigation(
            [
                Destination(label, self.url(name), name == self.active)
                for label, name in pages
            ],
            "Pages of this meeting",
        )


def open_meeting(
    request: HttpRequest,
    pk: int,
    *,
    active: str,
    page: str,
    see: Capability = Capability.VIEW,
) -> MeetingFrame:
    """Open a meeting for a page; the look is recorded as "Opened ``page``".

    Http404 if the person may not know of it, PermissionDenied if ``see`` is refused.
    """
    user = cast("User", request.user)
    with transaction.atomic():
        meeting = meetings_visible_to(user).filter(pk=pk).first()
        if meeting is None:
            raise Http404("No such meeting.")
        if see is not Capability.VIEW:
            verdict = may_move(user, see, meeting)
            if not verdict.allowed:
                raise PermissionDenied(verdict.reason)
        audit.record_list_view(by=user, page=f"{page} of meeting {meeting.pk}")
    return MeetingFrame(meeting, user, active)


def render_meeting(
    request: HttpRequest,
    frame: MeetingFrame,
    template: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw ``template`` (it extends ``marac/meeting_base.html``) inside the frame."""
    shared = {"frame": frame, "meeting": frame.meeting}
    return render(request, template, {**shared, **context}, status=status)
