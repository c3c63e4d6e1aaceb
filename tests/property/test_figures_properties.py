"""Figures equal a slow oracle on random histories, whatever the order of events."""

from __future__ import annotations

import datetime as dt
import statistics

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.figures.durations import stage_times, whole_times, within_days
from casework.figures.filters import Wanted
from casework.figures.lateness import late_cases
from casework.figures.scope import scope_of
from casework.figures.slices import slices_of, tenths
from casework.figures.words import With
from casework.moment import frozen
from tests.cast import Cast
from tests.histories import LIMIT, MIDDAY, History, histories, write

pytestmark = pytest.mark.django_db
SEVERAL = st.lists(histories(), min_size=1, max_size=4)
QUICK = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def percentile(values: list[float], share: float) -> float:
    """``percentile_cont`` by its definition: between the two nearest ranks."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


@QUICK
@given(several=SEVERAL)
def test_figures_equal_the_oracle(cast: Cast, several: list[History]) -> None:
    people = [cast.researcher, cast.decision_maker]
    keys = {None: None, 0: people[0].pk, 1: people[1].pk}
    # Each example is taken back, so that none sees the rows of another.
    with transaction.atomic(), frozen(MIDDAY):
        clocks = write(several, people)
        wanted = Wanted.of(scope_of(cast.supervisor), QueryDict())

        # The time of each clock, slice by slice, and nothing lost.
        found = slices_of([clock.pk for clock in clocks], at=MIDDAY)
        for clock, one in zip(clocks, several, strict=True):
            mine = {
                (s.stage, s.holder, s.reason): s.took
                for s in found
                if s.clock == clock.pk
            }
            assert mine == {
                (stage, keys[who], why): count * HOUR
                for (stage, who, why), count in one.hours().items()
            }
        _check_late(wanted, several)
        _check_stages(wanted, several)
        _check_whole(wanted, several)
        transaction.set_rollback(True)


def _check_late(wanted: Wanted, several: list[History]) -> None:
    late = late_cases(wanted)
    hours = [one.end for one in several if one.end * HOUR >= LIMIT]
    assert sorted(case.took for case in late) == sorted(h * HOUR for h in hours)
    for case in late:
        parts = [case.with_whom(whose) for whose in With]
        assert sum(parts, dt.timedelta()) == case.took


def _check_stages(wanted: Wanted, several: list[History]) -> None:
    days: dict[str, list[float]] = {}
    for one in several:
        for (start, stage), (end, _next) in zip(
            one.visits, one.visits[1:], strict=False
        ):
            days.setdefault(stage, []).append((end - start) / 24)
    found = {stage: row for (_scheme, stage), row in stage_times(wanted).items()}
    assert set(found) == set(days)
    for stage, row in found.items():
        assert row.count == len(days[stage])
        assert row.p50 == pytest.approx(statistics.median(days[stage]))
        assert row.p90 == pytest.approx(percentile(days[stage], 0.9))
        assert row.longest == pytest.approx(max(days[stage]))


def _check_whole(wanted: Wanted, several: list[History]) -> None:
    """In London dates: midday UTC less whole hours, so the clocks may change."""
    met = [(one, one.received_at + one.met * HOUR) for one in several if one.met]
    met = [(one, at) for one, at in met if at < MIDDAY]
    days = [float(london(at, one.received_at)) for one, at in met]
    whole = whole_times(wanted)
    assert whole.count == len(days)
    if days:
        assert whole.p75 == pytest.approx(percentile(days, 0.75))
    within = {row.label: row.met for row in within_days(wanted, [35, 45])}
    assert within["35 days"] == sum(day <= 35 for day in days)
    statutory = sum(at < one.received_at + LIMIT for one, at in met)
    assert within["The statutory limit"] == statutory


def london(at: dt.datetime, since: dt.datetime) -> int:
    from casework.clock import days_between  # noqa: PLC0415  the product's own words

    return days_between(since, at)


@given(st.lists(st.integers(0, 10**7).map(lambda s: dt.timedelta(seconds=s))))
def test_rounded_parts_add_up_to_the_rounded_whole(parts: list[dt.timedelta]) -> None:
    shown = tenths(parts)
    whole = sum(parts, dt.timedelta()) / DAY
    assert sum(shown) == pytest.approx(round(whole * 10) / 10, abs=0.051)
    for part, tenth in zip(parts, shown, strict=True):
        assert abs(part / DAY - tenth) < 0.1 + 1e-9
