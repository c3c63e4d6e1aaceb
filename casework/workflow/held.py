"""The cases that this thread is changing, so that one act can be made of several.

An act inside another one, on the same case, works on the row that is locked already:
one lock, one check of the version, one save, and an audit row of each act.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accounts.models import User


@dataclass
class Held:
    """A locked case, who changes it, and what is left to do before it is saved."""

    case: Any
    by: User | None
    words_changed: bool = False
    has_failed: bool = False


_held: ContextVar[tuple[Held, ...]] = ContextVar("held", default=())


def held_case(pk: int) -> Held | None:
    """What this thread holds of the case, or None."""
    return next((held for held in _held.get() if held.case.pk == pk), None)


@contextmanager
def holding(case: Any, by: User | None) -> Iterator[Held]:
    """Says that ``case`` is locked and will be saved by the caller."""
    held = Held(case, by)
    token = _held.set((*_held.get(), held))
    try:
        yield held
    finally:
        _held.reset(token)
