"""Agencies at the table, their people, and which case each has a part in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Agency, Unit
from casework.clock import local_date
from casework.history import keep_history
from casework.moment import now
from marac.models.case import MaracCase
from marac.outcomes import Agencies

_PERSON = settings.AUTH_USER_MODEL


@keep_history
class AgencyProfile(models.Model):
    """What the coordinator keeps of an agency: its kind, its manager, its signature."""

    agency = models.OneToOneField(
        Agency, on_delete=models.PROTECT, related_name="marac"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Agencies.choices)
    is_core = models.BooleanField("asked about every case", default=False)
    manager = models.ForeignKey(
        _PERSON,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="managed_agencies",
        help_text="Who is told of late research and overdue actions.",
    )
    senior_contact = models.ForeignKey(
        _PERSON,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who answers when somebody of the agency has a conflict.",
    )
    agreement_signed_on = models.DateField(null=True, blank=True)
    agreement_review_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("unit", "kind", "id")

    def __str__(self) -> str:
        return str(self.agency)

    @property
    def has_left(self) -> bool:
        """The same as ``register.still_here`` says of rows, the other way round."""
        return self.left_on is not None and self.left_on <= local_date(now())


@keep_history
class Representative(models.Model):
    """Somebody who speaks for an agency, or stands in, from a day to a day."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="representatives"
    )
    user = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    is_deputy = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("agency", "is_deputy", "since", "id")
        constraints = (
            models.CheckConstraint(
                name="representative_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message="The last day is not before the first.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id}: {self.user_id}"


class AgencyPart(models.TextChoices):
    """Why an agency has a part in a case."""

    REFERRER = "referrer", "Referred it"
    ASKED = "asked", "Asked for research"
    ACTION = "action", "Has an action"
    IDVA = "idva", "Speaks for the person at risk"
    NAMED = "named", "Asked by the coordinator"


@keep_history
class CaseAgency(models.Model):
    """An agency's part in a case: without one its people do not know of the case."""

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="agencies"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="marac_parts"
    )
    part = models.CharField(max_length=10, choices=AgencyPart.choices)
    since = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "case"), name="an_agency_has_one_part_in_a_case"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.agency_id}"


@keep_history
class CaseConflict(models.Model):
    """Somebody who may know nothing of a case: no job and no grant opens it (A2.12).

    It ends only when two people say so.
    """

    case = models.ForeignKey(
        MaracCase, on_delete=models.PROTECT, related_name="conflicts"
    )
    user = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=200)
    is_declared = models.BooleanField("the person said so", default=False)
    since = models.DateTimeField()
    by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_with = models.ForeignKey(
        _PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "user"),
                condition=Q(ended_at__isnull=True),
                name="one_conflict_a_person_and_case",
            ),
            models.CheckConstraint(
                name="conflict_is_ended_by_two",
                condition=Q(ended_at__isnull=True)
                | (
                    Q(ended_by__isnull=False)
                    & Q(ended_with__isnull=False)
                    & ~Q(ended_by=F("ended_with"))
                ),
                violation_error_message="Two people end a conflict.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.user_id}"


@keep_history
class DeclaredRelation(models.Model):
    """Somebody whom a user named in advance as close to them (conflict scan)."""

    user = models.ForeignKey(
        _PERSON, on_delete=models.PROTECT, related_name="declared_relations"
    )
    given = models.CharField("given names", max_length=200, blank=True)
    family = models.CharField("family name", max_length=200)
    date_of_birth = models.DateField(null=True, blank=True)
    relation = models.CharField(max_length=120)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("user", "id")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.relation}"
