"""The facts that an end, or a new beginning, sets on a case's own row."""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework.clock import local_date
from casework.moment import now

DAYS_IN_A_YEAR = 365.25


def end(case: Any, outcome: str) -> None:
    """Ended with ``outcome``; its retention is reviewed after the profile's years."""
    case.outcome = str(outcome)
    case.closed_at = now()
    years = dt.timedelta(days=round(DAYS_IN_A_YEAR * case.profile.retention_years))
    case.review_on = local_date(case.closed_at) + years


def open_again(case: Any) -> None:
    """Screened once more: the history keeps the first result."""
    case.closed_at = case.review_on = None
    case.outcome = ""
