"""Which contact plans are in force, who has read them, and what is allowed now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from casework.models import (
    ContactPermission,
    ContactPlan,
    ContactPlanRead,
    Part,
    Threshold,
)
from casework.moment import now
from casework.schemes import scheme_of

if TYPE_CHECKING:
    from accounts.models import User

READ_MINUTES = "plan_read_minutes"
PERMISSION_HOURS = "contact_permission_hours"


def threshold(case: Any, key: str) -> int:
    """A number that the unit has set (settings row)."""
    return int(Threshold.objects.get(scheme=case.scheme, key=key).value)


def plans_in_force(case: Any) -> dict[int, ContactPlan]:
    """Person to the plan that is in force for them on ``case``; one query."""
    plans = case.contact_plans.filter(superseded_at__isnull=True)
    return {plan.person_id: plan for plan in plans.select_related("recorded_by")}


def plan_for(case: Any, person: int) -> ContactPlan | None:
    """The plan in force for one person."""
    plan: ContactPlan | None = (
        case.contact_plans.filter(person_id=person, superseded_at__isnull=True)
        .select_related("recorded_by")
        .first()
    )
    return plan


@dataclass(frozen=True)
class Reads:
    """What one person has read of the plans of one case, and not too long ago."""

    plans: Mapping[int, ContactPlan]
    read: Mapping[tuple[int, int | None], dt.datetime] = field(default_factory=dict)

    def covers(self, person: int) -> bool:
        """Whether the plan in force for ``person`` was read (or that there is none)."""
        plan = self.plans.get(person)
        return (person, plan.pk if plan else None) in self.read


def reads_of(case: Any, user: User) -> Reads:
    """Which plans of ``case`` the person has read; three queries.

    A read counts for the plan that was read, and until the unit's time has passed.
    """
    since = now() - dt.timedelta(minutes=threshold(case, READ_MINUTES))
    rows = ContactPlanRead.objects.filter(case_id=case.pk, by=user, at__gt=since)
    read = {(row.person_id, row.plan_id): row.at for row in rows}
    return Reads(plans_in_force(case), read)


def permission_for(
    case: Any, person: int, at: dt.datetime | None = None
) -> ContactPermission | None:
    """The decision that contact is made against the plan, while it lasts.

    With ``at`` also one that lasted then: a contact that was allowed can be written
    down when the danger is over. Contacts are written down by the minute, so one of
    the minute of the decision is after it.
    """
    lasting = Q(until__gt=now())
    if at is not None:
        lasting |= Q(at__lt=at + dt.timedelta(minutes=1), until__gt=at)
    permission: ContactPermission | None = (
        case.contact_permissions.filter(lasting, person_id=person)
        .select_related("by")
        .last()
    )
    return permission


def permissions_on(case: Any) -> dict[int, ContactPermission]:
    """Person to the decision in danger that still lasts; one query."""
    rows = case.contact_permissions.filter(until__gt=now()).select_related("by")
    return {row.person_id: row for row in rows}


def is_third_party(case: Any) -> bool:
    """Whether somebody asked who is not told by those who deliver: another person than
    the one at risk or, where the scheme tells others, than a recipient.
    """
    parts = list(case.involvements.values_list("person_id", "part"))
    asked = {pk for pk, part in parts if part == Part.APPLICANT}
    told = {pk for pk, part in parts if part in scheme_of(case).told_parts}
    return bool(asked - told)
