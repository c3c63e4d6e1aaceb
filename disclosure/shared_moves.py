"""The moves that are the same in every scheme of disclosure, each written once.

A scheme's table takes one by its name, so that the table still shows every move in
reading order: ``return_proposal = shared.return_proposal``. A row leaves from those of
its stages which the scheme has. Source: clares-law 9.3 (T numbers), sarahs-law 6.2.
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
from disclosure.stages import (
    BEFORE_DECISION,
    DELIVERY,
    TAKEN_IN,
    TRANSFERABLE,
    End,
    Stage,
)


class DisclosureWorkflow(WorkflowModel):
    """What a case of every scheme carries beside its moves."""

    state = FSMField(default=Stage.RECEIVED.value, protected=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    disclosed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


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


# A row is read across: from, to, who, only when.
# fmt: off
@move(TAKEN_IN, to=Stage.CLOSED, by=May.TRIAGE, when=[fact.risk_graded,
      fact.second_person_agrees_to_close, *NOTHING_OPEN],
      then=[fact.refuse_unlinked_duplicate, *EXPLAINED])
def close_without_progressing(
    self: DisclosureWorkflow, *, outcome: str, lateness_cause: str
) -> None:
    """Out of scope, a duplicate, or for somebody else (T3x)."""
    endings.close(self, lateness_cause, outcome)


@move(Stage.DECISION_DRAFT, to=Stage.RESEARCH, by=May.PROPOSE)
def research_further(self: DisclosureWorkflow) -> None:
    """Something is missing; say what (T5b)."""


@move(Stage.AWAITING_REVIEW, to=Stage.DECISION_DRAFT, by=May.DECIDE,
      then=[effects.record_return, effects.copy_version])
def return_proposal(self: DisclosureWorkflow) -> None:
    """Send it back with reasons; the version is kept (T7)."""


@move(Stage.AWAITING_REVIEW, to=Stage.DISCLOSURE_PLANNING, by=May.DECIDE,
      when=[weigh.disclosure_proposed, weigh.identity_confirmed,
      weigh.items_may_be_used, weigh.words_reveal_nobody],
      then=[effects.record_agreement])
def approve_disclosure(self: DisclosureWorkflow) -> None:
    """Agree to disclose these words to this recipient (T8)."""
    endings.decide(self, latest_version(self).outcome)


@move(Stage.AWAITING_REVIEW, to=Stage.REPRESENTATIONS, by=May.DECIDE,
      when=[weigh.representations_wanted], then=[effects.seek_representations])
def ask_subject_first(self: DisclosureWorkflow) -> None:
    """Ask for representations; the risk of asking was considered (T8r)."""


@move(Stage.AWAITING_REVIEW, to=Stage.NO_DISCLOSURE_CONTACT, by=May.DECIDE,
      when=[weigh.no_disclosure_proposed], then=[effects.record_agreement])
def approve_no_disclosure(self: DisclosureWorkflow) -> None:
    """Agree that nothing is disclosed; support is still offered (T8n)."""
    endings.decide(self, latest_version(self).outcome)


@move(Stage.REPRESENTATIONS, to=Stage.DECISION_DRAFT, by=May.PROPOSE,
      when=[weigh.response_in_or_time_passed], then=[effects.copy_version])
def consider_representations(self: DisclosureWorkflow) -> None:
    """The subject answered or the time passed: decide anew (T9)."""


@move(Stage.DISCLOSURE_IN_PROGRESS, to=Stage.DISCLOSURE_IN_PROGRESS, by=May.DELIVER,
      when=[telling.attempt_recorded])
def plan_another_attempt(self: DisclosureWorkflow) -> None:
    """The attempt failed; say why and what happens next (T11)."""


@move(Stage.DISCLOSURE_IN_PROGRESS, to=Stage.NO_DISCLOSURE_CONTACT, by=May.SUPERVISE,
      when=[telling.attempt_recorded, fact.risk_reviewed])
def end_without_disclosure(self: DisclosureWorkflow, *, outcome: str) -> None:
    """The recipient declined or cannot be reached safely (T12d)."""
    endings.end_as(self, outcome)


@move(DELIVERY, to=Stage.DECISION_DRAFT, by=May.DELIVER,
      then=[effects.start_version, effects.start_fast_track])
def return_to_decision(self: DisclosureWorkflow) -> None:
    """Only for new facts, or if the undertaking was refused: decide anew (T12r)."""


@move(TRANSFERABLE, to=Stage.TRANSFER_PENDING, by=May.TRANSFER, then=[effects.offer])
def offer_transfer(self: DisclosureWorkflow) -> None:
    """Another force should lead; the clock goes on (T15)."""


@move(Stage.TRANSFER_PENDING, to=Stage.CLOSED, by=May.TRANSFER,
      when=[fact.transfer_accepted, *NOTHING_OPEN], then=EXPLAINED)
def complete_transfer(self: DisclosureWorkflow, *, lateness_cause: str) -> None:
    """The other force leads now (T15)."""
    endings.close(self, lateness_cause, End.TRANSFERRED_OUT)


@move(Stage.TRANSFER_PENDING, to=Stage.INITIAL_CHECKS, by=May.TRANSFER,
      when=[fact.offered_from(Stage.INITIAL_CHECKS), fact.transfer_refused])
def resume_initial_checks(self: DisclosureWorkflow) -> None:
    """The other force will not lead: back to the stage it left (T15)."""


@move(Stage.TRANSFER_PENDING, to=Stage.AWAITING_MEETING, by=May.TRANSFER,
      when=[fact.offered_from(Stage.AWAITING_MEETING), fact.transfer_refused])
def resume_meeting(self: DisclosureWorkflow) -> None:
    """The other force will not lead: back to the stage it left (T15)."""


@move(Stage.TRANSFER_PENDING, to=Stage.RESEARCH, by=May.TRANSFER,
      when=[fact.offered_from(Stage.RESEARCH), fact.transfer_refused])
def resume_research(self: DisclosureWorkflow) -> None:
    """The other force will not lead: back to the stage it left (T15)."""


@move(Stage.TRANSFER_PENDING, to=Stage.DECISION_DRAFT, by=May.TRANSFER,
      when=[fact.offered_from(Stage.DECISION_DRAFT), fact.transfer_refused])
def resume_recommendation(self: DisclosureWorkflow) -> None:
    """The other force will not lead: back to the stage it left (T15)."""


@move(Stage.CLOSED, to=Stage.RESEARCH, by=May.SUPERVISE,
      when=[fact.reopening_signed_off],
      then=[effects.start_second_clock])
def reopen_case(self: DisclosureWorkflow) -> None:
    """New information; the first result stands, a second clock starts (T16)."""
    endings.open_again(self)


@move(BEFORE_DECISION, to=Stage.NO_DISCLOSURE_CONTACT, by=May.SUPERVISE, when=WITHDRAWN)
def withdraw_and_contact(self: DisclosureWorkflow) -> None:
    """The applicant withdrew; make a last safe contact (T17)."""
    endings.end_as(self, End.WITHDRAWN)


@move(BEFORE_DECISION, to=Stage.CLOSED, by=May.SUPERVISE,
      when=[*WITHDRAWN, *NOTHING_OPEN[1:]], then=EXPLAINED)
def withdraw_and_close(self: DisclosureWorkflow, *, lateness_cause: str) -> None:
    """The applicant withdrew and no further contact is needed (T17)."""
    endings.close(self, lateness_cause, End.WITHDRAWN)
