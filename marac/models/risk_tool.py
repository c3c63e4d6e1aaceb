"""The risk tool of a referral: its version, and each answer by itself."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from marac.models.case import MaracCase
from marac.models.profile import RiskQuestion, RiskTool
from marac.outcomes import Answer

_PERSON = settings.AUTH_USER_MODEL
SUBMITTED = """
    IF (SELECT finished_at FROM marac_riskassessment WHERE id = {row})
        IS NOT NULL
    THEN
        RAISE EXCEPTION 'Answers that were sent are never edited, only superseded.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


@keep_history
class RiskAssessment(models.Model):
    """One use of a risk tool, or why none was used. Finished, it is never edited."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="marac_assessments"
    )
    tool = models.ForeignKey(
        RiskTool,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    why_no_tool = models.TextField(blank=True)
    threshold = models.PositiveSmallIntegerField(
        help_text="The score that counts as visible high risk, as it was then."
    )
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Counted from the answers when finished."
    )
    assessed_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="risk_tool_or_why_none",
                condition=Q(tool__isnull=False) | ~Q(why_no_tool=""),
                violation_error_message="Choose the tool, or say why none was used.",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="a_finished_assessment_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__finished_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: risk"


@keep_history
class RiskAnswer(models.Model):
    """One answer, stored as it was given: "don't know" is not "no" (A1.4)."""

    assessment = models.ForeignKey(
        RiskAssessment, on_delete=models.PROTECT, related_name="answers"
    )
    question = models.ForeignKey(
        RiskQuestion, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(
        max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED
    )
    source = models.CharField(
        "who said so, if not the person at risk", max_length=60, blank=True
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("assessment", "question__number")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "question"), name="one_answer_a_question"
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="an_answer_that_was_sent_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=SUBMITTED.format(row="OLD.assessment_id"),
            ),
            pgtrigger.Trigger(
                name="no_answer_after_sending",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=SUBMITTED.format(row="NEW.assessment_id"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.question_id}: {self.answer}"
