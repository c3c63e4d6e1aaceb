"""Writes and refusals that belong to moves of Sarah's Law alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework.workflow.perform import Refused
from disclosure import effects
from disclosure.sarahs_law.facts import presumption_of

if TYPE_CHECKING:
    from accounts.models import User

SAY_MORE = "There is a presumption to disclose. Why does it not decide this case?"


def ask_further_reason(case: Any) -> str:
    """What a decision against disclosing is asked beside its reason, or nothing."""
    answered = presumption_of(case)
    return SAY_MORE if answered is not None and answered.applies else ""


def record_overruling(
    case: Any,
    *,
    by: User,
    reason: str,
    outcome: str,
    further_reason: str = "",
    **_inputs: Any,
) -> None:
    """Against the presumption only with a reason of its own (sarahs-law 6.2)."""
    asked = ask_further_reason(case)
    if asked and not further_reason:
        raise Refused(asked)
    said = f"{reason}\nBeyond the presumption: {further_reason}" if asked else reason
    effects.record_overruling(case, by=by, reason=said, outcome=outcome)
