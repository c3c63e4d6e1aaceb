"""Writes that belong to a move of a meeting; they touch its cases."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from casework.models import Case
from casework.moment import now
from casework.workflow.perform import Refused, settle

if TYPE_CHECKING:
    from accounts.models import User

SAY_WHERE = "Choose the meeting that takes over its list, and say why."


def _settle_cases(meeting: Any) -> None:
    """Each case on the list goes on by itself, if its turn has come."""
    waiting = meeting.cases.filter(left_at__isnull=True).values("case_id")
    for case in Case.objects.filter(pk__in=waiting).order_by("pk"):
        settle(case)


def start_minutes(meeting: Any, *, by: User, **_inputs: Any) -> None:
    """A draft to build on; one a meeting."""
    model = type(meeting).minutes.related.related_model
    model.objects.get_or_create(
        meeting=meeting, defaults={"drafted_by": by, "drafted_at": now()}
    )


def approve_minutes(meeting: Any, *, by: User, **_inputs: Any) -> None:
    """Locked with the hash of what was approved."""
    minutes = meeting.minutes
    minutes.content_hash = hash_of(minutes.content)
    minutes.approved_by, minutes.approved_at = by, now()
    minutes.save()


def hash_of(content: dict[str, Any]) -> str:
    """The SHA-256 of what minutes say, whatever the order of their parts."""
    words = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def move_list(
    meeting: Any, *, by: User, reason: str = "", to: Any = None, **_inputs: Any
) -> None:
    """Another meeting takes over every case that waits; none is dropped.

    What agencies were asked goes with its case: answers stay, and who has not answered
    has until the research of the other meeting closes.
    """
    if to is None or not reason or to.pk == meeting.pk:
        raise Refused(SAY_WHERE)
    held = type(to).objects.select_for_update(of=("self",), no_key=True).get(pk=to.pk)
    meeting.moved_to = held
    meeting.save(update_fields=["moved_to"])
    position, waiting = (
        held.cases.count(),
        held.cases.filter(left_at__isnull=True).count(),
    )
    for row in meeting.cases.filter(left_at__isnull=True).order_by("position", "pk"):
        row.left, row.left_at, row.why_left = "moved", now(), reason
        row.save()
        position, waiting = position + 1, waiting + 1
        held.cases.create(
            case_id=row.case_id,
            position=position,
            listed_by=by,
            listed_at=now(),
            why_over_capacity=reason if waiting > held.capacity else "",
        )
        _move_requests(row.case, meeting, held)
    _settle_cases(held)


def _move_requests(case: Any, old: Any, new: Any) -> None:
    for request in case.research_requests.filter(meeting=old).order_by("pk"):
        request.meeting = new
        if request.returned_at is None:
            request.due_at = new.research_due_at
        request.save()
