"""Where a case has been, who had it, what it waited for, and when danger was raised."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history
from casework.models.case import Case
from casework.models.reminders import Watched, look_index

_PERSON = settings.AUTH_USER_MODEL


class StageVisit(models.Model):
    """One stay in a stage; the source of every stage timing."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visits")
    stage = models.CharField(max_length=30)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    move = models.CharField(max_length=60, help_text="The move that led here.")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        _PERSON,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: it happened by itself.",
    )
    owner = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("entered_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(left_at__isnull=True),
                name="one_open_visit_a_case",
            ),
            models.CheckConstraint(
                name="visit_ends_after_it_starts",
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("entered_at")),
            ),
        )
        indexes = (
            models.Index(fields=("case", "entered_at"), name="visit_case_entered"),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.stage}"


class Assignment(models.Model):
    """Who had the case, from when to when, and why it was given to them."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("started_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(ended_at__isnull=True),
                name="one_owner_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user}"


@keep_history
class WaitingInterval(Watched):
    """What the case waits for. It explains lateness and never stops the clock."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="waits")
    reason = models.CharField(max_length=40)
    on_whom = models.CharField("who we are waiting for", max_length=120, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("started_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(ended_at__isnull=True),
                name="one_open_wait_a_case",
            ),
            models.CheckConstraint(
                name="wait_ends_after_it_starts",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
            ),
        )
        indexes = (look_index("wait_look"),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.reason}"


@keep_history
class ImmediateRisk(models.Model):
    """Somebody may need protection now. An overlay on any stage, never a stage."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="alarms")
    raised_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    what_was_said = models.TextField()
    action_taken = models.TextField(blank=True)
    incident_reference = models.CharField(max_length=60, blank=True)
    stood_down_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stood_down_at = models.DateTimeField(null=True, blank=True)
    stand_down_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("raised_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(stood_down_at__isnull=True),
                name="one_open_alarm_a_case",
            ),
            models.CheckConstraint(
                name="alarm_stood_down_with_reason_and_action",
                condition=Q(stood_down_at__isnull=True)
                | (
                    Q(stood_down_by__isnull=False)
                    & ~Q(stand_down_reason="")
                    & ~Q(action_taken="")
                ),
                violation_error_message=(
                    "Standing down needs the action taken and a reason."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: immediate risk"
