"""When an application was received, and when people were born."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from casework.clock import LONDON, in_utc
from casework.typed_dates import LONGEST_TEXT, UnreadableDate, parse_birth_date
from disclosure.website.answers import Answers
from disclosure.website.words import is_nothing

# The scheme began in England and Wales in 2014; domain notes 9.4, T1.
EARLIEST_RECEIPT = datetime(2014, 1, 1, tzinfo=LONDON).astimezone(UTC)

NOT_GIVEN = "The form gives no time of receipt"
NOT_A_TIME = "The time of receipt cannot be read"
NO_OFFSET = "The time of receipt does not say which clock it is by (+00:00 or +01:00)"
TOO_EARLY = "The time of receipt is before 2014, when the scheme began"
IN_FUTURE = "The time of receipt is in the future"

# "About 40" and "30s" are meant loosely.
AGES_AGREE_WITHIN = 5
_AGE = re.compile(r"(?<!\d)(\d{1,2})(s?)(?!\d)")


@dataclass(frozen=True)
class Receipt:
    """When the website took the application in.

    ``at`` is the website's instant in UTC, or None; then ``problem`` says why.
    """

    typed: str
    at: datetime | None
    problem: str = ""


@dataclass(frozen=True)
class BirthDate:
    """A date of birth as typed and, where it can be read, as a date.

    ``problem`` is the sentence about a text that is no date. Both are empty when
    nothing was typed, or only that it is not known.
    """

    typed: str
    day: date | None = None
    problem: str = ""

    def age_on(self, day: date) -> int | None:
        """The age in whole years, when the date of birth is known."""
        if self.day is None:
            return None
        had_birthday = (day.month, day.day) >= (self.day.month, self.day.day)
        return day.year - self.day.year - (0 if had_birthday else 1)


def read_receipt(answers: Answers, *, now: datetime) -> Receipt:
    """The instant in ``submitted_at``: ISO 8601 with an offset, 2014 to ``now``.

    The offset settles the hour that comes twice in October, so none is never guessed.
    """
    typed = answers.line("submitted_at")
    try:
        return Receipt(typed, _instant(typed, now))
    except ValueError as problem:
        return Receipt(typed, None, str(problem))


def read_birth_date(answers: Answers, *, today: date) -> BirthDate:
    """The date in ``date_of_birth``, with ``today`` the day the form was sent."""
    whole = answers.line("date_of_birth")
    typed = whole[:LONGEST_TEXT].strip()
    if is_nothing(typed):
        return BirthDate(typed)
    try:
        return BirthDate(typed, parse_birth_date(whole, today=today))
    except UnreadableDate as problem:
        return BirthDate(typed, problem=str(problem))


def age_in(words: str) -> int | None:
    """The age that words such as "41", "about 40" and "30s" mean, a decade's middle."""
    found = _AGE.search(words)
    if found is None:
        return None
    return int(found[1]) + (AGES_AGREE_WITHIN if found[2] else 0)


def _instant(typed: str, now: datetime) -> datetime:
    if not typed:
        raise ValueError(NOT_GIVEN)
    try:
        written = datetime.fromisoformat(typed)
    except ValueError:
        raise ValueError(NOT_A_TIME) from None
    if written.tzinfo is None:
        raise ValueError(NO_OFFSET)
    if written < EARLIEST_RECEIPT:
        raise ValueError(TOO_EARLY)
    if written > now:
        raise ValueError(IN_FUTURE)
    return in_utc(written)
