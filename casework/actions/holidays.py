"""A bank holiday was added or taken away: limits in working days are counted again.

The change is a row that says whether it was applied, so a lost message costs a minute.
Closed cases never change, nor does any statutory date (reliability F-21).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from casework import audit
from casework.actions.information_requests import LIMITS, dates_of
from casework.clock import LONDON, LimitUnit, due_day
from casework.clocks import due_of, refresh_next_due
from casework.models import (
    BankHolidayChange,
    Case,
    Deadline,
    InformationRequest,
)
from casework.moment import now
from casework.notify import Notice, tell, the_owner

MOVED = Notice(the_owner, "has a date that moved with a bank holiday")


def count_again_for_holidays() -> int:
    """Apply every change that is not applied yet; returns how many cases changed."""
    changed = 0
    rows = BankHolidayChange.objects.filter(applied_at__isnull=True)
    for row in rows.order_by("day"):
        for case in _cases_touched(row.day):
            changed += _count_again(case, row)
        BankHolidayChange.objects.filter(pk=row.pk).update(applied_at=now())
    return changed


def _cases_touched(day: dt.date) -> list[int]:
    """The open cases with a limit in working days that runs over ``day``."""
    begins = dt.datetime.combine(day, dt.time(), tzinfo=LONDON)
    ends = begins + dt.timedelta(days=1)
    limits = Deadline.objects.filter(
        unit=LimitUnit.WORKING_DAYS,
        met_at__isnull=True,
        ended_at__isnull=True,
        due_at__gt=begins,
        started_at__lt=ends,
    )
    requests = InformationRequest.objects.open().filter(
        escalate_at__gt=begins, sent_at__lt=ends
    )
    found = set(limits.order_by().values_list("case_id", flat=True))
    found |= set(requests.order_by().values_list("case_id", flat=True))
    return sorted(found)


def _count_again(pk: int, change: BankHolidayChange) -> bool:
    """Count the dates of one case again; returns whether one moved."""
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
        if case.closed_at is not None:
            return False
        moved = [*_limits_moved(case), *_requests_moved(case)]
        if not moved:
            return False
        case.version += 1
        refresh_next_due(case)
        case.save(update_fields=["version", "next_due_at", "next_due_name"])
        for row, name, before, after in moved:
            audit.record(
                case,
                by=None,
                verb="count_date_again",
                sentence=(
                    f"{name}: moved from {before:%d/%m/%Y} to {after:%d/%m/%Y} "
                    f"with the bank holidays ({change.day:%d/%m/%Y})"
                ),
                about=row,
                fields=["due_at"],
            )
        tell(case, by=None, notices=(MOVED,), kind="date_moved")
        return True


def _limits_moved(case: Case) -> list[tuple[Any, str, dt.date, dt.date]]:
    running = case.deadlines.filter(
        unit=LimitUnit.WORKING_DAYS, met_at__isnull=True, ended_at__isnull=True
    )
    moved = []
    for row in running.select_related("rule"):
        before, row.due_at = row.due_at, due_of(row.rule, row.started_at)
        if row.due_at != before:
            row.next_look_at = now()
            row.save(update_fields=["due_at", "next_look_at"])
            moved.append((row, row.label, due_day(before), due_day(row.due_at)))
    return moved


def _requests_moved(case: Case) -> list[tuple[Any, str, dt.date, dt.date]]:
    moved = []
    for row in InformationRequest.objects.open().filter(case_id=case.pk):
        before = {name: getattr(row, name) for name in LIMITS.values()}
        after = dates_of(case.scheme, row.sent_at)
        if after != before:
            for name, at in after.items():
                setattr(row, name, at)
            row.next_look_at = now()
            row.save(update_fields=[*after, "next_look_at"])
            days = due_day(before["due_at"]), due_day(row.due_at)
            moved.append((row, "Answer to a request", *days))
    return moved
