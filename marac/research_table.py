"""A request for an agency's research as a table. Source: marac A4.4 (Q numbers)."""

from __future__ import annotations

from django.db import models
from django_fsm import FSMField

from casework.moment import now
from casework.policy import Capability as May
from casework.workflow.moves import move
from casework.workflow.tracks import TrackModel
from marac import research_effects as effects
from marac import research_facts as fact
from marac.states import Q

WITH_AGENCY = (Q.SENT, Q.ACKNOWLEDGED, Q.IN_PROGRESS)
TO_ANSWER = (*WITH_AGENCY, Q.QUERIED, Q.LATE, Q.RECUSED, Q.REOPENED)


class RequestFlow(TrackModel):
    """The rows: from, to, who, only when, and the writes that belong to the move."""

    STATES = Q
    state = FSMField(choices=Q.choices, default=Q.CREATED, protected=True)
    conflict_answered = models.BooleanField(
        "the agency's person has no part in the life of anybody named", default=False
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    question = models.TextField("the coordinator's question", blank=True)

    class Meta:
        abstract = True

    # A row is read across: from, to, who, only when.
    # fmt: off
    @move(Q.CREATED, to=Q.SENT, by=May.BY_ITSELF, when=[fact.list_published])
    def send(self) -> None:
        """The list is published and the agency has a part in the case (Q1)."""

    @move((Q.SENT, Q.LATE), to=Q.ACKNOWLEDGED, by=May.ANSWER_REQUEST)
    def acknowledge(self) -> None:
        """Seen, by somebody who says that nobody named is close to them (Q2)."""
        self.conflict_answered = True

    @move((*WITH_AGENCY, Q.LATE), to=Q.RECUSED, by=May.ANSWER_REQUEST,
          then=[effects.record_recusal])
    def recuse(self) -> None:
        """Somebody named is close to them: the named alternate answers (Q3)."""
        self.conflict_answered = True

    @move(Q.ACKNOWLEDGED, to=Q.IN_PROGRESS, by=May.ANSWER_REQUEST)
    def start(self) -> None:
        """The agency looks at what it holds (Q4)."""

    @move(TO_ANSWER, to=Q.RETURNED, by=May.ANSWER_REQUEST, when=[fact.conflict_said,
          fact.outcome_said, fact.withholding_explained, fact.information_given,
          fact.identifiers_said])
    def return_answer(self) -> None:
        """What was found, what is shared, and what is withheld and why (Q4)."""
        self.returned_at = now()

    @move(Q.RETURNED, to=Q.QUERIED, by=May.JUDGE_ANSWER)
    def ask_back(self, *, question: str) -> None:
        """The coordinator or the chair asks something about it (Q5)."""
        self.question = question

    @move(Q.RETURNED, to=Q.TAKEN, by=May.JUDGE_ANSWER)
    def take_answer(self) -> None:
        """It is ready for the meeting (Q6)."""

    @move(WITH_AGENCY, to=Q.LATE, by=May.BY_ITSELF, when=[fact.deadline_passed])
    def become_late(self) -> None:
        """The deadline has passed: the agency's manager is told (Q7)."""

    @move((*TO_ANSWER, Q.CREATED), to=Q.NO_RETURN, by=May.BY_ITSELF,
          when=[fact.case_was_heard])
    def end_without_return(self) -> None:
        """The case was heard without it (Q7)."""

    @move((Q.RETURNED, Q.TAKEN), to=Q.SPOKEN, by=May.HEAR, when=[fact.case_on_table])
    def speak(self) -> None:
        """The agency shared it at the meeting (Q8)."""

    @move((Q.RETURNED, Q.TAKEN), to=Q.REOPENED, by=May.ANSWER_REQUEST,
          when=[fact.not_heard_yet])
    def reopen(self) -> None:
        """Something new came to light before the hearing (Q9)."""
