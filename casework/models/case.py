"""The case: one row answers which stage, who, how many days and what is due.

The summary columns are written by ``workflow.perform`` and the actions only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from accounts.models import Unit
from casework.history import keep_history

if TYPE_CHECKING:
    from accounts.models import User


class Risk(models.TextChoices):
    """The grade of the latest risk assessment, in rising order."""

    NOT_ASSESSED = "not_assessed", "Not assessed"
    STANDARD = "standard", "Standard"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class CaseQuerySet(models.QuerySet["Case"]):
    """Adjectives for cases; what a person may see is decided in ``access.py``."""

    def visible_to(self, user: User) -> CaseQuerySet:
        """The cases that ``user`` may know of; the start of every list and count."""
        from casework.access import visibility_of  # noqa: PLC0415  access needs models

        return self.filter(visibility_of(user))

    def open(self) -> CaseQuerySet:
        """Not closed."""
        return self.filter(closed_at__isnull=True)

    def owned_by(self, user: User) -> CaseQuerySet:
        """Allocated to ``user`` now."""
        return self.filter(owner=user)


class Case(models.Model):
    """A piece of work under one scheme, from receipt to retention."""

    reference = models.CharField(max_length=16, unique=True)
    scheme = models.CharField(max_length=20)
    route = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cases")
    stage = models.CharField(max_length=30)
    stage_entered_at = models.DateTimeField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owned_cases",
    )
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(help_text="The statutory date; it never moves.")
    target_on = models.DateField(
        help_text="The working target: the statutory date unless extended."
    )
    next_due_at = models.DateTimeField(null=True, blank=True)
    next_due_name = models.CharField(max_length=60, blank=True)
    risk = models.CharField(
        max_length=12, choices=Risk.choices, default=Risk.NOT_ASSESSED
    )
    immediate_risk = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    waiting_on = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    lateness_cause = models.CharField(max_length=40, blank=True)
    review_on = models.DateField(
        null=True, blank=True, help_text="When retention is next reviewed."
    )
    guidance_version = models.CharField(max_length=20)
    search_text = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        permissions = (("open_restricted_case", "Can open this restricted case"),)
        constraints = (
            models.CheckConstraint(
                name="case_closed_has_outcome_and_no_due",
                condition=Q(closed_at__isnull=True)
                | (~Q(outcome="") & Q(next_due_at__isnull=True)),
                violation_error_message="A closed case has an outcome and no due date.",
            ),
            models.CheckConstraint(
                name="case_closed_after_receipt",
                condition=Q(closed_at__isnull=True)
                | Q(closed_at__gte=F("received_at")),
                violation_error_message="A case closes after it was received.",
            ),
            models.CheckConstraint(
                name="case_closed_without_immediate_risk",
                condition=Q(closed_at__isnull=True) | Q(immediate_risk=False),
                violation_error_message=(
                    "A case cannot be closed while somebody is in immediate danger."
                ),
            ),
            models.CheckConstraint(
                name="case_target_not_before_statutory_date",
                condition=Q(target_on__gte=F("due_on")),
                violation_error_message=(
                    "The working target is not before the statutory date."
                ),
            ),
            models.CheckConstraint(
                name="case_risk_is_known",
                condition=Q(risk__in=Risk.values),
                violation_error_message="Choose one of the grades of risk.",
            ),
        )
        indexes = (
            # Every offered sort of a list, in the order unit, key, id (trap P15).
            models.Index(
                F("unit"),
                F("received_at").desc(),
                F("id").desc(),
                name="case_unit_received",
            ),
            models.Index(
                F("unit"),
                F("stage"),
                F("received_at").desc(),
                F("id").desc(),
                name="case_unit_stage_received",
            ),
            models.Index(
                fields=("unit", "next_due_at", "id"),
                name="case_unit_due",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=("unit", "stage_entered_at", "id"),
                name="case_unit_stage_entered",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=("owner", "next_due_at", "id"),
                name="case_owner_due",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(F("received_at").desc(), F("id").desc(), name="case_received"),
            models.Index(fields=("opened_by", "stage"), name="case_opened_by"),
            GinIndex(
                name="case_search", fields=("search_text",), opclasses=("gin_trgm_ops",)
            ),
        )
        triggers = (
            pgtrigger.Protect(name="case_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="case_receipt_never_moves",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("received_at", "reference", "scheme"),  # type: ignore[no-untyped-call]  # pgtrigger is untyped
                condition=pgtrigger.Condition(
                    "OLD.received_at IS DISTINCT FROM NEW.received_at"
                    " OR OLD.reference IS DISTINCT FROM NEW.reference"
                    " OR OLD.scheme IS DISTINCT FROM NEW.scheme"
                ),
                func=(
                    "RAISE EXCEPTION 'The receipt, reference and scheme of a case "
                    "never change.';"
                ),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def number(self) -> str:
        """The reference without its prefix, which tells an insider the scheme."""
        return self.reference.partition("-")[2]

    @property
    def is_closed(self) -> bool:
        """Whether the case is closed."""
        return self.closed_at is not None

    def scheme_case(self) -> Any:
        """The row of the scheme that extends this one (the case itself if it is it)."""
        from casework.schemes import scheme_of  # noqa: PLC0415  registry needs models

        model = scheme_of(self).model
        return self if isinstance(self, model) else model.objects.get(pk=self.pk)


class ReferenceSequence(models.Model):
    """The last number given out to a scheme in a year; its row is the lock."""

    scheme = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "year"), name="one_sequence_a_scheme_and_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scheme} {self.year}: {self.last}"


class LinkKind(models.TextChoices):
    """Why two cases belong together."""

    DUPLICATE = "duplicate", "Duplicate of"
    REPEAT = "repeat", "Repeat of"
    SAME_PEOPLE = "same_people", "Same people as"
    SAME_CONTACT = "same_contact", "Opened by the same contact as"


@keep_history
class CaseLink(models.Model):
    """Two cases that a person linked; nothing is merged."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="linked_by")
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "other", "kind"), name="a_link_is_made_once"
            ),
            models.CheckConstraint(
                name="a_case_is_not_linked_to_itself",
                condition=~Q(case=F("other")),
                violation_error_message="A case cannot be linked to itself.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.other_id}"
