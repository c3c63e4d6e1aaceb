"""What the applicant or referrer said: recorded in parts, corrected, warned about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import changing
from casework.models import ActionClass, Case
from casework.moment import now
from casework.policy import Capability
from disclosure.models import Application

if TYPE_CHECKING:
    from accounts.models import User


def record_application(case: Case, *, by: User, **answers: Any) -> Application:
    """Record or correct answers; the old ones stay in the history.

    ``answers`` are fields of Application; what is not given stays as it is.
    """
    with changing(case, by=by, may=Capability.TAKE_IN) as locked:
        row, created = Application.objects.get_or_create(case_id=locked.pk)
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
    """The applicant was given every explanation and warning (clares-law 2.1)."""
    record_application(case, by=by, warned_at=now())
