"""What every page's frame shows: the unit, the marking, and where a person may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.navigation import Destination

# Everyone whose job touches cases; administrators see no case (product, "Who uses it").
CASE_ROLES = frozenset(Role) - {Role.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: where it leads and whose job it belongs to."""

    label: str
    url_name: str
    roles: frozenset[Role]


MENU = (
    Entry("My work", "home", CASE_ROLES),
    Entry("All cases", "case_list", CASE_ROLES),
    Entry(
        "Website inbox",
        "inbox",
        frozenset({Role.CONTROL_ROOM, Role.SUPERVISOR, Role.RESEARCHER}),
    ),
    Entry(
        "Start an application",
        "intake_start",
        frozenset({Role.CONTROL_ROOM, Role.RESEARCHER, Role.SUPERVISOR}),
    ),
    Entry("Allocation", "allocation", frozenset({Role.SUPERVISOR})),
    Entry(
        "Marked words",
        "leak_overrides",
        frozenset({Role.SUPERVISOR, Role.AUDITOR}),
    ),
    Entry("Files held back", "held_files", frozenset({Role.SUPERVISOR})),
    Entry("Printed copies", "copies", frozenset({Role.SUPERVISOR})),
    Entry(
        "Standard words",
        "wording",
        frozenset({Role.SUPERVISOR, Role.DECISION_MAKER, Role.ADMINISTRATOR}),
    ),
    Entry("People and settings", "admin:index", frozenset({Role.ADMINISTRATOR})),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor: unit_name, marking, trial, navigation, may_search."""
    # An error page may come before anybody could be recognised.
    user = getattr(request, "user", None)
    person = user if isinstance(user, User) else None
    return {
        "unit_name": settings.UNIT_NAME,
        "marking": settings.MARKING,
        "trial": settings.TRIAL,
        "navigation": navigation(person, request.path) if person else [],
        "may_search": person is not None and person.holds(*CASE_ROLES),
    }


def navigation(person: User, path: str) -> list[Destination]:
    """The menu of ``person``; the entry under whose address ``path`` lies is active."""
    places = [
        (entry.label, reverse(entry.url_name))
        for entry in MENU
        if person.holds(*entry.roles)
    ]
    here = max((url for _, url in places if _is_at(path, url)), key=len, default="")
    return [Destination(label, url, active=url == here) for label, url in places]


def _is_at(path: str, url: str) -> bool:
    """Whether ``path`` is ``url`` or below it; everything is below "/", so only it."""
    return path == url or (url != "/" and path.startswith(url))
