"""The facts of danger and of telling somebody, each with the officer's sentence.

The others are in ``facts.py`` and ``decision_facts.py``.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework.models import Risk
from casework.moment import now
from casework.workflow.moves import guard
from disclosure.approval import approved_words, signed_off, threshold
from disclosure.delivery_tables import delivery_tables
from disclosure.queries.speaking import why_not_spoken
from disclosure.queries.visits import (
    outstanding_referrals,
    referrals_standing,
    told_of,
    visit_reasons,
)


# -- Danger --------------------------------------------------------------------------
@guard("Only while an alarm of immediate risk is open.", hides=True)
def alarm_open(case: Any) -> bool:
    return bool(case.immediate_risk)


@guard("Stand down the alarm of immediate risk first.", page="case_alarm")
def no_alarm_open(case: Any) -> bool:
    return not case.immediate_risk


@guard(
    "Review the emergency disclosure (somebody else than its authoriser).",
    page="case_decision",
)
def emergency_reviewed(case: Any) -> bool:
    return not case.emergencies.filter(reviewed_at__isnull=True).exists()


# -- Delivery ------------------------------------------------------------------------
@guard(
    "Plan when, where and by whom it is told, with the contact plan checked.",
    page="case_delivery",
    form="plan",
)
def delivery_planned(case: Any) -> bool:
    made = case.delivery_plans.filter(
        at__gte=case.stage_entered_at, contact_plan_checked=True
    )
    return bool(made.exists())


@guard(
    "Confirm the contact plan of the person who is told: there is none, it is too old "
    "or in doubt.",
    page="case_contact",
)
def contact_plan_fresh(case: Any) -> bool:
    """Whoever asked is not told, so their plan makes no visit safe."""
    oldest = now() - dt.timedelta(hours=threshold(case, "contact_plan_hours"))
    return told_of(case).holds(
        lambda plan: plan.doubted_at is None and plan.confirmed_at >= oldest
    )


@guard(
    "The contact plan by now does not allow the visit as it is planned: plan it anew.",
    page="case_delivery",
)
def visit_still_allowed(case: Any) -> bool:
    """The contact plan can be another one than when the visit was planned."""
    plan = case.delivery_plans.filter(at__gte=case.stage_entered_at).last()
    return plan is None or not visit_reasons(case, plan.planned_for, agreed=plan.agreed)


@guard(
    "The approved words may not be spoken any more: the delivery page says why.",
    page="case_delivery",
)
def words_may_be_spoken(case: Any) -> bool:
    return not why_not_spoken(case)


@guard(
    "Answer each question about the risk of the visit in the plan.",
    page="case_delivery",
    form="plan",
)
def visit_risk_assessed(case: Any) -> bool:
    plan = case.delivery_plans.filter(at__gte=case.stage_entered_at).last()
    asked = set(delivery_tables(case.scheme).risks)
    answered = plan.risks.values_list("question", flat=True) if plan else ()
    return asked <= set(answered)


@guard("Draft the safety plan.", page="case_delivery", form="safety")
def safety_plan_drafted(case: Any) -> bool:
    return bool(case.safety_plans.exists())


@guard("Agree the safety plan with the recipient.", page="case_delivery", form="safety")
def safety_plan_agreed(case: Any) -> bool:
    return bool(case.safety_plans.filter(agreed_with_recipient=True).exists())


@guard(
    "Record the delivery with the approved version of the words.",
    page="case_delivery",
    form="attempt",
)
def approved_words_delivered(case: Any) -> bool:
    _words, approved = approved_words(case)
    last = case.delivery_attempts.filter(
        at__gte=case.stage_entered_at, result="delivered"
    ).last()
    return bool(last and approved and last.words_hash == approved)


@guard(
    "Say and tick every warning before the words.", page="case_delivery", form="attempt"
)
def warnings_all_given(case: Any) -> bool:
    last = case.delivery_attempts.filter(
        at__gte=case.stage_entered_at, result="delivered"
    ).last()
    given = set(last.warnings_given) if last else set()
    return set(delivery_tables(case.scheme).warnings) <= given


@guard(
    "The undertaking was refused: a decision maker signs off that it was still told.",
    page="case_assessment",
)
def refusal_signed_off(case: Any) -> bool:
    last = case.delivery_attempts.filter(at__gte=case.stage_entered_at).last()
    refused = last is not None and last.undertaking == "refused_disclosed"
    return not refused or signed_off(case, "undertaking")


@guard(
    "Record an attempt, or that the recipient declined.",
    page="case_delivery",
    form="attempt",
)
def attempt_recorded(case: Any) -> bool:
    return bool(case.delivery_attempts.filter(at__gte=case.stage_entered_at).exists())


@guard(
    "Record that the outcome was told with the support offer, or why it is unsafe.",
    page="case_delivery",
    form="told",
)
def outcome_told(case: Any) -> bool:
    return bool(case.outcome_contacts.filter(at__gte=case.stage_entered_at).exists())


@guard(
    "Nobody was told because it is unsafe: a second person must sign that off.",
    page="case_assessment",
)
def unsafe_signed_off(case: Any) -> bool:
    last = case.outcome_contacts.filter(at__gte=case.stage_entered_at).last()
    unsafe = last is not None and bool(last.unsafe_reason)
    return not unsafe or signed_off(case, "unsafe")


@guard("Record the aftercare contact.", page="case_delivery", form="aftercare")
def aftercare_done(case: Any) -> bool:
    return bool(case.aftercare.filter(at__gte=case.stage_entered_at).exists())


@guard(
    "The risk is high: refer to MARAC, or say why not.",
    page="case_delivery",
    form="referral",
)
def high_risk_referred(case: Any) -> bool:
    """An answer from before the risk was high is no answer (clares-law 4.3)."""
    if case.risk != Risk.HIGH:
        return True
    agency = delivery_tables(case.scheme).high_risk
    row = referrals_standing(case).get(agency)
    graded = case.risk_assessments.last()
    if row is None or row.state == "needed":
        return False
    return row.state == "made" or graded is None or row.at >= graded.at


@guard(
    "Make the referrals that are needed, or say why not.",
    page="case_delivery",
    form="referral",
)
def referrals_settled(case: Any) -> bool:
    return not outstanding_referrals(case)


@guard(
    "Make or call off the contacts that are planned.",
    page="case_contact",
)
def no_contact_waits(case: Any) -> bool:
    return not case.planned_contacts.filter(settled_at__isnull=True).exists()
