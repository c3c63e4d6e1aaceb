"""That scheduled work was done, and when each person is sent mail."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history

_PERSON = settings.AUTH_USER_MODEL


class JobOutcome(models.TextChoices):
    """How a run ended; one that was killed never says so."""

    RUNNING = "running", "Runs"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class JobRun(models.Model):
    """One run of one scheduled job."""

    name = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=8, choices=JobOutcome.choices, default=JobOutcome.RUNNING
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-started_at", "-id")
        indexes = (
            models.Index(fields=("name", "-started_at"), name="jobrun_of_job"),
            models.Index(
                fields=("started_at",),
                name="jobrun_to_look_at",
                condition=Q(outcome__in=("running", "failed")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.outcome}"


class JobState(models.Model):
    """When a job was last done: what the watchdog reads, one row a job."""

    name = models.CharField(max_length=60, unique=True)
    since = models.DateTimeField(help_text="From when it is expected to run.")
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


@keep_history
class MailTimes(models.Model):
    """When e-mails that are not urgent may be sent; of nobody: of everybody else."""

    user = models.OneToOneField(
        _PERSON,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mail_times",
    )
    quiet_from = models.PositiveSmallIntegerField("quiet from", default=20)
    quiet_until = models.PositiveSmallIntegerField("quiet until", default=7)
    at_weekends = models.BooleanField("at weekends too", default=False)
    digest_hour = models.PositiveSmallIntegerField("morning's e-mail at", default=7)

    class Meta:
        verbose_name = "times of e-mails"
        verbose_name_plural = "times of e-mails"
        constraints = (
            models.CheckConstraint(
                name="mail_times_are_hours",
                condition=Q(quiet_from__lte=23)
                & Q(quiet_until__lte=23)
                & Q(digest_hour__lte=23),
                violation_error_message="An hour is between 0 and 23.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quiet_from}:00 to {self.quiet_until}:00"


class DigestDay(models.Model):
    """That the morning's e-mail of a person and day was seen to: never twice."""

    user = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "day"), name="one_digest_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.day}"


@keep_history
class Absence(models.Model):
    """Somebody is away, and who is told in their place."""

    user = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="absences")
    cover = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="covers")
    first_day = models.DateField()
    last_day = models.DateField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("first_day", "id")
        constraints = (
            models.CheckConstraint(
                name="absence_ends_after_it_starts",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message="The last day must not be before the first.",
            ),
            models.CheckConstraint(
                name="nobody_covers_for_themselves",
                condition=~Q(user=F("cover")),
                violation_error_message="Choose somebody else to cover.",
            ),
        )
        indexes = (models.Index(fields=("user", "last_day"), name="absence_of_user"),)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.first_day} to {self.last_day}"
