"""The facts that a referral and its screening depend on, each with its sentence.

A fact reads the record and changes nothing. Those of the list, the hearing and the end
are in ``hearing_facts.py``.
"""

from __future__ import annotations

from typing import Any

from casework.models import Part
from casework.workflow.moves import guard
from marac.outcomes import Criterion


def referral_of(case: Any) -> Any:
    """What the referrer said, or None."""
    return getattr(case, "referral", None)


def latest_screening(case: Any) -> Any:
    """The screening since the referral was last sent, or None."""
    if case.submitted_at is None:
        return None
    return case.screenings.filter(at__gte=case.submitted_at).last()


# -- The referral (R1) -----------------------------------------------------------------
@guard("A manager of your agency signs referrals off first.", hides=True)
def manager_signs(case: Any) -> bool:
    return bool(case.profile.manager_signs)


@guard("No manager signs referrals off here.", hides=True)
def no_manager_signs(case: Any) -> bool:
    return not case.profile.manager_signs


@guard("Name the person at risk.", page="marac_referral")
def person_at_risk_named(case: Any) -> bool:
    return bool(case.involvements.filter(part=Part.PERSON_AT_RISK).exists())


@guard("Say in which town or district the person at risk lives.", page="marac_referral")
def area_known(case: Any) -> bool:
    said = referral_of(case)
    return bool(said and said.area)


@guard(
    "Name at least one person causing harm, or say why nobody can be named.",
    page="marac_referral",
)
def harm_named_or_unknown(case: Any) -> bool:
    said = referral_of(case)
    if said and said.harm_unknown:
        return True
    return bool(case.involvements.filter(part=Part.CAUSES_HARM).exists())


@guard("Choose at least one reason for referring.", page="marac_referral")
def route_chosen(case: Any) -> bool:
    return bool(case.routes.exists())


@guard(
    "Write the grounds of the professional judgement, long enough to follow.",
    page="marac_referral",
)
def judgement_explained(case: Any) -> bool:
    if not case.routes.filter(code=Criterion.JUDGEMENT).exists():
        return True
    said = referral_of(case)
    return bool(said and len(said.judgement) >= case.profile.rationale_length)


@guard(
    "Answer each question of the risk tool, or say why none was used.",
    page="marac_referral",
)
def tool_answered_or_excused(case: Any) -> bool:
    used = case.marac_assessments.last()
    if used is None:
        return False
    if used.tool_id is None:
        return True
    return bool(used.answers.count() == used.tool.questions.count())


@guard("Record consent, or the decision to share without it.", page="marac_referral")
def sharing_settled(case: Any) -> bool:
    return bool(case.sharing.exists())


@guard("Record how it is safe to make contact.", page="case_contact")
def safe_contact_recorded(case: Any) -> bool:
    plans = case.contact_plans.filter(superseded_at__isnull=True)
    return bool(plans.exists())


@guard("Say what was done for immediate safety.", page="marac_referral")
def safety_seen_to(case: Any) -> bool:
    said = referral_of(case)
    return bool(said and said.safety_done and said.safety_steps)


@guard(
    "Answer whether a crime came to light, and name each one.", page="marac_referral"
)
def crimes_answered(case: Any) -> bool:
    said = referral_of(case)
    if said is None or said.crimes_disclosed is None:
        return False
    return not said.crimes_disclosed or bool(case.crimes_disclosed.exists())


# -- Received, returned (R3 to R5) -----------------------------------------------------
@guard("Every name is compared with the users first.")
def names_scanned(case: Any) -> bool:
    return bool(case.name_scans.filter(at__gte=case.submitted_at).exists())


@guard("Earlier cases of the same people are looked for first.")
def repeat_evaluated(case: Any) -> bool:
    return bool(case.repeat_findings.filter(at__gte=case.submitted_at).exists())


@guard("Answer everything that was asked for.", page="marac_missing")
def missing_answered(case: Any) -> bool:
    return not case.missing_items.filter(answered_at__isnull=True).exists()


# -- Screening (R6, R7, R21) -----------------------------------------------------------
@guard("Record that it is suitable, with the reasons.", page="marac_screening")
def judged_suitable(case: Any) -> bool:
    last = latest_screening(case)
    return bool(last and last.decision == "suitable")


@guard("Record that it is not suitable, with the reasons.", page="marac_screening")
def judged_not_suitable(case: Any) -> bool:
    last = latest_screening(case)
    return bool(last and last.decision != "suitable")


@guard(
    "Look at each name that may be a user's or close to one.", page="marac_screening"
)
def hits_settled(case: Any) -> bool:
    return not case.name_hits.filter(result="open").exists()


@guard("Restrict the case: a user has a conflict.", page="case_readers")
def restricted_after_hit(case: Any) -> bool:
    return case.restricted or not case.name_hits.filter(result="conflict").exists()


@guard(
    "A second person agrees first: the score is at the threshold, or it is a repeat.",
    page="marac_screening",
)
def second_person_agrees_to_refuse(case: Any) -> bool:
    last = latest_screening(case)
    if last is None or not last.needs_second:
        return True
    return _second_agrees(case, "refuse", last.at)


@guard("A second person agrees to the withdrawal first.", page="marac_screening")
def second_person_agrees_to_withdraw(case: Any) -> bool:
    if case.submitted_at is None:
        return True
    return _second_agrees(case, "withdraw", case.submitted_at)


def _second_agrees(case: Any, purpose: str, since: Any) -> bool:
    """The latest answer counts."""
    answers = case.second_opinions.filter(purpose=purpose, at__gte=since)
    last = answers.last()
    return bool(last and last.agrees)
