"""MARAC: the case from referral to the end of retention, as a table.

Source: marac A4.1 (R numbers). R19 is no move: a repeat is a new case, linked to the
old one when it is received. Where the table had no way on: docs/decisions/.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django_fsm import FSMField

from casework.moment import now
from casework.policy import Capability as May
from casework.workflow.moves import WorkflowModel, move
from marac import effects, endings
from marac import facts as fact
from marac import hearing_facts as hearing
from marac.outcomes import Outcome, RepeatRule
from marac.states import S

BEFORE_HEARD = (
    S.SCREENING,
    S.SUITABLE,
    S.EMERGENCY,
    S.LISTED,
    S.IN_RESEARCH,
    S.READY,
    S.DEFERRED,
)
WAITS = (S.SUITABLE, S.DEFERRED, S.EMERGENCY)
ON_A_LIST = (S.LISTED, S.IN_RESEARCH, S.READY)
COMPLETE = (
    fact.person_at_risk_named,
    fact.area_known,
    fact.harm_named_or_unknown,
    fact.route_chosen,
    fact.judgement_explained,
    fact.tool_answered_or_excused,
    fact.sharing_settled,
    fact.safe_contact_recorded,
    fact.safety_seen_to,
    fact.crimes_answered,
)


class MaracFlow(WorkflowModel):
    """The rows: from, to, who, only when, and the writes that belong to the move."""

    STATES = S
    state = FSMField(choices=S.choices, default=S.DRAFT, protected=True)
    profile = models.ForeignKey(
        "marac.ProtocolProfile", on_delete=models.PROTECT, related_name="+"
    )
    referring_agency = models.ForeignKey(
        "accounts.Agency", on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    heard_at = models.DateTimeField(null=True, blank=True)
    is_repeat = models.BooleanField(null=True, blank=True)
    repeat_rule = models.CharField(
        max_length=24, blank=True, choices=RepeatRule.choices
    )
    deferrals = models.PositiveSmallIntegerField(default=0)
    flag_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    # A row is read across: from, to, who, only when.
    # fmt: off
    @move(S.DRAFT, to=S.AWAITING_SIGNOFF, by=May.TAKE_IN,
          when=[fact.manager_signs, *COMPLETE])
    def ask_manager(self) -> None:
        """The referral is complete: the manager reads it before it goes out (R1)."""

    @move(S.DRAFT, to=S.SUBMITTED, by=May.TAKE_IN,
          when=[fact.no_manager_signs, *COMPLETE], then=[effects.receive])
    def send_referral(self) -> None:
        """The referral is complete and is sent (R1)."""
        self.submitted_at = now()

    @move(S.AWAITING_SIGNOFF, to=S.SUBMITTED, by=May.SIGN_OFF, when=COMPLETE,
          then=[effects.sign_off, effects.receive])
    def sign_off(self) -> None:
        """A manager who did not write it signs it off (R2)."""
        self.submitted_at = now()

    @move(S.AWAITING_SIGNOFF, to=S.DRAFT, by=May.SIGN_OFF)
    def return_to_author(self) -> None:
        """The manager asks for more; say what (R2b)."""

    @move(S.SUBMITTED, to=S.SCREENING, by=May.BY_ITSELF,
          when=[fact.names_scanned, fact.repeat_evaluated])
    def begin_screening(self) -> None:
        """Names were compared with users, and repeats looked for (R3)."""

    @move(S.SCREENING, to=S.RETURNED, by=May.SCREEN, then=[effects.list_missing])
    def return_for_information(self) -> None:
        """Something is missing; the list says what (R4)."""

    @move(S.RETURNED, to=S.SUBMITTED, by=May.TAKE_IN,
          when=[fact.missing_answered, *COMPLETE], then=[effects.receive])
    def send_again(self) -> None:
        """Everything that was asked for is answered (R5)."""

    @move(S.SCREENING, to=S.SUITABLE, by=May.SCREEN, when=[fact.judged_suitable,
          fact.hits_settled, fact.restricted_after_hit])
    def take_on(self) -> None:
        """It is for this MARAC, with a rationale, and no conflict is open (R6)."""

    @move(S.SCREENING, to=S.NOT_SUITABLE, by=May.SCREEN,
          when=[fact.judged_not_suitable, fact.second_person_agrees_to_refuse])
    def find_not_suitable(self) -> None:
        """It is not for MARAC, with a rationale and a signpost (R7)."""
        endings.end(self, Outcome.NOT_SUITABLE)

    @move(S.NOT_SUITABLE, to=S.SCREENING, by=May.SUPERVISE)
    def screen_again(self) -> None:
        """The referrer challenged it, or something new came to light (R8)."""
        endings.open_again(self)

    @move(WAITS, to=S.LISTED, by=May.LIST_CASE, when=[fact.hits_settled],
          then=[effects.put_on_list])
    def list_case(self) -> None:
        """Put on the list of a meeting; over its capacity only with a reason (R9)."""

    @move(WAITS, to=S.LISTED, by=May.CHAIR, when=[fact.hits_settled],
          then=[effects.put_on_published_list])
    def list_late(self) -> None:
        """Put on a list that is published; the chair says why (M4)."""

    @move((S.SUITABLE, S.LISTED, S.IN_RESEARCH, S.READY), to=S.EMERGENCY,
          by=May.CALL_EMERGENCY, then=[effects.leave_list])
    def call_emergency(self) -> None:
        """The risk cannot wait for the next meeting; say why (R10)."""

    @move(S.LISTED, to=S.IN_RESEARCH, by=May.BY_ITSELF,
          when=[hearing.list_is_published], then=[effects.ask_agencies])
    def begin_research(self) -> None:
        """The list is published: each agency of the case is asked (R11)."""

    @move(S.IN_RESEARCH, to=S.READY, by=May.BY_ITSELF, when=[hearing.research_is_over])
    def become_ready(self) -> None:
        """Every answer is in, or the time has passed (R12)."""

    @move(S.IN_RESEARCH, to=S.READY, by=May.LIST_CASE)
    def close_research(self) -> None:
        """The coordinator ends the research early; say why (R12)."""

    @move(S.READY, to=S.BEING_HEARD, by=May.HEAR, when=[hearing.meeting_sits,
          hearing.enough_agencies_here, hearing.nobody_conflicted_here],
          then=[effects.start_hearing])
    def begin_hearing(self) -> None:
        """The meeting turns to this case (R13)."""

    @move((*ON_A_LIST, S.BEING_HEARD), to=S.DEFERRED, by=May.CHAIR,
          then=[effects.leave_list])
    def defer(self) -> None:
        """Not reached or adjourned: say why and what protects until then (R14)."""
        self.deferrals += 1

    @move(S.BEING_HEARD, to=S.HEARD, by=May.CHAIR, when=[hearing.risk_summed_up,
          hearing.actions_or_reason, hearing.questions_answered,
          hearing.feedback_owner_named], then=[effects.conclude])
    def conclude(self) -> None:
        """Risk is summed up and actions are agreed: they go out now (R15)."""
        self.heard_at = now()

    @move(S.HEARD, to=S.ACTIONS_OPEN, by=May.BY_ITSELF, when=[hearing.an_action_open])
    def await_actions(self) -> None:
        """At least one action has no final state (R16)."""

    @move((S.HEARD, S.ACTIONS_OPEN), to=S.ACTIONS_COMPLETE, by=May.BY_ITSELF,
          when=[hearing.no_action_open])
    def complete_actions(self) -> None:
        """Every action has a final state (R16)."""

    @move(S.ACTIONS_COMPLETE, to=S.ACTIONS_OPEN, by=May.BY_ITSELF,
          when=[hearing.an_action_open])
    def go_on_with_actions(self) -> None:
        """An action was added or taken up again (R16)."""

    @move(S.ACTIONS_COMPLETE, to=S.CLOSED, by=May.CLOSE, when=[hearing.no_action_open,
          hearing.minutes_approved, hearing.feedback_recorded, hearing.flags_asked])
    def close_case(self) -> None:
        """Every action is final and the papers are done; the flag lives on (R17)."""
        endings.end(self, Outcome.ACTIONS_FINAL)

    @move(BEFORE_HEARD, to=S.TRANSFERRED_OUT, by=May.TRANSFER,
          when=[hearing.transfer_taken_on, hearing.no_action_open],
          then=[effects.leave_list])
    def transfer_out(self) -> None:
        """Another MARAC has taken it on (R18)."""
        endings.end(self, Outcome.TRANSFERRED)

    @move(S.CLOSED, to=S.FLAG_LAPSED, by=May.BY_ITSELF,
          when=[hearing.flag_window_over, hearing.no_action_open],
          then=[effects.ask_flags_removed])
    def lapse_flag(self) -> None:
        """The months of a repeat are over: agencies remove their flags (R20)."""

    @move((S.DRAFT, S.AWAITING_SIGNOFF, S.RETURNED, *BEFORE_HEARD, S.ACTIONS_COMPLETE),
          to=S.WITHDRAWN, by=May.SCREEN, when=[fact.second_person_agrees_to_withdraw,
          hearing.no_action_open], then=[effects.leave_list])
    def withdraw(self, *, outcome: str) -> None:
        """It ends without a hearing, for a reason of the list (R21)."""
        endings.end(self, outcome)

    @move(S.FLAG_LAPSED, to=S.DISPOSED, by=May.SUPERVISE,
          when=[hearing.retention_is_over])
    def end_retention(self) -> None:
        """The review of retention was made; say what it found (R22)."""
