"""Every date can be typed in every layout, and no text does more than be refused."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casework.typed_dates import UnreadableDate, parse_birth_date, parse_typed_date

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
WELSH = [
    *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
    *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
]


def outcome(text: str, today: date) -> date | str:
    """The birth date read, or the sentence of the refusal."""
    try:
        return parse_birth_date(text, today=today)
    except UnreadableDate as refused:
        return str(refused)


@given(day=st.dates(EARLIEST, LATEST))
def test_every_date_is_read_back_from_every_layout(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d-%b-%Y}",
        f"{day.day} {day:%B %Y}",
        f"{day:%B} {day.day} {day.year}",
        f"{day.day} {WELSH[day.month - 1]} {day.year}",
    ):
        assert parse_typed_date(text, earliest=EARLIEST, latest=LATEST) == day


@given(born=st.dates(EARLIEST, LATEST), today=st.dates(date(2000, 1, 1), LATEST))
def test_a_two_digit_birth_year_is_within_the_last_hundred_years(
    born: date, today: date
) -> None:
    read = outcome(f"{born:%d/%m/%y}", today)

    if isinstance(read, str):
        # 29 February of a year that has none in the century it falls in
        assert (born.month, born.day) == (2, 29)
        assert read.endswith("is not a real date")
        return
    assert (read.day, read.month, read.year % 100) == (
        born.day,
        born.month,
        born.year % 100,
    )
    assert read <= today
    # the same day a century later has not happened yet
    assert (read.year + 100, read.month, read.day) > (
        today.year,
        today.month,
        today.day,
    )


@given(
    text=st.text()
    | st.text(alphabet="0123456789/.- \u2013\u200eabjanfebmochwtdiy", max_size=20)
)
def test_any_text_is_a_date_in_the_range_or_refused_with_a_sentence(text: str) -> None:
    read = outcome(text, date(2026, 11, 24))

    if isinstance(read, date):
        assert date(1906, 1, 1) <= read <= date(2026, 11, 24)
    else:
        assert read
