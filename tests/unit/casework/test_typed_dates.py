"""Dates as people type them, and the sentence each bad one gets."""

from __future__ import annotations

from datetime import date

import pytest

from casework.typed_dates import (
    ASK_FOR_DATE,
    ASK_FOR_FULL_YEAR,
    MONTHS,
    UnreadableDate,
    parse_birth_date,
    parse_typed_date,
)

TODAY = date(2026, 11, 24)
EARLIEST = date(1906, 1, 1)


def read(text: str) -> date:
    return parse_typed_date(text, earliest=EARLIEST, latest=TODAY)


def refusal(text: str) -> str:
    with pytest.raises(UnreadableDate) as refused:
        read(text)
    return str(refused.value)


def birth_refusal(text: str) -> str:
    with pytest.raises(UnreadableDate) as refused:
        parse_birth_date(text, today=TODAY)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the ways the website form receives them
        ("22/02/1993", date(1993, 2, 22)),
        ("07/09/67", date(1967, 9, 7)),
        ("18.10.1953", date(1953, 10, 18)),
        ("31-Oct-06", date(2006, 10, 31)),
        ("09-Jan-68", date(1968, 1, 9)),
        ("4 November 1952", date(1952, 11, 4)),
        ("24-Nov-20", date(2020, 11, 24)),
        # the day always comes first
        ("03/02/1955", date(1955, 2, 3)),
        ("12/11/1953", date(1953, 11, 12)),
        # other habits
        ("2026-11-24", date(2026, 11, 24)),
        ("1985/3/27", date(1985, 3, 27)),
        ("7/9/1967", date(1967, 9, 7)),
        ("27 3 1985", date(1985, 3, 27)),
        ("27-03-1985", date(1985, 3, 27)),
        ("27\\03\\1985", date(1985, 3, 27)),
        ("27\u201303\u20131985", date(1985, 3, 27)),
        ("  4   november   1952  ", date(1952, 11, 4)),
        ("4 / 11 / 1952", date(1952, 11, 4)),
        ("4\u00a0November\u00a01952", date(1952, 11, 4)),
        ("4Nov1952", date(1952, 11, 4)),
        ("4 NOV 52", date(1952, 11, 4)),
        ("4 Sept 1952", date(1952, 9, 4)),
        ("4 November, 1952.", date(1952, 11, 4)),
        ("4th of November 1952", date(1952, 11, 4)),
        ("1st Nov 1952", date(1952, 11, 1)),
        ("November 4, 1952", date(1952, 11, 4)),
        ("Nov 4th 1952", date(1952, 11, 4)),
        # Windows puts invisible direction marks into copied dates
        ("\u200e22/\u200e02/\u200e1993", date(1993, 2, 22)),
        # Welsh
        ("4 Tachwedd 1952", date(1952, 11, 4)),
        ("4 o Fawrth 1980", date(1980, 3, 4)),
        ("4ydd o Dachwedd 1952", date(1952, 11, 4)),
        ("1 Mai 1980", date(1980, 5, 1)),
        ("1 Gorff 80", date(1980, 7, 1)),
        # leap years
        ("29/02/2024", date(2024, 2, 29)),
        ("29.2.00", date(2000, 2, 29)),
    ],
)
def test_a_typed_date_is_read(text: str, expected: date) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("number", "name"),
    [(n, name) for n, names in enumerate(MONTHS, start=1) for name in names],
)
def test_every_month_is_known_by_name_and_by_its_first_three_letters(
    number: int, name: str
) -> None:
    expected = date(1985, number, 27)

    for written in (name, name.upper(), name[:3]):
        assert read(f"27 {written} 1985") == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        # what the website form receives for a child's "date of birth or age"
        "0",
        "1",
        "14",
        "16",
        "baby",
        "due in March",
        # and for an adult's age
        "41",
        "about 40",
        "30s",
        "?",
        # parts of a date
        "1967",
        "March 1967",
        "3/67",
        "4 November",
        # undivided, so the order cannot be known
        "19520411",
        "04111952",
        # not dates at all
        "-4/11/1952",
        "4//11//1952",
        "4/11/1952/7",
        "=1+1",
        "<b>4/11/1952</b>",
        "4/11/1952; DROP TABLE",
        "4/11/19521",
        "\u0664/\u0661\u0661/1952",
        "🎂",
        "\x00",
        "4/11/1952" * 1000,
        "9" * 10_000,
    ],
)
def test_what_is_no_date_is_asked_for_again(text: str) -> None:
    assert refusal(text) == ASK_FOR_DATE


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/02/1990", "31 February 1990 is not a real date"),
        ("31 Chwefror 1990", "31 February 1990 is not a real date"),
        ("31/02/90", "31 February 90 is not a real date"),
        ("29/02/1900", "29 February 1900 is not a real date"),
        ("29/02/2023", "29 February 2023 is not a real date"),
        ("31 April 1990", "31 April 1990 is not a real date"),
        ("32/01/1990", "32 January 1990 is not a real date"),
        ("0/1/1990", "0 January 1990 is not a real date"),
        ("1/1/0000", "1 January 0000 is not a real date"),
        (
            "02/22/1993",
            "There is no month 22. Enter the day first, for example 27/3/1985.",
        ),
        (
            "22/0/1993",
            "There is no month 0. Enter the day first, for example 27/3/1985.",
        ),
        (
            "4 Feburary 1990",
            "The month cannot be read. Enter it as a number, or its name in full.",
        ),
        (
            "4 Ma 1990",
            "The month cannot be read. Enter it as a number, or its name in full.",
        ),
        ("25/11/2026", "The date must be 24 November 2026 or earlier"),
        ("31/12/1905", "The date must be 1 January 1906 or later"),
        ("1/1/967", ASK_FOR_FULL_YEAR),
        ("1/1/7", ASK_FOR_FULL_YEAR),
    ],
)
def test_an_impossible_date_is_refused_with_its_reason(
    text: str, sentence: str
) -> None:
    assert refusal(text) == sentence


def test_both_ends_of_the_range_are_allowed() -> None:
    assert read("24/11/2026") == TODAY
    assert read("01/01/1906") == EARLIEST
    for text in ("01/11/26", "24/11/26"):
        near = parse_typed_date(text, earliest=date(2026, 11, 1), latest=TODAY)
        assert near == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24/11/26", date(2026, 11, 24)),  # today
        ("25/11/26", date(1926, 11, 25)),  # tomorrow cannot be a birth date
        ("31/12/25", date(2025, 12, 31)),
        ("01/01/27", date(1927, 1, 1)),
        ("31/12/99", date(1999, 12, 31)),
        ("01/01/00", date(2000, 1, 1)),
    ],
)
def test_a_two_digit_year_is_the_latest_one_not_in_the_future(
    text: str, expected: date
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ["24/11/26", "31-Oct-06", "4 November 52"])
def test_two_digit_years_can_be_refused(text: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        parse_typed_date(
            text, earliest=EARLIEST, latest=TODAY, two_digit_years="refuse"
        )

    assert str(refused.value) == "Enter the year in full, for example 1967"


def test_a_two_digit_year_before_the_range_is_asked_for_in_full() -> None:
    """Near dates: "27" for next year would otherwise be scolded as 1927."""
    with pytest.raises(UnreadableDate, match="Enter the year in full"):
        parse_typed_date("03/01/27", earliest=date(2026, 1, 1), latest=TODAY)


def test_a_field_can_say_its_range_in_its_own_words() -> None:
    for text, sentence in (("1/1/2027", "Too late"), ("1/1/1900", "Too early")):
        with pytest.raises(UnreadableDate, match=sentence):
            parse_typed_date(
                text,
                earliest=EARLIEST,
                latest=TODAY,
                too_early="Too early",
                too_late="Too late",
            )


def test_a_birth_date_is_today_at_the_latest_and_of_someone_alive() -> None:
    assert parse_birth_date("24/11/2026", today=TODAY) == TODAY
    assert parse_birth_date("1/1/1906", today=TODAY) == date(1906, 1, 1)
    assert birth_refusal("25/11/2026") == "The date of birth must be in the past"
    assert birth_refusal("01/01/1900") == "The date of birth must be in 1906 or later"
