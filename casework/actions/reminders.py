"""The sweep: reminds of every step that has come, once, however late it runs.

What is due is found by an index and taken with SKIP LOCKED; one conditional UPDATE then
moves ``looked_at`` on, and only rows that it moved remind, in the same transaction. So
two sweeps never remind twice, one that dies reminds nobody by halves, and one that was
away for days sends each step that it missed once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import BooleanField, Value, When
from django.db.models import Case as When_

from casework.ladders import Ladder, ladders_of_all
from casework.models import Case, ReminderStep
from casework.moment import now
from casework.notify import Told, write_notices
from casework.schemes import all_schemes
from casework.steps import Fired, between, next_after, say_when

if TYPE_CHECKING:
    from accounts.models import User

BATCH = 500
Steps = dict[tuple[str, str], list[ReminderStep]]


@dataclass(frozen=True)
class Look:
    """What one look at one row found: the steps that came, and when to look again."""

    row: Any
    fired: Sequence[Fired]
    next_at: dt.datetime | None


def remind_of_everything(*, most: int = 100) -> int:
    """Sweep every ladder, at most ``most`` batches each; returns how many were told."""
    steps = steps_in_use()
    told = 0
    for ladder in ladders_of_all(all_schemes()):
        for _ in range(most):
            looked, count = sweep(ladder, steps)
            told += count
            if looked < BATCH:
                break
    return told


def steps_in_use() -> Steps:
    """The rows of settings, by scheme and what they are about."""
    found: Steps = {}
    for step in ReminderStep.objects.filter(in_use=True).order_by("pk"):
        found.setdefault((step.scheme, step.ladder), []).append(step)
    return found


def sweep(ladder: Ladder, steps: Steps) -> tuple[int, int]:
    """One batch of what is due: how many rows were looked at, and people told."""
    at = now()
    with transaction.atomic():
        rows = _due(ladder, at)
        looks = [_look(ladder, row, steps, at) for row in rows]
        won = _claim(ladder, looks, at)
        told = _told(ladder, [look for look in looks if look.row.pk in won], at)
        return len(rows), write_notices(told)


def _due(ladder: Ladder, at: dt.datetime) -> list[Any]:
    runs = When_(
        When(ladder.running, then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )
    rows = (
        ladder.model._default_manager.filter(next_look_at__lte=at)  # noqa: SLF001  Django's documented name
        .annotate(runs=runs)
        .select_related(*ladder.related)
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .order_by("next_look_at")
    )
    return list(rows[:BATCH])


def _look(ladder: Ladder, row: Any, steps: Steps, at: dt.datetime) -> Look:
    if not row.runs:
        return Look(row, (), None)
    scheme = ladder.case_of(row).scheme
    names = ladder.names_for(row)
    mine = next((s for name in names if (s := steps.get((scheme, name)))), [])
    points = ladder.points(row)
    fired = between(mine, points, row.looked_at, at)
    return Look(row, fired, next_after(mine, points, at))


def _claim(ladder: Ladder, looks: Sequence[Look], at: dt.datetime) -> set[int]:
    """Move on the rows that nobody moved meanwhile; returns which."""
    if not looks:
        return set()
    table = connection.ops.quote_name(ladder.model._meta.db_table)  # noqa: SLF001  Django's documented name
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} AS row SET looked_at = %s, next_look_at = seen.next_at"  # noqa: S608  the name is a model's, and quoted
            " FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[])"
            " AS seen(id, looked_at, next_at)"
            " WHERE row.id = seen.id AND row.looked_at = seen.looked_at"
            " RETURNING row.id",
            [
                at,
                [look.row.pk for look in looks],
                [look.row.looked_at for look in looks],
                [look.next_at for look in looks],
            ],
        )
        return {pk for (pk,) in cursor.fetchall()}


def _told(ladder: Ladder, looks: Iterable[Look], at: dt.datetime) -> list[Told]:
    """Whom to tell what: each person once a step, if they may know of the case."""
    wanted: dict[str, Told] = {}
    people: dict[tuple[str, Any], list[User]] = {}
    for look in looks:
        for fired in look.fired:
            for told in _told_of(ladder, look.row, fired, at, people):
                wanted.setdefault(told.key, told)
    return _visible(list(wanted.values()))


def _told_of(
    ladder: Ladder,
    row: Any,
    fired: Fired,
    at: dt.datetime,
    people: dict[tuple[str, Any], list[User]],
) -> Iterable[Told]:
    step: Any = fired.step
    case = ladder.case_of(row)
    # Jobs are asked for once a unit and sweep; what is of the row, of the row.
    of = row.pk if step.audience in ladder.audiences else (case.owner_id, case.unit_id)
    known = (f"{step.audience}:{case.scheme}", of)
    if known not in people:
        people[known] = ladder.people(row, step.audience)
    when = say_when(ladder.points(row)[step.anchor], at, in_hours=ladder.in_hours(row))
    for person in people[known]:
        yield Told(
            person,
            step.event,
            "has a time to look at",
            f"{ladder.key}-{row.pk}-{person.pk}-{fired.at:%y%m%d%H%M}-{step.event}"[
                :80
            ],
            case=case,
            when=when,
        )


def _visible(told: Sequence[Told]) -> list[Told]:
    """Those of ``told`` that are about a case which the person may know of."""
    by_person: dict[User, set[int]] = {}
    for one in told:
        if one.case is not None:
            by_person.setdefault(one.person, set()).add(one.case.pk)
    may = {
        person.pk: set(
            Case.objects.visible_to(person)
            .filter(pk__in=cases)
            .order_by()
            .values_list("pk", flat=True)
        )
        for person, cases in by_person.items()
        if person.is_active
    }
    return [
        one for one in told if one.case and one.case.pk in may.get(one.person.pk, set())
    ]


def look_again() -> None:
    """Steps were changed: have every row that is watched looked at again.

    A look sends only what comes after ``looked_at``, so nothing is sent twice.
    """
    for ladder in ladders_of_all(all_schemes()):
        rows = ladder.model._default_manager.filter(ladder.running)  # noqa: SLF001  Django's documented name
        rows.order_by().update(next_look_at=now())
