"""How meetings and the cases on their lists are said in tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.urls import reverse

from casework.clock import LONDON
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.views.moments import say_moment_short
from marac.models import Meeting
from marac.queries.meetings import Line, MeetingList, say_start
from marac.views.meeting_frame import TONES

MEETINGS = (
    Column("Meeting"),
    Column("State"),
    Column("Cases"),
    Column("Length"),
    Column("Cut-off"),
    Column("List out"),
    Column("Research due"),
)
HOUR = 60


def meetings_table(
    meetings: list[Meeting], late: Collection[int] = frozenset()
) -> DataTable:
    """One row a meeting; ``late`` are those whose minutes are overdue."""
    return DataTable(
        "Meetings",
        MEETINGS,
        [_meeting(one, is_late=one.pk in late) for one in meetings],
        "No meeting is planned.",
        caption_hidden=True,
    )


def _meeting(one: Meeting, *, is_late: bool) -> TableRow:
    waiting: int = one.waiting  # type: ignore[attr-defined]  # annotated by the query
    minutes = waiting * one.profile.minutes_per_case
    kind = "" if one.kind == "regular" else one.get_kind_display()
    over = waiting > one.capacity
    return [
        Cell(say_start(one), reverse("meeting", args=(one.pk,)), note=kind),
        Cell(
            one.get_state_display(),
            tone=TONES[one.state],
            flags=[("Minutes late", "red")] if is_late else [],
        ),
        Cell(
            f"{waiting} of {one.capacity}",
            flags=[("Over capacity", "orange")] if over else [],
        ),
        say_length(minutes),
        say_moment_short(one.cut_off_at),
        say_moment_short(one.publish_at),
        say_moment_short(one.research_due_at),
    ]


def say_length(minutes: int) -> str:
    """For example 2 h 49 min."""
    hours, rest = divmod(minutes, HOUR)
    if not minutes:
        return ""
    return f"{hours} h {rest} min" if hours else f"{rest} min"


def say_forecast(found: MeetingList) -> str:
    """How long the list takes, and when the meeting would end."""
    meeting, minutes = found.meeting, found.minutes
    kept = minutes // meeting.profile.minutes_per_case
    if not kept:
        return "Nothing is on the list yet."
    end = meeting.starts_at + dt.timedelta(minutes=minutes)
    each, cases = meeting.profile.minutes_per_case, "case" if kept == 1 else "cases"
    return (
        f"{kept} {cases} of {meeting.capacity}, {each} minutes each: "
        f"{say_length(minutes)}, until {end.astimezone(LONDON):%H:%M}."
    )


def badges_of(line: Line) -> list[tuple[str, str]]:
    """What must be seen about a case on the list, in words."""
    case, listing = line.case, line.listing
    badges = []
    if case.restricted:
        badges.append(("Restricted", "purple"))
    if case.is_repeat:
        badges.append(("Repeat", "orange"))
    if line.is_transfer:
        badges.append(("Transfer in", "blue"))
    if listing.why_late:
        badges.append(("Added late", "orange"))
    if listing.why_over_capacity:
        badges.append(("Over capacity", "orange"))
    if case.deferrals:
        often = case.deferrals >= case_alert(line)
        label = f"Deferred {case.deferrals} times" if case.deferrals > 1 else "Deferred"
        badges.append((label, "red" if often else "orange"))
    if line.needs_interpreter:
        badges.append(("Interpreter", "blue"))
    return badges


def case_alert(line: Line) -> int:
    """The number of deferrals that the protocol calls for a look at."""
    alert: int = line.listing.meeting.profile.deferrals_alert
    return alert
