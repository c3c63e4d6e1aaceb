"""Whose cases the figures are about: one's own, the unit's, or totals of all units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from accounts.roles import Role
from casework.models import Assignment, Case, CaseQuerySet
from casework.policy import say_roles

if TYPE_CHECKING:
    from accounts.models import User


class Reach(StrEnum):
    """How far somebody's figures reach."""

    UNIT = "unit"
    TOTALS = "totals"
    OWN = "own"


# The first job that somebody holds decides.
REACHES: tuple[tuple[Role, Reach], ...] = (
    (Role.SUPERVISOR, Reach.UNIT),
    (Role.AUDITOR, Reach.TOTALS),
    (Role.DECISION_MAKER, Reach.OWN),
    (Role.RESEARCHER, Reach.OWN),
    (Role.DISCLOSURE_OFFICER, Reach.OWN),
)
FIGURE_ROLES = frozenset(role for role, _reach in REACHES)
# Who sees the cases behind the figures, and not totals alone.
CASE_FIGURE_ROLES = frozenset(
    role for role, reach in REACHES if reach is not Reach.TOTALS
)
SAID = {
    Reach.UNIT: "Cases of your unit",
    Reach.TOTALS: "Totals of all units",
    Reach.OWN: "Cases that you have or had",
}


@dataclass(frozen=True)
class Scope:
    """The cases that one person's figures count."""

    user: User
    reach: Reach

    @property
    def said(self) -> str:
        """Whose cases they are, in words."""
        return SAID[self.reach]

    @property
    def unit_pk(self) -> int:
        """The unit of the person; 0, which is none, for whoever belongs to none."""
        return self.user.unit_id or 0

    @property
    def shows_cases(self) -> bool:
        """Whether a number may lead to the cases behind it."""
        return self.reach is not Reach.TOTALS

    @property
    def shows_people(self) -> bool:
        """Whether colleagues are named beside numbers: to their supervisor alone."""
        return self.reach is Reach.UNIT

    def cases(self) -> CaseQuerySet:
        """The cases; restricted ones only for whoever is named for them."""
        cases = Case.objects.visible_to(self.user)
        if self.reach is Reach.UNIT:
            return cases.filter(unit_id=self.unit_pk)
        if self.reach is Reach.OWN:
            had = Assignment.objects.filter(user=self.user).values("case_id")
            return cases.filter(Q(owner=self.user) | Q(pk__in=had))
        return cases


def scope_of(user: User) -> Scope:
    """The figures of ``user``; PermissionDenied for jobs that have none."""
    for role, reach in REACHES:
        if user.holds(role):
            return Scope(user, reach)
    raise PermissionDenied(f"This is for: {say_roles(FIGURE_ROLES)}.")


def case_scope_of(user: User) -> Scope:
    """The same where cases are shown: not for whoever sees totals alone."""
    scope = scope_of(user)
    if not scope.shows_cases:
        raise PermissionDenied(f"This is for: {say_roles(CASE_FIGURE_ROLES)}.")
    return scope
