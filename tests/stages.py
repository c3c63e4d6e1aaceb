"""A case at any stage, those beside the ordinary course too, by real moves."""

from __future__ import annotations

from typing import Any

from casework.workflow.perform import perform
from disclosure.actions.proposal import save_proposal
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import DISCLOSED, NOT_DISCLOSED, walk_to


def case_at(stage: str, cast: Cast) -> Any:
    """A Right to Ask case that is now at ``stage``."""
    if stage == S.REPRESENTATIONS:
        return _at_representations(cast)
    if stage == S.TRANSFER_PENDING:
        return _at_transfer(cast)
    told_nothing = stage == S.NO_DISCLOSURE_CONTACT
    case = walk_to(stage, cast.crew, NOT_DISCLOSED if told_nothing else DISCLOSED)
    assert case.state == stage
    return case


def _at_representations(cast: Cast) -> Any:
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    reason = "The subject may have something to say."
    case = perform(case, "return_proposal", by=cast.decision_maker, reason=reason)
    save_proposal(
        case,
        by=cast.researcher,
        answers={},
        ask_subject="yes",
        ask_subject_reason="It is safe to ask the subject.",
    )
    case = perform(case, "submit_for_decision", by=cast.researcher)
    return perform(case, "ask_subject_first", by=cast.decision_maker, reason=reason)


def _at_transfer(cast: Cast) -> Any:
    case = walk_to(S.RESEARCH, cast.crew)
    return perform(
        case,
        "offer_transfer",
        by=cast.supervisor,
        reason="They live there.",
        force="Elsewhere",
        handover="By secure e-mail.",
    )
