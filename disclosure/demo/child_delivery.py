"""A Sarah's Law case of the trial or of a test, from the plan of a visit to closure."""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework.actions.contact_attempts import record_contact_attempt
from casework.clock import is_late
from casework.models import Part
from casework.moment import now
from casework.workflow.perform import perform
from disclosure.actions.records import add_record
from disclosure.actions.second_person import ask_sign_off, give_sign_off
from disclosure.demo.child_story import ChildStory
from disclosure.demo.steps_after_decision import record_hearing
from disclosure.demo.story import Crew
from disclosure.sarahs_law.scheme import DELIVERY


def grade(case: Any, crew: Crew, story: ChildStory, tool: str = "judgement") -> None:
    """The risk as it is seen now."""
    reason = "Access, and what is held."
    add_record(
        case, "risk", by=crew.researcher, tool=tool, grade=story.grade, reason=reason
    )


def plan_delivery(case: Any, crew: Crew, _story: ChildStory) -> Any:
    """DISCLOSURE_PLANNING to DISCLOSURE_IN_PROGRESS."""
    by = crew.officer
    recipient = case.involvements.get(part=Part.RECIPIENT).person
    contact = case.contact_plans.get(person=recipient, superseded_at__isnull=True)
    record_contact_attempt(
        case,
        contact,
        by=crew.researcher,  # whoever applied is reached by those who know it
        at=now(),
        method=contact.method,
        purpose="Arrange the visit",
        result="spoke",
        plan_confirmed=True,
        note="They rang us themselves and chose the time.",
    )
    add_record(
        case,
        "plan",
        by=by,
        planned_for=now() + dt.timedelta(days=1),
        place="Family centre",
        agreed=True,
        officers="One trained officer",
        second_person="Social worker",
        subject_absent="He works away until Friday.",
        contact_plan_checked=True,
        risks=dict.fromkeys(DELIVERY.risks, ("no", "")),
    )
    _keep_safe(case, by, is_agreed=False)
    reason = "Risk assessment and safety plan are ready to be looked at."
    ask_sign_off(case, by=crew.supervisor, purpose="visit", reason=reason)
    give_sign_off(case, by=crew.decider, purpose="visit")
    return perform(case, "begin_delivery", by=by)


def _keep_safe(case: Any, by: Any, *, is_agreed: bool) -> None:
    plan = "Never alone with the child; the school knows whom to ring."
    add_record(case, "safety", by=by, plan=plan, agreed_with_recipient=is_agreed)


def tell_recipient(case: Any, crew: Crew, story: ChildStory) -> Any:
    """DISCLOSURE_IN_PROGRESS to AFTERCARE."""
    record_hearing(
        case,
        crew,
        identity_checked="Driving licence",
        present="Social worker",
        reaction="Shaken, then practical.",
    )
    for recipient in case.recipients.filter(tellings__isnull=True):
        add_record(
            case,
            "recipient_told",
            by=crew.officer,
            recipient=recipient,
            result="signed",
            told_at=now(),
            place="Family centre",
            identity_checked="Passport",
            note="Understood, and will keep it to themselves.",
        )
    _keep_safe(case, crew.officer, is_agreed=True)
    grade(case, crew, story)
    return perform(case, "complete_delivery", by=crew.officer)


def settle(case: Any, crew: Crew) -> None:
    """What every closure needs."""
    why = "It would raise the risk."
    add_record(case, "subject_told", by=crew.officer, told=False, why=why)
    add_record(
        case,
        "referral",
        by=crew.officer,
        agency="children",
        state="made",
        reason="The child needs a plan.",
    )
    add_record(
        case,
        "closing",
        by=crew.supervisor,
        record_updated="yes",
        record_reference="INT/4417",
        is_registered=case.manager_consults.filter(is_managed="yes").exists(),
        retention_group="group1",
    )


def _cause(case: Any) -> str:
    overall = case.deadlines.filter(key="overall").latest("cycle")
    return "demand" if is_late(overall.due_at, overall.met_at or now()) else ""


def say_outcome(case: Any, crew: Crew, _story: ChildStory) -> Any:
    """NO_DISCLOSURE_CONTACT to CLOSED."""
    add_record(
        case,
        "told",
        by=crew.supervisor,
        contacted_at=now(),
        approved_words_used=True,
        support_offered="Leaflet, and how to ask again",
    )
    settle(case, crew)
    cause = _cause(case)
    return perform(
        case, "close_after_contact", by=crew.supervisor, lateness_cause=cause
    )


def follow_up(case: Any, crew: Crew, _story: ChildStory) -> Any:
    """AFTERCARE to CLOSED."""
    add_record(
        case,
        "aftercare",
        by=crew.officer,
        done_at=now(),
        declined=False,
        note="He has not been back.",
        intelligence_reference="INT/4417",
    )
    settle(case, crew)
    cause = _cause(case)
    return perform(case, "close_case", by=crew.supervisor, lateness_cause=cause)
