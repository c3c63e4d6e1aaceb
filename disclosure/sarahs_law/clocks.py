"""When the clocks of Sarah's Law start and stop, and the rows it ships (6.4).

The numbers become settings rows: those of the guidance of April 2023, and before it
the older set, for cases that are imported (sarahs-law 1.1).
"""

from __future__ import annotations

from casework.clock import LimitUnit
from casework.clocks import Clock, Start
from casework.schemes import EarlierLimit
from disclosure.sarahs_law.moves import S
from disclosure.stages import BEFORE_DECISION

HOURS, DAYS = LimitUnit.HOURS, LimitUnit.CALENDAR_DAYS
GUIDANCE = "Police guidance of April 2023, as forces publish it"
OWN = "Local default, to confirm"
UNDECIDED = frozenset({*map(str, BEFORE_DECISION), S.TRANSFER_PENDING.value})
TO_TELL = frozenset(
    {
        S.DISCLOSURE_PLANNING.value,
        S.DISCLOSURE_IN_PROGRESS.value,
        S.UNDERTAKING_REFUSED.value,
        S.NO_DISCLOSURE_CONTACT.value,
    }
)
UNMET = frozenset(
    {
        S.RECEIVED.value,
        S.INITIAL_CHECKS.value,
        S.SCOPE_REVIEW.value,
        S.AWAITING_MEETING.value,
    }
)
CLOCKS = (
    # C28: the decision stops it; when the outcome is told is measured beside it.
    Clock("overall", "Decision in 28 days", 28, DAYS, GUIDANCE, stages=UNDECIDED),
    Clock(
        "outcome_told",
        "Outcome told in 28 days",
        28,
        DAYS,
        GUIDANCE,
        stages=UNDECIDED | TO_TELL,
    ),
    # C24 runs through nights and weekends, until somebody looks at the scope.
    Clock(
        "initial_checks",
        "Initial checks",
        24,
        HOURS,
        GUIDANCE,
        stages=frozenset({S.RECEIVED.value, S.INITIAL_CHECKS.value}),
    ),
    # C10 is met when the research begins.
    Clock("interview", "Interview", 10, DAYS, GUIDANCE, stages=UNMET),
    # Cdel.
    Clock("delivery", "Delivery", 5, DAYS, OWN, Start.DECISION, TO_TELL),
    # Cfollow.
    Clock(
        "follow_up",
        "Follow-up",
        28,
        DAYS,
        OWN,
        Start.ENTRY,
        frozenset({S.AFTERCARE.value}),
    ),
    Clock(
        "representations",
        "Time for the subject's views",
        5,
        DAYS,
        OWN,
        Start.ENTRY,
        frozenset({S.REPRESENTATIONS.value}),
    ),
    Clock(
        "fast_track",
        "Decision after the refusal",
        24,
        HOURS,
        OWN,
        Start.ENTRY,
        met_by=frozenset({"disclose_all_the_same", "withhold_after_refusal"}),
    ),
    Clock(
        "transfer",
        "Acknowledgement of the transfer",
        3,
        LimitUnit.WORKING_DAYS,
        OWN,
        Start.ENTRY,
        frozenset({S.TRANSFER_PENDING.value}),
    ),
    # Cpartner.
    Clock("request_due", "Partner's reply", 5, LimitUnit.WORKING_DAYS, OWN),
    Clock("request_chase", "Chase the partner", 3, LimitUnit.WORKING_DAYS, OWN),
    Clock("request_escalate", "Escalate it", 7, LimitUnit.WORKING_DAYS, OWN),
    # Only the older rules told the two results apart; it never starts by itself.
    Clock("no_concern", "Outcome where there is no concern", 28, DAYS, GUIDANCE),
)
_OLD = "Scheme of 2010, as a force's policy gives it"
EARLIER = (
    EarlierLimit("overall", 45, _OLD, "2010"),
    EarlierLimit("outcome_told", 45, _OLD, "2010"),
    EarlierLimit("no_concern", 35, _OLD, "2010"),
    EarlierLimit("initial_checks", 24, _OLD, "2010"),
    EarlierLimit("interview", 10, _OLD, "2010"),
)
