"""Clare's Law (Domestic Violence Disclosure Scheme): the whole workflow as a table.

Source: clares-law section 9.3 and 9.4 (T numbers). Where that is unworkable:
docs/decisions/.
"""

from __future__ import annotations

from django.db import models
from django_fsm import FSMField

from casework.policy import Capability as May
from casework.workflow.moves import WorkflowModel, move
from disclosure import decision_facts as weigh
from disclosure import delivery_facts as telling
from disclosure import effects, endings
from disclosure import facts as fact
from disclosure.approval import latest_version
from disclosure.outcomes import Outcome


class S(models.TextChoices):
    """Where the work is, in the order it happens."""

    RECEIVED = "received", "Received"
    INITIAL_CHECKS = "initial_checks", "Initial checks"
    AWAITING_MEETING = "awaiting_meeting", "Meeting"
    RESEARCH = "research", "Research"
    DECISION_DRAFT = "decision_draft", "Recommendation"
    AWAITING_REVIEW = "awaiting_review", "Decision"
    REPRESENTATIONS = "representations", "Representations"
    DISCLOSURE_PLANNING = "disclosure_planning", "Planning the disclosure"
    DISCLOSURE_IN_PROGRESS = "disclosure_in_progress", "Disclosing"
    NO_DISCLOSURE_CONTACT = "no_disclosure_contact", "Telling the outcome"
    AFTERCARE = "aftercare", "Aftercare"
    TRANSFER_PENDING = "transfer_pending", "Transfer offered"
    CLOSED = "closed", "Closed"


BEFORE_DECISION = (
    S.RECEIVED,
    S.INITIAL_CHECKS,
    S.AWAITING_MEETING,
    S.RESEARCH,
    S.DECISION_DRAFT,
    S.AWAITING_REVIEW,
    S.REPRESENTATIONS,
)
DRAFTED_AT = (S.RESEARCH, S.DECISION_DRAFT)
TAKEN_IN = (S.RECEIVED, S.INITIAL_CHECKS)
UNREACHED = (*TAKEN_IN, S.AWAITING_MEETING)
EMERGENCY = (*BEFORE_DECISION, S.NO_DISCLOSURE_CONTACT, S.TRANSFER_PENDING)
DELIVERY = (S.DISCLOSURE_PLANNING, S.DISCLOSURE_IN_PROGRESS)
TRANSFERABLE = (S.INITIAL_CHECKS, S.AWAITING_MEETING, S.RESEARCH, S.DECISION_DRAFT)
TRIAGED = (fact.checks_complete, fact.risk_graded, fact.in_scope)
EXPLAINED = (endings.refuse_unexplained_lateness,)
# What may not be left open by any move that closes a case (T14).
NOTHING_OPEN = (
    telling.no_alarm_open,
    telling.emergency_reviewed,
    telling.referrals_settled,
    telling.no_contact_waits,
    weigh.requests_settled,
)
WITHDRAWN = (
    fact.right_to_ask,
    fact.withdrawal_recorded,
    fact.risk_reviewed,
    telling.no_alarm_open,
)


class ClaresLaw(WorkflowModel):
    """The rows: from, to, who, only when, and the writes that belong to the move."""

    STATES = S
    state = FSMField(choices=S.choices, default=S.RECEIVED, protected=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    disclosed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

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

    @move(TAKEN_IN, to=S.CLOSED, by=May.TRIAGE, when=[fact.risk_graded,
          fact.second_person_agrees_to_close, *NOTHING_OPEN],
          then=[fact.refuse_unlinked_duplicate, *EXPLAINED])
    def close_without_progressing(self, *, outcome: str, lateness_cause: str) -> None:
        """Out of scope, a duplicate, or for somebody else (T3x)."""
        endings.close(self, lateness_cause, outcome)

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

    @move(S.DECISION_DRAFT, to=S.RESEARCH, by=May.PROPOSE)
    def research_further(self) -> None:
        """Something is missing; say what (T5b)."""

    @move(S.DECISION_DRAFT, to=S.AWAITING_REVIEW, by=May.PROPOSE,
          when=[weigh.proposal_complete, weigh.items_may_be_used,
          weigh.ages_weighed, weigh.words_reveal_nobody],
          then=[effects.freeze_version])
    def submit_for_decision(self) -> None:
        """The proposal is complete: freeze it and pass it to another person (T6)."""

    @move(S.AWAITING_REVIEW, to=S.DECISION_DRAFT, by=May.DECIDE,
          then=[effects.record_return, effects.copy_version])
    def return_proposal(self) -> None:
        """Send it back with reasons; the version is kept (T7)."""

    @move(S.AWAITING_REVIEW, to=S.DISCLOSURE_PLANNING, by=May.DECIDE,
          when=[weigh.disclosure_proposed, weigh.identity_confirmed,
          weigh.items_may_be_used, weigh.words_reveal_nobody],
          then=[effects.record_agreement])
    def approve_disclosure(self) -> None:
        """Agree to disclose these words to this recipient (T8)."""
        endings.decide(self, latest_version(self).outcome)

    @move(S.AWAITING_REVIEW, to=S.REPRESENTATIONS, by=May.DECIDE,
          when=[weigh.representations_wanted], then=[effects.seek_representations])
    def ask_subject_first(self) -> None:
        """Ask for representations; the risk of asking was considered (T8r)."""

    @move(S.AWAITING_REVIEW, to=S.NO_DISCLOSURE_CONTACT, by=May.DECIDE,
          when=[weigh.no_disclosure_proposed], then=[effects.record_agreement])
    def approve_no_disclosure(self) -> None:
        """Agree that nothing is disclosed; support is still offered (T8n)."""
        endings.decide(self, latest_version(self).outcome)

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

    @move(S.REPRESENTATIONS, to=S.DECISION_DRAFT, by=May.PROPOSE,
          when=[weigh.response_in_or_time_passed], then=[effects.copy_version])
    def consider_representations(self) -> None:
        """The subject answered or the time passed: decide anew (T9)."""

    @move(S.DISCLOSURE_PLANNING, to=S.DISCLOSURE_IN_PROGRESS, by=May.DELIVER,
          when=[telling.delivery_planned, telling.visit_risk_assessed,
          telling.contact_plan_fresh, telling.visit_still_allowed,
          telling.safety_plan_drafted, telling.words_may_be_spoken,
          weigh.identity_confirmed])
    def begin_delivery(self) -> None:
        """Everything is planned and it is safe to go (T10)."""

    @move(S.DISCLOSURE_IN_PROGRESS, to=S.DISCLOSURE_IN_PROGRESS, by=May.DELIVER,
          when=[telling.attempt_recorded])
    def plan_another_attempt(self) -> None:
        """The attempt failed; say why and what happens next (T11)."""

    @move(S.DISCLOSURE_IN_PROGRESS, to=S.AFTERCARE, by=May.DELIVER,
          when=[telling.approved_words_delivered, telling.warnings_all_given,
          telling.refusal_signed_off, telling.safety_plan_agreed,
          fact.risk_reviewed])
    def complete_delivery(self) -> None:
        """The approved words were spoken to the right person (T12)."""
        endings.disclose(self)

    @move(DELIVERY, to=S.DECISION_DRAFT, by=May.DELIVER,
          then=[effects.start_version, effects.start_fast_track])
    def return_to_decision(self) -> None:
        """Only for new facts, or if the undertaking was refused: decide anew (T12r)."""

    @move(S.DISCLOSURE_IN_PROGRESS, to=S.NO_DISCLOSURE_CONTACT, by=May.SUPERVISE,
          when=[telling.attempt_recorded, fact.risk_reviewed])
    def end_without_disclosure(self, *, outcome: str) -> None:
        """The recipient declined or cannot be reached safely (T12d)."""
        endings.end_as(self, outcome)

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

    @move(TRANSFERABLE, to=S.TRANSFER_PENDING, by=May.TRANSFER, then=[effects.offer])
    def offer_transfer(self) -> None:
        """Another force should lead; the clock goes on (T15)."""

    @move(S.TRANSFER_PENDING, to=S.CLOSED, by=May.TRANSFER,
          when=[fact.transfer_accepted, *NOTHING_OPEN], then=EXPLAINED)
    def complete_transfer(self, *, lateness_cause: str) -> None:
        """The other force leads now (T15)."""
        endings.close(self, lateness_cause, Outcome.TRANSFERRED_OUT)

    @move(S.TRANSFER_PENDING, to=S.INITIAL_CHECKS, by=May.TRANSFER,
          when=[fact.offered_from(S.INITIAL_CHECKS), fact.transfer_refused])
    def resume_initial_checks(self) -> None:
        """The other force will not lead: back to the stage it left (T15)."""

    @move(S.TRANSFER_PENDING, to=S.AWAITING_MEETING, by=May.TRANSFER,
          when=[fact.offered_from(S.AWAITING_MEETING), fact.transfer_refused])
    def resume_meeting(self) -> None:
        """The other force will not lead: back to the stage it left (T15)."""

    @move(S.TRANSFER_PENDING, to=S.RESEARCH, by=May.TRANSFER,
          when=[fact.offered_from(S.RESEARCH), fact.transfer_refused])
    def resume_research(self) -> None:
        """The other force will not lead: back to the stage it left (T15)."""

    @move(S.TRANSFER_PENDING, to=S.DECISION_DRAFT, by=May.TRANSFER,
          when=[fact.offered_from(S.DECISION_DRAFT), fact.transfer_refused])
    def resume_recommendation(self) -> None:
        """The other force will not lead: back to the stage it left (T15)."""

    @move(S.CLOSED, to=S.RESEARCH, by=May.SUPERVISE, when=[fact.reopening_signed_off],
          then=[effects.start_second_clock])
    def reopen_case(self) -> None:
        """New information; the first result stands, a second clock starts (T16)."""
        endings.open_again(self)

    @move(BEFORE_DECISION, to=S.NO_DISCLOSURE_CONTACT, by=May.SUPERVISE,
          when=WITHDRAWN)
    def withdraw_and_contact(self) -> None:
        """The applicant withdrew; make a last safe contact (T17)."""
        endings.end_as(self, Outcome.WITHDRAWN)

    @move(BEFORE_DECISION, to=S.CLOSED, by=May.SUPERVISE,
          when=[*WITHDRAWN, *NOTHING_OPEN[1:]], then=EXPLAINED)
    def withdraw_and_close(self, *, lateness_cause: str) -> None:
        """The applicant withdrew and no further contact is needed (T17)."""
        endings.close(self, lateness_cause, Outcome.WITHDRAWN)
