"""What every scheme of disclosure says to the registry in the same way."""

from __future__ import annotations

from typing import Any

from casework.policy import Capability as May
from casework.schemes import CasePage, Scheme
from disclosure.fact_forms import FORMS
from disclosure.outcomes import Route
from disclosure.policy import ROLES, RULES
from disclosure.queries.proposed import move_facts
from disclosure.reminders import LADDERS
from disclosure.review_moves import REVIEW_MOVES
from disclosure.second_looks import reading_blind
from disclosure.stages import Stage

TONES = {
    Stage.RECEIVED: "blue",
    Stage.INITIAL_CHECKS: "teal",
    Stage.SCOPE_REVIEW: "teal",
    Stage.AWAITING_MEETING: "teal",
    Stage.RESEARCH: "purple",
    Stage.DECISION_DRAFT: "purple",
    Stage.AWAITING_REVIEW: "orange",
    Stage.REPRESENTATIONS: "orange",
    Stage.DISCLOSURE_PLANNING: "magenta",
    Stage.DISCLOSURE_IN_PROGRESS: "magenta",
    Stage.UNDERTAKING_REFUSED: "red",
    Stage.NO_DISCLOSURE_CONTACT: "yellow",
    Stage.AFTERCARE: "green",
    Stage.TRANSFER_PENDING: "yellow",
    Stage.CLOSED: "grey",
}
DELIVERY_STAGES = frozenset(
    {
        Stage.AWAITING_MEETING.value,
        Stage.DISCLOSURE_PLANNING.value,
        Stage.DISCLOSURE_IN_PROGRESS.value,
        Stage.NO_DISCLOSURE_CONTACT.value,
        Stage.AFTERCARE.value,
    }
)

# The pages from the first assessment to what is printed, in the order of the work.
PAGES_OF_WORK = (
    CasePage("Assessment", "case_assessment", May.SEE_CONTACT),
    CasePage("Checks", "case_checks", May.SEE_RESEARCH),
    CasePage("Research", "case_research", May.SEE_RESEARCH),
    CasePage("Decision", "case_decision", May.SEE_DECISION),
    CasePage("Delivery", "case_delivery", May.SEE_SCRIPT),
    CasePage("Printing", "case_papers", May.SEE_SCRIPT),
)


def scheme_of_disclosure(**own: Any) -> Scheme:
    """A scheme with jobs, routes, drafts and colours of all of them; ``own`` wins."""
    shared: dict[str, Any] = {
        "tones": {stage: TONES[Stage(stage)] for stage in own["states"].values},
        "routes": dict(Route.choices),
        "roles": ROLES,
        "rules": RULES,
        "intake_stages": frozenset({Stage.RECEIVED.value}),
        "delivery_stages": DELIVERY_STAGES,
        "drafts": {
            "proposal": May.PROPOSE,
            "review": May.DECIDE,
            "plan": May.DELIVER,
            "visit": May.DELIVER,
        },
        "move_pages": dict.fromkeys(REVIEW_MOVES, "case_review"),
        "move_facts": move_facts,
        "reading_blind": reading_blind,
        "ladders": LADDERS,
        "forms": FORMS,
        "fast_track": "fast_track",
    }
    return Scheme(**{**shared, **own})
