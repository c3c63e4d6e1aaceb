"""The check matrix: which checks were made on whom, what they showed, or why not."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casework.history import keep_history
from casework.models.case import Case
from casework.models.duties import AUTHOR, takes_duty
from casework.models.people import Person

_PERSON = settings.AUTH_USER_MODEL


class CheckResult(models.TextChoices):
    """What a check showed; what was not made needs a reason and a second person."""

    NO_TRACE = "no_trace", "No trace"
    TRACE = "trace", "Trace"
    NOT_AVAILABLE = "not_available", "System not available"
    NOT_DONE = "not_done", "Not done"


MADE = (CheckResult.NO_TRACE, CheckResult.TRACE)
NOT_MADE = (CheckResult.NOT_AVAILABLE, CheckResult.NOT_DONE)


class Excuse(models.TextChoices):
    """What a second person said about a check that was not made."""

    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Must be made"


@keep_history
class Check(models.Model):
    """One look into one system about one person."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="checks")
    system = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="checks")
    part = models.CharField(max_length=30)
    stage = models.CharField(max_length=30)
    result = models.CharField(max_length=20, choices=CheckResult.choices)
    identifiers_used = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    note = models.TextField("relevance", blank=True)
    not_done_reason = models.TextField(blank=True)
    done_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="checks"
    )
    done_at = models.DateTimeField()
    excuse = models.CharField(max_length=10, choices=Excuse.choices, blank=True)
    excuse_note = models.TextField(blank=True)
    excuse_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    excuse_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("done_at", "id")
        constraints = (
            models.CheckConstraint(
                name="check_excused_by_another",
                condition=Q(excuse_by__isnull=True) | ~Q(excuse_by=F("done_by")),
                violation_error_message=(
                    "Somebody else than the researcher agrees that a check is not made."
                ),
            ),
            models.CheckConstraint(
                name="check_excuse_is_whole",
                condition=Q(excuse="", excuse_by__isnull=True, excuse_at__isnull=True)
                | (
                    ~Q(excuse="")
                    & Q(excuse_by__isnull=False, excuse_at__isnull=False)
                    & Q(result__in=("not_available", "not_done"))
                ),
            ),
            models.CheckConstraint(
                name="check_not_done_has_reason",
                condition=Q(result__in=("no_trace", "trace")) | ~Q(not_done_reason=""),
                violation_error_message="Say why the check was not made.",
            ),
            models.CheckConstraint(
                name="check_done_names_identifiers",
                condition=~Q(result__in=("no_trace", "trace"))
                | ~Q(identifiers_used=""),
                violation_error_message="Say which names or numbers were searched.",
            ),
        )
        indexes = (models.Index(fields=("case", "done_by"), name="check_case_by"),)
        triggers = (takes_duty(AUTHOR, "done_by_id"),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.system}"

    @property
    def was_made(self) -> bool:
        """Somebody looked; else there is a reason why nobody did."""
        return self.result in MADE


@keep_history
class QuickRun(models.Model):
    """Checks without a trace, recorded faster than anybody looks (AS-2).

    It proves nothing: many type at the end what they looked up before. A second person
    looks at it and says what they found.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="quick_runs")
    researcher = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="quick_runs"
    )
    stage = models.CharField(max_length=30)
    checks = models.PositiveSmallIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    finding = models.TextField("what the look showed", blank=True)
    looked_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("first_at", "id")
        constraints = (
            models.CheckConstraint(
                name="quick_run_looked_at_by_another",
                condition=Q(looked_by__isnull=True) | ~Q(looked_by=F("researcher")),
                violation_error_message="Somebody else than the researcher looks.",
            ),
            models.CheckConstraint(
                name="quick_run_look_is_whole",
                condition=Q(looked_by__isnull=True, looked_at__isnull=True, finding="")
                | (
                    Q(looked_by__isnull=False, looked_at__isnull=False) & ~Q(finding="")
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.checks} checks"

    @property
    def seconds(self) -> int:
        """From the first of them to the last."""
        return round((self.last_at - self.first_at).total_seconds())
