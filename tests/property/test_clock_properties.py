"""The clock against a slow oracle that walks day by day and hour by hour.

The oracle shares nothing with ``casework.clock``: it knows British Summer Time by its
rule (last Sundays of March and October, 01:00 UTC), not from the zone database.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.bank_holidays import statutory_holidays
from casework.clock import (
    LONDON,
    ImpossibleLocalTime,
    LimitUnit,
    Timing,
    add_working_days,
    days_between,
    due_at,
    due_date,
    due_day,
    end_of_day,
    explain,
    is_doubled,
    is_late,
    local_date,
    resolve_local,
    timing,
)

FIRST_YEAR, LAST_YEAR = 2024, 2034
STATUTORY = frozenset(
    day for year in range(FIRST_YEAR, LAST_YEAR + 2) for day in statutory_holidays(year)
)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
SATURDAY, SUNDAY = 6, 7


# The oracle


def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    while day.isoweekday() != SUNDAY:
        day -= timedelta(days=1)
    return day


def changes(year: int) -> tuple[datetime, datetime]:
    """The instants at which summer time begins and ends."""
    spring, autumn = last_sunday(year, 3), last_sunday(year, 10)
    return (
        datetime(year, 3, spring.day, 1, tzinfo=UTC),
        datetime(year, 10, autumn.day, 1, tzinfo=UTC),
    )


def oracle_wall(instant: datetime) -> datetime:
    """What a clock in London shows, without a zone."""
    instant = instant.astimezone(UTC)
    begins, ends = changes(instant.year)
    shown = instant + HOUR if begins <= instant < ends else instant
    return shown.replace(tzinfo=None)


def oracle_due(
    start: datetime, limit: int, unit: LimitUnit, holidays: frozenset[date]
) -> date:
    """The last date on time, by walking there."""
    if unit is LimitUnit.HOURS:
        for _ in range(limit):
            start = start.astimezone(UTC) + HOUR
        return oracle_wall(start - timedelta(microseconds=1)).date()
    day, counted = oracle_wall(start).date(), 0
    while counted < limit:
        day = date.fromordinal(day.toordinal() + 1)
        off = day.isoweekday() in {SATURDAY, SUNDAY} or day in holidays
        if unit is LimitUnit.CALENDAR_DAYS or not off:
            counted += 1
    return day


# Instants with a taste for trouble


def troublesome() -> list[datetime]:
    """Clock changes, the midnights around them, year ends and 29 February."""
    found: list[datetime] = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for change in changes(year):
            midnight = change.replace(hour=0)
            found += [change, midnight, midnight + timedelta(days=1)]
        found += [
            datetime(year, 1, 1, tzinfo=UTC),
            datetime(year, 2, 28, tzinfo=UTC) + timedelta(days=1),
            datetime(year, 7, 1, 23, tzinfo=UTC),
            datetime(year, 12, 25, tzinfo=UTC),
        ]
    return found


ZONES = [UTC, LONDON, timezone(timedelta(hours=-8)), timezone(timedelta(hours=13))]
anywhen = st.datetimes(
    datetime.fromisoformat(f"{FIRST_YEAR}-01-01"),
    datetime.fromisoformat(f"{LAST_YEAR}-12-31"),
).map(lambda naive: naive.replace(tzinfo=UTC))
near_trouble = st.builds(
    lambda instant, days, seconds: instant + timedelta(days=days, seconds=seconds),
    st.sampled_from(troublesome()),
    st.sampled_from([0, 0, -28, -10, -3, -1, 1]),
    st.integers(-7200, 7200) | st.sampled_from([-1, 0, 1]),
)
instants = st.builds(
    lambda instant, zone: instant.astimezone(zone),
    anywhen | near_trouble,
    st.sampled_from(ZONES),
)
units = st.sampled_from(LimitUnit)
limits = st.integers(1, 60)
days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
holiday_sets = st.frozensets(days, max_size=8).map(lambda extra: STATUTORY | extra)


@settings(max_examples=10_000, deadline=None)
@given(start=instants, limit=limits, unit=units, holidays=holiday_sets)
def test_the_due_date_is_the_oracles(
    start: datetime, limit: int, unit: LimitUnit, holidays: frozenset[date]
) -> None:
    expected = oracle_due(start, limit, unit, holidays)
    due = due_at(start, limit, unit, holidays)

    assert due_date(start, limit, unit, holidays) == expected
    assert due_day(due) == expected
    assert due.tzinfo is UTC
    if unit is LimitUnit.HOURS:
        assert due.timestamp() == start.timestamp() + 3600 * limit
    else:
        assert oracle_wall(due) == datetime.combine(
            expected + timedelta(days=1), datetime.min.time()
        )


@settings(max_examples=2_000, deadline=None)
@given(start=instants, moment=instants, limit=limits)
def test_late_means_a_later_london_date_than_the_due_day(
    start: datetime, moment: datetime, limit: int
) -> None:
    last = oracle_due(start, limit, LimitUnit.CALENDAR_DAYS, frozenset())
    due = due_at(start, limit, LimitUnit.CALENDAR_DAYS)

    for instant in (moment, due - SECOND, due, due + SECOND):
        late = oracle_wall(instant).date() > last
        assert is_late(due, instant) is late
        assert (days_between(start, instant) > limit) is late


@settings(deadline=None)
@given(first=instants, second=instants, limit=limits, unit=units, holidays=holiday_sets)
def test_who_was_received_later_is_never_due_earlier(
    first: datetime,
    second: datetime,
    limit: int,
    unit: LimitUnit,
    holidays: frozenset[date],
) -> None:
    earlier, later = sorted([first, second], key=datetime.timestamp)

    assert due_at(earlier, limit, unit, holidays) <= due_at(
        later, limit, unit, holidays
    )


@settings(deadline=None)
@given(start=instants, limit=limits, unit=units, holidays=holiday_sets)
def test_a_longer_limit_is_due_later(
    start: datetime, limit: int, unit: LimitUnit, holidays: frozenset[date]
) -> None:
    shorter = due_at(start, limit, unit, holidays)

    assert start < shorter < due_at(start, limit + 1, unit, holidays)


@settings(deadline=None)
@given(start=instants, limit=limits, holidays=holiday_sets, more=days)
def test_a_working_day_limit_never_ends_on_a_day_off(
    start: datetime, limit: int, holidays: frozenset[date], more: date
) -> None:
    due = due_date(start, limit, LimitUnit.WORKING_DAYS, holidays)
    with_more = due_date(start, limit, LimitUnit.WORKING_DAYS, holidays | {more})

    assert due.isoweekday() not in {SATURDAY, SUNDAY}
    assert due not in holidays
    # one more day off never brings the date forward
    assert with_more >= due


@settings(deadline=None)
@given(day=days, first=limits, second=limits, holidays=holiday_sets)
def test_working_days_add_up(
    day: date, first: int, second: int, holidays: frozenset[date]
) -> None:
    at_once = add_working_days(day, first + second, holidays)
    in_two = add_working_days(add_working_days(day, first, holidays), second, holidays)

    assert at_once == in_two


@given(start=instants, middle=instants, end=instants)
def test_days_add_up_whatever_the_zone(
    start: datetime, middle: datetime, end: datetime
) -> None:
    assert local_date(start) == oracle_wall(start).date()
    assert days_between(start, middle) + days_between(middle, end) == days_between(
        start, end
    )


@given(day=days)
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    end = end_of_day(day)

    assert due_day(end) == day
    assert oracle_wall(end - SECOND).date() == day
    assert oracle_wall(end).date() == day + timedelta(days=1)


@settings(max_examples=1_000)
@given(instant=anywhen | near_trouble)
def test_what_the_clock_shows_leads_back_to_the_instant(instant: datetime) -> None:
    shown = oracle_wall(instant)
    second = is_doubled(shown) and oracle_wall(instant - HOUR) == shown

    assert resolve_local(shown, fold=1 if second else 0) == instant


@settings(max_examples=1_000)
@given(instant=anywhen | near_trouble)
def test_a_typed_time_is_refused_only_when_no_clock_showed_it(
    instant: datetime,
) -> None:
    typed = instant.replace(tzinfo=None)
    candidates = [instant - HOUR, instant]
    showing = [each for each in candidates if oracle_wall(each) == typed]

    try:
        first, second = resolve_local(typed), resolve_local(typed, fold=1)
    except ImpossibleLocalTime:
        assert showing == []
    else:
        assert [first, second] == [showing[0], showing[-1]]
        assert is_doubled(typed) is (len(showing) > 1)


@given(start=instants, limit=limits, unit=units, moments=st.lists(instants))
def test_an_open_deadline_never_gets_better(
    start: datetime, limit: int, unit: LimitUnit, moments: list[datetime]
) -> None:
    order = list(Timing)
    due = due_at(start, limit, unit)
    in_time = sorted(moments, key=datetime.timestamp)
    ranks = [order.index(timing(due, now=moment)) for moment in in_time]

    assert all(before <= after for before, after in pairwise(ranks))


@settings(deadline=None)
@given(start=instants, limit=limits, unit=units, holidays=holiday_sets)
def test_the_proof_accounts_for_every_day(
    start: datetime, limit: int, unit: LimitUnit, holidays: frozenset[date]
) -> None:
    first, *skipped, last = explain(start, limit, unit, holidays)

    assert first.day == oracle_wall(start).date()
    assert last.day == due_date(start, limit, unit, holidays)
    if unit is not LimitUnit.HOURS:
        assert (last.day - first.day).days == limit + len(skipped)
        passed = [step.day for step in (first, *skipped, last)]
        assert passed == sorted(set(passed))
