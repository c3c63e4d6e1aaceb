"""Notices are rows first: written with the act, delivered and read later."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.models.case import Case


class Notification(models.Model):
    """Something one person should know about one case. It never carries a name."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications"
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="notifications"
    )
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(
        max_length=80, unique=True, help_text="The same act never tells twice."
    )

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(
                fields=("recipient", "-created_at"),
                name="notification_unread",
                condition=Q(read_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"


class Submission(models.Model):
    """The token of a form that was taken: the same form is never taken twice."""

    token = models.UUIDField(unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    result_url = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=("at",), name="submission_at"),)

    def __str__(self) -> str:
        return str(self.token)
