"""Reading the dates people type, day first as written in the United Kingdom.

Accepted: 22/02/1993, 07/09/67, 18.10.1953, 31-Oct-06, 4 November 1952, 4th of Nov 1952,
November 4 1952, 4 Tachwedd 1952, 2026-11-24, and the three boxes of a date field joined
by spaces. 03/02/1955 is always 3 February.

All else is refused with the sentence to show. An age, "baby" or "due in March" is no
date: a field that allows those keeps the words as they came.
"""

import re
import unicodedata
from datetime import date
from typing import Literal

TwoDigitYears = Literal["past", "refuse"]

# Longer than any date; what is longer is not looked at.
LONGEST_TEXT = 60
# Nobody alive is older; an earlier year is a slip, or the "1900" of a spreadsheet.
OLDEST_AGE = 120

ASK_FOR_DATE = "Enter a day, month and year, for example 27 3 1985"
ASK_FOR_FULL_YEAR = "Enter the year in full, for example 1967"
ASK_FOR_MONTH = "The month cannot be read. Enter it as a number, or its name in full."
NOT_A_MONTH = "There is no month {month}. Enter the day first, for example 27/3/1985."
NOT_A_DATE = "{day} {month} {year} is not a real date"

# English, Welsh, and the Welsh form that follows "o", as in "4 o Fawrth". No two months
# share their first three letters, so that many are enough.
MONTHS = (
    ("January", "Ionawr"),
    ("February", "Chwefror"),
    ("March", "Mawrth", "Fawrth"),
    ("April", "Ebrill"),
    ("May", "Mai", "Fai"),
    ("June", "Mehefin", "Fehefin"),
    ("July", "Gorffennaf", "Orffennaf"),
    ("August", "Awst"),
    ("September", "Medi", "Fedi"),
    ("October", "Hydref"),
    ("November", "Tachwedd", "Dachwedd"),
    ("December", "Rhagfyr", "Ragfyr"),
)
SHORTEST_MONTH = 3
FULL_YEAR = 4
SHORT_YEAR = 2

_SEPARATOR = r"\s*[\s./\\,\u2013\u2014-]\s*"
_SEPARATOR_OR_NONE = r"\s*[./,\u2013\u2014-]?\s*"
_DAY = r"(?P<day>[0-9]{1,2})"
_ORDINAL = r"(?:st|nd|rd|th|af|ail|il|ydd|fed|ed|eg|ain)?"
_MONTH_NAME = r"(?P<month>[a-z]+)"
_MONTH_NUMBER = r"(?P<month>[0-9]{1,2})"
_YEAR = r"(?P<year>[0-9]{1,4})"
_WHOLE_YEAR = r"(?P<year>[0-9]{4})"

_LAYOUTS = tuple(
    re.compile(layout)
    for layout in (
        _DAY + _SEPARATOR + _MONTH_NUMBER + _SEPARATOR + _YEAR,
        _WHOLE_YEAR + _SEPARATOR + _MONTH_NUMBER + _SEPARATOR + _DAY,
        _DAY
        + _ORDINAL
        + _SEPARATOR_OR_NONE
        + r"(?:of?\s+)?"
        + _MONTH_NAME
        + _SEPARATOR_OR_NONE
        + _YEAR,
        _MONTH_NAME + _SEPARATOR_OR_NONE + _DAY + _ORDINAL + _SEPARATOR + _WHOLE_YEAR,
    )
)


class UnreadableDate(ValueError):  # noqa: N818  a refusal to show, no fault
    """A text that is no usable date. Its message is the sentence to show."""


def parse_typed_date(
    text: str,
    *,
    earliest: date,
    latest: date,
    two_digit_years: TwoDigitYears = "past",
    too_early: str = "",
    too_late: str = "",
) -> date:
    """Return the date typed in ``text``, between ``earliest`` and ``latest`` inclusive.

    A two-digit year is the latest one that puts the date on or before ``latest``, so a
    birth date is never in the future; with "refuse" it is asked for in full. So it is
    when the year found that way is before ``earliest``. ``too_early`` and ``too_late``
    replace the sentences about the range. Raises UnreadableDate.
    """
    day, month, written_year = _parts(text)
    year = _full_year(written_year, (month, day), latest, two_digit_years)
    try:
        found = date(year, month, day)
    except ValueError:
        name = _english_name(month)
        sentence = NOT_A_DATE.format(day=day, month=name, year=written_year)
        raise UnreadableDate(sentence) from None
    if found > latest:
        raise UnreadableDate(too_late or f"The date must be {_say(latest)} or earlier")
    if found < earliest and len(written_year) == SHORT_YEAR:
        raise UnreadableDate(ASK_FOR_FULL_YEAR)
    if found < earliest:
        raise UnreadableDate(too_early or f"The date must be {_say(earliest)} or later")
    return found


def parse_birth_date(text: str, *, today: date) -> date:
    """Return the date of birth typed in ``text``, today at the latest.

    Raises UnreadableDate, also when the person would be older than OLDEST_AGE.
    """
    earliest = date(today.year - OLDEST_AGE, 1, 1)
    return parse_typed_date(
        text,
        earliest=earliest,
        latest=today,
        too_early=f"The date of birth must be in {earliest.year} or later",
        too_late="The date of birth must be in the past",
    )


def _parts(text: str) -> tuple[int, int, str]:
    """Return day, month (1 to 12) and the year as written."""
    tidy = _tidy(text)
    for layout in _LAYOUTS:
        if match := layout.fullmatch(tidy):
            return int(match["day"]), _month(match["month"]), match["year"]
    raise UnreadableDate(ASK_FOR_DATE)


def _tidy(text: str) -> str:
    """Return the text in lower case, without what pasting adds around a date.

    Dates copied from Windows carry invisible direction marks (category Cf).
    """
    text = text.strip()
    if len(text) > LONGEST_TEXT:
        raise UnreadableDate(ASK_FOR_DATE)
    seen = (char for char in text if unicodedata.category(char) != "Cf")
    return "".join(seen).strip(" .,").lower()


def _month(written: str) -> int:
    """Return the number of a month written as a number, a name or its beginning."""
    if written.isdigit():
        number = int(written)
        if not 1 <= number <= len(MONTHS):
            raise UnreadableDate(NOT_A_MONTH.format(month=number))
        return number
    if len(written) >= SHORTEST_MONTH:
        for number, names in enumerate(MONTHS, start=1):
            if any(name.lower().startswith(written) for name in names):
                return number
    raise UnreadableDate(ASK_FOR_MONTH)


def _full_year(
    written: str, month_and_day: tuple[int, int], latest: date, rule: TwoDigitYears
) -> int:
    """Return the year in four figures; see parse_typed_date for two-digit ones."""
    if len(written) == FULL_YEAR:
        return int(written)
    if len(written) != SHORT_YEAR or rule == "refuse":
        raise UnreadableDate(ASK_FOR_FULL_YEAR)
    year = latest.year - (latest.year - int(written)) % 100
    in_future = (year, *month_and_day) > (latest.year, latest.month, latest.day)
    return year - 100 if in_future else year


def _say(day: date) -> str:
    return f"{day.day} {_english_name(day.month)} {day.year}"


def _english_name(month: int) -> str:
    return MONTHS[month - 1][0]
