"""When a MARAC meets and what must be ready before: arithmetic without a database.

Source: marac A2.2. Cut-offs are the last such weekday before the meeting. Bank holidays
cancel a meeting day and bring cut-offs forward; each stays a working day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from casework.clock import ONE_DAY, is_working_day, resolve_local


class DayRule(Protocol):
    """A day of the week of the protocol profile."""

    weekday: int
    starts_at: dt.time
    capacity: int
    cut_off_weekday: int
    cut_off_at: dt.time
    publish_at: dt.time
    research_weekday: int
    research_at: dt.time


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """One meeting with its instants in UTC, in the order in which they come."""

    cut_off_at: dt.datetime
    publish_at: dt.datetime
    research_due_at: dt.datetime
    starts_at: dt.datetime
    capacity: int


def planned_between(
    rules: Sequence[DayRule],
    first: dt.date,
    last: dt.date,
    holidays: frozenset[dt.date],
) -> Iterator[PlannedMeeting]:
    """The meetings of the days ``first`` to ``last``, both included, in order."""
    by_weekday = {rule.weekday: rule for rule in rules}
    day = first
    while day <= last:
        rule = by_weekday.get(day.weekday())
        if rule is not None and is_working_day(day, holidays):
            yield _planned(rule, day, holidays)
        day += ONE_DAY


def _planned(
    rule: DayRule, day: dt.date, holidays: frozenset[dt.date]
) -> PlannedMeeting:
    research = _last_before(day, rule.research_weekday, holidays)
    research_at = _instant(research, rule.research_at)
    cut_off = _last_before(day, rule.cut_off_weekday, holidays)
    # A holiday may bring the research before the list: then the list comes earlier too.
    while _instant(cut_off, rule.publish_at) > research_at:
        cut_off = _working_day_before(cut_off, holidays)
    return PlannedMeeting(
        cut_off_at=_instant(cut_off, rule.cut_off_at),
        publish_at=_instant(cut_off, rule.publish_at),
        research_due_at=research_at,
        starts_at=_instant(day, rule.starts_at),
        capacity=rule.capacity,
    )


def _last_before(day: dt.date, weekday: int, holidays: frozenset[dt.date]) -> dt.date:
    """The last ``weekday`` before ``day``, or the working day before if it is none."""
    day -= ONE_DAY
    while day.weekday() != weekday:
        day -= ONE_DAY
    return day if is_working_day(day, holidays) else _working_day_before(day, holidays)


def _working_day_before(day: dt.date, holidays: frozenset[dt.date]) -> dt.date:
    day -= ONE_DAY
    while not is_working_day(day, holidays):
        day -= ONE_DAY
    return day


def _instant(day: dt.date, time: dt.time) -> dt.datetime:
    return resolve_local(dt.datetime.combine(day, time))
