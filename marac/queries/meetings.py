"""Which meetings a person may know of, and what stands on their lists for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.roles import Role
from casework.clock import LONDON
from casework.models import Involvement, Part
from casework.moment import now
from marac.models import (
    AgencyProfile,
    CaseRoute,
    MaracCase,
    Meeting,
    MeetingCase,
    ResearchRequest,
)
from marac.outcomes import Criterion
from marac.policy import GUESTS, UNIT
from marac.register import still_here
from marac.states import ANSWERED, M

if TYPE_CHECKING:
    from accounts.models import User

OVER = frozenset({M.CANCELLED, M.MOVED, M.CLOSED})
NOT_OUT = frozenset({M.PLANNED, M.LIST_OPEN})
SHOWN = 60


def meetings_visible_to(user: User) -> QuerySet[Meeting]:
    """The meetings of one's unit; of an agency, those of the units it belongs to."""
    scope = Q(pk__in=())
    if Role.AUDITOR in user.roles:
        scope = Q()
    elif not user.roles.isdisjoint(UNIT):
        scope = Q(unit_id=user.unit_id)
    if not user.roles.isdisjoint(GUESTS) and user.agency_id is not None:
        agency = AgencyProfile.objects.filter(still_here(""), agency_id=user.agency_id)
        scope |= Q(unit_id__in=agency.values("unit_id"))
    found: QuerySet[Meeting] = Meeting.objects.filter(scope)
    return found.select_related("unit", "profile", "chair")


def is_insider(user: User, meeting: Meeting) -> bool:
    """Whether somebody sees a list before it is published: the unit, and auditors."""
    if Role.AUDITOR in user.roles:
        return True
    return user.unit_id == meeting.unit_id and not user.roles.isdisjoint(UNIT)


def coming_meetings(user: User, *, since: dt.datetime) -> list[Meeting]:
    """Meetings from ``since`` on, each with ``waiting``: its cases for this reader."""
    seen = MaracCase.objects.visible_to(user).values("pk")
    on_list = Q(cases__left__in=("", "heard"), cases__case__in=seen)
    found = meetings_visible_to(user).filter(starts_at__gte=since)
    return list(
        found.annotate(waiting=Count("cases", filter=on_list)).order_by(
            "starts_at", "pk"
        )[:SHOWN]
    )


@dataclass(frozen=True)
class Line:
    """A case on a list, as far as the reader may know of it."""

    listing: MeetingCase
    children: int
    is_transfer: bool
    asked: int
    answered: int
    contact: str
    needs_interpreter: bool

    @property
    def case(self) -> Any:
        """The case."""
        return self.listing.case

    @property
    def waits(self) -> bool:
        """Whether it is still to be heard."""
        return self.listing.left_at is None


@dataclass(frozen=True)
class MeetingList:
    """The running order of a meeting for one reader."""

    meeting: Meeting
    lines: Sequence[Line] = field(default_factory=tuple)

    @property
    def waiting(self) -> list[Line]:
        """Those still to be heard, in order."""
        return [line for line in self.lines if line.waits]

    @property
    def minutes(self) -> int:
        """How long it takes: cases times the minutes of the profile."""
        kept = [one for one in self.lines if one.listing.left in ("", "heard")]
        return len(kept) * self.meeting.profile.minutes_per_case

    @property
    def children_first(self) -> bool:
        """Whether no case with children stands behind one without."""
        has = [bool(line.children) for line in self.waiting]
        return has == sorted(has, reverse=True)


def list_of(meeting: Meeting, user: User) -> MeetingList:
    """The list as ``user`` may see it: a fixed number of queries for any length.

    Before it is published, nobody but the unit sees it.
    """
    if meeting.state in NOT_OUT and not is_insider(user, meeting):
        return MeetingList(meeting)
    seen = MaracCase.objects.visible_to(user).values("pk")
    moved_on = Exists(
        CaseRoute.objects.filter(case_id=OuterRef("case_id"), code=Criterion.TRANSFER)
    )
    rows = (
        meeting.cases.filter(case__in=seen)
        .select_related("case", "case__idva_contact")
        .annotate(is_transfer=moved_on)
        .order_by("position", "pk")
    )
    listings = list(rows)
    pks = [row.case_id for row in listings]
    people = _people(pks)
    research = _research(meeting, pks)
    return MeetingList(meeting, [_line(row, people, research) for row in listings])


def _line(
    row: Any, people: dict[int, tuple[int, bool]], research: dict[int, tuple[int, int]]
) -> Line:
    children, interpreter = people.get(row.case_id, (0, False))
    asked, answered = research.get(row.case_id, (0, 0))
    contact = getattr(row.case, "idva_contact", None)
    return Line(
        listing=row,
        children=children,
        is_transfer=row.is_transfer,
        asked=asked,
        answered=answered,
        contact=contact.get_state_display() if contact else "",
        needs_interpreter=interpreter,
    )


def _people(cases: Sequence[int]) -> dict[int, tuple[int, bool]]:
    """How many children, and whether the person at risk needs an interpreter."""
    child = Q(part=Part.CHILD)
    spoken = Q(part=Part.PERSON_AT_RISK) & ~Q(person__language="")
    counted = (
        Involvement.objects.filter(case_id__in=cases)
        .order_by()
        .values("case_id")
        .annotate(children=Count("pk", filter=child), spoken=Count("pk", filter=spoken))
    )
    return {row["case_id"]: (row["children"], row["spoken"] > 0) for row in counted}


def _research(meeting: Meeting, cases: Sequence[int]) -> dict[int, tuple[int, int]]:
    counted = (
        ResearchRequest.objects.filter(meeting=meeting, case_id__in=cases)
        .order_by()
        .values("case_id")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(state__in=ANSWERED)))
    )
    return {row["case_id"]: (row["asked"], row["answered"]) for row in counted}


def takes_over(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings that can take over the list of ``meeting``: none begun or over."""
    states = (M.PLANNED, M.LIST_OPEN, M.LIST_PUBLISHED)
    others: QuerySet[Meeting] = Meeting.objects.filter(
        unit_id=meeting.unit_id, state__in=states, starts_at__gt=now()
    )
    return others.exclude(pk=meeting.pk).order_by("starts_at")


def say_start(meeting: Meeting) -> str:
    """For example Tuesday 1 December 2026 at 09:30."""
    return f"{meeting.starts_at.astimezone(LONDON):%A %-d %B %Y at %H:%M}"
