"""What an administrator must be told on every page: red, with a link to the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import Error
from django.urls import reverse

from accounts.roles import Role
from casework.jobs import silent_jobs
from casework.queries.jobs import has_contradiction
from casework.queries.notices import MOST_COUNTED, failing_mails

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class SystemAlarm:
    """One sentence, and where to see to it."""

    text: str
    url: str
    label: str


def alarms_for(user: User | None) -> list[SystemAlarm]:
    """Nothing for anybody but administrators, nor while the database is away."""
    if user is None or not user.holds(Role.ADMINISTRATOR):
        return []
    try:
        return list(_alarms())
    except Error:
        return []


def _alarms() -> Iterator[SystemAlarm]:
    if silent := silent_jobs():
        names = ", ".join(job.label for job in silent)
        yield SystemAlarm(
            f"Work that runs by itself has stopped: {names}.",
            reverse("jobs"),
            "See the scheduled work",
        )
    if has_contradiction():
        yield SystemAlarm(
            "The nightly check found that the record contradicts itself.",
            reverse("jobs"),
            "See what was found",
        )
    if count := failing_mails():
        many = f"{MOST_COUNTED} or more" if count == MOST_COUNTED else str(count)
        noun = "e-mail was" if count == 1 else "e-mails were"
        yield SystemAlarm(
            f"{many} {noun} not delivered. People still see everything in the product.",
            f"{reverse('mail_log')}?show=trouble",
            "See the e-mails",
        )
