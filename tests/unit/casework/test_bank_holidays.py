"""The bank holidays of England and Wales as GOV.UK publishes them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from casework.bank_holidays import combine, statutory_holidays

PUBLISHED = {
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_each_year_is_the_published_list(year: int) -> None:
    expected = [date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()]

    assert list(statutory_holidays(year)) == expected


def test_the_names_are_those_of_gov_uk() -> None:
    assert list(statutory_holidays(2026).values()) == [
        "New Year's Day",
        "Good Friday",
        "Easter Monday",
        "Early May bank holiday",
        "Spring bank holiday",
        "Summer bank holiday",
        "Christmas Day",
        "Boxing Day (substitute day)",
    ]


def test_christmas_on_a_saturday_gives_monday_and_tuesday() -> None:
    holidays = statutory_holidays(2027)

    assert holidays[date(2027, 12, 27)] == "Christmas Day (substitute day)"
    assert holidays[date(2027, 12, 28)] == "Boxing Day (substitute day)"
    assert date(2027, 12, 25) not in holidays


def test_one_off_holidays_of_the_past_are_known() -> None:
    assert date(2022, 9, 19) in statutory_holidays(2022)
    assert date(2023, 5, 8) in statutory_holidays(2023)
    # moved for the Platinum Jubilee
    assert date(2022, 5, 30) not in statutory_holidays(2022)


@pytest.mark.parametrize("year", [1977, 2101])
def test_a_year_without_knowledge_is_refused_not_empty(year: int) -> None:
    with pytest.raises(ValueError, match="1978 to 2100"):
        statutory_holidays(year)


def test_changing_a_returned_list_changes_nobody_elses() -> None:
    statutory_holidays(2026).clear()

    assert len(statutory_holidays(2026)) == len(PUBLISHED[2026].split())


def test_the_table_adds_and_removes_days() -> None:
    extra, dropped = date(2027, 6, 4), date(2027, 5, 31)
    statutory = statutory_holidays(2027)

    combined = combine(statutory, [extra], [dropped])

    assert combined == (frozenset(statutory) | {extra}) - {dropped}


def test_a_day_both_added_and_removed_is_worked() -> None:
    day = date(2027, 6, 4)

    assert combine([], [day], [day]) == frozenset()


def test_the_package_is_loaded_on_first_use_only() -> None:
    code = (
        "import sys, casework.bank_holidays as b; before = 'holidays' in sys.modules;"
        "b.statutory_holidays(2026); print(before, 'holidays' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["False", "True"]
