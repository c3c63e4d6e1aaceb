"""Minutes as data: built from what was entered, and cut to what a reader may know.

Source: marac A2.7. Cases stand under their numbers; the minutes name nobody but those
who were at the table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from casework.clock import LONDON
from casework.models import CodeListEntry
from marac.models import Meeting, MeetingCase
from marac.outcomes import MinutesFor
from marac.states import A

ANSWERS = {"yes": "Yes", "no": "No", "not_needed": "Not needed"}


def built_from(meeting: Meeting) -> dict[str, Any]:
    """Everything that the record says about a meeting, ready to be approved."""
    rows = meeting.attendances.select_related("agency", "statement")
    people = [_person(row) for row in rows]
    listings = (
        meeting.cases.select_related("case__referring_agency", "risk_summary")
        .prefetch_related(
            "turns__agency",
            "actions__owner_agency",
            "actions__person",
            "check_answers",
            "case__agencies",
            "case__crimes_disclosed",
            "case__research_requests__entries",
            "case__research_requests__agency",
        )
        .order_by("position", "pk")
    )
    labels = dict(
        CodeListEntry.objects.filter(
            scheme="marac", code_list="check_question"
        ).values_list("code", "label")
    )
    return {
        "began": _time(meeting.began_at),
        "ended": _time(meeting.ended_at),
        "place": meeting.place,
        "chair": str(meeting.chair or ""),
        "kind": meeting.get_kind_display(),
        "statement": meeting.profile.confidentiality_text,
        "statement_read": _time(meeting.statement_read_at),
        "people": people,
        "cases": [_case(row, meeting, labels) for row in listings],
    }


def _time(at: dt.datetime | None) -> str:
    return f"{at.astimezone(LONDON):%H:%M}" if at else ""


def _person(row: Any) -> dict[str, Any]:
    return {
        "name": row.name,
        "agency": str(row.agency or ""),
        "as": row.get_presence_display(),
        "joined": _time(row.joined_at),
        "left": _time(row.left_at),
        "signed": _time(row.statement.signed_at) if hasattr(row, "statement") else "",
    }


def _case(row: MeetingCase, meeting: Meeting, labels: dict[str, str]) -> dict[str, Any]:
    case: Any = row.case
    risk = getattr(row, "risk_summary", None)
    turns = {turn.agency_id: turn for turn in row.turns.all()}
    return {
        "pk": case.pk,
        "reference": case.reference,
        "agencies": sorted(part.agency_id for part in case.agencies.all()),
        "referred_by": str(case.referring_agency),
        "left": row.get_left_display() if row.left else "",
        "why_left": row.why_left,
        "until_then": row.until_then,
        "turns": [
            {
                "agency": turn.agency_id,
                "name": str(turn.agency),
                "result": turn.get_result_display(),
            }
            for turn in turns.values()
        ],
        "said": _said(case, meeting, turns),
        "risk": {n: getattr(risk, n, "") for n in ("harm", "worse", "safer")},
        "actions": [
            _action(one) for one in row.actions.all() if one.state != A.CANCELLED
        ],
        "no_action": row.no_action_reason,
        "questions": [
            [labels.get(one.question, one.question), ANSWERS.get(one.answer, "")]
            for one in row.check_answers.all()
        ],
        "crimes": [
            one.what for one in case.crimes_disclosed.all() if one.said_at_meeting
        ],
        "feedback": row.feedback_owner,
    }


def _said(case: Any, meeting: Meeting, turns: dict[int, Any]) -> list[dict[str, Any]]:
    """What agencies wrote and said that they shared, fact apart from opinion."""
    spoke = {pk for pk, turn in turns.items() if turn.result == "shared"}
    return [
        {
            "agency": request.agency_id,
            "name": str(request.agency),
            "kind": entry.get_kind_display(),
            "words": entry.words,
        }
        for request in case.research_requests.all()
        if request.meeting_id == meeting.pk and request.agency_id in spoke
        for entry in request.entries.all()
        if entry.is_shared and entry.withdrawn_at is None
    ]


def _action(one: Any) -> dict[str, Any]:
    return {
        "agency": one.owner_agency_id,
        "owner": str(one.owner_agency),
        "person": str(one.person or ""),
        "words": one.words,
        "for": one.get_for_whom_display(),
        "due": f"{one.due_on:%-d %B %Y}",
    }


def cut_for(
    content: dict[str, Any], *, visible: Iterable[int], agency: int | None, rule: str
) -> dict[str, Any]:
    """The minutes for one reader: only cases that they may know of (``visible``).

    For an agency under the rule "extract", of each only its own words and actions, and
    nothing of the risk or of what other agencies said or will do.
    """
    seen = set(visible)
    cases = [one for one in content.get("cases", []) if one["pk"] in seen]
    if agency is not None:
        cases = [one for one in cases if agency in one["agencies"]]
        if rule == MinutesFor.EXTRACT:
            cases = [_extract(one, agency) for one in cases]
    return {**content, "cases": cases}


def _extract(one: dict[str, Any], agency: int) -> dict[str, Any]:
    def own(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row for row in rows if row["agency"] == agency]

    return {
        **one,
        "turns": own(one["turns"]),
        "said": own(one["said"]),
        "actions": own(one["actions"]),
        "risk": {"harm": "", "worse": "", "safer": ""},
        "questions": [],
        "crimes": [],
        "why_left": "",
        "until_then": "",
        "no_action": "",
        "feedback": "",
    }
