"""Writes on a meeting before it begins: its running order and its chair (A4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework.models import Involvement, Part
from casework.policy import Capability
from casework.workflow.perform import Refused
from marac.actions.meeting_door import arranging
from marac.models import Meeting, MeetingCase
from marac.states import M

if TYPE_CHECKING:
    from accounts.models import User

ORDER = ("order_list", "Changed the running order of the list")
CHAIR = ("name_chair", "Named who chairs the meeting")
BEFORE_THE_END = frozenset(
    {
        M.PLANNED,
        M.LIST_OPEN,
        M.LIST_PUBLISHED,
        M.RESEARCH_CLOSED,
        M.CONTRIBUTIONS_OPEN,
        M.IN_SESSION,
        M.PAUSED,
    }
)
TOO_LATE = "The meeting is over: its list stays as it was."
NOT_ON_IT = "That case is no longer on this list."


def put_children_first(
    meeting: Meeting, *, by: User, version: int | None = None
) -> None:
    """Cases that involve children first, so that their agencies may leave (A2.3).

    Within the two halves the order stays as it is.
    """
    with _ordering(meeting, by=by, version=version) as locked:
        waiting = _waiting(locked)
        with_children = set(
            Involvement.objects.filter(
                part=Part.CHILD, case_id__in=[row.case_id for row in waiting]
            ).values_list("case_id", flat=True)
        )
        _number(
            sorted(waiting, key=lambda row: row.case_id not in with_children), locked
        )


def shift_case(
    meeting: Meeting,
    listing: int,
    *,
    by: User,
    places: int,
    version: int | None = None,
) -> None:
    """Move a case up (negative) or down by ``places`` among those still to be heard."""
    with _ordering(meeting, by=by, version=version) as locked:
        waiting = _waiting(locked)
        here = next((i for i, row in enumerate(waiting) if row.pk == listing), None)
        if here is None:
            raise Refused(NOT_ON_IT)
        there = min(max(here + places, 0), len(waiting) - 1)
        waiting.insert(there, waiting.pop(here))
        _number(waiting, locked)


def _ordering(meeting: Meeting, *, by: User, version: int | None) -> Any:
    if meeting.state not in BEFORE_THE_END:
        raise Refused(TOO_LATE)
    return arranging(
        meeting, by=by, may=Capability.LIST_CASE, said=ORDER, version=version
    )


def _waiting(meeting: Meeting) -> list[MeetingCase]:
    rows = meeting.cases.filter(left_at__isnull=True)
    return sorted(
        rows.order_by("pk"), key=lambda row: (row.position is None, row.position or 0)
    )


def _number(rows: list[MeetingCase], meeting: Meeting) -> None:
    """Numbers after those of the cases that have left the list already."""
    gone = meeting.cases.filter(left_at__isnull=False).count()
    for place, row in enumerate(rows, start=gone + 1):
        if row.position != place:
            row.position = place
            row.save(update_fields=["position"])


def name_chair(
    meeting: Meeting, *, by: User, chair: User, version: int | None = None
) -> None:
    """Say who chairs it."""
    if meeting.state not in BEFORE_THE_END:
        raise Refused(TOO_LATE)
    with arranging(
        meeting, by=by, may=Capability.LIST_CASE, said=CHAIR, version=version
    ) as locked:
        locked.chair = chair
