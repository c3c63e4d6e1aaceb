"""Repeats by each rule and each anchor, with their edges (marac A1.3, A1.1)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from casework.actions.people import Details
from casework.moment import frozen, now
from casework.queries.same_people import possible_matches
from casework.workflow.perform import perform
from marac.models import MaracCase
from marac.months import add_months
from marac.outcomes import RepeatAnchor, RepeatRule
from marac.queries.repeats import (
    NEVER_HEARD,
    NOT_A_CRIME,
    earlier_cases,
    findings_for,
)
from tests.cast import Cast
from tests.referred import HER, HIM, draft, make_register, sent
from tests.walks import walk_to

OTHER_MAN = Details(given="Carl", family="Mockridge", date_of_birth=dt.date(1980, 1, 1))
ANY, CRIME = RepeatRule.ANY_ABUSE, RepeatRule.CRIME
REFERRAL, HEARING = RepeatAnchor.REFERRAL, RepeatAnchor.HEARD


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2026-03-15", 12, "2027-03-15"),
    ],
)
def test_months_end_on_a_day_that_there_is(day: str, months: int, then: str) -> None:
    start = dt.date.fromisoformat(day)
    assert add_months(start, months) == dt.date.fromisoformat(then)


def earlier(cast: Cast, at: dt.datetime, **facts: Any) -> Any:
    """A case that was received at ``at``."""
    with frozen(at):
        return sent(cast, **facts)


def answer(case: Any, rule: str, anchor: str) -> tuple[bool, str]:
    """What the rule says of the one earlier case."""
    (found,) = findings_for(case, rule=rule, anchor=anchor)
    return found.is_repeat, found.why


@pytest.mark.parametrize(
    ("days", "is_repeat"), [(200, True), (364, True), (370, False)]
)
def test_twelve_months_from_the_last_referral(
    cast: Cast, days: int, is_repeat: bool
) -> None:
    make_register(cast)
    first = earlier(cast, now() - dt.timedelta(days=days))
    again = sent(cast)
    assert again.is_repeat is is_repeat
    assert again.repeat_rule == ANY
    finding = again.repeat_findings.get()
    assert (finding.earlier, finding.is_repeat) == (first, is_repeat)
    assert "12 months from" in finding.why


@pytest.mark.parametrize(
    ("is_crime", "rule", "is_repeat"),
    [
        (True, ANY, True),
        (False, ANY, True),
        (True, CRIME, True),
        (False, CRIME, False),
        (None, CRIME, False),
    ],
)
def test_the_narrow_rule_asks_for_a_crime(
    cast: Cast, is_crime: bool | None, rule: str, is_repeat: bool
) -> None:
    """Unwanted contact counts under the broad rule alone."""
    make_register(cast)
    earlier(cast, now() - dt.timedelta(days=90))
    again = sent(cast, is_crime=is_crime)
    found, why = answer(again, rule, REFERRAL)
    assert found is is_repeat
    assert (why == NOT_A_CRIME) is not is_repeat


def test_the_anchor_of_the_hearing(cast: Cast) -> None:
    """Referred 13 months ago and heard 11 months ago: a repeat by one anchor alone."""
    make_register(cast)
    first = earlier(cast, now() - dt.timedelta(days=400))
    again = sent(cast)
    assert answer(again, ANY, REFERRAL)[0] is False
    assert answer(again, ANY, HEARING) == (False, NEVER_HEARD)
    heard = now() - dt.timedelta(days=330)
    MaracCase.objects.filter(pk=first.pk).update(heard_at=heard)
    assert answer(again, ANY, HEARING)[0] is True


@pytest.mark.parametrize(
    ("her", "him", "is_same"),
    [
        (HER, HIM, True),
        (HER, OTHER_MAN, False),  # a new person causing harm: a new case
        (
            Details(given="ALMA", family="Testwell", date_of_birth=HER.date_of_birth),
            HIM,
            True,
        ),
        (
            Details(
                given="Alma", family="Testwell", date_of_birth=dt.date(1991, 4, 24)
            ),
            HIM,
            True,  # a slip of the pen
        ),
        (
            Details(given="Alma", family="Testwell", date_of_birth=dt.date(1960, 9, 9)),
            HIM,
            False,
        ),
    ],
)
def test_the_same_case_is_the_same_people(
    cast: Cast, her: Details, him: Details, is_same: bool
) -> None:
    make_register(cast)
    first = earlier(cast, now() - dt.timedelta(days=30))
    again = sent(cast, her=her, him=him)
    assert [case.pk for case in earlier_cases(again)] == ([first.pk] if is_same else [])
    assert again.is_repeat is is_same


def test_what_was_never_a_case_is_not_repeated(cast: Cast) -> None:
    """A draft is no referral, and neither is what was withdrawn."""
    make_register(cast)
    with frozen(now() - dt.timedelta(days=40)):
        draft(cast)
        case = draft(cast)
        perform(
            case, "withdraw", by=cast.supervisor, outcome="duplicate", reason="Twice"
        )
    assert sent(cast).is_repeat is False


def test_cases_of_other_schemes_are_shown_to_those_who_may_know(cast: Cast) -> None:
    """The same people under the disclosure scheme: the unit sees it, no agency does."""
    make_register(cast)
    other = walk_to("received", cast.crew)
    case = sent(cast)
    assert [match.case.pk for match in possible_matches(case, cast.supervisor)] == [
        other.pk
    ]
    assert possible_matches(case, cast.agency_representative) == []
    assert possible_matches(other, cast.decision_maker) == []
