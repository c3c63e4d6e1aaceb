"""Whether somebody may be contacted now, in this way: rules and no database.

A plan says how a person can be reached without danger. Every contact, planned or made,
is judged against it, and each rule that is broken is one sentence for the officer
(clares-law 2.1 and 4.2; reliability 8.2, 1). Silence allows nothing: what a plan does
not say is not safe.

Days and hours are those of clocks in Europe/London. Hours that end before they begin
run over midnight and belong to the day on which they begin; hours that begin and end
together are the whole day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from casework.clock import in_utc
from casework.safe_hours import (
    DAYS,
    Rules,
    is_open,
    openings,
    say_when,
    wall,
)

CALL, TEXT, EMAIL, IN_PERSON = "call", "text", "email", "in_person"
THROUGH_SOMEONE, POST, NONE_SAFE = "through_someone", "post", "none_safe"
WAYS = {
    CALL: "a telephone call",
    TEXT: "a text message",
    EMAIL: "an e-mail",
    IN_PERSON: "a visit or meeting",
    THROUGH_SOMEONE: "contact through somebody else",
    POST: "post",
}
# What is written or recorded waits where others find it.
LEAVES_A_TRACE = frozenset({TEXT, EMAIL, POST})


@dataclass(frozen=True)
class Act:
    """A contact, planned or made. ``agreed``: the person chose this time themselves."""

    method: str
    at: dt.datetime
    leaves_message: bool = False
    agreed: bool = False


@dataclass(frozen=True)
class Reason:
    """One rule that stands against an act."""

    rule: str
    sentence: str


@dataclass(frozen=True)
class Rule:
    """A rule of the table: its name, when it is broken, and what is then said."""

    name: str
    is_broken: Callable[[Rules, Act], bool]
    says: Callable[[Rules, Act], str]


def judge(rules: Rules, act: Act) -> tuple[Reason, ...]:
    """Everything that stands against ``act``; empty if it is safe by the plan."""
    return tuple(
        Reason(rule.name, rule.says(rules, act))
        for rule in TABLE
        if rule.is_broken(rules, act)
    )


def next_safe(rules: Rules, method: str, after: dt.datetime) -> dt.datetime | None:
    """The first instant from ``after`` on at which ``method`` is safe; UTC or None."""
    if not judge(rules, Act(method, after)):
        return in_utc(after)
    starts = sorted(start for start in openings(rules, after) if start > after)
    return next(
        (start for start in starts if not judge(rules, Act(method, start))), None
    )


# -- The table -------------------------------------------------------------------------
def _is_agreed(rules: Rules, method: str) -> bool:
    """Whether the plan allows a way: the one it names, and those allowed beside it."""
    beside = {TEXT: rules.may_text, POST: rules.post_is_safe}
    return method == rules.method or beside.get(method, False)


def _pause(rules: Rules, act: Act) -> tuple[dt.date, dt.date] | None:
    day = wall(act.at).date()
    return next((p for p in rules.pauses if p[0] <= day <= p[1]), None)


def _say_pause(rules: Rules, act: Act) -> str:
    first, last = _pause(rules, act) or (wall(act.at).date(),) * 2
    return (
        f"Nobody makes contact from {_say_day(first)} to {_say_day(last)}: the plan "
        "forbids it."
    )


def _say_day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _day_is_wrong(rules: Rules, act: Act) -> bool:
    """Not even the hours that began the day before reach into this one."""
    closed = rules.says_when and not is_open(rules, act.at)
    return closed and wall(act.at).weekday() not in rules.days


def _hour_is_wrong(rules: Rules, act: Act) -> bool:
    closed = rules.says_when and not is_open(rules, act.at)
    return closed and wall(act.at).weekday() in rules.days


def _is_unagreed(rules: Rules, act: Act) -> bool:
    return not act.agreed and rules.method != NONE_SAFE


def _not_agreed(
    broken: Callable[[Rules, Act], bool],
) -> Callable[[Rules, Act], bool]:
    """For a time that the person chose, the rule does not ask."""
    return lambda rules, act: _is_unagreed(rules, act) and broken(rules, act)


TABLE: tuple[Rule, ...] = (
    Rule(
        "none_safe",
        lambda rules, _act: rules.method == NONE_SAFE,
        lambda _rules, _act: (
            "No safe way is known. Make no contact until a new plan is recorded."
        ),
    ),
    Rule(
        "expired",
        lambda rules, act: (
            rules.expires_on is not None and wall(act.at).date() > rules.expires_on
        ),
        lambda rules, _act: (
            f"The plan ended on {_say_day(rules.expires_on or dt.date.max)}. Make no "
            "contact under it: record a new plan first."
        ),
    ),
    Rule(
        "doubted",
        lambda rules, _act: rules.is_doubted and rules.method != NONE_SAFE,
        lambda _rules, _act: (
            "The plan was not confirmed when somebody was last reached. Make no "
            "contact under it: record a new plan first."
        ),
    ),
    Rule(
        "pause",
        lambda rules, act: _pause(rules, act) is not None,
        _say_pause,
    ),
    Rule(
        "post",
        lambda rules, act: act.method == POST and not rules.post_is_safe,
        lambda _rules, _act: "Nothing goes by post: the plan does not mark it as safe.",
    ),
    Rule(
        "method",
        _not_agreed(
            lambda rules, act: act.method != POST and not _is_agreed(rules, act.method)
        ),
        lambda rules, act: (
            f"The plan says: {_way(rules.method)}. It does not allow "
            f"{_way(act.method)}."
        ),
    ),
    Rule(
        "times_in_words",
        _not_agreed(lambda rules, _act: not rules.says_when),
        lambda rules, _act: (
            f"The plan gives its times in words only, “{rules.words}”: turn them into "
            "days and hours in a new plan first."
        ),
    ),
    Rule(
        "day",
        _not_agreed(_day_is_wrong),
        lambda rules, act: (
            f"{DAYS[wall(act.at).weekday()]} is no safe day. Safe: {say_when(rules)}."
        ),
    ),
    Rule(
        "hours",
        _not_agreed(_hour_is_wrong),
        lambda rules, act: (
            f"{wall(act.at):%H:%M} is no safe time. Safe: {say_when(rules)}."
        ),
    ),
    Rule(
        "message",
        lambda rules, act: act.leaves_message and not rules.may_leave_message,
        lambda _rules, _act: "The plan says to leave no message.",
    ),
    Rule(
        "others",
        lambda rules, act: (
            bool(rules.others)
            and (act.leaves_message or act.method in LEAVES_A_TRACE)
            and rules.method != NONE_SAFE
        ),
        lambda rules, _act: (
            f"Somebody else reads or hears what is left there ({rules.others}): leave "
            "nothing written or recorded."
        ),
    ),
)


def _way(method: str) -> str:
    return WAYS.get(method, method)
