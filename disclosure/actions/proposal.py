"""The proposed decision while it is worked on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import changing
from casework.models import Assertion, Case
from casework.policy import Capability
from casework.workflow.perform import Refused
from disclosure.decision_record import ItemUse
from disclosure.effects import start_version
from disclosure.models import Evidence, ItemDecision, Recommendation

if TYPE_CHECKING:
    from accounts.models import User

STAGES = ("research", "decision_draft")


def save_proposal(
    case: Case,
    *,
    by: User,
    answers: Mapping[str, tuple[str, str]],
    items: Sequence[ItemUse] | None = None,
    evidence: Mapping[str, Sequence[Assertion]] | None = None,
    version: int | None = None,
    **proposal: Any,
) -> Recommendation:
    """Save the version that is worked on; ``by`` becomes its proposer.

    ``answers`` map each test to its answer and reason, ``evidence`` each test or
    question to the items that support it; ``proposal`` are fields of Recommendation.
    What is None stays as it is. Refused outside the stage of drafting.
    """
    with changing(case, by=by, may=Capability.PROPOSE, version=version) as locked:
        if str(locked.state) not in STAGES:
            raise Refused("The proposal is not being drafted at this stage.")
        row: Recommendation = start_version(locked, by=by)
        for name, value in proposal.items():
            setattr(row, name, value)
        row.proposed_by = by
        row.save()
        for test, (answer, reason) in answers.items():
            row.answers.update_or_create(
                test=test, defaults={"answer": answer, "reason": reason}
            )
        _save_items(row, items)
        _save_evidence(row, evidence)
        audit.record(
            locked,
            by=by,
            verb="save_proposal",
            about=row,
            sentence=f"Worked on version {row.number} of the proposal",
            fields=sorted([*proposal, "answers", "items"]),
        )
    return row


def _save_items(row: Recommendation, items: Sequence[ItemUse] | None) -> None:
    """Write what changed alone: the history keeps each change."""
    if items is None:
        return
    wanted = {item.assertion.pk: item for item in items}
    stored = {old.assertion_id: old for old in row.item_decisions.all()}
    gone = [old.pk for pk, old in stored.items() if pk not in wanted]
    row.item_decisions.filter(pk__in=gone).delete()
    for pk, item in wanted.items():
        values = {"use": item.use, "why": item.why, "extra": item.extra}
        old = stored.get(pk)
        if old is None:
            ItemDecision.objects.create(recommendation=row, assertion_id=pk, **values)
        elif any(getattr(old, name) != value for name, value in values.items()):
            row.item_decisions.filter(pk=old.pk).update(**values)


def _save_evidence(
    row: Recommendation, evidence: Mapping[str, Sequence[Assertion]] | None
) -> None:
    if evidence is None:
        return
    wanted = {(key, item.pk) for key, items in evidence.items() for item in items}
    stored = {(old.question, old.assertion_id): old.pk for old in row.evidence.all()}
    gone = [pk for key, pk in stored.items() if key not in wanted]
    row.evidence.filter(pk__in=gone).delete()
    Evidence.objects.bulk_create(
        Evidence(recommendation=row, question=key, assertion_id=pk)
        for key, pk in sorted(wanted - stored.keys())
    )
