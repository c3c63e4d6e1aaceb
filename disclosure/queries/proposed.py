"""What a person agrees to, repeated where they confirm it."""

from __future__ import annotations

from typing import Any

from casework.schemes import scheme_of
from disclosure.approval import latest_version

DECIDING = frozenset(
    {"submit_for_decision", "approve_disclosure", "approve_no_disclosure"}
    | {"decide_against_disclosure", "return_proposal", "ask_subject_first"}
)


def move_facts(case: Any, move: str) -> list[tuple[str, str]]:
    """Outcome, recipient and words of the proposal, for the moves that decide on it."""
    version = latest_version(case) if move in DECIDING else None
    if version is None or not version.outcome:
        return []
    proposed = [("Proposed outcome", scheme_of(case).outcome_label(version.outcome))]
    if version.discloses:
        proposed += [("Who is told", version.recipient)]
        proposed += [("Words to be spoken", version.words)]
    return proposed
