"""The calendar: planned meetings, made ahead, and what time alone makes of them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from accounts.models import RoleGrant, Unit
from accounts.roles import Role
from casework import audit
from casework.clock import local_date
from casework.clocks import bank_holidays_near
from casework.moment import now
from casework.workflow.perform import settle
from marac.calendar_days import planned_between
from marac.models import Meeting, MeetingKind
from marac.queries.meeting_profiles import profile_of
from marac.states import M

# Cut-offs of the first meetings lie before today.
BEFORE = dt.timedelta(weeks=3)
WEEK = 7


def plan_all_meetings() -> int:
    """The meetings of every unit with a coordinator; returns how many are new."""
    granted = RoleGrant.objects.in_force(local_date(now()))
    holders = granted.filter(role=Role.MARAC_COORDINATOR).values("user__unit")
    units = Unit.objects.filter(pk__in=holders).order_by("pk")
    return sum(len(plan_meetings(unit)) for unit in units)


@transaction.atomic
def plan_meetings(unit: Unit) -> list[Meeting]:
    """Make what the profile's days ask for in the weeks ahead (M1); only the missing.

    A day that has a meeting is left alone, whatever became of it: what was moved or
    cancelled does not come back. Bank holidays have none.
    """
    Unit.objects.select_for_update(of=("self",), no_key=True).get(pk=unit.pk)
    today = local_date(now())
    profile = profile_of(unit, today)
    holidays = bank_holidays_near(now() - BEFORE, profile.weeks_ahead * WEEK)
    last = today + dt.timedelta(weeks=profile.weeks_ahead)
    rules = list(profile.meeting_days.all())
    tomorrow = today + dt.timedelta(days=1)
    taken = _days_taken(unit, tomorrow)
    made = [
        Meeting.objects.create(
            unit=unit,
            profile=profile,
            starts_at=each.starts_at,
            cut_off_at=each.cut_off_at,
            publish_at=each.publish_at,
            research_due_at=each.research_due_at,
            capacity=each.capacity,
            state_entered_at=now(),
        )
        for each in planned_between(rules, tomorrow, last, holidays)
        if local_date(each.starts_at) not in taken
    ]
    if made:
        sentence = f"Planned {len(made)} meetings until {last:%-d %B %Y}"
        audit.record(None, by=None, verb="plan_meetings", sentence=sentence, about=unit)
    return made


def _days_taken(unit: Unit, first: dt.date) -> set[dt.date]:
    regular = Meeting.objects.filter(unit=unit, kind=MeetingKind.REGULAR)
    known = regular.filter(
        starts_at__gte=dt.datetime.combine(first, dt.time.min, dt.UTC)
    )
    return {local_date(at) for at in known.values_list("starts_at", flat=True)}


def go_on_with_time() -> int:
    """Open lists whose turn has come and close research whose time is over (M2, M5).

    Returns how many meetings moved.
    """
    due = Q(state=M.PLANNED) | Q(state=M.LIST_PUBLISHED, research_due_at__lte=now())
    waiting = Meeting.objects.filter(due).order_by("unit", "starts_at")
    moved = 0
    stuck: set[int] = set()
    for meeting in waiting:
        if meeting.state == M.PLANNED and meeting.unit_id in stuck:
            continue
        after = settle(meeting)
        if after.state == meeting.state:
            stuck.add(meeting.unit_id)
        else:
            moved += 1
    return moved
