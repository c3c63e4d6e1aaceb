"""The minutes as one reader may see them, and when they are due (A2.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casework.clock import LimitUnit, due_at
from casework.clocks import bank_holidays_near
from casework.moment import now
from marac.minutes_content import cut_for
from marac.models import MaracCase, Meeting, Minutes
from marac.queries.meetings import is_insider
from marac.states import M

if TYPE_CHECKING:
    from accounts.models import User

APPROVED = (M.MINUTES_APPROVED, M.CLOSED)
NOT_APPROVED = (M.ENDED, M.ACTIONS_AGREED, M.MINUTES_DRAFT)
LOOKED_BACK = dt.timedelta(weeks=8)


def minutes_for(meeting: Meeting, user: User) -> dict[str, Any] | None:
    """What ``user`` reads; None while there is nothing for them.

    A draft is the unit's. Of the cases, those that the reader may know of now: a
    conflict or a restriction that came later hides a case from old minutes too.
    """
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None or not minutes.content:
        return None
    inside = is_insider(user, meeting)
    if minutes.approved_at is None and not inside:
        return None
    pks = [one["pk"] for one in minutes.content.get("cases", [])]
    seen = MaracCase.objects.visible_to(user).filter(pk__in=pks)
    return cut_for(
        minutes.content,
        visible=seen.values_list("pk", flat=True),
        agency=None if inside else user.agency_id,
        rule=meeting.profile.minutes_for,
    )


@dataclass(frozen=True)
class MinutesClock:
    """The next thing that is due of the minutes, and whether the alarm is on."""

    name: str
    due_at: dt.datetime
    alarm: bool


def minutes_clock(meeting: Meeting) -> MinutesClock | None:
    """One working day for the draft, two for the approval, an alarm at three."""
    if meeting.ended_at is None or meeting.state in APPROVED:
        return None
    profile = meeting.profile
    drafted = Minutes.objects.filter(meeting=meeting).exclude(content={}).exists()
    days = profile.minutes_days if drafted else profile.draft_minutes_days
    name = "Minutes approved" if drafted else "Minutes in draft"
    return MinutesClock(
        name,
        _due(meeting.ended_at, days),
        alarm=now() >= _due(meeting.ended_at, profile.minutes_alarm_days),
    )


def late_minutes(meetings: Iterable[Meeting]) -> set[int]:
    """The keys of those whose alarm is on; one query for any number of meetings."""
    holidays = bank_holidays_near(now() - LOOKED_BACK, LOOKED_BACK.days)
    return {
        one.pk
        for one in meetings
        if one.ended_at is not None and one.state in NOT_APPROVED
        if now()
        >= due_at(
            one.ended_at,
            one.profile.minutes_alarm_days,
            LimitUnit.WORKING_DAYS,
            holidays,
        )
    }


def _due(start: dt.datetime, days: int) -> dt.datetime:
    holidays = bank_holidays_near(start, days)
    return due_at(start, days, LimitUnit.WORKING_DAYS, holidays)
