"""A MARAC at work: referrals at every stage and meetings twice a week.

Each case goes its way by real moves, in its own past. What is said at a meeting, who
was there and what agencies answered is written as rows.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from casework.clock import LONDON, local_date
from casework.moment import frozen, now
from casework.workflow.perform import perform, settle
from marac.demo.cases import follow_case, hear_case, refer_case
from marac.demo.people import Table
from marac.models import Meeting
from marac.queries.protocol import profile_of

CASES = 40
# How many of the cases stand before a meeting now; the rest were heard.
WAITING = (
    ("draft", 3),
    ("screening", 4),
    ("returned", 2),
    ("accepted", 3),
    ("listed", 5),
    ("in_research", 6),
)
MEETING_DAYS = (1, 3)
A_MEETING = 4


def load_cases(table: Table, *, cases: int = CASES) -> Iterator[Any]:
    """Make the cases one by one; ``cases`` are all of them."""
    dice = random.Random(5)  # noqa: S311  repeatable, not secret
    waiting = sum(count for _stage, count in WAITING)
    heard = max(cases - waiting, 0)
    yield from _heard(table, dice, heard)
    # Far enough ahead that its research is not over yet.
    upcoming = _meeting(table, _next_day(now() + dt.timedelta(days=3)))
    counts = dict(WAITING)
    for _number in range(counts.pop("in_research")):
        yield refer_case(table, dice, "in_research", upcoming)
    perform(upcoming, "publish_list", by=table.coordinator)
    # The next list opens when the one before is out.
    later = settle(
        _meeting(table, _next_day(upcoming.starts_at + dt.timedelta(days=1)))
    )
    for stage, count in counts.items():
        for _number in range(count):
            yield refer_case(table, dice, stage, later)


# -- Meetings --------------------------------------------------------------------------
def _next_day(at: dt.datetime) -> dt.datetime:
    """The next day of the week on which the MARAC meets, at half past nine."""
    day = local_date(at)
    while day.weekday() not in MEETING_DAYS:
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(9, 30), LONDON)


def _meeting(table: Table, at: dt.datetime) -> Any:
    profile = profile_of(table.unit)
    meeting, is_new = Meeting.objects.get_or_create(
        unit=table.unit,
        starts_at=at,
        kind="regular",
        defaults={
            "profile": profile,
            "cut_off_at": at - dt.timedelta(hours=45),
            "publish_at": at - dt.timedelta(hours=41),
            "research_due_at": at - dt.timedelta(hours=18),
            "capacity": 13,
            "chair": table.chair,
            "place": "Conference room and video",
            "state_entered_at": now(),
        },
    )
    if is_new:
        _open_list(meeting)
    return Meeting.objects.get(pk=meeting.pk)


def _open_list(meeting: Any) -> None:
    """Once the cut-off of the meeting before has passed, the list opens by itself."""
    with frozen(meeting.cut_off_at - dt.timedelta(days=3)):
        settle(meeting)


def _heard(table: Table, dice: random.Random, count: int) -> Iterator[Any]:
    """Meetings back from now, each with a few cases, the oldest first."""
    meetings = -(-count // A_MEETING)
    at = _next_day(now() - dt.timedelta(days=7 * (meetings // 2 + 1)))
    left = count
    while left > 0:
        size = min(A_MEETING, left)
        yield from _sitting(table, dice, at, size)
        left -= size
        at = _next_day(at + dt.timedelta(days=1))


def _sitting(
    table: Table, dice: random.Random, at: dt.datetime, size: int
) -> Iterator[Any]:
    with frozen(at - dt.timedelta(days=5)):
        meeting = _meeting(table, at)
        cases = [refer_case(table, dice, "listed", meeting) for _number in range(size)]
    with frozen(at - dt.timedelta(hours=41)):
        meeting = perform(
            Meeting.objects.get(pk=meeting.pk), "publish_list", by=table.coordinator
        )
    with frozen(at - dt.timedelta(hours=24)):
        _answer(meeting, table)
    with frozen(at):
        meeting = settle(Meeting.objects.get(pk=meeting.pk))
        meeting = _begin(meeting, table)
        for number, case in enumerate(cases):
            minutes = dt.timedelta(minutes=13 * number)
            with frozen(at + minutes):
                hear_case(table, dice, type(case).objects.get(pk=case.pk))
    with frozen(at + dt.timedelta(minutes=13 * size + 5)):
        perform(meeting, "end_session", by=table.chair)
    for case in cases:
        yield follow_case(table, dice, type(case).objects.get(pk=case.pk), at)


def _begin(meeting: Any, table: Table) -> Any:
    for user, kind in (
        (table.chair, ""),
        (table.agency, "housing"),
        (table.idva, "idva"),
        (table.researcher, "police"),
    ):
        row = meeting.attendances.create(
            user=user,
            name=str(user),
            agency=table.agencies.get(kind),
            presence="present",
            joined_at=now(),
            by=table.coordinator,
            at=now(),
        )
        row.statement = type(row).statement.related.related_model.objects.create(
            attendance=row,
            words=meeting.profile.confidentiality_text,
            signed_at=now(),
            recorded_by=table.coordinator,
        )
    meeting.statement_read_at, meeting.statement_read_by = now(), table.chair
    meeting.save()
    return perform(meeting, "begin_session", by=table.chair)


def _answer(meeting: Any, table: Table) -> None:
    """Two of the agencies answer in time; the others are late."""
    people = {"housing": table.agency, "idva": table.idva}
    for request in meeting.research_requests.select_related("agency__marac"):
        user = people.get(request.agency.marac.kind)
        if user is None:
            continue
        seen = perform(request, "acknowledge", by=user)
        seen.found = "known_nothing_relevant"
        seen.identifiers = "Names and dates of birth, in our own records"
        seen.answered_by = user
        seen.save()
        perform(seen, "return_answer", by=user)
