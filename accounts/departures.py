"""What keeps a person from leaving, said by the layers that know.

This app does not know cases; those that do register a function here. It answers with
sentences such as "is needed on open cases: a supervisor hands them over first".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from accounts.models import User

Reason = Callable[["User"], Iterable[str]]
_reasons: list[Reason] = []


class StillNeededError(ValidationError):
    """The person cannot leave yet; the messages say why."""


def keeps_in_place(reason: Reason) -> Reason:
    """Ask ``reason`` from now on; once, however often it registers."""
    if reason not in _reasons:
        _reasons.append(reason)
    return reason


def what_keeps(user: User) -> list[str]:
    """The sentences that say why ``user`` cannot leave now; empty if they can."""
    return [f"{user} {text}" for reason in _reasons for text in reason(user)]


def refuse_to_lose(user: User) -> None:
    """Raise StillNeededError if anything keeps ``user``."""
    if said := what_keeps(user):
        raise StillNeededError(said)
