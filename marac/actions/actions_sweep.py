"""What the passing of time does to requests, actions and flags, and who is reminded.

Moves that nobody makes are made by ``settle()``; reminders move nothing (A2, A10). Each
row is a transaction of its own, so that one that fails keeps no other from its turn;
the key of a notice keeps a second sweep from telling anybody twice.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from casework.clock import add_working_days, end_of_day, local_date
from casework.clocks import bank_holidays_near
from casework.models import Case
from casework.moment import now
from casework.notify import Told, write_notices
from casework.workflow.perform import settle
from marac.action_table import LADDER, UNDER_WAY
from marac.models import Action, Flag, MaracCase, ProtocolProfile, ResearchRequest
from marac.notices import flaggers, owners
from marac.research_table import WITH_AGENCY
from marac.states import A, Flagging, S

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger(__name__)
FLAG_TO_SET = "flag_to_set"
AHEAD, TODAY, UNSEEN = "action_ahead", "action_today", "action_unseen"
STILL_TO_GO = (Flagging.REQUESTED, Flagging.SET, Flagging.LAPSE_NOTICE)


def let_time_pass() -> int:
    """One sweep; returns how many rows were looked at."""
    today, seen = local_date(now()), 0
    for rows in (
        ResearchRequest.objects.filter(state__in=WITH_AGENCY, due_at__lte=now()),
        Action.objects.filter(state__in=(*UNDER_WAY, *LADDER[:-1]), due_on__lt=today),
        Flag.objects.filter(state__in=STILL_TO_GO, until__lte=_lapses_before(today)),
        MaracCase.objects.filter(state=S.CLOSED, flag_until__lt=today),
    ):
        seen += _settle_each(rows.order_by("pk"))
    return seen + remind_of_actions() + remind_of_flags()


def _lapses_before(today: dt.date) -> dt.date:
    """The last day of a flag of which any protocol gives notice now."""
    longest = ProtocolProfile.objects.aggregate(days=Max("lapse_notice_days"))["days"]
    return today + dt.timedelta(days=longest or 0)


def _settle_each(rows: Any) -> int:
    count = 0
    for row in rows.iterator(chunk_size=200):
        count += 1
        try:
            settle(row)
        except Exception:
            log.exception("A row was not settled: %s %s", type(row).__name__, row.pk)
    return count


# -- Reminders -------------------------------------------------------------------------
def remind_of_actions() -> int:
    """Tell agencies of what is due soon or today, and of what nobody acknowledged."""
    rows = Action.objects.filter(state__in=UNDER_WAY).select_related("case__profile")
    told: list[Told] = []
    for action in rows.order_by("pk").iterator(chunk_size=200):
        told += _reminders(action)
    with transaction.atomic():
        return write_notices(told)


def _reminders(action: Any) -> Iterable[Told]:
    today, profile = local_date(now()), action.case.profile
    soon = action.due_on - dt.timedelta(days=profile.remind_days)
    if today == action.due_on:
        yield from _tell(action, TODAY, "has an action that is due today", today)
    elif soon <= today < action.due_on:
        yield from _tell(action, AHEAD, "has an action that is due soon", soon)
    if action.state == A.AGREED and now() >= _to_be_seen_by(action):
        since = local_date(action.state_entered_at)
        yield from _tell(
            action, UNSEEN, "has an action that waits for your word", since
        )


def _tell(action: Any, event: str, text: str, day: dt.date) -> Iterable[Told]:
    """The people of the agency who may know of the case, each once for that day."""
    for person in owners(action):
        if _may_know(person, action.case_id):
            key = f"{event}-{action.pk}-{day:%y%m%d}-{person.pk}"
            yield Told(person, event, text, key, case=action.case)


def _to_be_seen_by(action: Any) -> dt.datetime:
    """The end of the working days in which an agency says that it has an action."""
    issued, days = action.state_entered_at, action.case.profile.chase_days
    holidays = bank_holidays_near(issued, days)
    return end_of_day(add_working_days(local_date(issued), days, holidays))


# -- Flags -----------------------------------------------------------------------------
def remind_of_flags() -> int:
    """Tell each agency once of a flag that it is to set (A4.8)."""
    rows = Flag.objects.filter(state__in=(Flagging.REQUESTED, Flagging.REFRESHED))
    told: list[Told] = []
    for flag in rows.select_related("case").order_by("pk").iterator(chunk_size=200):
        day = local_date(flag.state_entered_at)
        for person in flaggers(flag):
            if _may_know(person, flag.case_id):
                key = f"{FLAG_TO_SET}-{flag.pk}-{day:%y%m%d}-{person.pk}"
                text = "has a flag to set on your files"
                told.append(Told(person, FLAG_TO_SET, text, key, case=flag.case))
    with transaction.atomic():
        return write_notices(told)


def _may_know(person: User, case: int) -> bool:
    return bool(Case.objects.visible_to(person).filter(pk=case).exists())
