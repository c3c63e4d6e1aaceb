"""Limits and their clocks. A deadline stores instants; its status is computed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.clock import LimitUnit
from casework.history import keep_history
from casework.models.case import Case
from casework.models.reminders import Watched, look_index

UNITS = (
    (LimitUnit.HOURS.value, "hours"),
    (LimitUnit.CALENDAR_DAYS.value, "calendar days"),
    (LimitUnit.WORKING_DAYS.value, "working days"),
)


@keep_history
class ClockRule(models.Model):
    """A limit as the unit has set it: a row, because the numbers are not settled."""

    scheme = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    limit = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=14, choices=UNITS)
    basis = models.CharField(
        max_length=200, help_text="Where the number comes from, and if it is confirmed."
    )
    guidance_version = models.CharField(max_length=20)
    valid_from = models.DateField()

    class Meta:
        ordering = ("scheme", "key", "valid_from")
        verbose_name = "limit"
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "key", "valid_from"), name="one_limit_a_key_and_day"
            ),
            models.CheckConstraint(
                name="limit_is_at_least_one",
                condition=Q(limit__gte=1),
                violation_error_message="A limit is at least 1.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.limit} {self.get_unit_display()}"


@keep_history
class Deadline(Watched):
    """One clock of one case: started, due, and met or ended (it no longer applies)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    cycle = models.PositiveSmallIntegerField(
        default=1, help_text="2 for the second clock of a reopened case."
    )
    rule = models.ForeignKey(ClockRule, on_delete=models.PROTECT, related_name="+")
    limit = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=14, choices=UNITS)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="The first instant that is late.")
    met_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "key", "started_at"), name="a_clock_starts_once"
            ),
            models.CheckConstraint(
                name="deadline_due_after_start", condition=Q(due_at__gt=F("started_at"))
            ),
            models.CheckConstraint(
                name="deadline_met_or_ended",
                condition=Q(met_at__isnull=True) | Q(ended_at__isnull=True),
            ),
        )
        indexes = (
            models.Index(
                fields=("due_at",),
                name="deadline_running_due",
                condition=Q(met_at__isnull=True, ended_at__isnull=True),
            ),
            look_index("deadline_look"),
        )
        triggers = (
            pgtrigger.Protect(
                name="no_deadline_is_deleted", operation=pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="statutory_date_never_moves",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("due_at", "started_at"),  # type: ignore[no-untyped-call]  # pgtrigger is untyped
                condition=pgtrigger.Condition(
                    "OLD.key = 'overall' AND (OLD.due_at IS DISTINCT FROM NEW.due_at"
                    " OR OLD.started_at IS DISTINCT FROM NEW.started_at)"
                ),
                func="RAISE EXCEPTION 'The statutory date of a case never moves.';",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.label}"


@keep_history
class Extension(models.Model):
    """Exceptional circumstances: moves the working target, never the statutory date."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions")
    old_target = models.DateField()
    new_target = models.DateField()
    reason = models.TextField()
    applicant_told = models.BooleanField()
    not_told_reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="extension_moves_the_target_later",
                condition=Q(new_target__gt=F("old_target")),
                violation_error_message="The new target is later than the old one.",
            ),
            models.CheckConstraint(
                name="extension_says_why_applicant_not_told",
                condition=Q(applicant_told=True) | ~Q(not_told_reason=""),
                violation_error_message="Say why the applicant was not told.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: to {self.new_target}"


@keep_history
class BankHolidayChange(models.Model):
    """What no rule can know: a holiday added late, or one moved away."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)
    is_day_off = models.BooleanField(
        "day off", default=True, help_text="Untick to make a listed holiday a workday."
    )
    applied_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When the running limits were counted again because of it.",
    )
    no_history = ("applied_at",)

    class Meta:
        ordering = ("day",)
        verbose_name = "bank holiday change"

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"


@keep_history
class Threshold(models.Model):
    """A number that the unit may set and that is no limit, such as attempts."""

    scheme = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    value = models.PositiveIntegerField()
    basis = models.CharField(max_length=200)

    class Meta:
        ordering = ("scheme", "key")
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "key"), name="one_threshold_a_key"
            ),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


@keep_history
class CodeListEntry(models.Model):
    """One answer of a list that a force may edit (clares-law 9.6)."""

    scheme = models.CharField(max_length=20)
    code_list = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ("scheme", "code_list", "position", "label")
        verbose_name = "answer of a list"
        verbose_name_plural = "answers of lists"
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "code_list", "code"), name="one_label_a_code"
            ),
        )

    def __str__(self) -> str:
        return self.label


@keep_history
class CheckRequirement(models.Model):
    """A row of the check matrix: which system, about whom, on which route."""

    scheme = models.CharField(max_length=20)
    system = models.CharField(max_length=60)
    part = models.CharField(
        max_length=30, help_text="Whom to check: subject, person_at_risk, applicant."
    )
    stage = models.CharField(max_length=30)
    route = models.CharField(max_length=20, blank=True, help_text="Empty: both routes.")
    in_use = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("scheme", "position", "id")
        verbose_name = "required check"
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "system", "part", "stage", "route"),
                name="a_check_is_required_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.system} on the {self.part}"
