"""Days in any usual way of writing them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from casework.typed_dates import MONTHS
from disclosure.leaks.hits import Found, Sure
from disclosure.leaks.people import Hidden, Shown
from disclosure.leaks.words import Read

DAY, YEAR_OF_BIRTH = "date", "year of birth"
# fmt: off
_FIRST_TWENTY = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
    "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
    "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    "seventeen", "eighteen", "nineteen",
)
# fmt: on
_ORDINALS = (
    *_FIRST_TWENTY,
    *(f"twenty-{word}" for word in _FIRST_TWENTY[:9]),
    "thirtieth",
    "thirty-first",
)
_TENS = {2: "twenty", 3: "thirty", 4: "forty", 5: "fifty", 6: "sixty", 7: "seventy"}
_TENS |= {8: "eighty", 9: "ninety"}
_GAP = r"[\s./\\,-]{0,3}"
_SEPARATOR = r"\s?[\s./\\,-]\s?"


def days_found(text: Read, hidden: Hidden, shown: Shown) -> Iterator[Found]:
    """Where ``text`` has one of the days of ``hidden``."""
    for day in sorted({*hidden.days} - {*shown.days}):
        for pattern, sure, what in _ways(day):
            for match in pattern.finditer(text.folded.letters):
                yield Found(
                    match.start(), match.end(), what, sure, hidden.key, hidden.part
                )


def _ways(day: dt.date) -> Iterator[tuple[re.Pattern[str], Sure, str]]:
    """The ways to write ``day``, the surest first."""
    d, m = rf"0?{day.day}", rf"0?{day.month}"
    year = rf"(?:{day.year}|'?{day.year % 100:02d}|{_year_in_words(day.year)})"
    number = f"{day:%d%m%Y}", f"{day:%d%m%y}", f"{day:%Y%m%d}"
    yield _whole(rf"{d}{_SEPARATOR}{m}{_SEPARATOR}{year}"), Sure.CERTAIN, DAY
    yield (
        _whole(rf"{day.year}{_SEPARATOR}{m}{_SEPARATOR}{d}"),
        Sure.CERTAIN,
        DAY,
    )
    yield _whole("|".join(number)), Sure.LIKELY, DAY
    if day.day != day.month:
        american = rf"{m}{_SEPARATOR}{d}{_SEPARATOR}{year}"
        yield _whole(american), Sure.POSSIBLE, DAY
    month, spoken = _month(day.month), _day_in_words(day.day)
    there = rf"(?:the\s)?{spoken}\s?(?:of\s|o\s)?{_GAP}{month}"
    back = rf"{month}{_GAP}(?:the\s)?{spoken}"
    for way in (there, back):
        yield _whole(rf"{way}(?:{_GAP}(?:in\s)?{year})"), Sure.CERTAIN, DAY
        yield _whole(rf"{way}(?!{_GAP}(?:\d|nineteen|twenty))"), Sure.LIKELY, DAY
    yield (
        _whole(rf"born\s(?:in\s)?(?:{month}\s)?{day.year}"),
        Sure.POSSIBLE,
        YEAR_OF_BIRTH,
    )


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9a-z])(?:{pattern})(?![0-9a-z])")


def _month(number: int) -> str:
    names = [name.lower() for name in MONTHS[number - 1]]
    return "(?:" + "|".join([*names, names[0][:3], names[0][:4]]) + ")"


def _day_in_words(number: int) -> str:
    spoken = _ORDINALS[number - 1].replace("-", r"[\s-]?")
    return rf"(?:0?{number}(?:st|nd|rd|th|af|ail|il|ydd|fed|ed|eg|ain)?|{spoken})"


def _year_in_words(year: int) -> str:
    century, rest = divmod(year, 100)
    first = _UNITS[century] if century < len(_UNITS) else "twenty"
    if year >= 2000 and rest < 10:  # noqa: PLR2004  "two thousand and five"
        return rf"two thousand(?: and)? {_UNITS[rest]}" if rest else "two thousand"
    return rf"{first}[\s-]{_two_digits(rest)}"


def _two_digits(number: int) -> str:
    if number < len(_UNITS):
        return rf"(?:oh[\s-])?{_UNITS[number]}"
    tens, unit = divmod(number, 10)
    return _TENS[tens] + (rf"[\s-]?{_UNITS[unit]}" if unit else "")
