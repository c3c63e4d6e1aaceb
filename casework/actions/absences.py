"""Who is away, who is told in their place, and handing over everything of a leaver."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.roles import CASELOAD_ROLES
from casework.actions.work import allocate, why_not_to
from casework.audit import record_security
from casework.clock import local_date
from casework.models import Absence, Case
from casework.moment import now
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Moved:
    """One case of a leaver: what happens to it, or why it stays."""

    case: Case
    refusal: str


def record_absence(
    user: User, *, cover: User, first_day: dt.date, last_day: dt.date, by: User
) -> Absence:
    """Have ``cover`` told of everything that ``user`` is told of, on those days.

    Refused if the days are over, or ``cover`` works in another unit or carries no case.
    """
    if last_day < local_date(now()):
        raise Refused("These days are over.")
    if cover.unit_id != user.unit_id or not cover.holds(*CASELOAD_ROLES):
        raise Refused(f"{cover} cannot cover: choose somebody of the unit with cases.")
    with transaction.atomic():
        row = Absence.objects.create(
            user=user,
            cover=cover,
            first_day=first_day,
            last_day=last_day,
            by=by,
            at=now(),
        )
        record_security(
            by=by,
            verb="record_absence",
            sentence=f"Absence of {user.username}, covered by {cover.username}",
            about=row,
        )
    return row


def end_absence(pk: int, *, by: User) -> bool:
    """The person is back: the absence ends yesterday, or never began."""
    today = local_date(now())
    with transaction.atomic():
        row = (
            Absence.objects.select_for_update(of=("self",))
            .select_related("user")
            .filter(pk=pk, last_day__gte=today, user__unit=by.unit)
            .first()
        )
        if row is None:
            return False
        record_security(
            by=by,
            verb="end_absence",
            sentence=f"Ended the absence of {row.user.username}",
            about=row,
        )
        if row.first_day >= today:
            row.delete()
        else:
            row.last_day = today - dt.timedelta(days=1)
            row.save(update_fields=["last_day"])
        return True


def plan_hand_over(leaver: User, *, to: User, by: User) -> list[Moved]:
    """What would happen to each open case of ``leaver``; nothing is changed."""
    cases = Case.objects.visible_to(by).open().owned_by(leaver).order_by("pk")
    return [Moved(case, why_not_to(case, to)) for case in cases]


def hand_over(leaver: User, *, to: User, by: User, reason: str) -> list[Moved]:
    """Give every open case of ``leaver`` to ``to``: one act and one event a case.

    A case that cannot go there stays, and its refusal comes back.
    """
    done = []
    for planned in plan_hand_over(leaver, to=to, by=by):
        refusal = planned.refusal
        if not refusal:
            try:
                allocate(planned.case, to=to, by=by, reason=reason)
            except Refused as refused:
                refusal = " ".join(refused.sentences)
        done.append(Moved(planned.case, refusal))
    return done
