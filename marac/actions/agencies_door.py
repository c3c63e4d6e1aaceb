"""What every write on a thing beside a case begins and ends with.

A thing (a request, an action, a transfer) has a version of its own, so that two people
who work on two things of one case never stand in each other's way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework.policy import Capability
from casework.workflow.locks import Stale
from casework.workflow.track_moves import CHANGED, lock_thing, may_move

if TYPE_CHECKING:
    from accounts.models import User


@contextmanager
def changing_thing(
    thing: Any, *, by: User, may: Capability, version: int | None = None
) -> Iterator[Any]:
    """One transaction round a write on ``thing``: lock, check, and save it.

    Yields its row. Http404 if ``by`` may not know of its case, PermissionDenied if
    ``may`` is refused, Stale if the page was older than the thing.
    """
    with transaction.atomic():
        locked = lock_thing(thing, by)
        if not (verdict := may_move(by, may, locked)).allowed:
            raise PermissionDenied(verdict.reason)
        if version is not None and version != locked.version:
            raise Stale(CHANGED, version=locked.version)
        yield locked
        locked.version += 1
        locked.save()
        thing.version = locked.version
