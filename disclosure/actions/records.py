"""Records of a Clare's Law case that are added and never edited, as one table.

A kind says which model, who may add it, and what it changes in the case's summary.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import changing
from casework.models import ActionClass, Case
from casework.moment import now
from casework.policy import Capability
from disclosure import models

if TYPE_CHECKING:
    from accounts.models import User


def _grade(case: Any, row: Any) -> None:
    """The case shows the latest grade."""
    case.risk = row.grade


@dataclass(frozen=True)
class RecordKind:
    """One row: what is recorded, by whom, and on which page it is shown."""

    model: Any
    title: str
    may: Capability
    page: str
    fields: tuple[str, ...]
    keeps_stage: bool = False
    settle: Callable[[Any, Any], None] | None = None


_DELIVERY = "case_delivery"
_ASSESSMENT = "case_assessment"

KINDS: dict[str, RecordKind] = {
    "scope": RecordKind(
        models.ScopeDecision,
        "Whether the scheme applies",
        Capability.TRIAGE,
        _ASSESSMENT,
        ("in_scope", "reason"),
    ),
    "risk": RecordKind(
        models.RiskAssessment,
        "Risk assessment",
        Capability.ASSESS_RISK,
        _ASSESSMENT,
        ("tool", "grade", "reason"),
        keeps_stage=True,
        settle=_grade,
    ),
    "meeting": RecordKind(
        models.Meeting,
        "Meeting",
        Capability.MEET,
        _ASSESSMENT,
        (
            "held_at",
            "place",
            "present",
            "was_alone",
            "photo_identity",
            "second_identity",
            "identity_exception",
            "is_genuine",
            "account",
            "support_offered",
            "declaration_made",
            "contact_plan_confirmed",
        ),
    ),
    "withdrawal": RecordKind(
        models.Withdrawal,
        "Withdrawal",
        Capability.SUPERVISE,
        _ASSESSMENT,
        (
            "how",
            "withdrawn_at",
            "was_alone",
            "coercion_considered",
            "right_to_know_considered",
        ),
    ),
    "plan": RecordKind(
        models.DeliveryPlan,
        "Plan of the disclosure",
        Capability.DELIVER,
        _DELIVERY,
        (
            "planned_for",
            "place",
            "officers",
            "partner",
            "subject_absent",
            "contact_plan_checked",
        ),
    ),
    "safety": RecordKind(
        models.SafetyPlan,
        "Safety plan",
        Capability.DELIVER,
        _DELIVERY,
        ("plan", "agreed_with_recipient"),
    ),
    "attempt": RecordKind(
        models.DeliveryAttempt,
        "Attempt to disclose",
        Capability.DELIVER,
        _DELIVERY,
        (
            "attempted_at",
            "place",
            "result",
            "identity_checked",
            "words_hash",
            "undertaking",
            "undertaking_note",
            "reaction",
            "next_attempt",
            "note",
        ),
    ),
    "told": RecordKind(
        models.OutcomeContact,
        "Telling the outcome",
        Capability.DELIVER,
        _DELIVERY,
        (
            "contacted_at",
            "approved_words_used",
            "support_offered",
            "unsafe_reason",
            "note",
        ),
    ),
    "referral": RecordKind(
        models.Referral,
        "Referral",
        Capability.DELIVER,
        _DELIVERY,
        ("to", "reason", "reference"),
    ),
    "aftercare": RecordKind(
        models.Aftercare,
        "Aftercare contact",
        Capability.DELIVER,
        _DELIVERY,
        ("done_at", "declined", "note", "intelligence_reference"),
    ),
}


def add_record(
    case: Case, kind: str, *, by: User, version: int | None = None, **values: Any
) -> Any:
    """Add a record of ``kind``; returns the row.

    ``values`` are the fields of the kind's row in ``KINDS``. Raises IntegrityError only
    if a form let through what the database refuses.
    """
    row = KINDS[kind]
    with changing(case, by=by, may=row.may, version=version) as locked:
        if row.keeps_stage:
            values["stage"] = locked.stage
        made = row.model.objects.create(case_id=locked.pk, by=by, at=now(), **values)
        if row.settle is not None:
            row.settle(locked, made)
        audit.record(
            locked,
            by=by,
            verb=f"record_{kind}",
            sentence=f"Recorded: {row.title.lower()}",
            action_class=ActionClass.COLLECTION,
            about=made,
            fields=row.fields,
        )
    return made
