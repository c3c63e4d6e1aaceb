"""The rules of safe contact against a slow oracle that walks the clocks of London."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.safe_contact import (
    Act,
    judge,
    next_safe,
)
from casework.safe_hours import (
    Rules,
)

LONDON = ZoneInfo("Europe/London")
STEP = dt.timedelta(minutes=15)
# Quarters of an hour, over the nights of 2026 and 2027 on which the clocks change too.
INSTANTS = st.one_of(
    st.integers(0, 2 * 365 * 96),
    st.integers(8 * 96, 9 * 96).map(lambda n: n + 79 * 96),  # 28 and 29 March 2026
    st.integers(0, 2 * 96).map(lambda n: n + 297 * 96),  # 25 October 2026
).map(lambda quarters: dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + quarters * STEP)
TIMES = st.integers(0, 95).map(lambda n: dt.time(n // 4, n % 4 * 15))


@st.composite
def plans(draw: st.DrawFn) -> Rules:
    """Plans with days and hours, some with a pause or a last day."""
    first = dt.date(2026, 1, 1) + dt.timedelta(days=draw(st.integers(0, 730)))
    last = first + dt.timedelta(days=draw(st.integers(0, 20)))
    over = dt.date(2026, 1, 1) + dt.timedelta(days=draw(st.integers(0, 900)))
    return Rules(
        "call",
        draw(st.frozensets(st.integers(0, 6), min_size=1)),
        draw(TIMES),
        draw(TIMES),
        pauses=draw(st.sampled_from([(), ((first, last),)])),
        expires_on=draw(st.sampled_from([None, over])),
    )


def is_safe(rules: Rules, at: dt.datetime) -> bool:
    """The oracle: lists every minute of the week that the plan calls safe."""
    assert rules.opens is not None
    assert rules.closes is not None
    begins = rules.opens.hour * 60 + rules.opens.minute
    ends = rules.closes.hour * 60 + rules.closes.minute
    length = (ends - begins) % (24 * 60) or 24 * 60
    minutes = {
        (day * 24 * 60 + begins + number) % (7 * 24 * 60)
        for day in rules.days
        for number in range(length)
    }
    shown = at.astimezone(LONDON)
    if rules.expires_on and shown.date() > rules.expires_on:
        return False
    if any(first <= shown.date() <= last for first, last in rules.pauses):
        return False
    return shown.weekday() * 24 * 60 + shown.hour * 60 + shown.minute in minutes


@given(plans(), INSTANTS)
@settings(max_examples=400, deadline=None)
def test_a_call_is_safe_exactly_when_the_oracle_says_so(
    rules: Rules, at: dt.datetime
) -> None:
    assert (not judge(rules, Act("call", at))) == is_safe(rules, at)


@given(plans(), INSTANTS)
@settings(max_examples=150, deadline=None)
def test_the_next_safe_time_is_the_first_one(rules: Rules, at: dt.datetime) -> None:
    """Nothing before it is safe, and it is; within the fortnight that we look at."""
    found = next_safe(rules, "call", at)
    if found is not None:
        assert found >= at
        assert is_safe(rules, found)
    until = min(found, at + dt.timedelta(days=14)) if found else at + STEP * 96 * 14
    step = at
    while step < until:
        assert not is_safe(rules, step)
        step += STEP


@given(plans(), INSTANTS, st.sampled_from(["text", "email", "post", "in_person"]))
@settings(max_examples=150, deadline=None)
def test_what_a_plan_does_not_say_is_never_safe(
    rules: Rules, at: dt.datetime, method: str
) -> None:
    assert judge(rules, Act(method, at))
    assert judge(rules, Act("call", at, leaves_message=True))


@given(plans(), INSTANTS, INSTANTS)
@settings(max_examples=150, deadline=None)
def test_a_pause_only_ever_takes_away(
    rules: Rules, at: dt.datetime, other: dt.datetime
) -> None:
    first, last = sorted((at.date(), other.date()))
    paused = Rules(
        rules.method,
        rules.days,
        rules.opens,
        rules.closes,
        pauses=(*rules.pauses, (first, last)),
        expires_on=rules.expires_on,
    )
    before = {reason.rule for reason in judge(rules, Act("call", at))}
    after = {reason.rule for reason in judge(paused, Act("call", at))}
    assert before <= after
