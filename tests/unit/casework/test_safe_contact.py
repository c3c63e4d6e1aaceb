"""The rules of safe contact, from clares-law 2.1, 4.2 and reliability 8.2."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from casework.safe_contact import (
    Act,
    judge,
    next_safe,
)
from casework.safe_hours import (
    Rules,
    say_when,
)

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = frozenset(range(5))
MORNINGS = Rules("call", WEEKDAYS, dt.time(10), dt.time(12), "weekdays 10 to 12")
NIGHTS = Rules("call", frozenset({4}), dt.time(22), dt.time(2), "Friday nights")


def london(day: int, hour: int, minute: int = 0, month: int = 11) -> dt.datetime:
    """A time in London; 25 November 2026 is a Wednesday."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def broken(
    rules: Rules, at: dt.datetime, method: str = "call", **act: bool
) -> set[str]:
    """The names of the rules that stand against it."""
    return {reason.rule for reason in judge(rules, Act(method, at, **act))}


NOON = london(25, 11)


@pytest.mark.parametrize(
    ("at", "rules"),
    [
        (london(25, 9, 59), {"hours"}),
        (london(25, 10), set()),
        (london(25, 11, 59), set()),
        (london(25, 12), {"hours"}),
        (london(28, 11), {"day"}),
        # In July the clocks in London are an hour before UTC.
        (dt.datetime(2026, 7, 1, 9, 30, tzinfo=dt.UTC), set()),
        (dt.datetime(2026, 7, 1, 11, 30, tzinfo=dt.UTC), {"hours"}),
    ],
)
def test_days_and_hours_are_those_of_london(at: dt.datetime, rules: set[str]) -> None:
    assert broken(MORNINGS, at) == rules


@pytest.mark.parametrize(
    ("at", "rules"),
    [
        (london(27, 21, 59), {"hours"}),
        (london(27, 22), set()),
        (london(28, 1, 59), set()),  # Saturday, but the hours began on Friday
        (london(28, 2), {"day"}),
        (london(27, 1), {"hours"}),  # the night that began on Thursday is not safe
        (london(26, 23), {"day"}),
    ],
)
def test_hours_over_midnight_belong_to_the_day_they_begin(
    at: dt.datetime, rules: set[str]
) -> None:
    assert broken(NIGHTS, at) == rules


def test_hours_that_begin_and_end_together_are_the_whole_day() -> None:
    always = replace(MORNINGS, opens=dt.time(0), closes=dt.time(0))
    assert broken(always, london(25, 0)) == broken(always, london(25, 23, 59)) == set()
    assert broken(always, london(28, 12)) == {"day"}


@pytest.mark.parametrize(
    ("change", "act", "rules"),
    [
        ({"method": "none_safe"}, {}, {"none_safe"}),
        ({"expires_on": dt.date(2026, 11, 24)}, {}, {"expired"}),
        ({"expires_on": dt.date(2026, 11, 25)}, {}, set()),
        ({"is_doubted": True}, {}, {"doubted"}),
        ({"pauses": [(dt.date(2026, 11, 25), dt.date(2026, 11, 25))]}, {}, {"pause"}),
        ({"pauses": [(dt.date(2026, 11, 26), dt.date(2026, 12, 1))]}, {}, set()),
        ({}, {"method": "text"}, {"method"}),
        ({"may_text": True}, {"method": "text"}, set()),
        ({"may_text": True, "others": "her son"}, {"method": "text"}, {"others"}),
        ({}, {"method": "post"}, {"post"}),
        ({"post_is_safe": True}, {"method": "post"}, set()),
        ({"post_is_safe": True, "others": "him"}, {"method": "post"}, {"others"}),
        ({}, {"leaves_message": True}, {"message"}),
        ({"may_leave_message": True}, {"leaves_message": True}, set()),
        (
            {"may_leave_message": True, "others": "her son"},
            {"leaves_message": True},
            {"others"},
        ),
        ({"others": "her son"}, {}, set()),
        ({"days": frozenset()}, {}, {"times_in_words"}),
        ({"opens": None}, {}, {"times_in_words"}),
        ({"days": frozenset()}, {"agreed": True}, set()),
        ({}, {"method": "in_person", "agreed": True}, set()),
        ({"is_doubted": True}, {"method": "in_person", "agreed": True}, {"doubted"}),
    ],
)
def test_each_rule(
    change: dict[str, object], act: dict[str, object], rules: set[str]
) -> None:
    what = replace(Act("call", NOON), **act)  # type: ignore[arg-type]
    plan = replace(MORNINGS, **change)  # type: ignore[arg-type]
    assert {reason.rule for reason in judge(plan, what)} == rules


def test_every_reason_is_a_sentence_of_its_own() -> None:
    plan = replace(
        MORNINGS, expires_on=dt.date(2026, 3, 3), others="her son", is_doubted=True
    )
    act = Act("text", london(28, 11), leaves_message=True)
    said = [reason.sentence for reason in judge(plan, act)]
    assert said == [
        (
            "The plan ended on 3 March 2026. Make no contact under it: record a new "
            "plan first."
        ),
        (
            "The plan was not confirmed when somebody was last reached. Make no "
            "contact under it: record a new plan first."
        ),
        "The plan says: a telephone call. It does not allow a text message.",
        "Saturday is no safe day. Safe: Monday to Friday, 10:00 to 12:00.",
        "The plan says to leave no message.",
        (
            "Somebody else reads or hears what is left there (her son): leave nothing "
            "written or recorded."
        ),
    ]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (MORNINGS, "Monday to Friday, 10:00 to 12:00"),
        (NIGHTS, "Friday, 22:00 to 02:00 the next day"),
        (replace(MORNINGS, days=frozenset({1, 3})), "Tuesday and Thursday, 10:00 to"),
        (
            replace(MORNINGS, days=frozenset({0, 1, 2, 5})),
            "Monday to Wednesday and Sat",
        ),
        (
            replace(MORNINGS, days=frozenset(range(7)), opens=dt.time(0)),
            "Every day, 00:00 to 12:00",
        ),
        (Rules("call", words="evenings"), ""),
    ],
)
def test_the_times_in_words(rules: Rules, words: str) -> None:
    assert say_when(rules).startswith(words)
    assert bool(say_when(rules)) == bool(words)


def test_the_next_safe_time() -> None:
    assert next_safe(MORNINGS, "call", london(25, 11)) == london(25, 11)
    assert next_safe(MORNINGS, "call", london(27, 12)) == london(30, 10)
    paused = replace(MORNINGS, pauses=[(dt.date(2026, 11, 30), dt.date(2026, 12, 1))])
    assert next_safe(paused, "call", london(27, 12)) == london(2, 10, month=12)
    assert next_safe(MORNINGS, "text", london(25, 11)) is None
    over = replace(MORNINGS, expires_on=dt.date(2026, 11, 27))
    assert next_safe(over, "call", london(27, 12)) is None
