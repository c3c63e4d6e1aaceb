"""Minutes: drafted from the record, approved, locked, and copied by number (A2.7)."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Agency
from casework.history import keep_history
from marac.models.case import MaracCase
from marac.models.meetings import Meeting

_PERSON = settings.AUTH_USER_MODEL
KEPT = pgtrigger.Update | pgtrigger.Delete


@keep_history
class Minutes(models.Model):
    """The minutes of one meeting. Approved, they are locked."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="minutes"
    )
    content = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "minutes"
        constraints = (
            models.CheckConstraint(
                name="approved_minutes_have_a_hash",
                condition=Q(approved_at__isnull=True)
                | (Q(approved_by__isnull=False) & ~Q(content_hash="")),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="approved_minutes_are_locked",
                operation=KEPT,
                condition=pgtrigger.Q(old__approved_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id}: minutes"


class MinutesAddendum(models.Model):
    """A dated correction; the approved words stay as they are."""

    minutes = models.ForeignKey(
        Minutes, on_delete=models.PROTECT, related_name="addenda"
    )
    case = models.ForeignKey(
        MaracCase, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        verbose_name_plural = "addenda"
        triggers = (pgtrigger.Protect(name="an_addendum_stays", operation=KEPT),)

    def __str__(self) -> str:
        return f"{self.minutes_id}: addendum"


class NumberedCopy(models.Model):
    """One copy of the minutes or of an agency's extract, with its number and reader."""

    minutes = models.ForeignKey(
        Minutes, on_delete=models.PROTECT, related_name="copies"
    )
    number = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_extract = models.BooleanField()
    reader = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)
    storage_key = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("minutes", "number")
        verbose_name_plural = "numbered copies"
        constraints = (
            models.UniqueConstraint(
                fields=("minutes", "number"), name="a_copy_has_its_own_number"
            ),
        )
        triggers = (
            pgtrigger.Protect(name="no_copy_is_deleted", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.minutes_id}: copy {self.number}"
