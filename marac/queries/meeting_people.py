"""Who is expected at a meeting, and how each takes part in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import RoleGrant, User
from accounts.roles import Role
from casework.clock import local_date
from casework.moment import now
from marac.models import Attendance, Meeting
from marac.queries.agencies import speaking
from marac.register import still_here


@dataclass(frozen=True)
class Expected:
    """Somebody who may be at the table, with the row that says so if there is one."""

    user: User
    agency: str
    row: Attendance | None
    has_signed: bool


def expected_at(meeting: Meeting) -> list[Expected]:
    """The chair and the coordinators, then the agencies' people, each once."""
    rows = {
        row.user_id: row
        for row in meeting.attendances.select_related("statement", "agency")
        if row.user_id is not None
    }
    today = local_date(now())
    granted = RoleGrant.objects.in_force(today).filter(
        role__in=(Role.MARAC_COORDINATOR, Role.MARAC_CHAIR)
    )
    speaks = speaking().filter(
        still_here("agency__marac__"), agency__marac__unit_id=meeting.unit_id
    )
    staff = Q(unit_id=meeting.unit_id, pk__in=granted.values("user_id"))
    wanted = staff | Q(pk__in=speaks.values("user_id")) | Q(pk__in=list(rows))
    users = User.objects.filter(wanted, is_active=True).select_related("agency")
    found = [_expected(user, rows.get(user.pk)) for user in users]
    return sorted(found, key=lambda one: (bool(one.agency), one.agency, one.user.name))


def _expected(user: User, row: Attendance | None) -> Expected:
    signed = row is not None and hasattr(row, "statement")
    return Expected(user, str(user.agency or ""), row, signed)


def guests_at(meeting: Meeting) -> list[Attendance]:
    """Those who came and have no account here."""
    rows = meeting.attendances.filter(user__isnull=True)
    return list(rows.select_related("statement", "agency"))
