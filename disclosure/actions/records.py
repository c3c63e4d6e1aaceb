"""Records of a case that are added and never edited, as one table.

A kind says which model, who may add it, and what it changes in the case's summary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import BEFORE_RECEIPT, changing, is_before_receipt
from casework.models import ActionClass, Case
from casework.moment import now
from casework.policy import Capability
from casework.queries.safe_contact import is_third_party
from casework.workflow.perform import Refused
from disclosure import models
from disclosure.manifest import all_manifests, manifest_of
from disclosure.queries.visits import visit_reasons
from disclosure.stages import BEFORE_DECISION, DELIVERY, OPEN, Stage

if TYPE_CHECKING:
    from accounts.models import User


def _grade(case: Any, row: Any) -> None:
    """The case shows the latest grade."""
    case.risk = row.grade


def add_visit_risks(plan: Any, hanging: Mapping[str, Any]) -> None:
    """The answers about the visit: question to answer and measure."""
    for question, (answer, measure) in hanging.get("risks", {}).items():
        plan.risks.create(
            case_id=plan.case_id, question=question, answer=answer, measure=measure
        )


def refuse_unsafe_visit(case: Any, values: Mapping[str, Any]) -> None:
    """A visit is a contact: the plan of whoever is told must allow it."""
    reasons = visit_reasons(
        case, values["planned_for"], agreed=bool(values.get("agreed"))
    )
    if reasons:
        raise Refused(*(reason.sentence for reason in reasons))


# Values that hang on a record and are no fields of it.
OF_CHILDREN = ("risks", "tests")
# Instants of what was done on the case: nothing was before it was received.
HAPPENED = frozenset(
    {"held_at", "withdrawn_at", "attempted_at", "contacted_at", "done_at"}
    | {"called_at", "told_at"}
)
NOT_NOW = "“{}” is not recorded at this stage of the case."


@dataclass(frozen=True)
class RecordKind:
    """One row: what is recorded, by whom, on which page it is shown and when.

    ``children`` writes rows that hang on the record, of values that are not fields of
    its own (``OF_CHILDREN``); ``refuse`` raises Refused before anything is written.
    ``intro`` stands above its form.
    """

    model: Any
    title: str
    may: Capability
    page: str
    fields: tuple[str, ...]
    stages: tuple[Stage, ...]
    keeps_stage: bool = False
    may_instead: Callable[[Any], Capability | None] | None = None
    settle: Callable[[Any, Any], None] | None = None
    children: Callable[[Any, Mapping[str, Any]], None] | None = None
    refuse: Callable[[Any, Mapping[str, Any]], None] | None = None
    intro: str = "This is added to the record and cannot be edited afterwards."

    def needs(self, case: Any) -> Capability:
        """What it takes to add one to ``case``."""
        other = self.may_instead(case) if self.may_instead else None
        return other or self.may


def _reaches_applicant(case: Any) -> Capability | None:
    """A third party is told by those who may reach them, never by who delivers."""
    return Capability.REACH_APPLICANT if is_third_party(case) else None


AFTER_DECISION = (*DELIVERY, Stage.NO_DISCLOSURE_CONTACT, Stage.AFTERCARE)
_DELIVERY = "case_delivery"
_ASSESSMENT = "case_assessment"

KINDS: dict[str, RecordKind] = {
    "scope": RecordKind(
        models.ScopeDecision,
        "Whether the scheme applies",
        Capability.TRIAGE,
        _ASSESSMENT,
        ("in_scope", "reason"),
        (Stage.INITIAL_CHECKS,),
    ),
    "risk": RecordKind(
        models.RiskAssessment,
        "Risk assessment",
        Capability.ASSESS_RISK,
        _ASSESSMENT,
        ("tool", "grade", "reason"),
        OPEN,
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
        (Stage.AWAITING_MEETING,),
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
        BEFORE_DECISION,
    ),
    "plan": RecordKind(
        models.DeliveryPlan,
        "Plan of the disclosure",
        Capability.DELIVER,
        _DELIVERY,
        (
            "planned_for",
            "place",
            "agreed",
            "officers",
            "second_person",
            "partner",
            "subject_absent",
            "contact_plan_checked",
        ),
        DELIVERY,
        children=add_visit_risks,
        refuse=refuse_unsafe_visit,
    ),
    "safety": RecordKind(
        models.SafetyPlan,
        "Safety plan",
        Capability.DELIVER,
        _DELIVERY,
        ("plan", "agreed_with_recipient"),
        AFTER_DECISION,
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
            "present",
            "identity_checked",
            "warnings_given",
            "words_hash",
            "undertaking",
            "undertaking_note",
            "reaction",
            "next_attempt",
            "note",
        ),
        (Stage.DISCLOSURE_IN_PROGRESS,),
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
        (Stage.NO_DISCLOSURE_CONTACT,),
        may_instead=_reaches_applicant,
    ),
    "referral": RecordKind(
        models.Referral,
        "Referral",
        Capability.DELIVER,
        _DELIVERY,
        ("agency", "state", "to", "reason", "reference"),
        OPEN,
    ),
    "subject_told": RecordKind(
        models.SubjectTold,
        "Whether the subject was told",
        Capability.DELIVER,
        _DELIVERY,
        ("told", "why"),
        AFTER_DECISION,
    ),
    "aftercare": RecordKind(
        models.Aftercare,
        "Aftercare contact",
        Capability.DELIVER,
        _DELIVERY,
        ("done_at", "declined", "note", "intelligence_reference"),
        (Stage.AFTERCARE,),
    ),
}


def kinds_of(case: Any) -> Mapping[str, RecordKind]:
    """The kinds of records of a case: the shared ones and those of its scheme."""
    return {**KINDS, **manifest_of(case.scheme).kinds}


def all_kinds() -> Mapping[str, RecordKind]:
    """Every kind that some scheme has."""
    own = [manifest.kinds for manifest in all_manifests()]
    return {kind: row for kinds in (*own, KINDS) for kind, row in kinds.items()}


def is_offered(case: Any, kind: str) -> bool:
    """Whether a record of ``kind`` belongs to the present stage and route."""
    if kind == "withdrawal" and case.route != "right_to_ask":
        return False
    return case.stage in kinds_of(case)[kind].stages


def add_record(
    case: Case, kind: str, *, by: User, version: int | None = None, **values: Any
) -> Any:
    """Add a record of ``kind``; returns the row.

    ``values`` are the fields of the kind's row in ``KINDS``. Raises IntegrityError only
    if a form let through what the database refuses.
    """
    row = kinds_of(case)[kind]
    may = row.needs(case)
    with changing(case, by=by, may=may, version=version) as locked:
        if str(locked.state) not in row.stages:
            raise Refused(NOT_NOW.format(row.title))
        for name in row.fields:
            at = values.get(name)
            if name in HAPPENED and is_before_receipt(locked, at):
                raise Refused(BEFORE_RECEIPT)
        if row.refuse is not None:
            row.refuse(locked, values)
        hanging = {name: values.pop(name) for name in OF_CHILDREN if name in values}
        if row.keeps_stage:
            values["stage"] = locked.stage
        made = row.model.objects.create(case_id=locked.pk, by=by, at=now(), **values)
        if row.children is not None:
            row.children(made, hanging)
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
