"""What the summary of a case shows beside its people and dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from casework.components import SummaryRow
from marac.hearing_facts import listing_of
from marac.states import FINAL_ACTIONS

YES_NO = {True: "Repeat", False: "No repeat", None: ""}


def said_on_summary(case: Any) -> Sequence[tuple[str, Sequence[Any]]]:
    """Cards of the summary: reasons, repeat, meeting, actions."""
    listing = listing_of(case)
    routes = "\n".join(row.get_code_display() for row in case.routes.all())
    rows = [
        SummaryRow("Reasons for referring", routes),
        SummaryRow("Repeat", _say_repeat(case), missing="Not looked for yet"),
        SummaryRow("Meeting", _say_meeting(listing), missing="Not on a list"),
        SummaryRow("Actions", _say_actions(case), missing="None yet"),
    ]
    if case.deferrals:
        rows.append(SummaryRow("Deferred", f"{case.deferrals} times"))
    return [("The case", rows)]


def _say_repeat(case: Any) -> str:
    finding = case.repeat_findings.order_by("-is_repeat", "-pk").first()
    answer = YES_NO[case.is_repeat]
    return f"{answer}. {finding.why}" if finding else answer


def _say_meeting(listing: Any) -> str:
    if listing is None:
        return ""
    at = timezone.localtime(listing.meeting.starts_at)
    state = listing.meeting.get_state_display().lower()
    return f"{at:%A %-d %B %Y at %H:%M} ({state})"


def _say_actions(case: Any) -> str:
    count = case.actions.count()
    if not count:
        return ""
    still = case.actions.exclude(state__in=FINAL_ACTIONS).count()
    return f"{count}, {still} still open"
