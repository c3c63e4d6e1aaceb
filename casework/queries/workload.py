"""How much each member of the unit carries, beside their name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from accounts.models import RoleGrant, User
from accounts.roles import CASELOAD_ROLES
from casework.clock import end_of_day, local_date
from casework.models import Case
from casework.moment import now

if TYPE_CHECKING:
    from accounts.models import Unit

SOON = dt.timedelta(days=3)


@dataclass(frozen=True)
class Workload:
    """One person and what they have now; ``due_soon`` is within three days."""

    user_pk: int
    name: str
    open: int = 0
    overdue: int = 0
    due_soon: int = 0

    @property
    def label(self) -> str:
        """E.g. "Raj Patel - 7 open, 2 overdue"."""
        return f"{self.name} - {self.open} open, {self.overdue} overdue"


def workloads(unit: Unit | None) -> list[Workload]:
    """Everybody of ``unit`` who can be given a case, by name; two queries.

    Restricted cases count too: a number names nobody, and work that is hidden from the
    supervisor would be given twice.
    """
    if unit is None:
        return []
    carried = {row["owner_id"]: row for row in _counts(unit)}
    return [
        Workload(
            pk,
            name,
            **{key: carried[pk][key] for key in ("open", "overdue", "due_soon")},
        )
        if pk in carried
        else Workload(pk, name)
        for pk, name in _people(unit)
    ]


def workload_choices(unit: Unit | None) -> list[tuple[int, str]]:
    """(pk of a user, "Name - n open, m overdue") for the select of an allocation."""
    return [(row.user_pk, row.label) for row in workloads(unit)]


def _people(unit: Unit) -> list[tuple[int, str]]:
    holders = RoleGrant.objects.in_force(local_date(now())).filter(
        role__in=CASELOAD_ROLES
    )
    people = User.objects.filter(
        unit=unit, is_active=True, pk__in=holders.values("user_id")
    ).order_by("name", "pk")
    return [(person.pk, str(person)) for person in people]


def _counts(unit: Unit) -> list[dict[str, int]]:
    at = now()
    soon = end_of_day(local_date(at) + SOON)
    rows = (
        Case.objects.open()
        .filter(unit=unit, owner__isnull=False)
        .order_by()
        .values("owner_id")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(next_due_at__lte=at)),
            due_soon=Count("pk", filter=Q(next_due_at__gt=at, next_due_at__lte=soon)),
        )
    )
    return list(rows)
