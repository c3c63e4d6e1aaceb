"""The research record: which checks were made on whom, and what they showed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.models.case import Case
from casework.models.duties import AUTHOR, takes_duty
from casework.models.people import Person

_PERSON = settings.AUTH_USER_MODEL


class CheckResult(models.TextChoices):
    """What a check showed; "not done" is excused by a reason."""

    NO_TRACE = "no_trace", "No trace"
    TRACE = "trace", "Trace"
    NOT_AVAILABLE = "not_available", "System not available"
    NOT_DONE = "not_done", "Not done"


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

    class Meta:
        ordering = ("done_at", "id")
        constraints = (
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


class AssertionKind(models.TextChoices):
    """Fact is kept apart from opinion."""

    FACT = "fact", "Fact"
    ASSESSMENT = "assessment", "Assessment"
    ALLEGATION = "allegation", "Allegation"
    INTELLIGENCE = "intelligence", "Intelligence"


class YesNoUnknown(models.TextChoices):
    """An answer that may be outstanding."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known yet"


@keep_history
class Assertion(models.Model):
    """An item of information about a person, with where it comes from."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assertions")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=AssertionKind.choices)
    item_type = models.CharField(max_length=40)
    text = models.TextField("what it says")
    happened_on = models.CharField("when", max_length=60, blank=True)
    source = models.CharField(max_length=120)
    owner_force = models.CharField("owned by (force or agency)", max_length=120)
    owner_agrees = models.CharField(
        "the owner agrees to its use",
        max_length=8,
        choices=YesNoUnknown.choices,
        default=YesNoUnknown.UNKNOWN,
    )
    spent = models.CharField(
        "spent (Rehabilitation of Offenders Act)",
        max_length=8,
        choices=YesNoUnknown.choices,
        default=YesNoUnknown.UNKNOWN,
    )
    relevance = models.TextField("why it matters to the risk")
    sensitive_source = models.BooleanField(
        "it points to a sensitive source", default=False
    )
    recorded_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="assertions"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at", "id")
        indexes = (
            models.Index(fields=("case", "recorded_by"), name="assertion_case_by"),
        )
        triggers = (takes_duty(AUTHOR, "recorded_by_id"),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_kind_display()}"
