"""Walking a Sarah's Law case from stage to stage through the real actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from casework.actions.people import add_part
from casework.actions.research import record_assertion
from casework.clock import local_date
from casework.models import Part
from casework.moment import now
from casework.workflow.perform import perform
from disclosure.actions.proposal import save_proposal
from disclosure.actions.records import add_record
from disclosure.decision_record import told
from disclosure.demo.child_delivery import (
    follow_up,
    grade,
    plan_delivery,
    say_outcome,
    tell_recipient,
)
from disclosure.demo.child_story import (
    NOT_TOLD,
    STARTED_BY_POLICE,
    TOLD,
    ChildStory,
    open_request,
)
from disclosure.demo.steps_after_decision import decide
from disclosure.demo.steps_to_decision import (
    hand_over,
    identify,
    make_checks,
)
from disclosure.demo.story import Crew
from disclosure.outcomes import Route
from disclosure.sarahs_law.decision import TESTS
from disclosure.sarahs_law.moves import S
from disclosure.sarahs_law.outcomes import Outcome, ScopeTest

Step = Callable[[Any, Crew, ChildStory], Any]
__all__ = [
    "NOT_TOLD",
    "STARTED_BY_POLICE",
    "TOLD",
    "ChildStory",
    "open_request",
    "steps_for",
    "walk_child_case",
]
WEIGHED = "Considered on the facts of the file."


def first_checks(case: Any, crew: Crew, story: ChildStory) -> Any:
    """INITIAL_CHECKS to SCOPE_REVIEW."""
    make_checks(case, crew, story)
    add_record(
        case,
        "early_risk",
        by=crew.researcher,
        is_immediate=False,
        reason="The child is with the parent and he is at work away.",
    )
    return perform(case, "complete_initial_checks", by=crew.researcher)


def look_at_scope(case: Any, crew: Crew, story: ChildStory) -> Any:
    """SCOPE_REVIEW to the interview or, if the police began, to full research."""
    grade(case, crew, story, "initial")
    add_record(
        case,
        "scope",
        by=crew.supervisor,
        in_scope=True,
        reason="A named child, and real access to the household.",
        tests=dict.fromkeys(ScopeTest.values, "yes"),
    )
    asked = story.route == Route.ASK
    move = "arrange_interview" if asked else "begin_right_to_know_research"
    return perform(case, move, by=crew.supervisor)


def interview(case: Any, crew: Crew, _story: ChildStory) -> Any:
    """AWAITING_MEETING to RESEARCH (Right to Ask only)."""
    by = crew.researcher
    documents = {"identity": "passport", "child_link": "birth_certificate"}
    for proves, document in documents.items():
        add_record(
            case,
            "evidence",
            by=by,
            proves=proves,
            document=document,
            issuer="Passport Office" if proves == "identity" else "Registrar",
            fragment="4417",
            seen_on=local_date(now()),
        )
    child = case.involvements.get(part=Part.CHILD).person
    add_record(
        case,
        "child_words",
        by=by,
        child=child,
        words="He said it is our secret.",
        heard_by="The parent",
        heard_on="At home, last week",
    )
    applicant = case.involvements.get(part=Part.APPLICANT).person
    add_part(case, applicant, by=by, part=Part.RECIPIENT)
    add_record(
        case,
        "meeting",
        by=by,
        held_at=now(),
        place="Dunholme police station",
        was_alone=True,
        photo_identity="passport",
        second_identity="bank_statement",
        is_genuine=True,
        account="What was said first was said again, with dates.",
        support_offered="Leaflet on keeping children safe",
        declaration_made=True,
        contact_plan_confirmed=True,
    )
    return perform(case, "begin_research", by=by)


def full_research(case: Any, crew: Crew, story: ChildStory) -> Any:
    """RESEARCH to DECISION_DRAFT."""
    by = crew.researcher
    make_checks(case, crew, story)
    if story.holds:
        identify(case, crew, story)
        record_assertion(
            case,
            case.involvements.get(part=Part.SUBJECT).person,
            by=by,
            kind="fact",
            item_type="conviction",
            text="Sexual assault of a child under 13.",
            happened_on="2011",
            source="PNC",
            owner_force="Our force",
            owner_agrees="yes",
            spent="no",
            relevance="The same kind of access.",
            last_verified_on=local_date(now()),
            may_be_told="yes",
            may_be_told_why="It is a conviction, and the child is at risk.",
        )
    managed: dict[str, Any] = {
        "manager": "Public protection unit",
        "reply": "I agree to a disclosure.",
    }
    add_record(
        case,
        "manager",
        by=by,
        is_managed="yes" if story.is_managed else "no",
        **(managed if story.is_managed else {}),
    )
    grade(case, crew, story)
    return perform(case, "complete_research", by=by)


def recommend(case: Any, crew: Crew, story: ChildStory) -> Any:
    """DECISION_DRAFT to AWAITING_REVIEW."""
    items = list(case.assertions.all())
    telling: dict[str, Any] = {
        "recipient": "The parent whom the child lives with",
        "recipient_reason": "Decides daily who is with the child.",
        "delivered_by": "Disclosure officer with a social worker",
        "delivered_by_reason": "The social worker knows the family.",
        "words": story.words,
    }
    held = "They do not bear on the risk to the child."
    save_proposal(
        case,
        by=crew.researcher,
        answers={test.key: ("yes", WEIGHED) for test in TESTS},
        items=told(items, "It shows the risk.") if story.discloses else [],
        evidence={"necessary": items},
        held_back=held if items and not story.discloses else "",
        outcome=story.outcome,
        ask_subject="no",
        ask_subject_reason="To ask would warn the subject.",
        tell_subject="no",
        tell_subject_reason="It would put the child at risk.",
        safeguarding_needed="yes",
        safeguarding="Referral to children's social care.",
        rationale="The answers to the tests carry the outcome.",
        would_change="New access, or new information from a partner.",
        **(telling if story.discloses else {}),
    )
    presumed = story.outcome == Outcome.PRESUMED
    add_record(
        case,
        "presumption",
        by=crew.researcher,
        is_convicted=presumed,
        poses_risk=story.holds,
        serious_risk=presumed,
        is_necessary=story.discloses,
        is_proportionate=story.discloses,
        reason="From the checks and the public protection manager.",
    )
    return perform(case, "submit_for_decision", by=crew.researcher)


def steps_for(story: ChildStory) -> list[tuple[str, Step]]:
    """The stages of the ordinary course, each with the step that leaves it."""
    meeting: list[tuple[str, Step]] = [(S.AWAITING_MEETING, interview)]
    delivery: list[tuple[str, Step]] = [
        (S.DISCLOSURE_PLANNING, plan_delivery),
        (S.DISCLOSURE_IN_PROGRESS, tell_recipient),
        (S.AFTERCARE, follow_up),
    ]
    return [
        (S.RECEIVED, hand_over),
        (S.INITIAL_CHECKS, first_checks),
        (S.SCOPE_REVIEW, look_at_scope),
        *(meeting if story.route == Route.ASK else []),
        (S.RESEARCH, full_research),
        (S.DECISION_DRAFT, recommend),
        (S.AWAITING_REVIEW, decide),
        *(delivery if story.discloses else [(S.NO_DISCLOSURE_CONTACT, say_outcome)]),
    ]


def walk_child_case(
    stage: str,
    crew: Crew,
    story: ChildStory = TOLD,
    *,
    received_at: dt.datetime | None = None,
) -> Any:
    """A new case walked to ``stage`` at the present moment; returns its row."""
    case = open_request(crew, story, received_at or now())
    for here, step in steps_for(story):
        if here == stage:
            return case
        case = step(case, crew, story)
    return case
