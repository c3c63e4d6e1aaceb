"""When the clocks of MARAC start and stop, and the rows it ships (A2.2).

Most numbers were not seen in a source: they are defaults that the unit sets. Dates of a
meeting stand with the meeting, days of an action with the action.
"""

from __future__ import annotations

from casework.clock import LimitUnit
from casework.clocks import Clock, Start
from marac.states import S

DAYS, WORKING = LimitUnit.CALENDAR_DAYS, LimitUnit.WORKING_DAYS
LOCAL = "Local target, set by the unit"


def _in(*stages: S) -> frozenset[str]:
    return frozenset(stages)


CLOCKS = (
    Clock("referral", "Send the referral", 5, WORKING, LOCAL, stages=_in(S.DRAFT)),
    Clock(
        "signoff",
        "Manager's check",
        1,
        WORKING,
        LOCAL,
        Start.ENTRY,
        _in(S.AWAITING_SIGNOFF),
    ),
    Clock("screening", "Screening", 1, WORKING, LOCAL, Start.ENTRY, _in(S.SCREENING)),
    Clock(
        "return",
        "Answer what was asked",
        1,
        WORKING,
        LOCAL,
        Start.ENTRY,
        _in(S.RETURNED),
    ),
    Clock("listing", "Put on a list", 1, WORKING, LOCAL, Start.ENTRY, _in(S.SUITABLE)),
    Clock(
        "emergency",
        "Emergency meeting",
        1,
        WORKING,
        LOCAL,
        Start.ENTRY,
        _in(S.EMERGENCY),
    ),
    Clock(
        "relisting",
        "Put on the next list",
        1,
        WORKING,
        LOCAL,
        Start.ENTRY,
        _in(S.DEFERRED),
    ),
    Clock(
        "closing",
        "Close the case",
        5,
        WORKING,
        LOCAL,
        Start.ENTRY,
        _in(S.ACTIONS_COMPLETE),
    ),
    Clock(
        "hearing",
        "Heard at a meeting",
        14,
        DAYS,
        LOCAL,
        Start.ENTRY,
        met_by=frozenset({"conclude", "transfer_out", "withdraw"}),
    ),
)
# Their dates are a meeting's or an action's, or the clock of the hearing goes on.
UNDATED = _in(
    S.SUBMITTED,
    S.LISTED,
    S.IN_RESEARCH,
    S.READY,
    S.BEING_HEARD,
    S.HEARD,
    S.ACTIONS_OPEN,
    S.NOT_SUITABLE,
    S.CLOSED,
    S.FLAG_LAPSED,
)
ENDS = _in(S.NOT_SUITABLE, S.TRANSFERRED_OUT, S.WITHDRAWN, S.DISPOSED)
