"""How much each member of the unit carries, beside their name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F

from accounts.models import RoleGrant, User
from accounts.roles import CASELOAD_ROLES
from casework.clock import local_date
from casework.models import Case, CaseQuerySet
from casework.moment import now
from casework.queries.case_list import SOON_DAYS, is_due_within, is_overdue

if TYPE_CHECKING:
    from accounts.models import Unit


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

    Restricted cases are in no count (architecture 5): a number would betray them.
    """
    if unit is None:
        return []
    carried = _counts(unit)
    return [
        Workload(pk, name, *carried.get(pk, (0, 0, 0))) for pk, name in carriers(unit)
    ]


def workload_choices(unit: Unit | None) -> list[tuple[int, str]]:
    """(pk of a user, "Name - n open, m overdue") for the select of an allocation."""
    return [(row.user_pk, row.label) for row in workloads(unit)]


def carriers(unit: Unit | None) -> list[tuple[int, str]]:
    """(pk, name) of everybody who can be given a case, by name; without a unit, of all.

    One query.
    """
    holders = RoleGrant.objects.in_force(local_date(now())).filter(
        role__in=CASELOAD_ROLES
    )
    people = User.objects.filter(is_active=True, pk__in=holders.values("user_id"))
    if unit is not None:
        people = people.filter(unit=unit)
    rows = people.order_by("name", "pk").values_list("pk", "name", "username")
    # As ``str(user)`` says it.
    return [(pk, name or username) for pk, name, username in rows]


def _counts(unit: Unit) -> dict[int, tuple[int, int, int]]:
    """By owner: open, overdue, due soon."""
    at = now()
    rows = (
        Case.objects.open()
        .filter(unit=unit, owner__isnull=False, restricted=False)
        .values("owner_id")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=is_overdue(at)),
            due_soon=Count("pk", filter=is_due_within(SOON_DAYS, at)),
        )
        .order_by("owner_id")
        .values_list("owner_id", "open", "overdue", "due_soon")
    )
    return {owner: (carried, late, soon) for owner, carried, late, soon in rows}


def unallocated_cases(user: User) -> CaseQuerySet:
    """The open cases that ``user`` sees and nobody has, oldest deadline first."""
    cases = Case.objects.visible_to(user).open().filter(owner__isnull=True)
    order = ("-immediate_risk", F("next_due_at").asc(nulls_last=True), "pk")
    return cases.order_by(*order)
