"""The facts that a decision, an end or a new beginning sets on a case's own row."""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework.clock import is_late, local_date
from casework.moment import now
from casework.workflow.perform import Refused

# Default until the force says otherwise (docs/decisions/); a review date, never
# a deletion.
RETENTION_YEARS = 6
SAY_WHY_LATE = "The case is late: choose the main cause of the lateness."
DAYS_IN_A_YEAR = 365.25


def decide(case: Any, outcome: str) -> None:
    """A second person has settled the outcome."""
    case.outcome, case.decided_at = str(outcome), now()


def end_as(case: Any, outcome: str) -> None:
    """The case will end with this outcome, which needed no decision."""
    case.outcome = str(outcome)


def tell(case: Any) -> None:
    """The outcome was told, or could not be told safely."""
    case.told_at = now()


def disclose(case: Any) -> None:
    """The approved words were spoken."""
    case.disclosed_at = case.told_at = now()


def was_late(case: Any) -> bool:
    """Whether the overall clock was, or is now, met late."""
    overall = case.deadlines.filter(key="overall").last()
    return bool(overall and is_late(overall.due_at, overall.met_at or now()))


def refuse_unexplained_lateness(
    case: Any, *, lateness_cause: str = "", **_inputs: Any
) -> None:
    """A late case closes with its main cause (clares-law 9.6). The form asks too."""
    if not lateness_cause and was_late(case):
        raise Refused(SAY_WHY_LATE)


def close(case: Any, lateness_cause: str, outcome: str = "") -> None:
    """Closed with ``outcome``, or with the one that was settled before."""
    case.outcome = str(outcome or case.outcome)
    case.lateness_cause = lateness_cause
    case.closed_at = now()
    years = dt.timedelta(days=round(DAYS_IN_A_YEAR * RETENTION_YEARS))
    case.review_on = local_date(case.closed_at) + years


def open_again(case: Any) -> None:
    """Reopened: the history keeps the first result."""
    case.closed_at = case.review_on = None
    case.outcome = case.lateness_cause = ""
