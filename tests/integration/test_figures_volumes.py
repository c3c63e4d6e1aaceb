"""How many: hand-checked weeks, bands, outcomes, and small numbers hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client

from accounts.models import User
from casework.actions.opening import open_case
from casework.figures.filters import Wanted
from casework.figures.people_counted import characteristics
from casework.figures.scope import scope_of
from casework.figures.volumes import (
    completed_by_week,
    measures_of,
    open_by_week,
    outcomes_of,
    received_by_week,
    weeks_of,
)
from casework.models import Case
from casework.moment import frozen
from casework.schemes import scheme_named
from disclosure.clares_law import S
from tests.cast import Cast
from tests.histories import MIDDAY, History, write
from tests.stages import case_at

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
# Tuesday midday is so many hours after the start of its week in London.
TO_MONDAY = 24 + 12
WEEK = 7 * 24


def history(age: int, *, left: int | None = None, met: int | None = None) -> History:
    """Received ``age`` hours ago; research after ``left`` hours."""
    visits = [(0, "received"), *([(left, "research")] if left is not None else [])]
    return History(tuple(visits), (), (), met, age)


def wanted_by(user: User, query: str = "") -> Wanted:
    return Wanted.of(scope_of(user), QueryDict(query))


def test_weeks_are_whole_and_count_what_they_should(cast: Cast) -> None:
    several = [
        # In the present week, which is not over.
        history(2),
        # The last hour of the week before, and its first.
        history(TO_MONDAY + 1, left=0),
        history(TO_MONDAY + WEEK, left=WEEK),
        # Sunday 8 November at 4, met at 7; and the first hour of that week.
        history(TO_MONDAY + 2 * WEEK + 20, left=1, met=3),
        history(TO_MONDAY + 3 * WEEK),
    ]
    with frozen(MIDDAY):
        write(several, [cast.researcher, cast.decision_maker])
        wanted = wanted_by(cast.supervisor)
        weeks = weeks_of(wanted)
        key = ("clares_law", "right_to_know")

        assert weeks == [dt.date(2026, 11, day) for day in (2, 9, 16)]
        assert received_by_week(wanted, weeks) == {key: [2, 0, 2]}
        assert completed_by_week(wanted, weeks) == {key: [1, 0, 0]}
        assert open_by_week(wanted, weeks) == {
            ("clares_law", "received"): [1, 1, 2],
            ("clares_law", "research"): [1, 1, 2],
        }


def test_who_sees_their_own_counts_their_own(cast: Cast) -> None:
    with frozen(MIDDAY):
        write([history(3 * WEEK)], [cast.decision_maker, cast.researcher])
        assert weeks_of(wanted_by(cast.researcher)) == []
        assert len(weeks_of(wanted_by(cast.auditor))) == 2
        assert weeks_of(wanted_by(cast.supervisor, "scheme=clares_law")) != []
        assert weeks_of(wanted_by(cast.supervisor, "route=right_to_ask")) == []


def test_outcomes_and_measures_of_a_case_that_was_told(cast: Cast) -> None:
    closed = case_at(S.CLOSED, cast)
    wanted = wanted_by(cast.supervisor)
    (ended,) = outcomes_of(wanted)
    assert (ended.outcome, ended.count) == (closed.outcome, 1)
    found = {one.label: (one.count, one.of_all) for one in measures_of(wanted)}
    assert found["Disclosures with a safety plan"] == (1, 1)
    assert found["Disclosures with aftercare done"] == (1, 1)
    sent_back, decisions = found["Decisions sent back to be worked on"]
    assert (sent_back, decisions) == (0, 1)


def test_a_decision_sent_back_is_counted(cast: Cast) -> None:
    case_at(S.REPRESENTATIONS, cast)  # on its way there it was sent back once
    found = {m.label: m for m in measures_of(wanted_by(cast.supervisor))}
    assert found["Decisions sent back to be worked on"].count == 1


def test_whom_it_is_about_is_counted_and_few_are_not_told(
    cast: Cast, sign_in: SignIn
) -> None:
    case_at(S.RESEARCH, cast)
    case_at(S.RESEARCH, cast)
    wanted = wanted_by(cast.supervisor)
    # Alma Testwell was born on 23 April 1991.
    assert characteristics(wanted)["Age"] == {"35 to 44": 2}
    html = sign_in(cast.supervisor).get("/figures/volumes/").content.decode()
    assert "fewer than 5" in html


def test_every_number_leaves_restricted_cases_out(cast: Cast) -> None:
    case = open_case(
        scheme_named("clares_law"),
        by=cast.researcher,
        route="right_to_know",
        received_at=MIDDAY - dt.timedelta(days=30),
    )
    Case.objects.filter(pk=case.pk).update(restricted=True)
    assert weeks_of(wanted_by(cast.supervisor)) == []
