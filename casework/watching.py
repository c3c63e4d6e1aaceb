"""What the core tells the accounts app: who holds open cases, and what changed."""

from __future__ import annotations

from django.db.models import Q

from accounts.departures import keeps_in_place
from accounts.models import User
from accounts.watchers import Verb, on_change
from casework.access import grants_of
from casework.audit import record_security
from casework.models import Case


def start() -> None:
    """Register both; called once when the apps are ready."""
    keeps_in_place(open_cases_of)
    on_change(record_change)


def open_cases_of(user: User) -> list[str]:
    """What keeps ``user`` here, to follow their name; empty if nothing does.

    Cases that they own, and restricted ones that few others may open. One sentence for
    both and no number: an administrator learns nothing of restricted cases.
    """
    open_cases = Case.objects.open()
    named_on = grants_of(user).values("content_object_id")
    owned = Q(owner=user)
    named = Q(restricted=True, pk__in=named_on)
    if not open_cases.filter(owned | named).exists():
        return []
    return ["is needed on open cases: a supervisor hands them over first."]


def record_change(
    *, actor: User | None, subject: User, verb: Verb, fields: tuple[str, ...]
) -> None:
    """A change of a person, a role or a sign-in is a security event."""
    record_security(
        by=actor,
        verb=verb,
        sentence=f"{verb.sentence}: {subject.username}",
        about=subject,
        fields=fields,
    )
