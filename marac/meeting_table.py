"""A meeting as a table. Source: marac A4.2 (M numbers).

M1 makes meetings from the calendar; M4 and M7 are acts on a meeting, not moves of it.
"""

from __future__ import annotations

from django.db import models
from django_fsm import FSMField

from casework.moment import now
from casework.policy import Capability as May
from casework.workflow.moves import move
from casework.workflow.tracks import TrackModel
from marac import meeting_effects as effects
from marac import meeting_facts as fact
from marac.states import M

BEFORE_SESSION = (
    M.PLANNED,
    M.LIST_OPEN,
    M.LIST_PUBLISHED,
    M.RESEARCH_CLOSED,
    M.CONTRIBUTIONS_OPEN,
)


class MeetingFlow(TrackModel):
    """The rows: from, to, who, only when, and the writes that belong to the move."""

    STATES = M
    state = FSMField(choices=M.choices, default=M.PLANNED, protected=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    # A row is read across: from, to, who, only when.
    # fmt: off
    @move(M.PLANNED, to=M.LIST_OPEN, by=May.BY_ITSELF, when=[fact.its_turn])
    def open_list(self) -> None:
        """The cut-off of the meeting before has passed (M2)."""

    @move(M.LIST_OPEN, to=M.LIST_PUBLISHED, by=May.LIST_CASE, when=[fact.list_has_cases,
          fact.list_in_order, fact.list_without_conflicts, fact.agencies_signed_up])
    def publish_list(self) -> None:
        """Agencies see the list and are asked for their research (M3)."""

    @move(M.LIST_PUBLISHED, to=M.RESEARCH_CLOSED, by=May.BY_ITSELF,
          when=[fact.people_meet, fact.research_deadline_passed])
    def close_research(self) -> None:
        """The time for research has passed (M5)."""

    @move((M.LIST_PUBLISHED, M.RESEARCH_CLOSED), to=M.IN_SESSION, by=May.CHAIR,
          when=[fact.people_meet, fact.chair_here, fact.somebody_here,
          fact.statement_read, fact.everybody_signed])
    def begin_session(self) -> None:
        """The statement was read and everybody present signed it (M6)."""
        self.began_at = self.began_at or now()

    @move(M.IN_SESSION, to=M.PAUSED, by=May.CHAIR)
    def pause(self) -> None:
        """A break (M8)."""

    @move(M.PAUSED, to=M.IN_SESSION, by=May.CHAIR)
    def resume(self) -> None:
        """After the break (M8)."""

    @move(M.IN_SESSION, to=M.ENDED, by=May.CHAIR, when=[fact.every_case_settled])
    def end_session(self) -> None:
        """Every case was heard, deferred or transferred (M9)."""
        self.ended_at = now()

    @move((M.ENDED, M.ACTIONS_AGREED), to=M.MINUTES_DRAFT, by=May.KEEP_MINUTES,
          then=[effects.start_minutes])
    def draft_minutes(self) -> None:
        """Minutes are built from what was entered (M10)."""

    @move(M.MINUTES_DRAFT, to=M.MINUTES_APPROVED, by=May.CHAIR,
          when=[fact.minutes_written], then=[effects.approve_minutes])
    def approve_minutes(self) -> None:
        """The chair approves the minutes; they are locked (M11)."""

    @move(M.MINUTES_APPROVED, to=M.CLOSED, by=May.KEEP_MINUTES,
          when=[fact.minutes_issued, fact.attendance_final])
    def close_meeting(self) -> None:
        """Minutes are issued and attendance is final (M12)."""

    @move(BEFORE_SESSION, to=M.CANCELLED, by=May.MOVE_MEETING,
          when=[fact.no_case_waits])
    def cancel(self) -> None:
        """It is not held; each case is listed elsewhere or deferred first (M13)."""

    @move(BEFORE_SESSION, to=M.MOVED, by=May.MOVE_MEETING, then=[effects.move_list])
    def move_meeting(self) -> None:
        """Another meeting takes over its list; say why (M13)."""

    @move(M.LIST_PUBLISHED, to=M.CONTRIBUTIONS_OPEN, by=May.LIST_CASE,
          when=[fact.on_paper])
    def open_contributions(self) -> None:
        """Nobody meets: agencies write what they know and what they will do (M3p)."""

    @move(M.CONTRIBUTIONS_OPEN, to=M.ACTIONS_AGREED, by=May.CHAIR,
          when=[fact.closing_date_passed, fact.every_case_settled])
    def agree_actions(self) -> None:
        """The closing date has passed and every case was settled (M9p)."""
        self.ended_at = now()
