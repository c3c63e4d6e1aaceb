"""The steps from the decision to the closed case, through the real actions alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework.actions.contact import (
    record_contact_plan,
)
from casework.actions.contact_attempts import (
    record_contact_attempt,
)
from casework.actions.work import allocate
from casework.clock import is_late
from casework.models import Part, Risk
from casework.moment import now
from casework.queries.safe_contact import is_third_party, plan_for
from casework.safe_contact import (
    Act,
    judge,
)
from casework.workflow.perform import perform
from disclosure.actions.records import add_record
from disclosure.approval import approved_words
from disclosure.delivery_tables import CLARES_LAW, delivery_tables
from disclosure.demo.steps_to_decision import safe_plan
from disclosure.demo.story import Background, Crew, Story


def decide(case: Any, crew: Crew, story: Background) -> Any:
    """AWAITING_REVIEW to DISCLOSURE_PLANNING or NO_DISCLOSURE_CONTACT."""
    move = "approve_disclosure" if story.discloses else "approve_no_disclosure"
    case = perform(
        case, move, by=crew.decider, reason="I agree: research and reasons are sound."
    )
    allocate(case, to=crew.officer, by=crew.supervisor, reason="Delivery")
    return case


VISIT_RISKS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(CLARES_LAW.risks, ("no", "")),
    "seen": ("not_known", "Plain clothes, and a parent group meets there."),
}
# Of the person at risk, when somebody else asked and has a plan of their own.
HER_OWN = {
    "contact_point": "01632 960 202",
    "code_word": "Garden",
    "if_subject_answers": "Say that it is about a parcel and ring off",
}


def plan(case: Any, crew: Crew, story: Story) -> Any:
    """DISCLOSURE_PLANNING to DISCLOSURE_IN_PROGRESS."""
    _arrange(case, crew, story)
    add_record(
        case,
        "plan",
        by=crew.officer,
        planned_for=now() + dt.timedelta(days=1),
        place="Family centre",
        agreed=True,
        officers="Two trained officers",
        second_person="Her IDVA",
        partner="IDVA service",
        subject_absent="He is at work until the evening.",
        contact_plan_checked=True,
        risks=VISIT_RISKS,
    )
    add_record(
        case,
        "safety",
        by=crew.officer,
        plan="Safe words, a packed bag, who to ring.",
        agreed_with_recipient=False,
    )
    return perform(case, "begin_delivery", by=crew.officer)


def _arrange(case: Any, crew: Crew, story: Story) -> None:
    """The person at risk is reached by a plan of their own, whoever asked."""
    at_risk = case.involvements.get(part=Part.PERSON_AT_RISK).person
    in_force = plan_for(case, at_risk.pk) or record_contact_plan(
        case,
        at_risk,
        by=crew.officer,
        **{**safe_plan(story), **HER_OWN},
    )
    broken = judge(in_force.rules, Act(in_force.method, now()))
    record_contact_attempt(
        case,
        in_force,
        by=crew.officer,
        at=now(),
        method=in_force.method,
        purpose="Arrange the visit",
        result="spoke",
        plan_confirmed=True,
        note="She rang us and asked for the visit herself." if broken else "",
    )


def record_hearing(case: Any, crew: Crew, **said: Any) -> None:
    """The approved words were heard, after every warning and the undertaking."""
    _words, words_hash = approved_words(case)
    add_record(
        case,
        "attempt",
        by=crew.officer,
        attempted_at=now(),
        place="Family centre",
        result="delivered",
        warnings_given=list(delivery_tables(case.scheme).warnings),
        words_hash=words_hash,
        undertaking="signed",
        **said,
    )


def deliver(case: Any, crew: Crew, story: Story) -> Any:
    """DISCLOSURE_IN_PROGRESS to AFTERCARE."""
    record_hearing(
        case,
        crew,
        present="Her IDVA",
        identity_checked="Passport",
        reaction="Calm; asked what she can do now.",
    )
    add_record(
        case,
        "safety",
        by=crew.officer,
        plan="Safe words, a packed bag, who to ring.",
        agreed_with_recipient=True,
    )
    add_record(
        case,
        "risk",
        by=crew.officer,
        tool="dash",
        grade=story.grade,
        reason="Assessed again after the disclosure.",
    )
    add_record(
        case,
        "subject_told",
        by=crew.officer,
        told=False,
        why="The decision says that telling him would raise the risk.",
    )
    refer(case, crew)
    return perform(case, "complete_delivery", by=crew.officer)


def refer(case: Any, crew: Crew) -> None:
    """MARAC for the highest risk, the IDVA for everybody, the rest as it is."""
    is_high = case.risk == Risk.HIGH
    answers = {
        "marac": ("made", "High risk") if is_high else ("not_needed", "Not high risk"),
        "idva": ("made", "Ongoing support, with her agreement"),
        "children": ("not_needed", "No children live there"),
        "adults": ("not_needed", "No care needs"),
        "victim_services": ("made", "She asked for it"),
        "perpetrator": ("not_needed", "He is managed by probation already"),
    }
    for agency, (state, reason) in answers.items():
        add_record(
            case,
            "referral",
            by=crew.officer,
            agency=agency,
            state=state,
            reason=reason,
        )


def tell(case: Any, crew: Crew, _story: Story) -> Any:
    """NO_DISCLOSURE_CONTACT to AFTERCARE."""
    add_record(
        case,
        "told",
        by=crew.researcher if is_third_party(case) else crew.officer,
        contacted_at=now(),
        approved_words_used=True,
        support_offered="IDVA, helplines, how to apply again",
    )
    return perform(case, "begin_aftercare", by=crew.officer)


def close(case: Any, crew: Crew, _story: Story) -> Any:
    """AFTERCARE to CLOSED."""
    add_record(
        case,
        "aftercare",
        by=crew.officer,
        done_at=now(),
        declined=False,
        note="She is safe and in touch with the IDVA.",
        intelligence_reference="INT/0001",
    )
    if not case.referrals.exists():
        refer(case, crew)
    overall = case.deadlines.filter(key="overall").latest("cycle")
    late = is_late(overall.due_at, overall.met_at or now())
    return perform(
        case, "close_case", by=crew.supervisor, lateness_cause="demand" if late else ""
    )
