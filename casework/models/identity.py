"""Whether the person asked about is the person whom a record found is about.

The wrong person was once disclosed, and a wrong date of birth once hid an abuser
(reliability 8.1): one person proposes the match, another confirms it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history
from casework.models.case import Case
from casework.models.duties import AUTHOR, takes_duty
from casework.models.people import Person, Sex

_PERSON = settings.AUTH_USER_MODEL


class Confidence(models.TextChoices):
    """How sure the proposer is."""

    HIGH = "high", "High: several independent details agree"
    MEDIUM = "medium", "Medium: it is more likely than not"
    LOW = "low", "Low: it may be somebody else"


class MatchQuerySet(models.QuerySet["IdentityMatch"]):
    """Chainable conditions, named as sentences."""

    def standing(self) -> MatchQuerySet:
        """Confirmed by a second person and not withdrawn."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)


@keep_history
class IdentityMatch(models.Model):
    """A record found that somebody says is about a person of the case."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="identity_matches"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    system = models.CharField("system or force", max_length=120)
    reference = models.CharField("reference of the record", max_length=120)
    pnc_id = models.CharField("PNC ID", max_length=13, blank=True)
    names = models.TextField("names in the record, one a line")
    date_of_birth = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=10, choices=Sex.choices, blank=True)
    addresses = models.TextField("addresses in the record, one a line", blank=True)
    other = models.TextField("other details in the record", blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    reason = models.TextField("why it is or may be the same person")
    proposed_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="identity_matches"
    )
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_why = models.TextField(blank=True)
    # What was known of the person when it was confirmed; a correction asks again.
    compared = models.CharField(max_length=64, blank=True)
    withdrawn_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ("proposed_at", "id")
        constraints = (
            models.CheckConstraint(
                name="match_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=F("proposed_by")),
                violation_error_message=(
                    "Somebody else than the proposer confirms who it is."
                ),
            ),
            models.CheckConstraint(
                name="match_confirmation_is_whole",
                condition=Q(
                    confirmed_by__isnull=True, confirmed_at__isnull=True, compared=""
                )
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~Q(compared="")
                    & ~Q(confirmed_why="")
                ),
            ),
            models.CheckConstraint(
                name="match_withdrawn_says_why",
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | (
                    Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                    & ~Q(withdrawn_why="")
                ),
                violation_error_message="Say why it is not the same person.",
            ),
        )
        triggers = (takes_duty(AUTHOR, "proposed_by_id"),)

    def __str__(self) -> str:
        return f"{self.case_id}: match {self.pk}"

    @property
    def stands(self) -> bool:
        """Confirmed by a second person and not withdrawn."""
        return self.confirmed_at is not None and self.withdrawn_at is None
