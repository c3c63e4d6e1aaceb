"""A return as it was given: its numbers, its definitions and their hash, for ever."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Unit


class FrozenReturn(models.Model):
    """The answer to one question about one year, so that it is answered once.

    ``content`` holds the exact numbers; what leaves the unit has no small ones.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="returns")
    scheme = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="return_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on")),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="a_return_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.starts_on}"
