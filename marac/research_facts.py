"""The facts that a request for research depends on (A4.4)."""

from __future__ import annotations

from typing import Any

from casework.moment import now
from casework.workflow.moves import guard
from marac.hearing_facts import PUBLISHED
from marac.outcomes import Found
from marac.states import S


@guard("The list is published first.")
def list_published(request: Any) -> bool:
    return request.meeting.state in PUBLISHED


@guard("Say first whether anybody named is close to you.")
def conflict_said(request: Any) -> bool:
    return bool(request.conflict_answered)


@guard("Say what your research came to.")
def outcome_said(request: Any) -> bool:
    return bool(request.found)


@guard("Say why it is withheld.")
def withholding_explained(request: Any) -> bool:
    return bool(request.found != Found.WITHHELD or request.withheld_reason)


@guard("Write down at least one thing that you know.")
def information_given(request: Any) -> bool:
    if request.found != Found.KNOWN:
        return True
    return bool(request.entries.filter(withdrawn_at__isnull=True).exists())


@guard("Say which systems and names you looked for.")
def identifiers_said(request: Any) -> bool:
    return bool(request.identifiers)


@guard("The deadline has passed.")
def deadline_passed(request: Any) -> bool:
    return bool(now() >= request.due_at)


@guard("The case was heard.")
def case_was_heard(request: Any) -> bool:
    return request.case.heard_at is not None and not _to_be_heard(request)


@guard("The meeting has turned to the case.")
def case_on_table(request: Any) -> bool:
    return bool(request.case.state == S.BEING_HEARD)


@guard("The case has not been heard yet.")
def not_heard_yet(request: Any) -> bool:
    return _to_be_heard(request)


def _to_be_heard(request: Any) -> bool:
    listed = request.case.listings.filter(meeting=request.meeting_id)
    return bool(listed.filter(left_at__isnull=True).exists())
