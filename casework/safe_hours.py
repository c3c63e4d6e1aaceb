"""A contact plan as the rules read it: its days and hours, by the clocks of London.

Hours that end before they begin run over midnight and belong to the day on which they
begin; hours that begin and end together are the whole day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casework.clock import LONDON, in_utc

DAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
WEEK = 7
# How far ahead the next safe time is looked for.
HORIZON_DAYS = 60
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Rules:
    """A contact plan as the rules read it. ``words`` are its times as they were said.

    ``pauses`` are first and last day of periods in which nobody makes contact.
    ``others`` says who else answers or reads, if anybody does. A plan ``is_doubted``
    once the person was reached and did not confirm it.
    """

    method: str
    days: frozenset[int] = frozenset()
    opens: dt.time | None = None
    closes: dt.time | None = None
    words: str = ""
    pauses: Sequence[tuple[dt.date, dt.date]] = ()
    expires_on: dt.date | None = None
    may_leave_message: bool = False
    may_text: bool = False
    post_is_safe: bool = False
    others: str = ""
    is_doubted: bool = False

    @property
    def says_when(self) -> bool:
        """Whether days and hours are given, and not only words."""
        return bool(self.days) and self.opens is not None and self.closes is not None


def say_when(rules: Rules) -> str:
    """The days and hours in words, or an empty string."""
    if not rules.says_when:
        return ""
    return f"{say_days(rules.days)}, {say_hours(rules)}"


def say_days(days: frozenset[int]) -> str:
    """E.g. "Monday to Friday" or "Tuesday and Thursday"."""
    if len(days) == WEEK:
        return "Every day"
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    *others, last = [words for run in runs for words in _say_run(run)]
    return f"{', '.join(others)} and {last}" if others else last


def say_hours(rules: Rules) -> str:
    """E.g. "10:00 to 12:00", "22:00 to 02:00 the next day" or "at any time"."""
    opens, closes = hours_of(rules)
    if opens == closes:
        return "at any time"
    over = " the next day" if closes < opens else ""
    return f"{opens:%H:%M} to {closes:%H:%M}{over}"


def _say_run(run: list[int]) -> list[str]:
    """Three days and more in a row are said from first to last."""
    if len(run) < 3:  # noqa: PLR2004  two days are said one by one
        return [DAYS[day] for day in run]
    return [f"{DAYS[run[0]]} to {DAYS[run[-1]]}"]


# -- Days and hours --------------------------------------------------------------------
def hours_of(rules: Rules) -> tuple[dt.time, dt.time]:
    return rules.opens or dt.time.min, rules.closes or dt.time.min


def wall(at: dt.datetime) -> dt.datetime:
    """What the clocks in London show at an instant."""
    return in_utc(at).astimezone(LONDON).replace(tzinfo=None)


def window_of(rules: Rules, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """When the hours of ``day`` begin and end, by the clocks."""
    opens, closes = hours_of(rules)
    last = day + ONE_DAY if closes <= opens else day
    return dt.datetime.combine(day, opens), dt.datetime.combine(last, closes)


def is_open(rules: Rules, at: dt.datetime) -> bool:
    """Whether it is within the hours of a safe day: of this one or of the last."""
    shown = wall(at)
    for day in (shown.date(), shown.date() - ONE_DAY):
        begins, ends = window_of(rules, day)
        if day.weekday() in rules.days and begins <= shown < ends:
            return True
    return False


def openings(rules: Rules, after: dt.datetime) -> Iterator[dt.datetime]:
    """Every instant at which something may become safe.

    That is where a day or the hours begin, both times if the clocks go back, and one
    o'clock in UTC, at which the clocks change.
    """
    first = wall(after).date()
    for number in range(HORIZON_DAYS):
        day = first + number * ONE_DAY
        yield dt.datetime.combine(day, dt.time(1), tzinfo=dt.UTC)
        for time in (dt.time.min, hours_of(rules)[0]):
            for fold in (0, 1):
                shown = dt.datetime.combine(day, time.replace(fold=fold))
                yield in_utc(shown.replace(tzinfo=LONDON))
