"""When a person is reminded of something that has a time, as rows of settings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from casework.history import keep_history
from casework.moment import now


class Watched(models.Model):
    """Something that people are reminded of until it is done.

    Reminders are sent for every step after ``looked_at`` and up to the moment of a
    look, which moves it on: so each step is sent once, however late the look is. The
    sweep reads the index of ``next_look_at`` and nothing else. A new row asks to be
    looked at at once, which finds out when its first step is.
    """

    looked_at = models.DateTimeField(default=now, db_default=Now(), editable=False)
    next_look_at = models.DateTimeField(
        null=True, blank=True, default=now, db_default=Now(), editable=False
    )

    # What a look writes is no fact of a case: it leaves no row of history.
    no_history = ("looked_at", "next_look_at")

    class Meta:
        abstract = True


def look_index(name: str) -> models.Index:
    """The index that the sweep reads; every model that is watched has it."""
    return models.Index(
        fields=("next_look_at",),
        name=name,
        condition=Q(next_look_at__isnull=False),
    )


class StepUnit(models.TextChoices):
    """What a step counts in."""

    DAYS = "days", "days"
    HOURS = "hours", "hours"


@keep_history
class ReminderStep(models.Model):
    """One reminder of one kind of limit, request, wait or appointment."""

    scheme = models.CharField(max_length=20)
    ladder = models.CharField(
        max_length=40, help_text="What it is about; “stage” is every limit of a stage."
    )
    anchor = models.CharField(max_length=20, help_text="From which time it is counted.")
    amount = models.SmallIntegerField(help_text="Less than 0: before that time.")
    unit = models.CharField(max_length=5, choices=StepUnit.choices)
    hour = models.PositiveSmallIntegerField(
        default=7, help_text="At which hour of the day, for steps in days."
    )
    audience = models.CharField(max_length=30)
    event = models.CharField(max_length=40)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ("scheme", "ladder", "anchor", "unit", "amount", "audience")
        verbose_name = "reminder"
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "ladder", "anchor", "amount", "unit", "audience"),
                name="one_reminder_a_time_and_audience",
            ),
            models.CheckConstraint(
                name="reminder_hour_is_of_a_day",
                condition=Q(hour__lte=23),
                violation_error_message="The hour is between 0 and 23.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ladder}: {self.amount} {self.unit} from {self.anchor}"
