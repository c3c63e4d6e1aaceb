"""What goes with a case to another area, taken from the record (A2.11)."""

from __future__ import annotations

from typing import Any

from marac.states import FINAL_ACTIONS


def papers_of(case: Any) -> list[str]:
    """The papers that the record holds, each in a line: offered, and edited by hand."""
    actions = case.actions.exclude(state="proposed")
    still_open = actions.exclude(state__in=FINAL_ACTIONS).count()
    lines = ["Referral"]
    if case.marac_assessments.filter(tool__isnull=False).exists():
        lines.append("Risk tool with each answer")
    heard = case.listings.filter(left="heard").select_related("meeting")
    lines += [f"Minutes of {row.meeting.starts_at:%-d %B %Y}" for row in heard]
    if count := actions.count():
        lines.append(f"Action plan: {count} actions, {still_open} of them open")
    answers = case.research_requests.filter(state="spoken").count()
    if answers:
        lines.append(f"What {answers} agencies shared at the meeting")
    return lines
