"""What every write on a case begins and ends with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction

from casework.clock import local_date
from casework.clocks import refresh_next_due
from casework.models import Case
from casework.policy import Capability, require
from casework.search_text import refresh_search_text
from casework.workflow.held import Held, held_case, holding
from casework.workflow.perform import Refused, check_version, lock_case

if TYPE_CHECKING:
    from accounts.models import User


BEFORE_RECEIPT = "The time is before the application was received: check the year."


def is_before_receipt(case: Case, at: dt.datetime | None) -> bool:
    """Whether something is said to have been done on a day before the case came in."""
    return at is not None and local_date(at) < local_date(case.received_at)


CLOSED = "This case is closed: what is new is a reason to reopen it."


def refuse_closed(case: Case) -> None:
    """Refused on a closed case: its record is what the decision rested on."""
    if case.closed_at is not None:
        raise Refused(CLOSED)


@contextmanager
def changing(
    case: Case, *, by: User, may: Capability, version: int | None = None
) -> Iterator[Any]:
    """One transaction round a write: lock the case, check, and save its summary.

    Yields the scheme's row. Http404 if ``by`` may not know of the case,
    PermissionDenied if ``may`` is refused, Stale if the page was older. Inside another
    ``changing`` of the same case it is a part of that act: the row is the same, and
    the version rises once, at the end. Whatever such a part raises ends the whole act.
    """
    if outer := held_case(case.pk):
        with _part_of(outer, by=by, may=may, version=version):
            yield outer.case
        return
    with transaction.atomic():
        locked = lock_case(case.pk, by, scheme=case.scheme)
        require(by, may, locked)
        check_version(locked, version)
        with holding(locked, by) as held:
            yield locked
        if held.has_failed:
            raise RuntimeError("A part of an act failed, and the act went on.")
        locked.version += 1
        refresh_next_due(locked)
        if held.words_changed:
            refresh_search_text(locked)
        locked.save()
        case.version = locked.version


@contextmanager
def _part_of(
    outer: Held, *, by: User, may: Capability, version: int | None
) -> Iterator[None]:
    if by != outer.by:
        raise RuntimeError("An act of one person is no part of another person's.")
    try:
        require(by, may, outer.case)
        check_version(outer.case, version)
        yield
    except BaseException:
        # What it wrote is still there: only the end of the transaction takes it back.
        outer.has_failed = True
        raise


def words_changed(case: Case) -> None:
    """Search text is made of names and numbers: made again, once, when all is said."""
    if held := held_case(case.pk):
        held.words_changed = True
