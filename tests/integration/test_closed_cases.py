"""What a decision rested on stays as it was; a reopened case is researched again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from casework.actions.identity import propose_match
from casework.actions.research import record_assertion, record_check
from casework.models import Part
from casework.moment import frozen, now
from casework.queries.checks import check_matrix, outstanding_checks
from casework.workflow.perform import Refused, perform
from disclosure.clares_law import S
from disclosure.demo.detours import reopen
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
A_YEAR = dt.timedelta(days=365)


@pytest.fixture
def closed(cast: Cast) -> Any:
    """A case that ended with a disclosure."""
    return walk_to(S.CLOSED, cast.crew)


def check(case: Any, cast: Cast, row: Any) -> None:
    record_check(
        case,
        by=cast.researcher,
        system=row.system,
        person=row.person,
        part=row.part,
        result="no_trace",
        identifiers_used="Name and date of birth",
    )


def test_a_closed_case_takes_no_more_research(cast: Cast, closed: Any) -> None:
    """New information reopens it (clares-law T16); it does not change why it ended."""
    subject = closed.involvements.get(part=Part.SUBJECT).person
    before = (closed.checks.count(), closed.assertions.count())
    with pytest.raises(Refused, match="reopen it"):
        check(closed, cast, check_matrix(closed)[0])
    with pytest.raises(Refused, match="reopen it"):
        record_assertion(closed, subject, by=cast.researcher, kind="fact", text="New")
    with pytest.raises(Refused, match="reopen it"):
        propose_match(closed, by=cast.researcher, system="PNC", names="Boris")
    assert (closed.checks.count(), closed.assertions.count()) == before


def test_a_reopened_case_is_researched_again(cast: Cast, closed: Any) -> None:
    """Wiltshire: what a search found years ago was taken for what is held now."""
    with frozen(now() + A_YEAR):
        case = reopen(closed, cast.crew)
        assert case.state == S.RESEARCH
        todo = outstanding_checks(case)
        assert {row.stage for row in todo} == {S.RESEARCH}
        assert todo == [row for row in check_matrix(case) if row.stage == S.RESEARCH]
        with pytest.raises(Refused, match="Make every required check"):
            perform(case, "complete_research", by=cast.researcher)
        for row in todo:
            check(case, cast, row)
        assert outstanding_checks(case) == []


def test_the_first_checks_stand_after_a_reopening(cast: Cast, closed: Any) -> None:
    """The stage of the first checks is not come to again."""
    with frozen(now() + A_YEAR):
        case = reopen(closed, cast.crew)
        first = [r for r in check_matrix(case) if r.stage == S.INITIAL_CHECKS]
    assert first
    assert all(row.is_done for row in first)
