"""What the core tells the accounts app: who holds open cases, and what changed."""

from __future__ import annotations

from accounts.departures import keeps_in_place
from accounts.models import User
from accounts.watchers import Verb, on_change
from casework.audit import record_security
from casework.models import Case


def start() -> None:
    """Register both; called once when the apps are ready."""
    keeps_in_place(open_cases_of)
    on_change(record_change)


def open_cases_of(user: User) -> list[str]:
    """What keeps ``user`` here, to follow their name; empty if nothing does."""
    if not Case.objects.open().owned_by(user).exists():
        return []
    # No number: an administrator must not learn of restricted cases.
    return ["holds open cases: reallocate them first."]


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
