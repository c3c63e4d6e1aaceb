"""The e-mails that go with notices, and what the unit and each person chose."""

from __future__ import annotations

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.models.case import Case
from casework.models.notifications import Way

_PERSON = settings.AUTH_USER_MODEL


@keep_history
class NoticeRule(models.Model):
    """What one event says, how it is sent, and whether a person may choose."""

    scheme = models.CharField(max_length=20)
    event = models.CharField(max_length=40)
    text = models.CharField(
        max_length=120, help_text="What follows the number of the case."
    )
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.AT_ONCE)
    is_urgent = models.BooleanField(
        "urgent", default=False, help_text="Sent at once, at night too, to everybody."
    )
    may_choose = models.BooleanField("each person may choose", default=True)

    class Meta:
        ordering = ("scheme", "text", "event")
        verbose_name = "notice"
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "event"), name="one_notice_rule_an_event"
            ),
            models.CheckConstraint(
                name="urgent_notice_goes_at_once",
                condition=Q(is_urgent=False) | Q(way=Way.AT_ONCE, may_choose=False),
                violation_error_message=(
                    "An urgent notice is sent at once, and nobody chooses otherwise."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.text


class NoticeChoice(models.Model):
    """How one person wants to hear of one event, where the unit lets them choose."""

    user = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=20)
    event = models.CharField(max_length=40)
    way = models.CharField(max_length=10, choices=Way.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "scheme", "event"), name="one_choice_an_event"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.event} {self.way}"


@keep_history
class MailWording(models.Model):
    """Subject and text of an e-mail. Reference and link are all that it may carry."""

    key = models.CharField(max_length=20, unique=True)
    subject = models.CharField(max_length=120)
    body = models.TextField()

    class Meta:
        ordering = ("key",)
        verbose_name = "e-mail"

    def __str__(self) -> str:
        return self.subject


class DeliveryState(models.TextChoices):
    """Where an e-mail is."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    DEAD = "dead", "Given up"
    BOUNCED = "bounced", "Came back"
    DROPPED = "dropped", "Not needed any more"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Chainable conditions, named as sentences."""

    def due(self, at: dt.datetime) -> DeliveryQuerySet:
        """To be tried now."""
        return self.filter(status=DeliveryState.WAITING, next_try_at__lte=at)

    def failing(self, at: dt.datetime, patience: dt.timedelta) -> DeliveryQuerySet:
        """What a person must look at: given up, come back, or failing for a while."""
        late = Q(status=DeliveryState.WAITING, failed_at__lte=at - patience)
        return self.filter(
            late | Q(status__in=(DeliveryState.DEAD, DeliveryState.BOUNCED))
        )


class Delivery(models.Model):
    """One e-mail to one person about one event. Its words are made when it is sent."""

    recipient = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="deliveries"
    )
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    wording = models.CharField(max_length=20, default="notice")
    text = models.TextField(blank=True)
    link = models.CharField(max_length=200)
    key = models.CharField(
        max_length=80, unique=True, help_text="The same event is never sent twice."
    )
    token = models.UUIDField(
        unique=True,
        default=uuid.uuid4,
        editable=False,
        help_text="Names the message to other mail servers: it says nothing.",
    )
    resends = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    failed_at = models.DateTimeField(
        null=True, blank=True, help_text="When it failed first since it was asked for."
    )
    error = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name = "e-mail sent"
        constraints = (
            models.CheckConstraint(
                name="delivery_ends_when_it_waits_no_more",
                condition=Q(status=DeliveryState.WAITING, ended_at__isnull=True)
                | (~Q(status=DeliveryState.WAITING) & Q(ended_at__isnull=False)),
            ),
        )
        indexes = (
            models.Index(
                fields=("next_try_at", "id"),
                name="delivery_waiting",
                condition=Q(status="waiting"),
            ),
            models.Index(
                fields=("status", "failed_at"),
                name="delivery_failing",
                condition=Q(status__in=("dead", "bounced"))
                | Q(status="waiting", failed_at__isnull=False),
            ),
            models.Index(fields=("-created_at", "-id"), name="delivery_newest"),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"
