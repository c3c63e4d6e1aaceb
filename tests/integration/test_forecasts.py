"""Forecasts: from what was known then alone, none from too little, checked later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pgtrigger
import pytest
from django.test import Client

from accounts.models import User
from bench.seed import bench_user, seed
from casework.actions.forecasts import (
    FIRST_WEEKS,
    forecasts_at,
    make_due_forecasts,
    make_forecasts,
)
from casework.figures.calibration import calibration
from casework.figures.scope import scope_of
from casework.models import Deadline, Forecast, StageVisit, Threshold
from casework.moment import frozen
from tests.cast import Cast
from tests.histories import MIDDAY, History, write, write_one

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
DAY = 24


def past(days: int, *, ago: int = 200) -> History:
    """A case that was met after so many days, at one stage but for its last day."""
    return History(((0, "received"), (DAY, "research")), (), (), days * DAY, ago * DAY)


def standing(age: int) -> History:
    """An open case, so many days old, in research since its second day."""
    return History(((0, "received"), (DAY, "research")), (), (), None, age * DAY)


def said(at: dt.datetime) -> list[tuple[object, ...]]:
    return sorted(
        (f.case_id, f.stage, f.history, f.late_chance, f.p50_on, f.p85_on)
        for f in forecasts_at(at)
    )


@pytest.fixture
def people(cast: Cast) -> list[User]:
    return [cast.researcher, cast.decision_maker]


def test_the_chance_is_the_share_of_past_cases_like_it(people: list[User]) -> None:
    """By hand: 40 cases of 11 to 50 days; ours is 10 days old, and 22 of them (29 to
    50) took longer than the 28 days. Half were done by day 30.
    """
    with frozen(MIDDAY):
        write([*(past(days) for days in range(11, 51)), standing(10)], people)
        (made,) = forecasts_at(MIDDAY)
    assert made.history == 40
    assert made.late_chance == pytest.approx(22 / 40)
    assert made.p50_on == dt.date(2026, 12, 14)  # 20 days on
    assert made.p95_on == dt.date(2027, 1, 1)  # 38 of 40 by day 48


def test_below_the_row_of_settings_there_is_none(people: list[User]) -> None:
    with frozen(MIDDAY):
        write([*(past(days) for days in range(11, 40)), standing(10)], people)
        (made,) = forecasts_at(MIDDAY)
        assert (made.history, made.late_chance, made.p50_on) == (29, None, None)
        Threshold.objects.filter(key="figure_history").update(value=29)
        (made,) = forecasts_at(MIDDAY)
        assert made.late_chance is not None


def test_a_forecast_of_the_past_knows_nothing_of_what_came_later(
    people: list[User],
) -> None:
    then = MIDDAY - dt.timedelta(days=40)
    with frozen(MIDDAY):
        clocks = write(
            [*(past(days % 37 + 8, ago=41 + 2 * days) for days in range(60))], people
        )
        before = said(then)
        assert before
        with pgtrigger.ignore():
            for rows, end in ((Deadline, "met_at"), (StageVisit, "left_at")):
                rows.objects.filter(**{f"{end}__gt": then}).update(**{end: None})
        assert said(then) == before
        assert len(clocks) == 60


def test_the_first_run_goes_back_and_the_next_ones_keep_mondays(
    people: list[User],
) -> None:
    with frozen(MIDDAY):
        write([standing(10)], people)
    assert make_due_forecasts(MIDDAY) == 3  # Mondays 16 and 23, and today
    assert make_due_forecasts(MIDDAY) == 0
    make_forecasts(MIDDAY + dt.timedelta(days=1))
    days = Forecast.objects.order_by("made_on").values_list("made_on", flat=True)
    assert [day.isoformat() for day in days] == [
        "2026-11-16",
        "2026-11-23",
        "2026-11-25",
    ]
    assert FIRST_WEEKS == 26


def test_on_held_out_history_it_beats_the_base_rate() -> None:
    """Made from what was known weeks ago alone, checked against what came since."""
    at = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
    seed(2_000, at)
    for weeks in (8, 10, 12, 14, 16):
        # Seeded cases that are closed closed within 40 days, so all is known now.
        make_forecasts(at - dt.timedelta(weeks=weeks))
    with frozen(at):
        found = calibration(scope_of(bench_user("supervisor")))
    assert found is not None
    assert found.count > 40
    assert found.brier < 0.75 * found.base_brier
    for decile in found.deciles:
        if decile.count >= 30:
            assert abs(decile.said - decile.happened) <= 0.10


def test_the_worklist_is_by_chance_and_says_too_little_history(
    cast: Cast, people: list[User], sign_in: SignIn
) -> None:
    with frozen(MIDDAY):
        write([*(past(d) for d in range(11, 51)), standing(10), standing(18)], people)
        odd = History(((0, "decision_draft"),), (), (), None, 5 * DAY)
        clock = write_one(99, odd, people)
        make_forecasts(MIDDAY)
        html = sign_in(cast.supervisor).get("/figures/forecast/").content.decode()
        assert sign_in(cast.auditor).get("/figures/forecast/").status_code == 403
    places = [html.index(f"CL-26-0000{n}-B") for n in ("42", "41", "99")]
    assert places == sorted(places)
    assert "Too little history" in html
    assert clock.case.reference.startswith("CL-26-000099")
