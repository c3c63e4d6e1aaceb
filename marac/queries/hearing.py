"""Everything about a case that the chair needs on one screen, in the order of A2.6."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.models import Agency
from casework.clock import local_date
from casework.models import CodeListEntry
from casework.moment import now
from casework.queries.involved import Involved, involved_in
from marac.hearing_hints import hints_for
from marac.models import (
    Action,
    ActionTemplate,
    MaracCase,
    Meeting,
    MeetingCase,
)
from marac.outcomes import Agencies
from marac.queries.agencies import speaking
from marac.register import still_here
from marac.states import A

if TYPE_CHECKING:
    from accounts.models import User

TURN_ORDER = {str(kind): place for place, kind in enumerate(Agencies)}


@dataclass(frozen=True)
class Turn:
    """One agency: what it wrote that may be spoken, and whether it has shared."""

    agency: Agency
    kind: str
    request: Any
    entries: Sequence[Any]
    result: str


@dataclass(frozen=True)
class Hearing:
    """A case as the meeting hears it."""

    listing: MeetingCase
    people: Sequence[Involved]
    turns: Sequence[Turn]
    questions: Sequence[tuple[str, str]]
    answers: dict[str, str]
    actions: Sequence[tuple[Action, list[str]]]
    summary: Any
    crimes: Sequence[Any]

    @property
    def version(self) -> int:
        """How often the screen was saved, and one: a page always says a number."""
        return 1 + (self.summary.version if self.summary else 0)

    @property
    def known(self) -> dict[str, str]:
        """What is recorded now, by the name of its field."""
        said = self.summary
        boxes = {n: getattr(said, n, "") for n in ("harm", "worse", "safer")}
        lines = {n: getattr(self.listing, n) for n in LINES}
        asked = {f"q-{code}": self.answers.get(code, "") for code, _ in self.questions}
        turns = {f"t-{turn.agency.pk}": turn.result for turn in self.turns}
        return {**boxes, **lines, **asked, **turns}


LINES = ("feedback_owner", "no_action_reason")


def hearing_of(listing: MeetingCase, user: User) -> Hearing:
    """The screen for one case; a fixed number of queries."""
    case: Any = listing.case
    questions = CodeListEntry.objects.filter(
        scheme=case.scheme, code_list="check_question", in_use=True
    )
    given = dict(listing.check_answers.values_list("question", "answer"))
    return Hearing(
        listing=listing,
        people=involved_in(case, user),
        turns=_turns(listing, case),
        questions=list(questions.values_list("code", "label")),
        answers=given,
        actions=_actions(listing),
        summary=getattr(listing, "risk_summary", None),
        crimes=list(case.crimes_disclosed.all()),
    )


def _turns(listing: MeetingCase, case: Any) -> list[Turn]:
    """The agencies of the case in the order in which they are asked (A2.6)."""
    results = dict(listing.turns.values_list("agency_id", "result"))
    requests = {
        row.agency_id: row
        for row in case.research_requests.filter(
            meeting_id=listing.meeting_id
        ).prefetch_related("entries")
    }
    parts = case.agencies.select_related("agency__marac")
    turns = []
    for part in parts:
        request = requests.get(part.agency_id)
        profile = getattr(part.agency, "marac", None)
        turns.append(
            Turn(
                agency=part.agency,
                kind=profile.kind if profile else "other",
                request=request,
                entries=_shared(request),
                result=results.get(part.agency_id, ""),
            )
        )
    return sorted(turns, key=lambda turn: (TURN_ORDER[turn.kind], turn.agency.name))


def _shared(request: Any) -> list[Any]:
    if request is None:
        return []
    rows = request.entries.all()
    return [row for row in rows if row.is_shared and row.withdrawn_at is None]


def _actions(listing: MeetingCase) -> list[tuple[Action, list[str]]]:
    rows = listing.actions.select_related("owner_agency", "person").exclude(
        state=A.CANCELLED
    )
    today, length = local_date(now()), listing.meeting.profile.action_length
    return [
        (row, hints_for(row.words, due_on=row.due_on, today=today, length=length))
        for row in rows.order_by("pk")
    ]


def owners_for(meeting: Meeting) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every agency of the unit, each with its people: the choices of an owner."""
    agencies = Agency.objects.filter(
        still_here(), marac__unit_id=meeting.unit_id
    ).order_by("name")
    people: dict[int, list[tuple[str, str]]] = {}
    for row in speaking().filter(agency__marac__unit_id=meeting.unit_id):
        choice = (f"{row.agency_id}-{row.user_id}", str(row.user))
        people.setdefault(row.agency_id, []).append(choice)
    return [
        (one.name, [(f"{one.pk}-", one.name), *people.get(one.pk, [])])
        for one in agencies
    ]


def templates_for(meeting: Meeting) -> list[dict[str, str]]:
    """Frequent actions, each with whom it is for and who usually does it."""
    kinds = dict(
        Agency.objects.filter(marac__unit_id=meeting.unit_id)
        .order_by("-pk")
        .values_list("marac__kind", "pk")
    )
    rows = ActionTemplate.objects.filter(in_use=True)
    return [
        {
            "words": row.words,
            "for": row.for_whom,
            "owner": f"{kinds[row.agency_kind]}-" if row.agency_kind in kinds else "",
        }
        for row in rows
        if row.unit_id in (None, meeting.unit_id)
    ]


def next_day(meeting: Meeting) -> dt.date | None:
    """The day of the next meeting: actions are reported before it (A2.2)."""
    later = Meeting.objects.filter(
        unit_id=meeting.unit_id, starts_at__gt=max(meeting.starts_at, now())
    ).exclude(state__in=("cancelled", "moved"))
    first = later.order_by("starts_at").first()
    return local_date(first.starts_at) if first else None


def next_listing(meeting: Meeting, user: User) -> MeetingCase | None:
    """The next case to be heard that ``user`` may know of."""
    seen = MaracCase.objects.visible_to(user).values("pk")
    rows = meeting.cases.filter(left_at__isnull=True, case__in=seen)
    found: MeetingCase | None = rows.order_by("position", "pk").first()
    return found
