"""What a second person can decide, and the move that does it (clares-law 3.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

AGREE, RETURN, OVERRULE, ASK = "agree", "return", "overrule", "ask"


@dataclass(frozen=True)
class Decision:
    """One answer of the second person; ``inputs`` are those that the answer implies."""

    result: str
    label: str
    hint: str
    move: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    needs_outcome: bool = False


OF_A_DISCLOSURE = (
    Decision(
        AGREE,
        "Agree",
        "These words may be spoken to this recipient.",
        "approve_disclosure",
    ),
    Decision(
        RETURN,
        "Return",
        "Something is missing or wrong; the proposer's text is kept.",
        "return_proposal",
    ),
    Decision(
        OVERRULE,
        "Overrule",
        "Nothing is disclosed.",
        "decide_against_disclosure",
        needs_outcome=True,
    ),
)
OF_A_NIL_OUTCOME = (
    Decision(
        AGREE,
        "Agree",
        "Nothing is disclosed; support is still offered.",
        "approve_no_disclosure",
    ),
    OF_A_DISCLOSURE[1],
    Decision(
        OVERRULE,
        "Overrule",
        "There should be a disclosure: it is drafted anew and decided anew.",
        "return_proposal",
        {"overrule": True},
    ),
)
ASK_FIRST = Decision(
    ASK,
    "Ask the subject first",
    "Say what asking does to the risk.",
    "ask_subject_first",
)
REVIEW_MOVES = tuple(
    dict.fromkeys(one.move for one in (*OF_A_DISCLOSURE, *OF_A_NIL_OUTCOME, ASK_FIRST))
)


def decisions_on(version: Any) -> list[Decision]:
    """What can be decided on ``version``: the same for a nil outcome."""
    choices = OF_A_DISCLOSURE if version.discloses else OF_A_NIL_OUTCOME
    return [*choices, *([ASK_FIRST] if version.ask_subject == "yes" else [])]
