"""The kinds of records that Sarah's Law adds to the shared ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.policy import Capability as May
from casework.workflow.perform import Refused
from disclosure import models
from disclosure.actions.records import RecordKind
from disclosure.queries.third_party import REVEALS, leaks_in
from disclosure.sarahs_law.facts import (
    CHILD_PAGE,
    CLOSING_PAGE,
    PRESUMPTION_PAGE,
    RECIPIENTS_PAGE,
)
from disclosure.stages import BEFORE_DECISION, DRAFTED_AT, OPEN, Stage

TOLD = "This recipient is settled already."
TAKE_OUT_FIRST = "A recipient is taken out only while the decision is drafted."


def add_scope_answers(decision: Any, hanging: Mapping[str, Any]) -> None:
    """Each test with its answer."""
    for test, answer in hanging.get("tests", {}).items():
        decision.tests.create(case_id=decision.case_id, test=test, answer=answer)


def refuse_revealing_words(case: Any, values: Mapping[str, Any]) -> None:
    """Nobody who must stay unknown is named to a further recipient either."""
    if leaks_in(case, values["words"], values["who"]):
        raise Refused(REVEALS)


def refuse_second_telling(case: Any, values: Mapping[str, Any]) -> None:
    """One result a recipient; only a draft can lose one."""
    if values["recipient"].tellings.exists():
        raise Refused(TOLD)
    if (values["result"] == "taken_out") != (case.stage in DRAFTED_AT):
        raise Refused(TAKE_OUT_FIRST)


KINDS: dict[str, RecordKind] = {
    "child": RecordKind(
        models.ChildFacts,
        "Child",
        May.TAKE_IN,
        CHILD_PAGE,
        (
            "child",
            "description",
            "is_unborn",
            "applicant_is",
            "subject_is",
            "lives_with",
        ),
        OPEN,
    ),
    "parent": RecordKind(
        models.ParentFacts,
        "Parent or carer",
        May.TAKE_IN,
        CHILD_PAGE,
        ("parent", "is_to_child", "has_responsibility", "orders", "knows", "note"),
        OPEN,
    ),
    "access": RecordKind(
        models.Access,
        "Access to a child",
        May.TAKE_IN,
        CHILD_PAGE,
        ("way", "frequency", "supervised", "overnight", "online", "since"),
        OPEN,
    ),
    "child_words": RecordKind(
        models.ChildWords,
        "A child's own words",
        May.TAKE_IN,
        CHILD_PAGE,
        ("child", "words", "heard_by", "heard_on"),
        OPEN,
    ),
    "trigger": RecordKind(
        models.Trigger,
        "Why the police begin by themselves",
        May.TAKE_IN,
        CHILD_PAGE,
        (
            "source",
            "grading",
            "why_now",
            "would_be_told",
            "done_already",
            "manager_agrees",
        ),
        BEFORE_DECISION,
    ),
    "evidence": RecordKind(
        models.SeenDocument,
        "Document that was seen",
        May.TAKE_IN,
        CHILD_PAGE,
        ("proves", "document", "issuer", "fragment", "seen_on", "excuse"),
        OPEN,
    ),
    "early_risk": RecordKind(
        models.EarlyRisk,
        "Is a child in danger now?",
        May.RESEARCH,
        CHILD_PAGE,
        ("is_immediate", "reason"),
        (Stage.INITIAL_CHECKS,),
    ),
    "scope": RecordKind(
        models.ScopeDecision,
        "Tests of scope",
        May.TRIAGE,
        "case_assessment",
        ("in_scope", "reason"),
        (Stage.SCOPE_REVIEW,),
        children=add_scope_answers,
        intro=(
            "A “no” to any test means that it is not in scope. Then call back, say "
            "where to turn to, and record that too."
        ),
    ),
    "call_back": RecordKind(
        models.CallBack,
        "Call back",
        May.REACH_APPLICANT,
        "case_assessment",
        ("called_at", "signpost", "said"),
        (Stage.SCOPE_REVIEW,),
    ),
    "manager": RecordKind(
        models.ManagerConsult,
        "Public protection manager",
        May.RESEARCH,
        PRESUMPTION_PAGE,
        ("is_managed", "manager", "reply", "reference"),
        BEFORE_DECISION,
    ),
    "presumption": RecordKind(
        models.Presumption,
        "Presumption to disclose",
        May.PROPOSE,
        PRESUMPTION_PAGE,
        (
            "is_convicted",
            "poses_risk",
            "serious_risk",
            "is_necessary",
            "is_proportionate",
            "reason",
            "why_not",
        ),
        DRAFTED_AT,
        intro=(
            "Answer each question by itself. There is a presumption to disclose if the "
            "answer to 1, to 2 or 3, and to 4 and 5 is yes. Without it, the case is "
            "decided on its facts. A new answer replaces an earlier one, which is kept."
        ),
    ),
    "recipient": RecordKind(
        models.Recipient,
        "Further recipient",
        May.PROPOSE,
        RECIPIENTS_PAGE,
        ("who", "why", "words"),
        DRAFTED_AT,
        refuse=refuse_revealing_words,
    ),
    "recipient_told": RecordKind(
        models.RecipientTold,
        "Delivery to a further recipient",
        May.DELIVER,
        RECIPIENTS_PAGE,
        ("recipient", "result", "told_at", "place", "identity_checked", "note"),
        (*DRAFTED_AT, Stage.DISCLOSURE_IN_PROGRESS),
        refuse=refuse_second_telling,
    ),
    "closing": RecordKind(
        models.ClosingRecord,
        "For the closure",
        May.CLOSE,
        CLOSING_PAGE,
        ("record_updated", "record_reference", "is_registered", "retention_group"),
        (Stage.NO_DISCLOSURE_CONTACT, Stage.AFTERCARE),
    ),
}
