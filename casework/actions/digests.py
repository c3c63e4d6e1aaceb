"""One e-mail a morning: what is late, due and waiting, as numbers, by permission.

A person's day is claimed by inserting its row, so two workers, or a scheduler that
comes back at noon, make one digest. Who has nothing to see to gets none.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import connection, transaction
from django.urls import reverse

from accounts.models import RoleGrant, User
from accounts.roles import Role
from casework.clock import LONDON, SATURDAY, local_date
from casework.models import Case, Delivery, Notification, Way
from casework.moment import now
from casework.notify import times_of
from casework.queries.case_list import is_due_within, is_overdue
from casework.queries.worklist import five_numbers

# The words before each number.
OWN = {
    "overdue": "Your cases past a limit",
    "today": "Your cases with a limit that ends today",
    "soon": "Your cases with a limit that ends within 3 days",
    "waiting": "Your cases that wait for somebody else",
}
UNIT = {
    "overdue": "Cases of the unit past a limit",
    "unallocated": "Cases of the unit that nobody has",
    "awaiting_decision": "Cases of the unit that await a decision",
}


def send_digests() -> int:
    """Make the digests whose hour has come today; returns how many e-mails."""
    at = now()
    day, hour = local_date(at), at.astimezone(LONDON).hour
    working = RoleGrant.objects.in_force(day).values("user_id")
    people = list(
        User.objects.filter(is_active=True, pk__in=working)
        .exclude(email="")
        .order_by("pk")
    )
    times = times_of(person.pk for person in people)
    is_weekend = day.weekday() >= SATURDAY
    due = [
        one
        for one in people
        if times[one.pk].digest_hour <= hour
        and (times[one.pk].at_weekends or not is_weekend)
    ]
    return sum(_digest(person, day) for person in due)


def _digest(person: User, day: dt.date) -> bool:
    with transaction.atomic():
        if not _claim(person, day):
            return False
        at = now()
        told = Notification.objects.filter(
            recipient=person, way=Way.DIGEST, digested_at__isnull=True
        )
        unread = told.filter(read_at__isnull=True).count()
        told.update(digested_at=at)
        lines = _lines(person, unread)
        if not lines:
            return False
        Delivery.objects.create(
            recipient=person,
            wording="digest",
            text="\n".join(lines),
            link=reverse("home"),
            token=uuid.uuid4(),
            key=f"digest-{person.pk}-{day}",
            created_at=at,
            next_try_at=at,
        )
        return True


def _claim(person: User, day: dt.date) -> bool:
    """Whether nobody had made this person's digest of the day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_digestday (user_id, day) VALUES (%s, %s)"
            " ON CONFLICT DO NOTHING",
            [person.pk, day],
        )
        made: bool = cursor.rowcount == 1
    return made


def _lines(person: User, unread: int) -> list[str]:
    """Numbers above 0, each as a line; no case and nobody is named."""
    at = now()
    own = Case.objects.visible_to(person).open().owned_by(person)
    numbers = {
        "overdue": own.filter(is_overdue(at)).count(),
        "today": own.filter(is_due_within(0, at)).count(),
        "soon": own.filter(is_due_within(3, at)).count(),
        "waiting": own.exclude(waiting_on="").count(),
    }
    said = [f"{words}: {numbers[name]}" for name, words in OWN.items() if numbers[name]]
    if person.holds(Role.SUPERVISOR):
        unit = five_numbers(person)
        said += [f"{words}: {unit[name]}" for name, words in UNIT.items() if unit[name]]
    if unread:
        said.append(f"New notices: {unread}")
    return said
