"""Who is told when a person, their roles or their sign-in changes.

This app is the lowest layer and cannot call the audit itself, so the audit registers
here (``casework.apps``). A watcher runs inside the transaction of the change: when it
fails, the change fails with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from accounts.models import User


class Verb(StrEnum):
    """What can happen to a person."""

    ADDED = "add_person"
    CHANGED = "change_person"
    DEACTIVATED = "deactivate_person"
    REACTIVATED = "reactivate_person"
    PASSWORD_SET = "set_password"  # noqa: S105 - a verb
    ROLE_GIVEN = "give_role"
    ROLE_CHANGED = "change_role"
    SIGNED_IN = "sign_in"
    SIGNED_OUT = "sign_out"
    SIGN_IN_FAILED = "fail_to_sign_in"

    @property
    def sentence(self) -> str:
        """The same in words, to follow a name: "Account added"."""
        return SENTENCES[self]


SENTENCES = {
    Verb.ADDED: "Account added",
    Verb.CHANGED: "Account changed",
    Verb.DEACTIVATED: "Account closed",
    Verb.REACTIVATED: "Account opened again",
    Verb.PASSWORD_SET: "Password set",
    Verb.ROLE_GIVEN: "Role given",
    Verb.ROLE_CHANGED: "Role changed",
    Verb.SIGNED_IN: "Signed in",
    Verb.SIGNED_OUT: "Signed out",
    Verb.SIGN_IN_FAILED: "Sign-in failed",
}


class Watcher(Protocol):
    """Takes who did it (None: nobody signed in), to whom, what, and which fields."""

    def __call__(
        self, *, actor: User | None, subject: User, verb: Verb, fields: tuple[str, ...]
    ) -> None: ...


_watchers: list[Watcher] = []


def on_change(watcher: Watcher) -> Watcher:
    """Have ``watcher`` called from now on; once, however often it registers."""
    if watcher not in _watchers:
        _watchers.append(watcher)
    return watcher


def tell(
    *, actor: User | None, subject: User, verb: Verb, fields: Iterable[str] = ()
) -> None:
    """Call every watcher. ``fields`` are names such as ``role`` and ``valid_to``."""
    for watcher in _watchers:
        watcher(actor=actor, subject=subject, verb=verb, fields=tuple(fields))
