"""The decision: what is proposed, test by test, and who else agreed to it.

A version is frozen when it is submitted and never changes after; a return makes a new
version from a copy, so that the proposer's text is not lost (clares-law 3.5).
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history
from casework.models import Case
from casework.models.duties import AUTHOR, DECIDER, takes_duty
from disclosure.outcomes import RECIPIENT_OF

_PERSON = settings.AUTH_USER_MODEL


@keep_history
class Recommendation(models.Model):
    """One version of the proposed decision."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="recommendations"
    )
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=40, blank=True)
    recipient = models.CharField("who is told", max_length=200, blank=True)
    recipient_reason = models.TextField("why this recipient", blank=True)
    delivered_by = models.CharField("who tells them", max_length=200, blank=True)
    ask_subject = models.CharField("ask the subject first", max_length=3, blank=True)
    ask_subject_reason = models.TextField(blank=True)
    tell_subject = models.CharField("tell the subject", max_length=3, blank=True)
    tell_subject_reason = models.TextField(blank=True)
    safeguarding = models.TextField("what further safeguarding is needed", blank=True)
    held_back = models.TextField("what is held back and why", blank=True)
    words = models.TextField("words to be spoken", blank=True)
    rationale = models.TextField("the whole reason", blank=True)
    would_change = models.TextField("what would change this", blank=True)
    departure = models.TextField("departure from guidance", blank=True)
    departure_reason = models.TextField("why it departs", blank=True)
    departure_approved_by = models.CharField(
        "who approved the departure", max_length=120, blank=True
    )
    delivered_by_reason = models.TextField("why they tell them", blank=True)
    safeguarding_needed = models.CharField(
        "is further safeguarding needed", max_length=3, blank=True
    )
    subject_young_reason = models.TextField("subject under 18", blank=True)
    person_young_reason = models.TextField("person at risk under 16", blank=True)
    words_hash = models.CharField(max_length=64, blank=True)
    proposed_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="recommendations"
    )
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "number"), name="versions_are_numbered_once"
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="submitted_version_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.submitted_at IS NOT NULL"),
            ),
            takes_duty(AUTHOR, "proposed_by_id"),
            pgtrigger.Protect(name="no_version_is_deleted", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: version {self.number}"

    @property
    def discloses(self) -> bool:
        """Whether this version proposes to tell somebody."""
        return self.outcome.startswith("disclose_")

    @property
    def recipient_kind(self) -> str:
        """Who is told: the person at risk, somebody better placed, or both."""
        return RECIPIENT_OF.get(self.outcome, "")


FROZEN = """
    IF EXISTS (SELECT 1 FROM disclosure_recommendation
               WHERE id = COALESCE(NEW.recommendation_id, OLD.recommendation_id)
               AND submitted_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'The answers of a submitted version never change.';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


@keep_history
class TestAnswer(models.Model):
    """The answer to one legal test, with its reason."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="answers"
    )
    test = models.CharField(max_length=30)
    answer = models.CharField(max_length=3)
    reason = models.TextField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "test"), name="a_test_is_answered_once"
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="answers_are_frozen_with_their_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=FROZEN,
            ),
        )

    def __str__(self) -> str:
        return f"{self.test}: {self.answer}"


class ReviewResult(models.TextChoices):
    """What the second person decided."""

    AGREE = "agree", "Agreed"
    RETURN = "return", "Returned"
    OVERRULE = "overrule", "Overruled"


class Review(models.Model):
    """The decision by another member of the unit, with the reason."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="reviews"
    )
    proposed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=10, choices=ReviewResult.choices)
    outcome = models.CharField(max_length=40, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="reviews")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="reviewer_is_not_the_proposer",
                condition=~Q(by=F("proposed_by")),
                violation_error_message=(
                    "The decision is made by somebody other than the proposer."
                ),
            ),
        )
        triggers = (
            takes_duty(DECIDER, "by_id"),
            pgtrigger.Protect(
                name="a_decision_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_result_display()}"


@keep_history
class Representation(models.Model):
    """The subject's views: sought, answered, or the time passed."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="representations"
    )
    sought_at = models.DateTimeField()
    risk_considered = models.TextField()
    response = models.TextField(blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("sought_at", "id")

    def __str__(self) -> str:
        return f"{self.case_id}: representations"


@keep_history
class EmergencyAuthorisation(models.Model):
    """A disclosure allowed at once because somebody is in danger; reviewed after."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergencies")
    reason = models.TextField()
    words = models.TextField()
    recipient = models.CharField(max_length=200)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="emergency_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("by")),
                violation_error_message="Another person reviews an emergency.",
            ),
        )
        triggers = (takes_duty(DECIDER, "by_id"),)

    def __str__(self) -> str:
        return f"{self.case_id}: emergency"
