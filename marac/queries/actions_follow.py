"""Actions until they are final, as each person may see them (A2.8, A4.9).

An agency sees its own and what is offered to it; those who run or watch over the
meeting see all of their unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from accounts.models import Agency
from casework.clock import local_date
from casework.moment import now
from casework.policy import Capability as May
from marac.models import Action, MaracCase
from marac.policy import ROLES
from marac.register import still_here
from marac.states import FINAL_ACTIONS, A

if TYPE_CHECKING:
    from accounts.models import User

READERS = ROLES[May.JUDGE_ACTION] | ROLES[May.SUPERVISE]
MOST = 200
UNANSWERED = (A.AGREED,)
TO_CHECK = (A.DONE_CLAIMED,)
FOR_CHAIR = (A.PROPOSED, A.NOT_DONE, A.EXTENSION_REQUESTED)
# Name in the address, words, what is shown; the first is what the page begins with.
SHOWN: dict[str, tuple[str, Q]] = {
    "": ("Open", ~Q(state__in=FINAL_ACTIONS)),
    "unanswered": ("Not acknowledged", Q(state__in=UNANSWERED)),
    "overdue": ("Overdue", Q()),
    "check": ("To be checked", Q(state__in=TO_CHECK)),
    "chair": ("For the chair", Q(state__in=FOR_CHAIR)),
    "steering": ("For the steering group", Q(state=A.ESCALATED_3)),
    "final": ("Final", Q(state__in=FINAL_ACTIONS)),
}
# What an agency is offered of these.
OF_AGENCY = ("", "overdue", "final")
WITH_AGENCY = (
    A.AGREED,
    A.ACKNOWLEDGED,
    A.IN_PROGRESS,
    A.ESCALATED_1,
    A.ESCALATED_2,
    A.ESCALATED_3,
    A.EXTENSION_REQUESTED,
    A.REASSIGNED,
)


def actions_for(user: User) -> QuerySet[Action]:
    """The actions that the person may know of."""
    rows: QuerySet[Action] = Action.objects.filter(
        case__in=MaracCase.objects.visible_to(user)
    )
    if user.holds(*READERS):
        return rows
    mine = Q(owner_agency_id=user.agency_id or 0) | Q(offered_to_id=user.agency_id or 0)
    return rows.filter(mine).exclude(state=A.PROPOSED, instead_of=None)


def own_actions(user: User) -> QuerySet[Action]:
    """Those of the person's agency, and those that are offered to it."""
    agency = user.agency_id or 0
    return actions_for(user).filter(Q(owner_agency_id=agency) | Q(offered_to_id=agency))


def shown(rows: QuerySet[Action], wanted: str, agency: str = "") -> list[Action]:
    """Of ``rows`` what is asked for, the first due first; the final ones newest first.

    An unknown name shows what is open. At most MOST.
    """
    _label, condition = SHOWN.get(wanted, SHOWN[""])
    if wanted == "overdue":
        condition = Q(state__in=WITH_AGENCY, due_on__lt=today())
    found = rows.filter(condition)
    if agency.isascii() and agency.isdigit() and len(agency) < len("9" * 10):
        found = found.filter(owner_agency_id=int(agency))
    found = found.select_related("case", "owner_agency", "offered_to")
    order = "-state_entered_at" if wanted == "final" else "due_on"
    return list(found.order_by(order, "pk")[:MOST])


def today() -> dt.date:
    """The day in London."""
    return local_date(now())


# -- By agency and age -----------------------------------------------------------------
@dataclass(frozen=True)
class Standing:
    """How the open actions of one agency stand, in numbers."""

    agency: Agency
    unanswered: int = 0
    to_come: int = 0
    late: int = 0
    late_chair: int = 0
    late_steering: int = 0
    elsewhere: int = 0

    @property
    def open(self) -> int:
        """All of them."""
        late = self.late + self.late_chair + self.late_steering
        return self.unanswered + self.to_come + late + self.elsewhere


def standings(rows: QuerySet[Action]) -> list[Standing]:
    """The open actions of each agency by their age; one query.

    Late by the days of the ladder: until the chair is told, until the steering group
    is, and after that.
    """
    found: dict[Agency, dict[str, int]] = {}
    open_rows = rows.exclude(state__in=FINAL_ACTIONS)
    for action in open_rows.select_related("owner_agency", "case__profile"):
        counts = found.setdefault(action.owner_agency, {})
        kind = _kind(action)
        counts[kind] = counts.get(kind, 0) + 1
    ordered = sorted(found.items(), key=lambda pair: str(pair[0]))
    return [Standing(agency, **counts) for agency, counts in ordered]


def _kind(action: Any) -> str:
    if action.state not in WITH_AGENCY:
        return "elsewhere"
    late, ladder = (today() - action.due_on).days, action.case.profile
    if late >= ladder.steering_after_days:
        return "late_steering"
    if late >= ladder.chair_after_days:
        return "late_chair"
    if late > 0:
        return "late"
    return "unanswered" if action.state in UNANSWERED else "to_come"


def agencies_to_offer(action: Action, user: User) -> Sequence[Agency]:
    """To whom the action may be offered: agencies of the case, or, for those who run
    the meeting, all of the unit.
    """
    rows = Agency.objects.exclude(pk=action.owner_agency_id)
    if user.holds(*ROLES[May.JUDGE_ACTION]):
        rows = rows.filter(still_here(), marac__unit_id=action.case.unit_id)
    else:
        rows = rows.filter(marac_parts__case_id=action.case_id)
    return list(rows.order_by("name").distinct())
