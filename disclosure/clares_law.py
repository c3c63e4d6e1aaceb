"""Clare's Law (Domestic Violence Disclosure Scheme): the whole workflow as a table.

Source: clares-law section 9.3 and 9.4 (T numbers). Where that is unworkable:
docs/decisions/.
"""

from __future__ import annotations

from django.db import models

from casework.policy import Capability as May
from casework.workflow.moves import move
from disclosure import decision_facts as weigh
from disclosure import delivery_facts as telling
from disclosure import effects, endings
from disclosure import facts as fact
from disclosure import shared_moves as shared
from disclosure.outcomes import Outcome
from disclosure.shared_moves import EXPLAINED, NOTHING_OPEN
from disclosure.stages import BEFORE_DECISION, Stage


class S(models.TextChoices):
    """Where the work is, in the order it happens."""

    RECEIVED = Stage.RECEIVED, "Received"
    INITIAL_CHECKS = Stage.INITIAL_CHECKS, "Initial checks"
    AWAITING_MEETING = Stage.AWAITING_MEETING, "Meeting"
    RESEARCH = Stage.RESEARCH, "Research"
    DECISION_DRAFT = Stage.DECISION_DRAFT, "Recommendation"
    AWAITING_REVIEW = Stage.AWAITING_REVIEW, "Decision"
    REPRESENTATIONS = Stage.REPRESENTATIONS, "Representations"
    DISCLOSURE_PLANNING = Stage.DISCLOSURE_PLANNING, "Planning the disclosure"
    DISCLOSURE_IN_PROGRESS = Stage.DISCLOSURE_IN_PROGRESS, "Disclosing"
    NO_DISCLOSURE_CONTACT = Stage.NO_DISCLOSURE_CONTACT, "Telling the outcome"
    AFTERCARE = Stage.AFTERCARE, "Aftercare"
    TRANSFER_PENDING = Stage.TRANSFER_PENDING, "Transfer offered"
    CLOSED = Stage.CLOSED, "Closed"


UNREACHED = (S.RECEIVED, S.INITIAL_CHECKS, S.AWAITING_MEETING)
EMERGENCY = (*BEFORE_DECISION, S.NO_DISCLOSURE_CONTACT, S.TRANSFER_PENDING)
TRIAGED = (fact.checks_complete, fact.risk_graded, fact.in_scope)


class ClaresLaw(shared.DisclosureWorkflow):
    """The rows: from, to, who, only when, and the writes that belong to the move.

    Those that another scheme has too are in ``shared_moves.py``.
    """

    STATES = S

    class Meta:
        abstract = True

    # A row is read across: from, to, who, only when.
    # fmt: off
    @move(S.RECEIVED, to=S.INITIAL_CHECKS, by=May.TAKE_IN, when=[fact.danger_answered,
          fact.people_named, fact.safe_contact_recorded,
          fact.relationship_and_reason_recorded, fact.warnings_given])
    def begin_initial_checks(self) -> None:
        """The first contact is complete: hand the case to the unit (T2)."""

    @move(S.INITIAL_CHECKS, to=S.AWAITING_MEETING, by=May.TRIAGE,
          when=[fact.right_to_ask, *TRIAGED])
    def arrange_meeting(self) -> None:
        """Checks are made and the scheme applies: meet the applicant (T3)."""

    @move(S.INITIAL_CHECKS, to=S.RESEARCH, by=May.TRIAGE, when=[fact.right_to_know,
          *TRIAGED, fact.relationship_evidenced])
    def begin_right_to_know_research(self) -> None:
        """Right to Know has no meeting: go on to research (T3k)."""

    @move(S.INITIAL_CHECKS, to=S.RESEARCH, by=May.TRIAGE, when=[fact.right_to_ask,
          *TRIAGED])
    def skip_meeting(self) -> None:
        """No meeting is needed; say why and how identity will be seen (T3s)."""

    close_without_progressing = shared.close_without_progressing

    @move(S.AWAITING_MEETING, to=S.RESEARCH, by=May.MEET, when=[fact.meeting_recorded,
          fact.contact_plan_confirmed, fact.risk_tool_used])
    def begin_research(self) -> None:
        """The meeting was held, identity and risk are recorded (T4)."""

    @move(UNREACHED, to=S.NO_DISCLOSURE_CONTACT, by=May.SUPERVISE,
          when=[fact.enough_attempts, fact.risk_reviewed])
    def stop_trying_to_contact(self) -> None:
        """Nobody could be reached safely; Right to Know was considered (T4b)."""
        endings.end_as(self, Outcome.UNABLE_TO_CONTACT)

    @move(S.RESEARCH, to=S.DECISION_DRAFT, by=May.RESEARCH, when=[fact.checks_complete,
          weigh.information_graded, weigh.requests_settled],
          then=[effects.start_version])
    def complete_research(self) -> None:
        """Checks are made or excused, items graded, requests answered (T5)."""

    research_further = shared.research_further

    @move(S.DECISION_DRAFT, to=S.AWAITING_REVIEW, by=May.PROPOSE,
          when=[weigh.proposal_complete, weigh.items_may_be_used,
          weigh.ages_weighed, weigh.words_reveal_nobody],
          then=[effects.freeze_version])
    def submit_for_decision(self) -> None:
        """The proposal is complete: freeze it and pass it to another person (T6)."""

    return_proposal = shared.return_proposal
    approve_disclosure = shared.approve_disclosure
    ask_subject_first = shared.ask_subject_first
    approve_no_disclosure = shared.approve_no_disclosure

    @move(S.AWAITING_REVIEW, to=S.NO_DISCLOSURE_CONTACT, by=May.DECIDE,
          when=[weigh.disclosure_proposed], then=[effects.record_overruling])
    def decide_against_disclosure(self, *, outcome: str) -> None:
        """Overrule the proposal to disclose, with reasons (T8n)."""
        endings.decide(self, outcome)

    @move(EMERGENCY, to=S.DISCLOSURE_PLANNING, by=May.AUTHORISE,
          when=[telling.alarm_open], then=[effects.record_emergency])
    def authorise_emergency_disclosure(self) -> None:
        """Somebody needs protecting now; another person reviews it after (T8e)."""
        endings.decide(self, Outcome.DISCLOSE_TO_A)

    consider_representations = shared.consider_representations

    @move(S.DISCLOSURE_PLANNING, to=S.DISCLOSURE_IN_PROGRESS, by=May.DELIVER,
          when=[telling.delivery_planned, telling.visit_risk_assessed,
          telling.contact_plan_fresh, telling.visit_still_allowed,
          telling.safety_plan_drafted, telling.words_may_be_spoken,
          weigh.identity_confirmed])
    def begin_delivery(self) -> None:
        """Everything is planned and it is safe to go (T10)."""

    plan_another_attempt = shared.plan_another_attempt

    @move(S.DISCLOSURE_IN_PROGRESS, to=S.AFTERCARE, by=May.DELIVER,
          when=[telling.approved_words_delivered, telling.warnings_all_given,
          telling.refusal_signed_off, telling.safety_plan_agreed,
          fact.risk_reviewed])
    def complete_delivery(self) -> None:
        """The approved words were spoken to the right person (T12)."""
        endings.disclose(self)

    return_to_decision = shared.return_to_decision

    end_without_disclosure = shared.end_without_disclosure

    @move(S.NO_DISCLOSURE_CONTACT, to=S.AFTERCARE, by=May.DELIVER,
          when=[telling.outcome_told, telling.unsafe_signed_off])
    def begin_aftercare(self) -> None:
        """The outcome was told; support goes on (T13)."""
        endings.tell(self)

    @move(S.NO_DISCLOSURE_CONTACT, to=S.CLOSED, by=May.CLOSE,
          when=[telling.outcome_told, telling.unsafe_signed_off, *NOTHING_OPEN],
          then=EXPLAINED)
    def close_after_contact(self, *, lateness_cause: str) -> None:
        """The outcome was told or could not be told safely (T13)."""
        endings.tell(self)
        endings.close(self, lateness_cause)

    @move(S.AFTERCARE, to=S.CLOSED, by=May.CLOSE, when=[telling.aftercare_done,
          telling.high_risk_referred, *NOTHING_OPEN], then=EXPLAINED)
    def close_case(self, *, lateness_cause: str) -> None:
        """Aftercare is done and everything is recorded (T14)."""
        endings.close(self, lateness_cause)

    offer_transfer = shared.offer_transfer
    complete_transfer = shared.complete_transfer
    resume_initial_checks = shared.resume_initial_checks
    resume_meeting = shared.resume_meeting
    resume_research = shared.resume_research
    resume_recommendation = shared.resume_recommendation
    reopen_case = shared.reopen_case
    withdraw_and_contact = shared.withdraw_and_contact
    withdraw_and_close = shared.withdraw_and_close
