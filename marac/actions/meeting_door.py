"""What every write on a meeting that is no move of it begins and ends with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework import audit
from casework.policy import Capability
from casework.workflow.locks import Stale
from casework.workflow.track_moves import CHANGED, lock_thing, may_move

if TYPE_CHECKING:
    from accounts.models import User


@contextmanager
def arranging(
    meeting: Any,
    *,
    by: User,
    may: Capability,
    said: tuple[str, str],
    version: int | None = None,
    about: Any = None,
) -> Iterator[Any]:
    """One transaction round a write: lock the meeting and its cases, check, audit.

    ``said`` is the verb and the sentence of the audit event. Yields the row. Http404 if
    ``by`` may not know of the meeting, PermissionDenied if ``may`` is refused, Stale if
    the page was older.
    """
    with transaction.atomic():
        locked = lock_thing(meeting, by)
        verdict = may_move(by, may, locked)
        if not verdict.allowed:
            raise PermissionDenied(verdict.reason)
        if version is not None and version != locked.version:
            raise Stale(CHANGED, version=locked.version)
        yield locked
        locked.version += 1
        locked.save()
        meeting.version = locked.version
        verb, sentence = said
        audit.record(None, by=by, verb=verb, sentence=sentence, about=about or locked)
