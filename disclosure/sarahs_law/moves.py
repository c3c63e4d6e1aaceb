"""Sarah's Law: the whole workflow as a table.

Source: sarahs-law 6.1 and 6.2 (Q numbers). Where it leaves something open:
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
from disclosure.sarahs_law import facts as own
from disclosure.sarahs_law.effects import record_overruling
from disclosure.sarahs_law.outcomes import Outcome
from disclosure.shared_moves import EXPLAINED, NOTHING_OPEN
from disclosure.stages import BEFORE_DECISION, Stage


class S(models.TextChoices):
    """Where the work is, in the order it happens."""

    RECEIVED = Stage.RECEIVED, "Received"
    INITIAL_CHECKS = Stage.INITIAL_CHECKS, "Initial checks"
    SCOPE_REVIEW = Stage.SCOPE_REVIEW, "Scope"
    AWAITING_MEETING = Stage.AWAITING_MEETING, "Interview"
    RESEARCH = Stage.RESEARCH, "Full research"
    DECISION_DRAFT = Stage.DECISION_DRAFT, "Recommendation"
    AWAITING_REVIEW = Stage.AWAITING_REVIEW, "Decision"
    REPRESENTATIONS = Stage.REPRESENTATIONS, "Subject's views"
    DISCLOSURE_PLANNING = Stage.DISCLOSURE_PLANNING, "Planning the delivery"
    DISCLOSURE_IN_PROGRESS = Stage.DISCLOSURE_IN_PROGRESS, "Delivery"
    UNDERTAKING_REFUSED = Stage.UNDERTAKING_REFUSED, "Undertaking refused"
    NO_DISCLOSURE_CONTACT = Stage.NO_DISCLOSURE_CONTACT, "Telling the outcome"
    AFTERCARE = Stage.AFTERCARE, "Follow-up"
    TRANSFER_PENDING = Stage.TRANSFER_PENDING, "Transfer offered"
    CLOSED = Stage.CLOSED, "Closed"


SCOPED = (own.scope_tests_passed, fact.in_scope)
FINISHED = (own.closing_recorded, own.subject_told_answered, *NOTHING_OPEN)


class SarahsLaw(shared.DisclosureWorkflow):
    """The rows: from, to, who, only when, and the writes that belong to the move."""

    STATES = S

    class Meta:
        abstract = True

    # A row is read across: from, to, who, only when.
    # fmt: off
    @move(S.RECEIVED, to=S.INITIAL_CHECKS, by=May.TAKE_IN, when=[fact.danger_answered,
          fact.people_named, own.subject_identifiable, own.child_described,
          own.access_described, own.reason_recorded, fact.safe_contact_recorded,
          fact.warnings_given, own.trigger_recorded])
    def begin_initial_checks(self) -> None:
        """The first contact is complete: hand the case to the unit (Q00, Q10)."""

    @move(S.INITIAL_CHECKS, to=S.SCOPE_REVIEW, by=May.RESEARCH,
          when=[fact.checks_complete, own.early_risk_answered, own.alarm_raised])
    def complete_initial_checks(self) -> None:
        """Every check is made, and whether a child is in danger is answered (Q20)."""

    @move(S.SCOPE_REVIEW, to=S.AWAITING_MEETING, by=May.TRIAGE,
          when=[fact.right_to_ask, *SCOPED, fact.risk_graded])
    def arrange_interview(self) -> None:
        """It is in scope: meet the applicant (Q30)."""

    @move(S.SCOPE_REVIEW, to=S.RESEARCH, by=May.TRIAGE,
          when=[fact.right_to_know, *SCOPED, fact.risk_graded])
    def begin_right_to_know_research(self) -> None:
        """Nobody applied, so there is no interview (Q30)."""

    @move(S.SCOPE_REVIEW, to=S.NO_DISCLOSURE_CONTACT, by=May.TRIAGE,
          when=[own.scope_test_failed, fact.risk_graded, own.call_back_recorded])
    def end_out_of_scope(self) -> None:
        """Not in scope: the reason is coded, and they were told where to ask (X1)."""
        endings.end_as(self, Outcome.OUT_OF_SCOPE)

    close_without_progressing = shared.close_without_progressing

    @move(S.AWAITING_MEETING, to=S.RESEARCH, by=May.MEET, when=[fact.meeting_recorded,
          fact.contact_plan_confirmed, own.declaration_recorded,
          own.identity_evidenced, own.link_evidenced])
    def begin_research(self) -> None:
        """Identity and the link to the child are proved or excused (Q40)."""

    @move(S.AWAITING_MEETING, to=S.CLOSED, by=May.SUPERVISE,
          when=[fact.right_to_ask, fact.enough_attempts, fact.risk_reviewed,
          *NOTHING_OPEN], then=EXPLAINED)
    def close_as_disengaged(self, *, lateness_cause: str) -> None:
        """Never reached; the child is safe, Right to Know was considered (X2)."""
        endings.close(self, lateness_cause, Outcome.DISENGAGED)

    @move(S.RESEARCH, to=S.DECISION_DRAFT, by=May.RESEARCH,
          when=[fact.checks_complete, weigh.information_graded, weigh.requests_settled,
          own.manager_replied, fact.risk_reviewed], then=[effects.start_version])
    def complete_research(self) -> None:
        """Everything is checked and graded; a manager, if any, replied (Q50)."""

    research_further = shared.research_further

    @move(S.DECISION_DRAFT, to=S.AWAITING_REVIEW, by=May.PROPOSE,
          when=[weigh.proposal_complete, own.presumption_answered,
          own.silence_reasoned, weigh.items_may_be_used, weigh.ages_weighed,
          weigh.words_reveal_nobody,
          own.recipients_reveal_nobody], then=[effects.freeze_version])
    def submit_for_decision(self) -> None:
        """The proposal is complete: freeze it and pass it to another person (Q60)."""

    return_proposal = shared.return_proposal
    ask_subject_first = shared.ask_subject_first
    approve_disclosure = shared.approve_disclosure
    approve_no_disclosure = shared.approve_no_disclosure

    @move(S.AWAITING_REVIEW, to=S.NO_DISCLOSURE_CONTACT, by=May.DECIDE,
          when=[weigh.disclosure_proposed],
          then=[record_overruling])
    def decide_against_disclosure(self, *, outcome: str) -> None:
        """Overrule the proposal; against the presumption only with more reason."""
        endings.decide(self, outcome)

    consider_representations = shared.consider_representations

    @move(S.DISCLOSURE_PLANNING, to=S.DISCLOSURE_IN_PROGRESS, by=May.DELIVER,
          when=[telling.delivery_planned, telling.visit_risk_assessed,
          telling.contact_plan_fresh, telling.visit_still_allowed,
          telling.safety_plan_drafted, telling.words_may_be_spoken,
          own.visit_signed_off, weigh.identity_confirmed])
    def begin_delivery(self) -> None:
        """Risk assessment and safety plan are signed off by a second person (Q75)."""

    plan_another_attempt = shared.plan_another_attempt

    @move(S.DISCLOSURE_IN_PROGRESS, to=S.AFTERCARE, by=May.DELIVER,
          when=[telling.approved_words_delivered, telling.warnings_all_given,
          own.undertaking_signed, own.everybody_told, telling.safety_plan_agreed,
          fact.risk_reviewed])
    def complete_delivery(self) -> None:
        """Each recipient heard their words, signed, and nothing was left (Q80)."""
        endings.disclose(self)

    @move(S.DISCLOSURE_IN_PROGRESS, to=S.UNDERTAKING_REFUSED, by=May.DELIVER,
          when=[own.refusal_recorded], then=[effects.start_fast_track])
    def return_after_refusal(self) -> None:
        """The undertaking was refused and nothing was said: decide afresh (Q76)."""

    @move(S.UNDERTAKING_REFUSED, to=S.DISCLOSURE_PLANNING, by=May.DECIDE,
          when=[weigh.disclosure_proposed], then=[effects.record_agreement])
    def disclose_all_the_same(self) -> None:
        """The child needs it in spite of the refusal; say why (Q76)."""

    @move(S.UNDERTAKING_REFUSED, to=S.NO_DISCLOSURE_CONTACT, by=May.DECIDE,
          then=[record_overruling])
    def withhold_after_refusal(self, *, outcome: str) -> None:
        """It is not told after the refusal; say why (Q76)."""
        endings.end_as(self, outcome)

    return_to_decision = shared.return_to_decision
    end_without_disclosure = shared.end_without_disclosure

    @move(S.NO_DISCLOSURE_CONTACT, to=S.CLOSED, by=May.CLOSE,
          when=[telling.outcome_told, telling.unsafe_signed_off, *FINISHED],
          then=EXPLAINED)
    def close_after_contact(self, *, lateness_cause: str) -> None:
        """The outcome was told or could not be told safely (Q81)."""
        endings.tell(self)
        endings.close(self, lateness_cause)

    @move(S.AFTERCARE, to=S.CLOSED, by=May.CLOSE,
          when=[telling.aftercare_done, *FINISHED], then=EXPLAINED)
    def close_case(self, *, lateness_cause: str) -> None:
        """Follow-up is done and everything is recorded (Q80, Q85)."""
        endings.close(self, lateness_cause)

    @move(BEFORE_DECISION, to=S.CLOSED, by=May.SUPERVISE,
          when=[own.child_was_safeguarded, fact.risk_reviewed, *NOTHING_OPEN],
          then=EXPLAINED)
    def close_as_safeguarded(self, *, lateness_cause: str) -> None:
        """Action to protect the child overtook the scheme (X3)."""
        endings.close(self, lateness_cause, Outcome.SAFEGUARDED)

    withdraw_and_contact = shared.withdraw_and_contact
    withdraw_and_close = shared.withdraw_and_close
    offer_transfer = shared.offer_transfer
    complete_transfer = shared.complete_transfer
    resume_initial_checks = shared.resume_initial_checks

    @move(S.TRANSFER_PENDING, to=S.SCOPE_REVIEW, by=May.TRANSFER,
          when=[fact.offered_from(S.SCOPE_REVIEW), fact.transfer_refused])
    def resume_scope_review(self) -> None:
        """The other force will not lead: back to the stage it left (Q99)."""

    resume_meeting = shared.resume_meeting
    resume_research = shared.resume_research
    resume_recommendation = shared.resume_recommendation
    reopen_case = shared.reopen_case
