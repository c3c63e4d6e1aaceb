"""When the clocks of Clare's Law start and stop, and the rows it ships (9.5).

The numbers become settings rows; most are not confirmed against the 2023 guidance.
"""

from __future__ import annotations

from casework.clock import LimitUnit
from casework.clocks import Clock, Start
from disclosure.clares_law import S

HOURS, DAYS, WORKING = (
    LimitUnit.HOURS,
    LimitUnit.CALENDAR_DAYS,
    LimitUnit.WORKING_DAYS,
)
STATUTORY = "Statutory guidance of April 2023"
UNCONFIRMED = "Default, to confirm against the current guidance"
LOCAL = "Local target, set by the unit"


def _in(*stages: S) -> frozenset[str]:
    return frozenset(stages)


CLOCKS = (
    Clock(
        "overall",
        "28-day limit",
        28,
        DAYS,
        STATUTORY,
        met_by=frozenset(
            {
                "complete_delivery",
                "begin_aftercare",
                "close_after_contact",
                "close_without_progressing",
                "complete_transfer",
                "withdraw_and_close",
            }
        ),
    ),
    Clock(
        "first_contact", "First contact form", 4, HOURS, LOCAL, stages=_in(S.RECEIVED)
    ),
    Clock(
        "initial_checks",
        "Initial checks",
        24,
        HOURS,
        UNCONFIRMED,
        stages=_in(S.INITIAL_CHECKS),
    ),
    Clock("meeting", "Meeting", 10, DAYS, UNCONFIRMED, stages=_in(S.AWAITING_MEETING)),
    Clock("research", "Research", 18, DAYS, LOCAL, stages=_in(S.RESEARCH)),
    Clock(
        "recommendation",
        "Recommendation",
        21,
        DAYS,
        LOCAL,
        stages=_in(S.DECISION_DRAFT),
    ),
    Clock("decision", "Decision", 23, DAYS, LOCAL, stages=_in(S.AWAITING_REVIEW)),
    Clock(
        "decision_days",
        "Decision after submission",
        2,
        WORKING,
        LOCAL,
        Start.ENTRY,
        _in(S.AWAITING_REVIEW),
    ),
    Clock(
        "representations",
        "Representations",
        5,
        DAYS,
        LOCAL,
        Start.ENTRY,
        _in(S.REPRESENTATIONS),
    ),
    Clock(
        "planning",
        "Planning the disclosure",
        25,
        DAYS,
        LOCAL,
        stages=_in(S.DISCLOSURE_PLANNING),
    ),
    Clock(
        "delivery",
        "Disclosure",
        28,
        DAYS,
        STATUTORY,
        stages=_in(S.DISCLOSURE_IN_PROGRESS),
    ),
    Clock(
        "telling",
        "Telling the outcome",
        28,
        DAYS,
        STATUTORY,
        stages=_in(S.NO_DISCLOSURE_CONTACT),
    ),
    Clock("aftercare", "Aftercare", 14, DAYS, LOCAL, Start.ENTRY, _in(S.AFTERCARE)),
    Clock(
        "transfer",
        "Answer to the transfer",
        3,
        WORKING,
        LOCAL,
        Start.ENTRY,
        _in(S.TRANSFER_PENDING),
    ),
    Clock("request_due", "Answer of another force or agency", 5, WORKING, LOCAL),
    Clock("request_chase", "Ask them again", 3, WORKING, LOCAL),
    Clock("request_escalate", "Take it to somebody higher", 7, WORKING, LOCAL),
    Clock(
        "fast_track",
        "Decision after delivery came back",
        24,
        HOURS,
        LOCAL,
        Start.ENTRY,
        met_by=frozenset(
            {
                "approve_disclosure",
                "approve_no_disclosure",
                "decide_against_disclosure",
                "authorise_emergency_disclosure",
            }
        ),
    ),
    Clock(
        "emergency_review",
        "Review of the emergency disclosure",
        24,
        HOURS,
        LOCAL,
        Start.ENTRY,
    ),
)
