"""The proposed decision while it is worked on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import changing
from casework.models import Assertion, Case
from casework.policy import Capability
from casework.workflow.perform import Refused
from disclosure.effects import start_version
from disclosure.models import Recommendation

if TYPE_CHECKING:
    from accounts.models import User


def save_proposal(
    case: Case,
    *,
    by: User,
    answers: Mapping[str, tuple[str, str]],
    items: Sequence[Assertion],
    version: int | None = None,
    **proposal: Any,
) -> Recommendation:
    """Save the version that is worked on; ``by`` becomes its proposer.

    ``answers`` map each test to its answer and reason; ``proposal`` are fields of
    Recommendation. Refused outside the stage of drafting.
    """
    with changing(case, by=by, may=Capability.PROPOSE, version=version) as locked:
        if str(locked.state) not in ("research", "decision_draft"):
            raise Refused("The proposal is not being drafted at this stage.")
        row: Recommendation = start_version(locked, by=by)
        for name, value in proposal.items():
            setattr(row, name, value)
        row.proposed_by = by
        row.save()
        row.items.set(items)
        for test, (answer, reason) in answers.items():
            row.answers.update_or_create(
                test=test, defaults={"answer": answer, "reason": reason}
            )
        audit.record(
            locked,
            by=by,
            verb="save_proposal",
            about=row,
            sentence=f"Worked on version {row.number} of the proposal",
            fields=sorted([*proposal, "answers", "items"]),
        )
    return row
