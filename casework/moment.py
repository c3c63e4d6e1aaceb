"""The one "now" of the product, so that one act has one instant.

Demo data and tests freeze it to walk real moves through the past; nothing that a
request can reach does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_frozen: ContextVar[dt.datetime | None] = ContextVar("frozen_now", default=None)


def now() -> dt.datetime:
    """The present instant (aware), or the frozen one."""
    return _frozen.get() or timezone.now()


@contextmanager
def frozen(instant: dt.datetime) -> Iterator[None]:
    """Makes ``now()`` answer ``instant`` (aware) inside the block."""
    if instant.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    token = _frozen.set(instant)
    try:
        yield
    finally:
        _frozen.reset(token)
