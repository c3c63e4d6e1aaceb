"""The research record: items of information, fact kept apart from opinion."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.history import keep_history
from casework.models.case import Case
from casework.models.duties import AUTHOR, takes_duty
from casework.models.people import Person

_PERSON = settings.AUTH_USER_MODEL


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


class SourceGrade(models.TextChoices):
    """Intelligence, 3x5x2: how reliable the source is."""

    RELIABLE = "1", "1: reliable"
    UNTESTED = "2", "2: untested"
    NOT_RELIABLE = "3", "3: not reliable"


class InformationGrade(models.TextChoices):
    """Intelligence, 3x5x2: how the source knows it."""

    DIRECT = "A", "A: known directly"
    CORROBORATED = "B", "B: known indirectly but corroborated"
    INDIRECT = "C", "C: known indirectly"
    NOT_KNOWN = "D", "D: not known"
    SUSPECTED_FALSE = "E", "E: suspected to be false"


class HandlingCode(models.TextChoices):
    """Intelligence, 3x5x2: whether it may be passed on."""

    PERMITTED = "P", "P: lawful sharing permitted"
    CONDITIONS = "C", "C: lawful sharing permitted with conditions"


class MayBeTold(models.TextChoices):
    """The category of an item: may it be disclosed?"""

    YES = "yes", "Yes"
    NO = "no", "No"
    ONLY_WITH = "only_with", "Only with…"


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
    source_grade = models.CharField(
        max_length=1, choices=SourceGrade.choices, blank=True
    )
    information_grade = models.CharField(
        max_length=1, choices=InformationGrade.choices, blank=True
    )
    handling_code = models.CharField(
        max_length=1, choices=HandlingCode.choices, blank=True
    )
    last_verified_on = models.DateField(null=True, blank=True)
    may_be_told = models.CharField(
        "may it be disclosed", max_length=10, choices=MayBeTold.choices, blank=True
    )
    told_only_with = models.CharField("only with", max_length=200, blank=True)
    may_be_told_why = models.TextField("why", blank=True)
    recorded_by = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="assertions"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at", "id")
        constraints = (
            models.CheckConstraint(
                name="a_grading_is_whole",
                condition=Q(source_grade="", information_grade="", handling_code="")
                | (
                    ~Q(source_grade="")
                    & ~Q(information_grade="")
                    & ~Q(handling_code="")
                ),
                violation_error_message="Give all three parts of the grading.",
            ),
            models.CheckConstraint(
                name="told_with_conditions_says_which",
                condition=~Q(may_be_told="only_with") | ~Q(told_only_with=""),
                violation_error_message="Say with what it may be disclosed.",
            ),
            models.CheckConstraint(
                name="may_be_told_says_why",
                condition=Q(may_be_told="") | ~Q(may_be_told_why=""),
                violation_error_message="Say why it may or may not be disclosed.",
            ),
        )
        indexes = (
            models.Index(fields=("case", "recorded_by"), name="assertion_case_by"),
        )
        triggers = (takes_duty(AUTHOR, "recorded_by_id"),)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.get_kind_display()}"

    @property
    def grading(self) -> str:
        """The grading as it is written, e.g. "2B P"; empty for what has none."""
        return (
            f"{self.source_grade}{self.information_grade} {self.handling_code}".strip()
        )
