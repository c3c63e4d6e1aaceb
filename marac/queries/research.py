"""Requests for research and their answers, as each person may see them (A4.4, A4.9).

Before the meeting an answer is for its own agency and for those who run the meeting.
Other agencies read it when it was shared there, or from the start if the protocol says
so. What an agency withholds is read by nobody else: others see that there is something,
and why it is kept back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models import Q as Condition

from accounts.models import Agency, User
from casework.policy import Capability as May
from marac.models import MaracCase, Meeting, ResearchRequest
from marac.outcomes import ResearchSeen
from marac.policy import ROLES
from marac.register import still_here
from marac.states import M, Q

# Those who run the meeting, and those who watch over it.
READERS = ROLES[May.JUDGE_ANSWER] | ROLES[May.SUPERVISE]
SENT_BACK = (Q.RETURNED, Q.QUERIED, Q.TAKEN, Q.SPOKEN)
OPEN = (
    Q.SENT,
    Q.ACKNOWLEDGED,
    Q.IN_PROGRESS,
    Q.QUERIED,
    Q.LATE,
    Q.RECUSED,
    Q.REOPENED,
)
DONE = (Q.RETURNED, Q.TAKEN, Q.SPOKEN, Q.NO_RETURN)
MOST = 200


def is_own(user: User, request: ResearchRequest) -> bool:
    """Whether it is the request of the person's own agency."""
    return user.agency_id is not None and user.agency_id == request.agency_id


def may_know_of(user: User, request: ResearchRequest) -> bool:
    """Whether the person may know that this agency was asked."""
    return is_own(user, request) or user.holds(*READERS)


def may_read(user: User, request: ResearchRequest) -> bool:
    """Whether the person may read the answer (the guard on visibility of A4.4)."""
    if is_own(user, request):
        return True
    if request.state not in SENT_BACK:
        return False
    if user.holds(*READERS):
        return True
    seen = request.case.profile.research_seen_by
    return bool(request.state == Q.SPOKEN or seen == ResearchSeen.ALL)


@dataclass(frozen=True)
class Entry:
    """One entry as one person may read it; ``words`` are empty if it is withheld."""

    row: Any
    words: str

    @property
    def is_withheld(self) -> bool:
        """Whether it is not for the meeting."""
        return not self.row.is_shared


def entries_for(user: User, request: ResearchRequest) -> list[Entry]:
    """What the agency wrote, as far as the person may read it; one query."""
    if not may_read(user, request):
        return []
    own = is_own(user, request)
    rows = request.entries.filter(withdrawn_at__isnull=True)
    rows = rows.select_related("about", "by").prefetch_related("about__names")
    return [Entry(row, row.words if own or row.is_shared else "") for row in rows]


def own_requests(user: User, *, done: bool = False) -> QuerySet[ResearchRequest]:
    """The requests of the person's agency, of cases that they may know of.

    The first due stand first; of what is done, the newest.
    """
    # Nobody's agency is no agency: without one there is nothing.
    rows: QuerySet[ResearchRequest] = ResearchRequest.objects.filter(
        agency_id=user.agency_id or 0,
        state__in=DONE if done else OPEN,
        case__in=MaracCase.objects.visible_to(user),
    )
    order = "-due_at" if done else "due_at"
    return rows.select_related("case", "meeting", "alternate").order_by(order, "pk")


def requests_of(case: Any, user: User) -> list[ResearchRequest]:
    """The requests of a case that the person may know of, the newest meeting first."""
    rows = case.research_requests.exclude(state=Q.CREATED)
    rows = rows.select_related("agency", "meeting", "case__profile")
    if not user.holds(*READERS):
        mine = Condition(agency_id=user.agency_id) & ~Condition(agency_id=None)
        rows = rows.filter(mine | Condition(state__in=SENT_BACK))
    ordered = rows.order_by("-meeting__starts_at", "agency__name", "pk")
    return [row for row in ordered if may_know_of(user, row) or may_read(user, row)]


def alternates_for(request: ResearchRequest, user: User) -> list[User]:
    """Who of the agency may answer instead: nobody with a conflict, nor ``user``."""
    conflicted = request.case.conflicts.filter(ended_at__isnull=True).values("user_id")
    people = User.objects.filter(agency_id=request.agency_id, is_active=True)
    return list(people.exclude(pk=user.pk).exclude(pk__in=conflicted).order_by("name"))


def agencies_to_ask(case: Any) -> list[Agency]:
    """Agencies of the unit that are not asked about the case at its meeting yet."""
    listing = case.listings.filter(left_at__isnull=True).last()
    if listing is None:
        return []
    asked = case.research_requests.filter(meeting=listing.meeting_id)
    return list(
        Agency.objects.filter(still_here(), marac__unit_id=case.unit_id)
        .exclude(pk__in=asked.values("agency_id"))
        .order_by("name")
    )


# -- The matrix of a meeting -----------------------------------------------------------
@dataclass(frozen=True)
class Matrix:
    """Cases down, agencies across; a cell is a request or None."""

    agencies: Sequence[Agency]
    lines: Sequence[tuple[Any, Sequence[ResearchRequest | None]]]

    @property
    def asked(self) -> int:
        """How many requests went out."""
        return sum(1 for cell in self._cells())

    @property
    def answered(self) -> int:
        """How many were answered."""
        return sum(1 for cell in self._cells() if cell.state in SENT_BACK)

    @property
    def late(self) -> int:
        """How many are late or never came."""
        return sum(1 for cell in self._cells() if cell.state in (Q.LATE, Q.NO_RETURN))

    def _cells(self) -> Iterable[ResearchRequest]:
        return (cell for _case, row in self.lines for cell in row if cell is not None)


def matrix_of(meeting: Meeting, user: User) -> Matrix:
    """The answers of all agencies to the cases of a meeting that the person may see.

    Three queries, whatever the number of cases.
    """
    listed = meeting.cases.filter(case__in=MaracCase.objects.visible_to(user))
    rows = list(listed.select_related("case").order_by("position", "pk"))
    requests = ResearchRequest.objects.filter(
        meeting=meeting, case_id__in=[row.case_id for row in rows]
    ).exclude(state=Q.CREATED)
    cells: dict[tuple[int, int], ResearchRequest] = {}
    agencies: dict[int, Agency] = {}
    for request in requests.select_related("agency").order_by("agency__name"):
        cells[request.case_id, request.agency_id] = request
        agencies[request.agency_id] = request.agency
    return Matrix(
        list(agencies.values()),
        [(r.case, [cells.get((r.case_id, key)) for key in agencies]) for r in rows],
    )


GATHERING = (
    M.LIST_PUBLISHED,
    M.CONTRIBUTIONS_OPEN,
    M.RESEARCH_CLOSED,
    M.IN_SESSION,
    M.PAUSED,
)


@dataclass(frozen=True)
class Gathering:
    """A meeting for which research is gathered now, and how far it is."""

    meeting: Meeting
    asked: int = 0
    answered: int = 0
    late: int = 0


def gatherings(user: User) -> list[Gathering]:
    """The unit's meetings for which research is gathered or used; two queries."""
    meetings = Meeting.objects.filter(unit_id=user.unit_id, state__in=GATHERING)
    rows = list(meetings.order_by("starts_at", "pk")[:MOST])
    requests = ResearchRequest.objects.filter(
        meeting__in=rows, case__in=MaracCase.objects.visible_to(user)
    ).exclude(state=Q.CREATED)
    counted = (
        requests.order_by()
        .values("meeting")
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", Condition(state__in=SENT_BACK)),
            late=Count("pk", Condition(state__in=(Q.LATE, Q.NO_RETURN))),
        )
    )
    counts = {row.pop("meeting"): row for row in counted}
    return [Gathering(row, **counts.get(row.pk, {})) for row in rows]
