"""What other forces and agencies were asked, when it is due, and what they said."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.clock import is_late
from casework.history import keep_history
from casework.models.case import Case
from casework.models.duties import AUTHOR, takes_duty
from casework.models.people import Person
from casework.models.reminders import Watched, look_index

_PERSON = settings.AUTH_USER_MODEL


class Reply(models.TextChoices):
    """What they said."""

    KNOWN = "known", "They hold something"
    NOTHING = "nothing", "Nothing held"
    REFUSED = "refused", "They refuse to say"
    OTHER = "other", "Other"


class RequestQuerySet(models.QuerySet["InformationRequest"]):
    """Chainable conditions, named as sentences."""

    def open(self) -> RequestQuerySet:
        """Neither answered nor closed."""
        return self.filter(answered_at__isnull=True, closed_at__isnull=True)

    def overdue(self, at: dt.datetime) -> RequestQuerySet:
        """Open, and the day on which the answer was due is over."""
        return self.open().filter(due_at__lte=at)


@keep_history
class InformationRequest(Watched):
    """One question to one force or agency, with its dates and its end."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="information_requests"
    )
    kind = models.CharField("what they are", max_length=40)
    asked_of = models.CharField("force or agency", max_length=120)
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    question = models.TextField("what is asked")
    safe_words = models.TextField("words to use when asking")
    channel = models.CharField("how it was sent", max_length=120)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="The first late instant.")
    chase_at = models.DateTimeField()
    escalate_at = models.DateTimeField()
    sent_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    reply = models.CharField(max_length=10, choices=Reply.choices, blank=True)
    reply_reference = models.CharField("their reference", max_length=120, blank=True)
    reply_note = models.TextField("what they said", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ("sent_at", "id")
        constraints = (
            models.CheckConstraint(
                name="request_is_due_after_it_was_sent",
                condition=Q(due_at__gt=F("sent_at")),
            ),
            models.CheckConstraint(
                name="request_reply_is_whole",
                condition=Q(reply="", answered_at__isnull=True)
                | (~Q(reply="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="request_closed_says_why",
                condition=Q(closed_reason="", closed_at__isnull=True)
                | (~Q(closed_reason="") & Q(closed_at__isnull=False)),
                violation_error_message="Say why nobody waits for the answer.",
            ),
        )
        indexes = (
            models.Index(
                fields=("due_at",),
                name="request_open_due",
                condition=Q(answered_at__isnull=True, closed_at__isnull=True),
            ),
            look_index("request_look"),
        )
        triggers = (takes_duty(AUTHOR, "sent_by_id"),)

    def __str__(self) -> str:
        return f"{self.case_id}: request {self.pk}"

    @property
    def is_open(self) -> bool:
        """Neither answered nor closed."""
        return self.answered_at is None and self.closed_at is None

    def is_overdue(self, at: dt.datetime) -> bool:
        """Open, and the day on which the answer was due is over."""
        return self.is_open and is_late(self.due_at, at)


class RequestChase(models.Model):
    """Somebody asked again, or went higher."""

    request = models.ForeignKey(
        InformationRequest, on_delete=models.PROTECT, related_name="chases"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    how = models.CharField("how and with whom", max_length=200)
    is_escalation = models.BooleanField("it went to somebody higher", default=False)
    note = models.TextField("what they said", blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"Request {self.request_id}: chased"
