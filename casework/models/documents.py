"""Files and notes of a case. Files are private; one checked view hands them out."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history
from casework.models.case import Case

_PERSON = settings.AUTH_USER_MODEL


class ScanState(models.TextChoices):
    """Whether the virus scanner has seen a file. "Not scanned" is never "clean"."""

    PRODUCED = "produced", "Made here"
    CLEAN = "clean", "Scanned, clean"
    NOT_SCANNED = "not_scanned", "Not scanned"
    TOO_MUCH = "too_much", "Too much for the scanner"
    RELEASED = "released", "Not scanned, released"
    INFECTED = "infected", "Quarantined"


READABLE = (ScanState.PRODUCED, ScanState.CLEAN, ScanState.RELEASED)
# A person may answer for these; what the scanner found nobody may.
RELEASABLE = (ScanState.NOT_SCANNED, ScanState.TOO_MUCH)
# What a scanner may still say something about.
UNSETTLED = (*RELEASABLE, ScanState.RELEASED)


class Document(models.Model):
    """A stored file: what was uploaded, or what was made here. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    storage_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scan_state = models.CharField(max_length=12, choices=ScanState.choices)
    marking = models.CharField(max_length=40)
    scanned_at = models.DateTimeField(null=True, blank=True)
    found = models.CharField(
        max_length=100, blank=True, help_text="What the scanner says that it is."
    )
    has_location = models.BooleanField(
        default=False, help_text="A picture that says where it was taken."
    )
    released_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.TextField(blank=True)
    see = models.CharField(
        max_length=40, help_text="The capability it takes to open it."
    )
    words_hash = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-added_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="document_is_not_empty",
                condition=Q(size__gt=0),
                violation_error_message="The file is empty.",
            ),
            models.CheckConstraint(
                name="document_released_by_another_with_reason",
                condition=~Q(scan_state=ScanState.RELEASED)
                | (
                    Q(released_by__isnull=False)
                    & Q(released_at__isnull=False)
                    & ~Q(release_reason="")
                    & ~Q(released_by=F("added_by"))
                ),
                violation_error_message=(
                    "Somebody else than the uploader releases a file, with a reason."
                ),
            ),
        )
        indexes = (
            models.Index(fields=("case", "added_at"), name="document_case"),
            # A verdict is of a content, wherever it lies.
            models.Index(fields=("sha256",), name="document_content"),
            models.Index(fields=("added_by", "added_at"), name="document_added_by"),
            models.Index(
                fields=("added_at",),
                name="document_held_back",
                condition=Q(scan_state__in=("not_scanned", "too_much", "infected")),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="no_document_is_deleted", operation=pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="document_content_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(
                    "sha256", "storage_key", "size", "case_id"
                ),  # type: ignore[no-untyped-call]  # pgtrigger is untyped
                func="RAISE EXCEPTION 'A stored document never changes.';",
            ),
            pgtrigger.Trigger(
                name="quarantine_is_for_ever",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("scan_state"),  # type: ignore[no-untyped-call]  # pgtrigger is untyped
                condition=pgtrigger.Condition(
                    "OLD.scan_state = 'infected'"
                    " AND NEW.scan_state IS DISTINCT FROM 'infected'"
                ),
                func="RAISE EXCEPTION 'A quarantined file stays in quarantine.';",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_readable(self) -> bool:
        """Scanned and clean, made here, or released by somebody who answers for it."""
        return self.scan_state in READABLE


class DocumentRequest(models.Model):
    """A document to be made by a worker: the row is there before the message is."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="document_requests"
    )
    kind = models.CharField(max_length=40)
    requested_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    document = models.OneToOneField(
        Document,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="request",
    )

    class Meta:
        ordering = ("-requested_at", "-id")
        indexes = (
            models.Index(
                fields=("requested_at",),
                name="document_request_waiting",
                condition=Q(document__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"


@keep_history
class Note(models.Model):
    """What somebody wants the next person to know. Never edited."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("case", "at"), name="note_case"),)

    def __str__(self) -> str:
        return f"{self.case_id}: note"
