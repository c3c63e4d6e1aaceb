"""Website applications as they arrived: the original is kept and never changed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from accounts.models import Unit
from casework.models import Case

_PERSON = settings.AUTH_USER_MODEL


class SubmissionState(models.TextChoices):
    """What became of a submission."""

    IMPORTED = "imported", "Became a case"
    HELD = "held", "Held: needs a person"
    SET_ASIDE = "set_aside", "Set aside with a reason"


class WebsiteSubmission(models.Model):
    """One submission of the force website."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    submission_id = models.CharField(max_length=60)
    form = models.CharField(max_length=40)
    original = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(null=True, blank=True)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=SubmissionState.choices)
    is_urgent = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    case = models.OneToOneField(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="submission"
    )
    set_aside_reason = models.TextField(blank=True)
    settled_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-imported_at", "-id")
        indexes = (
            models.Index(fields=("unit", "state", "-received_at"), name="inbox_list"),
        )
        triggers = (
            pgtrigger.Protect(
                name="no_submission_is_deleted", operation=pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="the_original_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("original", "sha256", "received_at"),  # type: ignore[no-untyped-call]  # pgtrigger is untyped
                func="RAISE EXCEPTION 'The original of a submission never changes.';",
            ),
        )

    def __str__(self) -> str:
        return self.submission_id


class SubmissionRead(models.Model):
    """Somebody read how it is safe to reach the applicant; numbers follow."""

    submission = models.ForeignKey(
        WebsiteSubmission, on_delete=models.PROTECT, related_name="reads"
    )
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.submission_id}: read by {self.by_id}"
