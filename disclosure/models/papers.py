"""Papers that were issued, and each copy that was printed of one."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history
from casework.models import Case, DocumentRequest
from disclosure.models.wording import Paragraph

_PERSON = settings.AUTH_USER_MODEL


class IssuedPaper(models.Model):
    """A paper of a case as it was fixed: its content never changes.

    ``release_needed`` papers are printed once another person released them; the rest
    rests on a decision or on approved words alone.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="issued_papers"
    )
    kind = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    paragraphs = models.ManyToManyField(Paragraph, related_name="papers")
    release_needed = models.BooleanField()
    prepared_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    released_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("case_id", "kind", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "kind", "number"), name="papers_are_numbered_once"
            ),
            models.CheckConstraint(
                name="paper_released_by_another_person",
                condition=Q(released_by__isnull=True)
                | ~Q(released_by=F("prepared_by")),
                violation_error_message="Somebody else releases what you prepared.",
            ),
            models.CheckConstraint(
                name="paper_release_is_whole",
                condition=Q(released_by__isnull=True, released_at__isnull=True)
                | Q(released_by__isnull=False, released_at__isnull=False),
                violation_error_message="A release has a person and a time.",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="no_issued_paper_is_deleted", operation=pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="an_issued_paper_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(
                    "case_id",
                    "kind",
                    "number",
                    "language",
                    "content",
                    "sha256",
                    "release_needed",
                    "prepared_by_id",
                    "prepared_at",
                ),  # type: ignore[no-untyped-call]  # pgtrigger is untyped
                func="RAISE EXCEPTION 'An issued paper never changes.';",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind} {self.number}"

    @property
    def is_printable(self) -> bool:
        """Whether copies of it may be printed."""
        return not self.release_needed or self.released_at is not None


class CopyEnd(models.TextChoices):
    """What became of a printed copy."""

    RETURNED = "returned", "Returned"
    DESTROYED = "destroyed", "Destroyed"


@keep_history
class PrintedCopy(models.Model):
    """One numbered copy: who printed it, when, why, and what became of it."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="printed_copies"
    )
    paper = models.ForeignKey(
        IssuedPaper, on_delete=models.PROTECT, related_name="copies"
    )
    kind = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    request = models.OneToOneField(
        DocumentRequest, on_delete=models.PROTECT, related_name="printed_copy"
    )
    printed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    why = models.CharField(max_length=200)
    ended_as = models.CharField(max_length=10, choices=CopyEnd.choices, blank=True)
    ended_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-printed_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "kind", "number"), name="copies_are_numbered_once"
            ),
            models.CheckConstraint(
                name="the_end_of_a_copy_is_whole",
                condition=Q(ended_as="", ended_by__isnull=True, ended_at__isnull=True)
                | (~Q(ended_as="") & Q(ended_by__isnull=False, ended_at__isnull=False)),
                violation_error_message="Say what became of the copy, and who says it.",
            ),
        )
        indexes = (
            models.Index(
                fields=("printed_at", "id"),
                name="printed_copy_outstanding",
                condition=Q(ended_as=""),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="no_printed_copy_is_deleted", operation=pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind} copy {self.number}"

    @property
    def is_outstanding(self) -> bool:
        """Whether nobody has said what became of it."""
        return not self.ended_as
