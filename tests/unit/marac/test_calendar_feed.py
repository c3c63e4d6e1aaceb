"""The calendar feed names nothing but a number."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from marac.calendar_feed import calendar_text

AT = dt.datetime(2026, 12, 1, 9, 30, tzinfo=dt.UTC)


def meeting(**changes: object) -> Any:
    given: dict[str, object] = {
        "pk": 7,
        "starts_at": AT,
        "capacity": 12,
        "version": 3,
        "state": "list_published",
        "place": "Room of the MARAC at the station",
        "why": "Ann Atrisk cannot wait",
        "profile": SimpleNamespace(minutes_per_case=13),
    }
    return SimpleNamespace(**{**given, **changes})


def test_a_meeting_is_a_number_and_a_time() -> None:
    text = calendar_text([meeting()], AT)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "SUMMARY:Meeting 7\r\n" in text
    assert "DTSTART:20261201T093000Z\r\n" in text
    assert "DTEND:20261201T120600Z\r\n" in text
    assert "STATUS:CONFIRMED\r\n" in text


def test_nothing_tells_what_it_is_about() -> None:
    text = calendar_text([meeting()], AT).lower()
    for word in ("marac", "atrisk", "station", "room", "risk", "abuse"):
        assert word not in text


def test_a_cancelled_meeting_is_taken_out_of_the_calendar() -> None:
    for state in ("cancelled", "moved"):
        assert "STATUS:CANCELLED\r\n" in calendar_text([meeting(state=state)], AT)
