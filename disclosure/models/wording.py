"""The standard paragraphs of papers: versions that are written, approved and kept."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history

_PERSON = settings.AUTH_USER_MODEL


@keep_history
class Paragraph(models.Model):
    """One version of one standard paragraph in one language.

    It is used from ``valid_from`` once another person than its author approved it. What
    was shipped has no author and is used until the force approves words of its own.
    """

    scheme = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    valid_from = models.DateField()
    review_on = models.DateField()
    is_shipped = models.BooleanField(default=False)
    reason = models.TextField("why it was changed", blank=True)
    written_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    translation_check = models.CharField(
        "who checked the translation", max_length=200, blank=True
    )

    class Meta:
        ordering = ("scheme", "key", "language", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "key", "language", "version"),
                name="a_paragraph_has_each_version_once",
                violation_error_message=(
                    "Somebody else wrote a version meanwhile: look at it first."
                ),
            ),
            models.CheckConstraint(
                name="paragraph_approved_by_another_person",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("written_by")),
                violation_error_message="Somebody else than its author approves it.",
            ),
            models.CheckConstraint(
                name="paragraph_has_an_author_or_was_shipped",
                condition=Q(is_shipped=True, written_by__isnull=True)
                | Q(is_shipped=False, written_by__isnull=False),
                violation_error_message="Words have an author.",
            ),
            models.CheckConstraint(
                name="paragraph_approval_is_whole",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                violation_error_message="An approval has a person and a time.",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="no_paragraph_is_deleted", operation=pgtrigger.Delete
            ),
            pgtrigger.Protect(
                name="approved_paragraph_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.approved_at IS NOT NULL OR OLD.is_shipped"
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.language} version {self.version}"

    @property
    def is_approved(self) -> bool:
        """Whether another person approved it."""
        return self.approved_at is not None

    @property
    def needs_translator(self) -> bool:
        """A translation that nobody is recorded to have checked."""
        return self.language != "en" and not self.translation_check
