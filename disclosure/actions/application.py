"""What the applicant or referrer said: recorded in parts, corrected, warned about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from casework import audit
from casework.actions.door import changing
from casework.models import ActionClass, Case
from casework.moment import now
from casework.policy import Capability, require
from casework.workflow.perform import lock_case
from disclosure.models import Application

if TYPE_CHECKING:
    from accounts.models import User


def record_application(
    case: Case, *, by: User, version: int | None = None, **answers: Any
) -> Application:
    """Record or correct answers; the old ones stay in the history.

    ``answers`` are fields of Application; what is not given stays as it is. Stale if
    the page was older than the case.
    """
    with changing(case, by=by, may=Capability.TAKE_IN, version=version) as locked:
        found = Application.objects.filter(case_id=locked.pk).first()
        row, created = found or Application(case_id=locked.pk), found is None
        for name, value in answers.items():
            setattr(row, name, value)
        row.save()
        audit.record(
            locked,
            by=by,
            verb="record_application",
            sentence="Recorded what was said" if created else "Changed what was said",
            action_class=ActionClass.COLLECTION if created else ActionClass.ALTERATION,
            about=row,
            fields=sorted(answers),
        )
    return row


def confirm_warnings(case: Case, *, by: User) -> None:
    """The applicant was given every explanation and warning (clares-law 2.1).

    Nothing to do if that is recorded: the first time, and who recorded it, stand.
    """
    with transaction.atomic():
        locked = lock_case(case.pk, by, scheme=case.scheme)
        require(by, Capability.TAKE_IN, locked)
        given = Application.objects.filter(case_id=locked.pk, warned_at__isnull=False)
        if not given.exists():
            record_application(case, by=by, warned_at=now())
