"""Notices are rows first: written with the act, delivered and read later."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Func, Q
from django.urls import reverse

from casework.models.case import Case


class Way(models.TextChoices):
    """How a notice reaches a person beside the list in the product."""

    AT_ONCE = "at_once", "An e-mail at once"
    DIGEST = "digest", "In the morning's e-mail"
    APP = "app", "Only here"


class Notification(models.Model):
    """Something one person should know, mostly about one case. It carries no name."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notifications"
    )
    case = models.ForeignKey(
        Case,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notifications",
    )
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    link = models.CharField(
        max_length=200, blank=True, help_text="A page here; empty: the case."
    )
    token = models.UUIDField(
        unique=True,
        default=uuid.uuid4,
        db_default=Func(function="gen_random_uuid"),
        editable=False,
        help_text="What an e-mail's link names: it says nothing.",
    )
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.APP)
    is_urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    digested_at = models.DateTimeField(
        null=True, blank=True, help_text="When a morning's e-mail took it up."
    )
    key = models.CharField(
        max_length=80, unique=True, help_text="The same act never tells twice."
    )

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                name="notice_leads_somewhere",
                condition=Q(case__isnull=False) | ~Q(link=""),
            ),
        )
        indexes = (
            models.Index(
                fields=("recipient", "-created_at"),
                name="notification_unread",
                condition=Q(read_at__isnull=True),
            ),
            models.Index(fields=("recipient", "-id"), name="notification_inbox"),
            models.Index(
                fields=("recipient",),
                name="notification_for_digest",
                condition=Q(way="digest", digested_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"

    @property
    def place(self) -> str:
        """The address that the notice is about."""
        return self.link or reverse("case", args=(self.case.reference,))  # type: ignore[union-attr]  # a check: it has one of the two


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
