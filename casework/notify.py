"""From the notices tables to rows. A row is written with the act that it tells of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.models import RoleGrant, User
from accounts.roles import Role
from casework.clock import local_date
from casework.models import Case, Notification
from casework.moment import now

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Notice:
    """Who is told what after a move. The text never carries a name or a risk."""

    to: Callable[[Case], Iterable[User]]
    text: str


def the_owner(case: Case) -> list[User]:
    """Whoever has the case now."""
    return [case.owner] if case.owner else []


def everyone_who(*roles: Role) -> Callable[[Case], list[User]]:
    """The members of the case's unit who hold one of ``roles`` today."""

    def holders(case: Case) -> list[User]:
        granted = RoleGrant.objects.in_force(local_date(now())).filter(role__in=roles)
        return list(
            User.objects.filter(
                unit_id=case.unit_id, is_active=True, pk__in=granted.values("user_id")
            ).order_by("pk")
        )

    return holders


def tell(case: Case, *, by: User | None, notices: Iterable[Notice], kind: str) -> None:
    """Write one row a person, never to the actor, never twice for one act."""
    rows = [
        Notification(
            recipient=person,
            case_id=case.pk,
            kind=kind,
            text=notice.text,
            created_at=now(),
            key=f"{case.pk}-{case.version}-{kind}-{person.pk}",
        )
        for notice in notices
        for person in notice.to(case)
        if person != by and Case.objects.visible_to(person).filter(pk=case.pk).exists()
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
