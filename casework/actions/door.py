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
from casework.workflow.perform import check_version, lock_case

if TYPE_CHECKING:
    from accounts.models import User


BEFORE_RECEIPT = "The time is before the application was received: check the year."


def is_before_receipt(case: Case, at: dt.datetime | None) -> bool:
    """Whether something is said to have been done on a day before the case came in."""
    return at is not None and local_date(at) < local_date(case.received_at)


@contextmanager
def changing(
    case: Case, *, by: User, may: Capability, version: int | None = None
) -> Iterator[Any]:
    """One transaction round a write: lock the case, check, and save its summary.

    Yields the scheme's row. Http404 if ``by`` may not know of the case,
    PermissionDenied if ``may`` is refused, Stale if the page was older.
    """
    with transaction.atomic():
        locked = lock_case(case.pk, by, scheme=case.scheme)
        require(by, may, locked)
        check_version(locked, version)
        yield locked
        locked.version += 1
        refresh_next_due(locked)
        locked.save()
        case.version = locked.version
