"""Each agency's flags on its own files, as each person may see them (A4.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from casework.policy import Capability as May
from marac.models import Flag, MaracCase
from marac.policy import ROLES
from marac.states import Flagging

if TYPE_CHECKING:
    from accounts.models import User

READERS = ROLES[May.JUDGE_ACTION] | ROLES[May.SUPERVISE]
TO_SET = (Flagging.REQUESTED, Flagging.REFRESHED)
TO_REMOVE = (Flagging.TO_REMOVE,)
ENDED = (Flagging.REMOVED, Flagging.RETAINED)
MOST = 200


def flags_for(user: User) -> QuerySet[Flag]:
    """The flags that the person may know of."""
    rows: QuerySet[Flag] = Flag.objects.filter(
        case__in=MaracCase.objects.visible_to(user)
    ).select_related("case", "agency")
    if user.holds(*READERS):
        return rows
    return rows.filter(agency_id=user.agency_id or 0)


def own_flags(user: User) -> QuerySet[Flag]:
    """Those of the person's agency."""
    return flags_for(user).filter(agency_id=user.agency_id or 0)


@dataclass(frozen=True)
class Counts:
    """How the flags of one agency stand."""

    agency: str
    to_set: int
    is_set: int
    to_remove: int
    kept: int


def counts_by_agency(user: User) -> list[Counts]:
    """What each agency has still to confirm; one query."""
    rows = flags_for(user).values("agency__name").order_by("agency__name")
    counted = rows.annotate(
        to_set=Count("pk", Q(state__in=TO_SET)),
        is_set=Count("pk", Q(state__in=(Flagging.SET, Flagging.LAPSE_NOTICE))),
        to_remove=Count("pk", Q(state__in=TO_REMOVE)),
        kept=Count("pk", Q(state=Flagging.RETAINED)),
    )
    return [
        Counts(
            row["agency__name"],
            row["to_set"],
            row["is_set"],
            row["to_remove"],
            row["kept"],
        )
        for row in counted
    ]
