"""Walking a Clare's Law case from stage to stage through the real actions.

Each step does what the people of one stage do and makes the move out of it. Nothing
here writes a row itself: demo data and tests get exactly what officers would.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from casework.actions.contact import record_contact_attempt, record_contact_plan
from casework.actions.opening import open_case
from casework.actions.people import Details, add_part, name_person, relate
from casework.actions.research import record_assertion, record_check
from casework.actions.work import allocate
from casework.clock import is_late
from casework.models import Part
from casework.moment import now
from casework.queries.checks import outstanding_checks
from casework.schemes import scheme_named
from casework.workflow.perform import perform
from disclosure.actions.application import confirm_warnings, record_application
from disclosure.actions.proposal import save_proposal
from disclosure.actions.records import add_record
from disclosure.approval import approved_words
from disclosure.clares_law import S
from disclosure.outcomes import Outcome, Route, Test

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Crew:
    """Who does which part of the work."""

    intake: User
    researcher: User
    decider: User
    supervisor: User
    officer: User


@dataclass(frozen=True)
class Story:
    """What this case is about and how it goes."""

    person_at_risk: Details = field(
        default_factory=lambda: Details(
            "Alma", "Testwell", dt.date(1991, 4, 23), phone="01632 960 101"
        )
    )
    subject: Details = field(
        default_factory=lambda: Details(
            "Boris", "Sampleton", dt.date(1985, 11, 2), town="Easterby"
        )
    )
    third_party: Details | None = None
    route: str = Route.ASK
    channel: str = "101"
    relationship: str = "dating"
    reason: str = "He checks my phone and his last partner moved away suddenly."
    grade: str = "medium"
    outcome: str = Outcome.DISCLOSE_TO_A
    words: str = (
        "We have information that the person you asked about was convicted of "
        "assaulting a former partner. We are telling you so that you can decide what "
        "is safe for you."
    )
    holds: bool = True

    @property
    def discloses(self) -> bool:
        """Whether somebody is told."""
        return self.outcome.startswith("disclose_")


DISCLOSED = Story()
NOT_DISCLOSED = replace(DISCLOSED, outcome=Outcome.NOTHING_HELD, holds=False)
RIGHT_TO_KNOW = replace(DISCLOSED, route=Route.KNOW, channel="agency")


def open_application(crew: Crew, story: Story, received_at: dt.datetime) -> Any:
    """A first contact with everything that the next stage needs, still RECEIVED."""
    scheme, by = scheme_named("clares_law"), crew.intake
    case = open_case(scheme, by=by, route=story.route, received_at=received_at)
    record_application(
        case,
        by=by,
        channel=story.channel,
        danger="no",
        relationship=story.relationship,
        reason=story.reason,
        relationship_evidence="Both were named in an earlier report.",
        subject_knows="no",
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
        case,
        reached,
        by=by,
        method="call",
        safe_times="Weekdays 10 to 12",
        contact_point="01632 960 101",
        code_word="Library",
        who_else="The subject sometimes answers in the evening",
        if_subject_answers="Say it is a survey about parking and ring off",
    )
    if story.route == Route.ASK:
        confirm_warnings(case, by=by)
    return case


def hand_over(case: Any, crew: Crew, _story: Story) -> Any:
    """RECEIVED to INITIAL_CHECKS, allocated to the researcher."""
    case = perform(case, "begin_initial_checks", by=crew.intake)
    allocate(case, to=crew.researcher, by=crew.supervisor, reason="Initial checks")
    return case


def _make_checks(case: Any, crew: Crew, story: Story) -> None:
    for row in outstanding_checks(case):
        trace = story.holds and row.part == Part.SUBJECT
        record_check(
            case,
            by=crew.researcher,
            system=row.system,
            person=row.person,
            part=row.part,
            result="trace" if trace else "no_trace",
            identifiers_used="Names, date of birth, addresses",
        )


def triage(case: Any, crew: Crew, story: Story) -> Any:
    """INITIAL_CHECKS to the meeting, or (Right to Know) to research."""
    _make_checks(case, crew, story)
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
    _make_checks(case, crew, story)
    if story.holds:
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
        )
    return perform(case, "complete_research", by=crew.researcher)


def propose(case: Any, crew: Crew, story: Story) -> Any:
    """DECISION_DRAFT to AWAITING_REVIEW."""
    told: dict[str, Any] = {
        "recipient": "The person at risk",
        "recipient_reason": "She can protect herself with this knowledge.",
        "delivered_by": "Disclosure officer with an IDVA",
        "words": story.words,
    }
    save_proposal(
        case,
        by=crew.researcher,
        answers=dict.fromkeys(Test.values, ("yes", "Considered on the facts.")),
        items=list(case.assertions.all()) if story.discloses else [],
        outcome=story.outcome,
        ask_subject="no",
        ask_subject_reason="Asking would raise the risk.",
        tell_subject="no",
        tell_subject_reason="Telling would raise the risk.",
        safeguarding="IDVA referral, safety plan",
        rationale="See the tests.",
        would_change="New information from another force.",
        **(told if story.discloses else {}),
    )
    return perform(case, "submit_for_decision", by=crew.researcher)


def decide(case: Any, crew: Crew, story: Story) -> Any:
    """AWAITING_REVIEW to DISCLOSURE_PLANNING or NO_DISCLOSURE_CONTACT."""
    move = "approve_disclosure" if story.discloses else "approve_no_disclosure"
    case = perform(
        case, move, by=crew.decider, reason="I agree: research and reasons are sound."
    )
    allocate(case, to=crew.officer, by=crew.supervisor, reason="Delivery")
    return case


def plan(case: Any, crew: Crew, _story: Story) -> Any:
    """DISCLOSURE_PLANNING to DISCLOSURE_IN_PROGRESS."""
    add_record(
        case,
        "plan",
        by=crew.officer,
        planned_for=now() + dt.timedelta(days=1),
        place="Family centre",
        officers="Two trained officers",
        partner="IDVA service",
        subject_absent="He is at work until the evening.",
        contact_plan_checked=True,
    )
    add_record(
        case,
        "safety",
        by=crew.officer,
        plan="Safe words, a packed bag, who to ring.",
        agreed_with_recipient=False,
    )
    in_force = case.contact_plans.filter(superseded_at__isnull=True).first()
    record_contact_attempt(
        case,
        in_force,
        by=crew.officer,
        at=now(),
        method=in_force.method,
        purpose="Arrange the visit",
        result="spoke",
        plan_confirmed=True,
    )
    return perform(case, "begin_delivery", by=crew.officer)


def deliver(case: Any, crew: Crew, story: Story) -> Any:
    """DISCLOSURE_IN_PROGRESS to AFTERCARE."""
    _words, words_hash = approved_words(case)
    add_record(
        case,
        "attempt",
        by=crew.officer,
        attempted_at=now(),
        place="Family centre",
        result="delivered",
        identity_checked="Passport",
        words_hash=words_hash,
        undertaking="signed",
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
    return perform(case, "complete_delivery", by=crew.officer)


def tell(case: Any, crew: Crew, _story: Story) -> Any:
    """NO_DISCLOSURE_CONTACT to AFTERCARE."""
    add_record(
        case,
        "told",
        by=crew.officer,
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
    add_record(
        case, "referral", by=crew.officer, to="IDVA service", reason="Ongoing support"
    )
    overall = case.deadlines.filter(key="overall").latest("cycle")
    late = is_late(overall.due_at, overall.met_at or now())
    return perform(
        case, "close_case", by=crew.supervisor, lateness_cause="demand" if late else ""
    )


Step = Callable[[Any, Crew, Story], Any]


def steps_of(story: Story) -> list[tuple[S, Step]]:
    """The stages of the ordinary course, each with the step that leaves it."""
    meeting = [(S.AWAITING_MEETING, meet)] if story.route == Route.ASK else []
    told: list[tuple[S, Step]] = [
        (S.DISCLOSURE_PLANNING, plan),
        (S.DISCLOSURE_IN_PROGRESS, deliver),
    ]
    return [
        (S.RECEIVED, hand_over),
        (S.INITIAL_CHECKS, triage),
        *meeting,
        (S.RESEARCH, research),
        (S.DECISION_DRAFT, propose),
        (S.AWAITING_REVIEW, decide),
        *(told if story.discloses else [(S.NO_DISCLOSURE_CONTACT, tell)]),
        (S.AFTERCARE, close),
    ]


def walk_to(
    stage: str,
    crew: Crew,
    story: Story = DISCLOSED,
    *,
    received_at: dt.datetime | None = None,
) -> Any:
    """A new case walked to ``stage`` at the present moment; returns its row."""
    case = open_application(crew, story, received_at or now())
    for here, step in steps_of(story):
        if here == stage:
            return case
        case = step(case, crew, story)
    return case
