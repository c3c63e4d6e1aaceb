"""Who may open a restricted case, and who could be named for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import RoleGrant, User
from accounts.roles import CASELOAD_ROLES, Role
from casework.clock import local_date
from casework.models import Case, CaseGrant
from casework.moment import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

# Jobs that work on cases or look after those who do.
NAMED_JOBS = CASELOAD_ROLES | {Role.AUDITOR}


@dataclass(frozen=True)
class Nameable:
    """One person who can be named, with the jobs they hold, in words."""

    user: User
    jobs: str


def nameable_for(case: Case) -> list[Nameable]:
    """Everybody of the unit with a job on cases, by name; one query.

    A name opens the case no wider than the job does: the control room is offered only
    the person who took the case in.
    """
    works = Q(role__in=NAMED_JOBS) | Q(
        role=Role.CONTROL_ROOM, user_id=case.opened_by_id
    )
    grants = (
        RoleGrant.objects.in_force(local_date(now()))
        .filter(works, user__is_active=True, user__unit_id=case.unit_id)
        .select_related("user")
        .order_by("user__name", "user_id", "role")
    )
    held: dict[User, list[str]] = {}
    for grant in grants:
        held.setdefault(grant.user, []).append(str(grant.get_role_display()))
    return [
        Nameable(user, ", ".join(dict.fromkeys(jobs))) for user, jobs in held.items()
    ]


def grants_on(case: Case) -> QuerySet[CaseGrant]:
    """The grants that open ``case`` now, with person and giver, oldest first."""
    in_force = Q(expires_at__isnull=True) | Q(expires_at__gt=now())
    grants: QuerySet[CaseGrant] = CaseGrant.objects.filter(
        in_force, content_object_id=case.pk
    )
    return grants.select_related("user", "granted_by").order_by("granted_at", "pk")


def people_numbered(pks: Iterable[str]) -> list[User]:
    """The people with these primary keys, by name."""
    return list(User.objects.filter(pk__in=list(pks)).order_by("name", "pk"))
