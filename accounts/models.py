"""Who uses the product: units, people and the jobs they hold for a time."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.departures import refuse_to_lose
from accounts.roles import CASELOAD_ROLES, Role

# Separation: whoever hands out roles never decides which ones they hold themselves.
NOT_TO_ONESELF = (
    "You cannot give yourself a role or change one you hold: ask another administrator."
)


def every_change() -> tuple[pghistory.RowEvent, ...]:
    """Triggers that keep old values and see raw SQL too; new ones for each model."""
    return (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())


class Unit(models.Model):
    """A team that works cases together, such as a Central Referral Unit."""

    name = models.CharField(max_length=120, unique=True)
    force_name = models.CharField("force", max_length=120)
    force_code = models.CharField(
        "Home Office force code", max_length=2, help_text="Two digits, such as 11."
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A partner organisation whose people refer, research or attend."""

    name = models.CharField(max_length=160, unique=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class CaseworkUserManager(UserManager["User"]):
    """Loads a person together with the unit that decides what they may see."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[User]:
        """Every person with their unit: no page asks for one without the other."""
        return super().get_queryset().select_related("unit")


@pghistory.track(*every_change(), append_only=True, exclude=["password", "last_login"])
class User(AbstractUser):
    """A member of staff or of a partner agency who can sign in."""

    first_name = None  # type: ignore[assignment]  # one name field, as people are known
    last_name = None  # type: ignore[assignment]  # see first_name
    name = models.CharField("full name", max_length=150)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT)

    objects: ClassVar[CaseworkUserManager] = CaseworkUserManager()
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name",)
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = (
            # Signing in ignores capital letters, so two names must differ in more.
            models.UniqueConstraint(
                Lower("username"),
                name="username_is_unique_in_any_case",
                violation_error_message="Somebody has this username already.",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.username

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Small letters only: signing in ignores capitals (allauth's setting)."""
        return super().normalize_username(username).lower()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses (StillNeededError) to lose a person who still has cases.

        Lost are those who are deactivated and those who go to another unit.
        """
        touched = kwargs.get("update_fields")
        moves = touched is None or "unit" in touched
        if self.is_being_deactivated() or (moves and self.is_changing_unit()):
            refuse_to_lose(self)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """The name shown beside everything this person does."""
        return str(self)

    def get_short_name(self) -> str:
        """The same: there is one name."""
        return str(self)

    def is_being_deactivated(self) -> bool:
        """Whether the account is closed here and still open in the database."""
        if self.is_active:
            return False
        return User.objects.filter(pk=self.pk, is_active=True).exists()

    def is_changing_unit(self) -> bool:
        """Whether the unit here is another one than in the database."""
        before = User.objects.filter(pk=self.pk).values_list("unit_id", flat=True)
        return bool(before) and before[0] not in (None, self.unit_id)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The jobs held today; loaded once a request (one query)."""
        if not self.is_active:
            return frozenset()
        held = self.role_grants.in_force(timezone.localdate()).values_list(
            "role", flat=True
        )
        return frozenset(Role(role) for role in held)

    def holds(self, *roles: Role) -> bool:
        """Whether the person holds at least one of ``roles`` today."""
        return not self.roles.isdisjoint(roles)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Adjectives for grants."""

    def in_force(self, day: dt.date) -> RoleGrantQuerySet:
        """Grants that hold on ``day`` (both ends included)."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day
        )


@pghistory.track(*every_change(), append_only=True)
class RoleGrant(models.Model):
    """One job held by one person from a day to a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=30, choices=Role.choices)
    valid_from = models.DateField("from", default=timezone.localdate)
    valid_to = models.DateField(
        "to", null=True, blank=True, help_text="The last day. Empty means no end."
    )
    granted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField(auto_now_add=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ("user", "role", "valid_from")
        constraints = (
            models.CheckConstraint(
                name="role_grant_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="The last day must not be before the first.",
            ),
            models.CheckConstraint(
                name="role_grant_is_by_another_person",
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("user")),
                violation_error_message=NOT_TO_ONESELF,
            ),
        )
        indexes = (models.Index(fields=("role", "valid_from", "valid_to")),)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses (StillNeededError) to end the last caseload job of one with cases."""
        if self.pk and self._leaves_without_caseload():
            refuse_to_lose(self.user)
        super().save(*args, **kwargs)

    def _leaves_without_caseload(self) -> bool:
        """Whether, with this grant as it is now, no caseload can be held tomorrow."""
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        held = self.user.role_grants.in_force(tomorrow).filter(role__in=CASELOAD_ROLES)
        if not held.filter(pk=self.pk).exists():
            return False
        return not self.carries_caseload_on(tomorrow) and not (
            held.exclude(pk=self.pk).exists()
        )

    def carries_caseload_on(self, day: dt.date) -> bool:
        """Whether this grant, saved or not, lets its person hold cases on ``day``."""
        begun = self.valid_from <= day
        ended = self.valid_to is not None and self.valid_to < day
        return self.role in CASELOAD_ROLES and begun and not ended
