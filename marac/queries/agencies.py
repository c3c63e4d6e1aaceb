"""The agencies of a unit's table, and who speaks for them today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from accounts.models import User
from casework.clock import local_date
from casework.moment import now
from marac.models import AgencyProfile, Representative

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class AtTable:
    """An agency and those who speak for it today, representatives first."""

    profile: AgencyProfile
    people: Sequence[Representative]

    @property
    def problem(self) -> str:
        """What keeps it from working, in words; empty if nothing does."""
        profile, today = self.profile, local_date(now())
        if profile.has_left:
            return "Has left"
        if not any(not one.is_deputy for one in self.people):
            return "Nobody speaks for it"
        if profile.agreement_signed_on is None:
            return "Has not signed the agreement"
        if profile.agreement_review_on and profile.agreement_review_on < today:
            return "The agreement is to be reviewed"
        return "" if profile.manager_id else "No manager is named"


def agencies_of(user: User) -> list[AtTable]:
    """The table of the person's unit; two queries, whatever the number of agencies."""
    profiles = AgencyProfile.objects.filter(unit=user.unit)
    rows = list(
        profiles.select_related("agency", "manager", "senior_contact").order_by(
            "agency__name"
        )
    )
    by_agency: dict[int, list[Representative]] = {}
    for one in speaking().filter(agency__in=[row.agency_id for row in rows]):
        by_agency.setdefault(one.agency_id, []).append(one)
    return [AtTable(row, by_agency.get(row.agency_id, [])) for row in rows]


def representatives_of(profile: AgencyProfile) -> list[Representative]:
    """Those who speak for it today or will."""
    today = local_date(now())
    rows = Representative.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), agency=profile.agency_id
    )
    return list(rows.select_related("user").order_by("is_deputy", "user__name"))


def speaking() -> QuerySet[Representative]:
    """Those who speak for an agency today, representatives before deputies."""
    today = local_date(now())
    rows: QuerySet[Representative] = Representative.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), since__lte=today
    )
    return rows.select_related("user").order_by("is_deputy", "user__name")


def people_of(profile: AgencyProfile) -> list[User]:
    """The accounts that belong to the agency."""
    people = User.objects.filter(agency_id=profile.agency_id, is_active=True)
    return list(people.order_by("name"))
