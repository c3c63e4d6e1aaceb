"""What waits beside a decision: emergencies to review, and representations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from casework.components import SummaryList, SummaryRow
from casework.policy import Capability
from casework.views.frame import Frame
from casework.views.moments import say_moment


@dataclass(frozen=True)
class Waiting:
    """Something that another person has to answer, with the way to do it."""

    card: SummaryList
    url: str = ""
    label: str = ""
    refusal: str = ""


def emergencies_of(frame: Frame) -> list[Waiting]:
    """Emergency disclosures, and the review that each needs from somebody else."""
    rows = frame.case.emergencies.select_related("by", "reviewed_by").order_by("-at")
    return [_emergency(frame, row) for row in rows]


def _emergency(frame: Frame, row: Any) -> Waiting:
    reviewed = f"{row.reviewed_by}, {say_moment(row.reviewed_at)}" if row.review else ""
    card = SummaryList(
        [
            SummaryRow("Why it could not wait", row.reason),
            SummaryRow("Who was told", row.recipient),
            SummaryRow("Words", row.words),
            SummaryRow("Review", row.review, note=reviewed, missing="Not reviewed yet"),
        ],
        f"Emergency disclosure authorised {say_moment(row.at)}, {row.by}",
    )
    if row.review or not frame.may(Capability.AUTHORISE):
        return Waiting(card)
    if row.by_id == frame.user.pk:
        return Waiting(
            card, refusal="You authorised it: another person must review it."
        )
    return Waiting(card, frame.url("case_emergency_review"), "Review it")


def representations_of(frame: Frame) -> list[Waiting]:
    """What the subject was asked and said."""
    rows = frame.case.representations.select_related("by").order_by("-sought_at")
    return [_representation(frame, row) for row in rows]


def _representation(frame: Frame, row: Any) -> Waiting:
    card = SummaryList(
        [
            SummaryRow("Risk of asking", row.risk_considered),
            SummaryRow("Response", row.response, missing="None yet"),
        ],
        f"Representations sought {say_moment(row.sought_at)}, {row.by}",
    )
    if row.responded_at or not frame.may(Capability.PROPOSE):
        return Waiting(card)
    return Waiting(card, frame.url("case_response"), "Record the response")
