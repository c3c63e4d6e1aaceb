"""The facts that moves of the schemes depend on, each with the officer's sentence.

A fact reads the record and changes nothing. ``page`` is where it is recorded. Those of
danger and delivery are in ``delivery_facts.py``, those of the decision in
``decision_facts.py``.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from casework.clock import local_date
from casework.models import (
    CaseLink,
    LinkKind,
    Risk,
)
from casework.queries.checks import outstanding_checks
from casework.workflow.moves import Guard, guard
from casework.workflow.perform import Refused
from disclosure.approval import signed_off, threshold
from disclosure.manifest import manifest_of
from disclosure.outcomes import Route
from disclosure.stages import End

LINK_FIRST = (
    "Link the case that this one duplicates first: follow “Link other cases” on the "
    "summary. That case must not be closed as a duplicate itself."
)


# -- Which route -------------------------------------------------------------------
@guard("Only for Right to Ask.", hides=True)
def right_to_ask(case: Any) -> bool:
    return bool(case.route == Route.ASK)


@guard("Only for Right to Know.", hides=True)
def right_to_know(case: Any) -> bool:
    return bool(case.route == Route.KNOW)


# -- First contact -------------------------------------------------------------------
@guard(
    "Name the person at risk, the subject and (Right to Ask) the applicant.",
    page="case_people",
)
def people_named(case: Any) -> bool:
    parts = set(case.involvements.values_list("part", flat=True))
    return manifest_of(case.scheme).parts[case.route] <= parts


@guard("Record how it is safe to make contact.", page="case_contact")
def safe_contact_recorded(case: Any) -> bool:
    return bool(case.contact_plans.filter(superseded_at__isnull=True).exists())


@guard(
    "Record the relationship and what prompted the request.",
    page="case_application",
    form="application",
)
def relationship_and_reason_recorded(case: Any) -> bool:
    asked = getattr(case, "application", None)
    return bool(asked and asked.relationship and asked.reason)


@guard(
    "Answer whether anyone is in danger now.",
    page="case_application",
    form="application",
)
def danger_answered(case: Any) -> bool:
    asked = getattr(case, "application", None)
    return bool(asked and asked.danger)


@guard(
    "Give the applicant the explanations and warnings.",
    page="case_application",
    form="warnings",
)
def warnings_given(case: Any) -> bool:
    asked = getattr(case, "application", None)
    return case.route == Route.KNOW or bool(asked and asked.warned_at)


# -- Initial checks ------------------------------------------------------------------
@guard(
    "Make every required check. One that was not made needs a reason, and a supervisor "
    "who agrees.",
    page="case_checks",
)
def checks_complete(case: Any) -> bool:
    return not outstanding_checks(case)


@guard("Grade the risk.", page="case_risk", form="risk")
def risk_graded(case: Any) -> bool:
    return bool(case.risk != Risk.NOT_ASSESSED)


@guard("Decide that the scheme applies.", page="case_assessment", form="scope")
def in_scope(case: Any) -> bool:
    last = case.scope_decisions.last()
    return bool(last and last.in_scope)


@guard(
    "Record how we know of the relationship.",
    page="case_application",
    form="application",
)
def relationship_evidenced(case: Any) -> bool:
    asked = getattr(case, "application", None)
    return bool(asked and asked.relationship_evidence)


@guard(
    "The risk is medium or high: a second person must sign off the closure.",
    page="case_assessment",
)
def second_person_agrees_to_close(case: Any) -> bool:
    needed = case.risk in (Risk.MEDIUM, Risk.HIGH)
    return not needed or signed_off(case, "closure")


def duplicate_linked(case: Any) -> bool:
    """From either side: somebody goes on with the request (clares-law 5)."""
    goes_on_there = Q(case_id=case.pk) & ~Q(other__outcome=End.DUPLICATE)
    goes_on_here = Q(other_id=case.pk) & ~Q(case__outcome=End.DUPLICATE)
    links = CaseLink.objects.filter(kind=LinkKind.DUPLICATE)
    return links.filter(goes_on_there | goes_on_here).exists()


def refuse_unlinked_duplicate(case: Any, *, outcome: str, **_inputs: Any) -> None:
    """No guard of the row: one outcome of several asks for it. The form says it too."""
    if outcome == End.DUPLICATE and not duplicate_linked(case):
        raise Refused(LINK_FIRST)


# -- Meeting -------------------------------------------------------------------------
@guard(
    "Record the meeting: genuine, with identity seen or excused.",
    page="case_assessment",
    form="meeting",
)
def meeting_recorded(case: Any) -> bool:
    return bool(case.meetings.filter(is_genuine=True).exists())


@guard(
    "Confirm the contact plan at the meeting.", page="case_assessment", form="meeting"
)
def contact_plan_confirmed(case: Any) -> bool:
    last = case.meetings.last()
    return bool(last and last.contact_plan_confirmed)


@guard("Assess the risk with DASH or DARA.", page="case_risk", form="risk")
def risk_tool_used(case: Any) -> bool:
    return bool(case.risk_assessments.filter(tool__in=("dash", "dara")).exists())


@guard("Assess the risk again at this stage.", page="case_risk", form="risk")
def risk_reviewed(case: Any) -> bool:
    return bool(case.risk_assessments.filter(at__gte=case.stage_entered_at).exists())


@guard(
    "Try to make contact safely: the set number of times on different days.",
    page="case_contact",
)
def enough_attempts(case: Any) -> bool:
    failed = case.contact_attempts.exclude(result="spoke")
    made = list(failed.values_list("at", flat=True))
    days = {local_date(instant) for instant in made}
    return len(made) >= threshold(case, "contact_attempts") and len(days) >= threshold(
        case, "contact_days"
    )


# -- Withdrawal, transfer, reopening ---------------------------------------------------
@guard(
    "Record how and when the applicant withdrew, alone or not.",
    page="case_assessment",
    form="withdrawal",
)
def withdrawal_recorded(case: Any) -> bool:
    return bool(case.withdrawals.exists())


@guard(
    "Record that the other force will lead, with its reference.",
    page="case_assessment",
    form="transfer",
)
def transfer_accepted(case: Any) -> bool:
    last = case.transfers.last()
    return bool(last and last.answer == "accepted")


@guard(
    "Record that the other force will not lead.",
    page="case_assessment",
    form="transfer",
)
def transfer_refused(case: Any) -> bool:
    last = case.transfers.last()
    return bool(last and last.answer == "refused")


def offered_from(stage: str) -> Guard:
    """A returned transfer goes back to the stage that it left, and to no other."""

    @guard("Only if the transfer was offered at that stage.", hides=True)
    def fact(case: Any) -> bool:
        last = case.transfers.last()
        return bool(last and last.from_stage == stage)

    return Guard(f"offered_from_{stage}", fact.sentence, "", fact.holds, hides=True)


@guard("A second person must sign off the reopening.", page="case_assessment")
def reopening_signed_off(case: Any) -> bool:
    return signed_off(case, "reopening")
