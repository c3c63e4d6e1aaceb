"""Marked words that somebody said may stay."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.models import Case

_PERSON = settings.AUTH_USER_MODEL


class LeakOverride(models.Model):
    """One hit of the leak check that stays in the words, with the reason.

    ``key`` counts for this find in this sentence about these people, and for no other:
    change the sentence, or name one more person, and the question is asked again.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="leak_overrides"
    )
    key = models.CharField(max_length=64)
    found = models.CharField("what was marked", max_length=300)
    what = models.CharField("what it could be", max_length=200)
    parts = models.CharField("whom it could reveal", max_length=200)
    sure = models.CharField("how sure", max_length=10)
    reason = models.TextField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "key"), name="a_hit_is_overridden_once"
            ),
            models.CheckConstraint(
                name="an_override_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why the marked words may stay.",
            ),
        )
        indexes = (models.Index(fields=("-at", "-id"), name="leak_override_at"),)
        triggers = (
            pgtrigger.Protect(
                name="an_override_is_never_changed",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: override"
