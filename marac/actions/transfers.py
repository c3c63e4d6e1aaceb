"""Cases that go to another MARAC, or come from one (A2.11, A4.6)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import changing
from casework.clock import add_working_days, end_of_day, local_date
from casework.clocks import bank_holidays_near
from casework.models import ActionClass, Case
from casework.moment import now
from casework.policy import Capability as May
from casework.workflow.perform import Refused
from marac.actions.agencies_door import changing_thing
from marac.models import CaseTransfer
from marac.models.after import Direction
from marac.states import Handover

if TYPE_CHECKING:
    from accounts.models import User

RUNNING = "A transfer of this case is on its way already."
ON_ITS_WAY = "The pack was sent: what it said cannot be changed."
NOT_SENT = (Handover.PROPOSED, Handover.PACK_BUILT, Handover.QUERIED)


def propose_transfer(
    case: Case,
    *,
    by: User,
    direction: str,
    other_marac: str,
    other_coordinator: str = "",
    is_permanent: bool = True,
    version: int | None = None,
) -> CaseTransfer:
    """Begin a transfer. What comes in was sent by the other side already.

    Refused while another one is on its way.
    """
    with changing(case, by=by, may=May.TRANSFER, version=version) as locked:
        if locked.marac_transfers.exclude(state=Handover.CLOSED).exists():
            raise Refused(RUNNING)
        incoming = direction == Direction.IN
        made: CaseTransfer = CaseTransfer.objects.create(
            case=locked,
            direction=direction,
            other_marac=other_marac,
            other_coordinator=other_coordinator,
            is_permanent=is_permanent,
            state=Handover.SENT if incoming else Handover.PROPOSED,
            state_entered_at=now(),
            by=by,
            at=now(),
        )
        audit.record(
            locked,
            by=by,
            verb="propose_transfer",
            sentence="Began a transfer between areas",
            action_class=ActionClass.DISCLOSURE,
            about=made,
        )
    return made


def record_pack(
    transfer: CaseTransfer, *, by: User, version: int | None = None, **facts: Any
) -> None:
    """The sender's answers and the papers; refused once the pack was sent."""
    with changing_thing(transfer, by=by, may=May.TRANSFER, version=version) as locked:
        if locked.state not in NOT_SENT and locked.direction == Direction.OUT:
            raise Refused(ON_ITS_WAY)
        for name, value in facts.items():
            setattr(locked, name, value)
        audit.record(
            locked.case,
            by=by,
            verb="record_pack",
            sentence="Recorded what goes with a transfer",
            about=locked,
            fields=sorted(facts),
        )


def acknowledge_by(transfer: CaseTransfer) -> dt.datetime | None:
    """Until when the other side says that it has the pack; None unless it waits.

    After the working days of the protocol somebody rings them.
    """
    if transfer.state != Handover.SENT:
        return None
    days, sent = transfer.case.profile.chase_days, transfer.state_entered_at
    holidays = bank_holidays_near(sent, days)
    return end_of_day(add_working_days(local_date(sent), days, holidays))
