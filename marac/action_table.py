"""An action as a table. Source: marac A4.3 (A numbers).

A10 reminds and moves nothing. Where an agency and the chair disagree, the action goes
back to the agency: an action is never lost.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django_fsm import FSMField

from casework.policy import Capability as May
from casework.workflow.moves import move
from casework.workflow.tracks import TrackModel
from marac import action_facts as fact
from marac.states import A

LADDER = (A.ESCALATED_1, A.ESCALATED_2, A.ESCALATED_3)
UNDER_WAY = (A.AGREED, A.ACKNOWLEDGED, A.IN_PROGRESS)
OPEN = (*UNDER_WAY, *LADDER)


class ActionFlow(TrackModel):
    """The rows: from, to, who, only when."""

    STATES = A
    state = FSMField(choices=A.choices, default=A.PROPOSED, protected=True)
    owner_agency = models.ForeignKey(
        "accounts.Agency", on_delete=models.PROTECT, related_name="actions"
    )
    offered_to = models.ForeignKey(
        "accounts.Agency",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField()
    named_worker = models.CharField(max_length=120, blank=True)
    what_was_done = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    effect_on_risk = models.TextField(blank=True)
    what_changed = models.TextField(blank=True)
    new_risk = models.TextField(blank=True)
    why_not_done = models.TextField(blank=True)
    asked_until = models.DateField(null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    # A row is read across: from, to, who, only when.
    # fmt: off
    @move(A.PROPOSED, to=A.AGREED, by=May.CHAIR, when=[fact.says_what_is_to_be_done,
          fact.due_in_the_future])
    def agree(self) -> None:
        """The agency takes it on, with a day (A1)."""

    @move((A.AGREED, *LADDER), to=A.ACKNOWLEDGED, by=May.DO_ACTION)
    def acknowledge(self, *, named_worker: str = "") -> None:
        """The agency has seen it and may name who does it (A2)."""
        self.named_worker = named_worker or self.named_worker

    @move(OPEN, to=A.REASSIGNED, by=May.DO_ACTION)
    def offer_to_another(self, *, agency: Any) -> None:
        """It is better placed with another agency; say why (A3)."""
        self.offered_to = agency

    @move(A.REASSIGNED, to=A.AGREED, by=May.DO_ACTION, when=[fact.offered])
    def take_over(self) -> None:
        """The other agency takes it on; the first stays on record (A3)."""
        taker: Any = self.offered_to
        self.owner_agency, self.offered_to = taker, None
        self.named_worker = ""

    @move(A.REASSIGNED, to=A.AGREED, by=May.DO_ACTION, when=[fact.offered])
    def decline_offer(self) -> None:
        """The other agency does not take it: back to the first (A3)."""
        self.offered_to = None

    @move((A.AGREED, A.ACKNOWLEDGED), to=A.IN_PROGRESS, by=May.DO_ACTION)
    def start(self) -> None:
        """Work on it has begun (A4)."""

    @move(OPEN, to=A.DONE_CLAIMED, by=May.DO_ACTION)
    def claim_done(self, *, what_was_done: str, done_on: dt.date,
                   effect_on_risk: str = "") -> None:
        """Say what was done, when, and what it did to the risk (A5)."""
        self.what_was_done, self.done_on = what_was_done, done_on
        self.effect_on_risk = effect_on_risk

    @move(A.DONE_CLAIMED, to=A.DONE_VERIFIED, by=May.JUDGE_ACTION)
    def verify(self) -> None:
        """The coordinator is satisfied that it is done (A6)."""

    @move(A.DONE_CLAIMED, to=A.DONE_VERIFIED, by=May.BY_ITSELF,
          when=[fact.needs_no_second_look])
    def take_as_done(self) -> None:
        """The profile trusts the agency for an ordinary action (A6)."""

    @move(A.DONE_CLAIMED, to=A.IN_PROGRESS, by=May.JUDGE_ACTION)
    def send_back(self) -> None:
        """It is not done yet; say what is missing (A6b)."""

    @move(OPEN, to=A.NOT_POSSIBLE, by=May.DO_ACTION)
    def report_not_possible(self, *, what_changed: str, new_risk: str = "") -> None:
        """Things changed, so that it cannot be done any more (A7)."""
        self.what_changed, self.new_risk = what_changed, new_risk

    @move(OPEN, to=A.NOT_DONE, by=May.DO_ACTION)
    def report_not_done(self, *, why_not_done: str) -> None:
        """The agency did not do it; the next meeting asks why (A8)."""
        self.why_not_done = why_not_done

    @move(A.NOT_DONE, to=A.NOT_DONE_NOTED, by=May.CHAIR)
    def settle_not_done(self) -> None:
        """The chair lets it end undone, with a reason (A8)."""

    @move(A.NOT_DONE, to=A.AGREED, by=May.CHAIR)
    def ask_once_more(self, *, due_on: dt.date) -> None:
        """The chair asks for it again, with a new day (A8b)."""
        self.due_on = due_on

    @move(OPEN, to=A.EXTENSION_REQUESTED, by=May.DO_ACTION,
          when=[fact.extension_left])
    def ask_for_time(self, *, asked_until: dt.date) -> None:
        """Ask the chair for a later day; say why (A9)."""
        self.asked_until = asked_until

    @move(A.EXTENSION_REQUESTED, to=A.AGREED, by=May.CHAIR)
    def give_time(self) -> None:
        """The chair agrees to the later day (A9)."""
        day: Any = self.asked_until
        self.due_on, self.asked_until = day, None
        self.extensions += 1

    @move(A.EXTENSION_REQUESTED, to=A.AGREED, by=May.CHAIR)
    def refuse_time(self) -> None:
        """The first day stands (A9)."""
        self.asked_until = None

    @move(UNDER_WAY, to=A.ESCALATED_1, by=May.BY_ITSELF, when=[fact.late_for_manager])
    def tell_manager(self) -> None:
        """Overdue: the agency's manager is told (A11)."""

    @move(A.ESCALATED_1, to=A.ESCALATED_2, by=May.BY_ITSELF,
          when=[fact.late_for_chair])
    def tell_chair(self) -> None:
        """Still overdue: the chair and the unit are told (A12)."""

    @move(A.ESCALATED_2, to=A.ESCALATED_3, by=May.BY_ITSELF,
          when=[fact.late_for_steering])
    def tell_steering_group(self) -> None:
        """Still overdue: it goes on the steering group's list (A13)."""

    @move((A.PROPOSED, *OPEN, A.EXTENSION_REQUESTED, A.REASSIGNED), to=A.CANCELLED,
          by=May.CHAIR)
    def cancel(self) -> None:
        """The chair takes it back; say why (A14)."""
