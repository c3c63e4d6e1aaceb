"""From the notices tables to rows. A row is written with the act that it tells of.

Whoever writes a notice writes its e-mail in the same transaction; a worker sends it
after the commit (``actions/outbox.py``). What is said, how it is sent and who may
choose are rows of settings (``NoticeRule``), made from the tables.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import RoleGrant, User
from accounts.roles import Role
from casework.clock import local_date
from casework.mail_times import free_from
from casework.models import (
    Absence,
    Case,
    Delivery,
    MailTimes,
    NoticeChoice,
    NoticeRule,
    Notification,
    Way,
)
from casework.moment import now
from casework.notice_words import fill

Rules = dict[tuple[str, str], NoticeRule]
Choices = dict[tuple[int, str, str], str]


@dataclass(frozen=True)
class Notice:
    """Who is told what after a move. The text never carries a name or a risk.

    ``event`` names the row of settings; empty: that of the move.
    """

    to: Callable[[Any], Iterable[User]]
    text: str
    event: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class Told:
    """One thing that one person is told. ``key`` is what is never told twice."""

    person: User
    event: str
    text: str
    key: str
    case: Case | None = None
    link: str = ""
    when: str = ""
    urgent: bool = False


def the_owner(case: Case) -> list[User]:
    """Whoever has the case now, and who covers for them while they are away."""
    return [case.owner, *covers_of(case.owner)] if case.owner else []


def covers_of(person: User) -> list[User]:
    """Who is told beside ``person`` today, because they are away."""
    today = local_date(now())
    rows = Absence.objects.filter(
        user=person, first_day__lte=today, last_day__gte=today, cover__is_active=True
    )
    return [row.cover for row in rows.select_related("cover").order_by("pk")]


def times_of(people: Iterable[int]) -> dict[int, MailTimes]:
    """By primary key when e-mails may be sent; one query, the unit's times for most."""
    wanted = list(people)
    rows = MailTimes.objects.filter(Q(user__isnull=True) | Q(user__in=wanted))
    found = {row.user_id: row for row in rows.order_by("pk")}
    everybody = found.get(None) or MailTimes()
    return {pk: found.get(pk, everybody) for pk in wanted}


def everyone_who(*roles: Role) -> Callable[[Case], list[User]]:
    """The members of the case's unit who hold one of ``roles`` today."""

    def holders(case: Case) -> list[User]:
        granted = RoleGrant.objects.in_force(local_date(now())).filter(role__in=roles)
        return list(
            User.objects.filter(
                unit_id=case.unit_id, is_active=True, pk__in=granted.values("user_id")
            ).order_by("pk")
        )

    return holders


def tell(
    case: Case,
    *,
    by: User | None,
    notices: Iterable[Notice],
    kind: str,
    thing: Any = None,
) -> None:
    """Write one row a person, never to the actor, never twice for one act.

    ``thing`` is what moved, if it was something beside the case.
    """
    act, moved = f"{case.pk}-{case.version}", case
    if thing is not None:
        act, moved = f"{case.pk}-{type(thing).__name__}{thing.pk}", thing
        act = f"{act}-{thing.version}"
    told: dict[int, Told] = {}
    for notice in notices:
        for person in notice.to(moved):
            if person == by or person.pk in told or not _may_know(person, case):
                continue
            told[person.pk] = Told(
                person,
                notice.event or kind,
                notice.text,
                f"{act}-{kind}-{person.pk}",
                case=case,
                urgent=notice.urgent,
            )
    write_notices(list(told.values()))


def _may_know(person: User, case: Case) -> bool:
    return Case.objects.visible_to(person).filter(pk=case.pk).exists()


def write_notices(told: Sequence[Told]) -> int:
    """Write the rows of ``told`` and of the e-mails that go with them.

    Returns how many notices are new. The callers have seen to it that each person may
    know of the case. Four statements, however many people.
    """
    if not told:
        return 0
    rules, choices = _rules_of(told), _choices_of(told)
    notices = [_notice_of(one, rules, choices) for one in told]
    leaving = [(n, one) for n, one in zip(notices, told, strict=True) if _leaves(n)]
    times = times_of({one.person.pk for _, one in leaving}) if leaving else {}
    mails = [_mail_of(n, one.person, times[one.person.pk]) for n, one in leaving]
    before = set(
        Notification.objects.filter(key__in=[n.key for n in notices]).values_list(
            "key", flat=True
        )
    )
    Notification.objects.bulk_create(notices, ignore_conflicts=True)
    if mails:
        Delivery.objects.bulk_create(mails, ignore_conflicts=True)
        transaction.on_commit(_send_soon, robust=True)
    return len({notice.key for notice in notices} - before)


def _send_soon() -> None:
    from casework.tasks import send_waiting_mail  # noqa: PLC0415  tasks use actions

    send_waiting_mail.delay()


def _rules_of(told: Sequence[Told]) -> Rules:
    rows = NoticeRule.objects.filter(event__in={one.event for one in told})
    return {(row.scheme, row.event): row for row in rows.order_by("pk")}


def _choices_of(told: Sequence[Told]) -> Choices:
    rows = NoticeChoice.objects.filter(
        user__in={one.person.pk for one in told}, event__in={one.event for one in told}
    )
    return {(row.user_id, row.scheme, row.event): row.way for row in rows.order_by()}


def _scheme_of(told: Told) -> str:
    return told.case.scheme if told.case else ""


def _notice_of(told: Told, rules: Rules, choices: Choices) -> Notification:
    rule = rules.get((_scheme_of(told), told.event))
    urgent = told.urgent or bool(rule and rule.is_urgent)
    return Notification(
        recipient=told.person,
        case_id=told.case.pk if told.case else None,
        kind=told.event,
        text=fill(rule.text if rule else told.text, {"when": told.when})[:200],
        link=told.link,
        token=uuid.uuid4(),
        way=_way_of(told, rule, choices, urgent=urgent),
        is_urgent=urgent,
        created_at=now(),
        key=told.key,
    )


def _way_of(
    told: Told, rule: NoticeRule | None, choices: Choices, *, urgent: bool
) -> str:
    """Urgent is at once; of a restricted case nothing leaves the product."""
    if not told.person.email or (told.case and told.case.restricted):
        return Way.APP
    if urgent or rule is None:
        return Way.AT_ONCE
    if rule.may_choose:
        chosen = choices.get((told.person.pk, rule.scheme, rule.event))
        return chosen or rule.way
    return rule.way


def _leaves(notice: Notification) -> bool:
    return notice.way == Way.AT_ONCE


def _mail_of(notice: Notification, person: User, times: MailTimes) -> Delivery:
    """Urgent at any hour; everything else outside the person's quiet hours."""
    at = notice.created_at
    return Delivery(
        recipient=person,
        case_id=notice.case_id,
        wording="notice" if notice.case_id else "general",
        text=notice.text,
        link=reverse("notice", args=(notice.token,)),
        key=notice.key,
        created_at=at,
        next_try_at=at if notice.is_urgent else free_from(at, times),
    )
