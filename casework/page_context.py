"""What every page's frame shows: the unit, the marking, and where a person may go."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from casework.alarms import alarms_for
from casework.menu import CASE_ROLES, HUB, LAST, MENU, OVERSIGHT, Entry
from casework.navigation import Destination
from casework.queries.notices import count_unread


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor: unit_name, marking, trial, navigation, may_search.

    ``unread_notices`` and ``alarms`` are asked for by the frame when it is drawn.
    """
    # An error page may come before anybody could be recognised.
    user = getattr(request, "user", None)
    person = user if isinstance(user, User) else None
    return {
        "unit_name": settings.UNIT_NAME,
        "marking": settings.MARKING,
        "trial": settings.TRIAL,
        "navigation": navigation(person, request.path) if person else [],
        "may_search": person is not None and person.holds(*CASE_ROLES),
        "unread_notices": partial(unread_of, person),
        "alarms": partial(alarms_for, person),
    }


def unread_of(person: User | None) -> int:
    """How many notices are unread; 0 for nobody, and while the database is away."""
    if person is None or not person.roles:
        return 0
    try:
        return count_unread(person)
    except Error:
        return 0


def navigation(person: User, path: str) -> list[Destination]:
    """The menu of ``person``; the entry under whose address ``path`` lies is active."""
    watched = watched_by(person)
    shared = len(watched) > 1
    entries = [
        *(entry for entry in MENU if person.holds(*entry.roles)),
        *((HUB,) if shared else watched),
        *(entry for entry in LAST if person.holds(*entry.roles)),
    ]
    places = [(entry, reverse(entry.url_name)) for entry in entries]
    below = [(HUB, reverse(entry.url_name)) for entry in watched] if shared else []
    here = _place_of(path, [*places, *below])
    return [
        Destination(entry.label, url, active=entry is here) for entry, url in places
    ]


def watched_by(person: User) -> list[Entry]:
    """What ``person`` watches over beside cases."""
    return [entry for entry in OVERSIGHT if person.holds(*entry.roles)]


def _place_of(path: str, places: list[tuple[Entry, str]]) -> Entry | None:
    """The entry with the longest address that ``path`` lies under."""
    around = [place for place in places if _is_at(path, place[1])]
    return max(around, key=lambda place: len(place[1]))[0] if around else None


def _is_at(path: str, url: str) -> bool:
    """Whether ``path`` is ``url`` or below it; everything is below "/", so only it."""
    return path == url or (url != "/" and path.startswith(url))
