"""The steps from the first contact to the submitted proposal.

Each does what the people of one stage do and makes the move out of it, through the real
actions alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework.actions.contact import (
    record_contact_plan,
)
from casework.actions.identity import confirm_match, propose_match
from casework.actions.opening import open_case
from casework.actions.people import add_part, name_person, relate
from casework.actions.research import record_assertion, record_check
from casework.actions.work import allocate
from casework.clock import local_date
from casework.models import Part
from casework.moment import frozen, now
from casework.pnc_id import check_letter
from casework.queries.checks import outstanding_checks
from casework.queries.identity import identity_stands
from casework.schemes import scheme_named
from casework.workflow.perform import perform
from disclosure.actions.application import confirm_warnings, record_application
from disclosure.actions.proposal import save_proposal
from disclosure.actions.records import add_record
from disclosure.decision_record import told
from disclosure.demo.story import Background, Crew, Story
from disclosure.outcomes import Route, Test

MINUTES_OF_A_CHECK = dt.timedelta(minutes=2)

TOLD_BECAUSE = "She needs it to judge her own safety."
HELD_BECAUSE = "Nothing of it bears on the risk."


def opened(
    crew: Crew, story: Any, scheme: str, received_at: dt.datetime, **said: Any
) -> Any:
    """A case with what was said first: no danger, and the subject knows nothing."""
    by = crew.intake
    case = open_case(
        scheme_named(scheme), by=by, route=story.route, received_at=received_at
    )
    first: dict[str, Any] = {
        "channel": story.channel,
        "danger": "no",
        "subject_knows": "no",
    }
    record_application(case, by=by, **first, **said)
    return case


def open_application(crew: Crew, story: Story, received_at: dt.datetime) -> Any:
    """A first contact with everything that the next stage needs, still RECEIVED."""
    by = crew.intake
    case = opened(
        crew,
        story,
        "clares_law",
        received_at,
        relationship=story.relationship,
        reason=story.reason,
        relationship_evidence="Both were named in an earlier report.",
    )
    at_risk = name_person(
        case, by=by, part=Part.PERSON_AT_RISK, details=story.person_at_risk
    )
    reached = at_risk
    if story.route == Route.ASK:
        if story.third_party is None:
            add_part(
                case, at_risk, by=by, part=Part.APPLICANT, category="person_at_risk"
            )
        else:
            reached = name_person(
                case,
                by=by,
                part=Part.APPLICANT,
                details=story.third_party,
                category="family",
            )
    name_person(case, by=by, part=Part.SUBJECT, details=story.subject)
    relate(case, by=by, kind=story.relationship)
    record_contact_plan(
        case, reached, by=by, contact_point="01632 960 101", **safe_plan(story)
    )
    if story.route == Route.ASK:
        confirm_warnings(case, by=by)
    return case


def safe_plan(story: Background) -> dict[str, Any]:
    """How somebody of the story can be reached."""
    return {
        "method": "call",
        "safe_times": story.safe.words,
        "days": list(story.safe.days),
        "opens": story.safe.opens,
        "closes": story.safe.closes,
        "code_word": "Library",
        "others_answer": True,
        "who_else": "The subject sometimes answers in the evening",
        "if_subject_answers": "Say it is a survey about parking and ring off",
    }


def hand_over(case: Any, crew: Crew, _story: Background) -> Any:
    """RECEIVED to INITIAL_CHECKS, allocated to the researcher."""
    case = perform(case, "begin_initial_checks", by=crew.intake)
    allocate(case, to=crew.researcher, by=crew.supervisor, reason="Initial checks")
    return case


def make_checks(case: Any, crew: Crew, story: Background) -> None:
    """Every outstanding check, one after the other: nobody makes them all at once."""
    todo, end = outstanding_checks(case), now()
    for before_the_last, row in zip(range(len(todo) - 1, -1, -1), todo, strict=True):
        trace = story.holds and row.part == Part.SUBJECT
        with frozen(end - MINUTES_OF_A_CHECK * before_the_last):
            record_check(
                case,
                by=crew.researcher,
                system=row.system,
                person=row.person,
                part=row.part,
                result="trace" if trace else "no_trace",
                identifiers_used="Names, date of birth, addresses",
            )


def identify(case: Any, crew: Crew, story: Background) -> None:
    """The record found is about the subject; a second person has compared them."""
    if identity_stands(case):
        return
    match = propose_identity(case, crew, story)
    confirm_match(
        case, match.pk, by=crew.supervisor, why="I compared the two line by line."
    )


def propose_identity(case: Any, crew: Crew, story: Background, **record: Any) -> Any:
    """What the record says is what the application says, but for ``record``."""
    serial = 1000 + case.pk
    found = {
        "system": "PNC",
        "reference": f"Print of record {serial}",
        "pnc_id": f"2007/{serial:07d}{check_letter(2007, serial)}",
        "names": f"{story.subject.given} {story.subject.family}".strip(),
        "date_of_birth": story.subject.date_of_birth,
        "addresses": story.subject.town,
        "confidence": "high",
        "reason": "Name, date of birth and town agree.",
    }
    return propose_match(case, by=crew.researcher, **{**found, **record})


def triage(case: Any, crew: Crew, story: Story) -> Any:
    """INITIAL_CHECKS to the meeting, or (Right to Know) to research."""
    make_checks(case, crew, story)
    add_record(
        case,
        "scope",
        by=crew.supervisor,
        in_scope=True,
        reason="They are or were intimate partners and there is contact.",
    )
    add_record(
        case,
        "risk",
        by=crew.researcher,
        tool="initial",
        grade=story.grade,
        reason="Control and isolation are described.",
    )
    asked = story.route == Route.ASK
    move = "arrange_meeting" if asked else "begin_right_to_know_research"
    return perform(case, move, by=crew.supervisor)


def meet(case: Any, crew: Crew, story: Story) -> Any:
    """AWAITING_MEETING to RESEARCH (Right to Ask only)."""
    add_record(
        case,
        "meeting",
        by=crew.researcher,
        held_at=now(),
        place="Easterby police station",
        was_alone=True,
        photo_identity="passport",
        second_identity="utility_bill",
        is_genuine=True,
        account="The account given at first contact was repeated with details.",
        support_offered="IDVA, safety information pack",
        declaration_made=True,
        contact_plan_confirmed=True,
    )
    add_record(
        case,
        "risk",
        by=crew.researcher,
        tool="dash",
        grade=story.grade,
        reason="DASH with professional judgement.",
    )
    return perform(case, "begin_research", by=crew.researcher)


def research(case: Any, crew: Crew, story: Story) -> Any:
    """RESEARCH to DECISION_DRAFT."""
    make_checks(case, crew, story)
    if story.holds:
        identify(case, crew, story)
        subject = case.involvements.get(part=Part.SUBJECT).person
        record_assertion(
            case,
            subject,
            by=crew.researcher,
            kind="fact",
            item_type="conviction",
            text="Assault occasioning actual bodily harm on a former partner.",
            happened_on="2017",
            source="PNC",
            owner_force="Our force",
            owner_agrees="yes",
            spent="no",
            relevance="The same pattern of control.",
            last_verified_on=local_date(now()),
            may_be_told="yes",
            may_be_told_why="A conviction for violence against a partner.",
        )
    return perform(case, "complete_research", by=crew.researcher)


def propose(case: Any, crew: Crew, story: Story) -> Any:
    """DECISION_DRAFT to AWAITING_REVIEW."""
    telling: dict[str, Any] = {
        "recipient": "The person at risk",
        "recipient_reason": "She can protect herself with this knowledge.",
        "delivered_by": "Disclosure officer with an IDVA",
        "delivered_by_reason": "Both are trained, and she knows the IDVA.",
        "words": story.words,
    }
    items = list(case.assertions.all())
    save_proposal(
        case,
        by=crew.researcher,
        answers=dict.fromkeys(Test.values, ("yes", "Considered on the facts.")),
        items=told(items, TOLD_BECAUSE) if story.discloses else [],
        evidence=dict.fromkeys((Test.NECESSARY, Test.PRESSING_NEED), items),
        held_back=HELD_BECAUSE if items and not story.discloses else "",
        outcome=story.outcome,
        ask_subject="no",
        ask_subject_reason="Asking would raise the risk.",
        tell_subject="no",
        tell_subject_reason="Telling would raise the risk.",
        safeguarding_needed="yes",
        safeguarding="IDVA referral and a safety plan.",
        rationale="Each test was weighed; the answers carry the outcome.",
        would_change="New information from another force.",
        **(telling if story.discloses else {}),
    )
    return perform(case, "submit_for_decision", by=crew.researcher)
