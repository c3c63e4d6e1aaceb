"""Checks without a trace that were recorded faster than anybody looks (AS-2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from casework.models import Case, Check, CheckResult, QuickRun, Threshold


def run_ending_with(check: Check) -> list[Check]:
    """The checks of a run that is too quick and ends with ``check``, oldest first.

    A run is what one person recorded in a row on one case without a trace. It is too
    quick if it has the number of checks and took no longer than the seconds that the
    unit has set; without those rows nothing is. Two queries at most.
    """
    limits = _limits(check.case)
    if check.result != CheckResult.NO_TRACE or limits is None:
        return []
    count, seconds = limits
    newest = Check.objects.filter(
        case_id=check.case_id,
        done_by_id=check.done_by_id,
        done_at__gte=check.done_at - dt.timedelta(seconds=seconds),
    ).order_by("-done_at", "-pk")
    run = list(takewhile(lambda c: c.result == CheckResult.NO_TRACE, newest))
    return run[::-1] if len(run) >= count else []


def _limits(case: Case) -> tuple[int, int] | None:
    rows = Threshold.objects.filter(
        scheme=case.scheme, key__in=("quick_checks", "quick_checks_seconds")
    )
    set_by_unit = dict(rows.values_list("key", "value"))
    if len(set_by_unit) < len(("count", "seconds")):
        return None
    return set_by_unit["quick_checks"], set_by_unit["quick_checks_seconds"]


def quick_runs_of(case: Any) -> Sequence[QuickRun]:
    """Those that nobody has looked at yet, oldest first; one query."""
    return list(
        case.quick_runs.filter(looked_at__isnull=True)
        .select_related("researcher")
        .order_by("first_at", "id")
    )
