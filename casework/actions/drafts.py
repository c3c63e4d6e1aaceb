"""Keeping what is half typed, and throwing it away.

No record of the case: nothing here takes the lock, raises the version or is audited
(decision 0020). What is sent goes through the form's own act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict

from casework.models import Case, Draft
from casework.moment import now

if TYPE_CHECKING:
    from accounts.models import User

# The token against forgery belongs to a session; the form's own token to one sending.
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "submission", "keep_draft"})


def keep_draft(case: Case, *, by: User, form: str, typed: QueryDict) -> None:
    """Keep ``typed`` for ``by`` in place of what was kept of this form before."""
    kept = typed.copy()
    for name in NEVER_KEPT & kept.keys():
        del kept[name]
    # One statement, so that two tabs cannot both find nothing and both insert.
    Draft.objects.bulk_create(
        [
            Draft(
                user=by,
                case_id=case.pk,
                form=form,
                fields=kept.urlencode(),
                kept_at=now(),
            )
        ],
        update_conflicts=True,
        unique_fields=["user", "case", "form"],
        update_fields=["fields", "kept_at"],
    )


def drop_draft(case: Case, *, by: User, form: str) -> None:
    """Nothing is kept of this form any more: it was sent, or is not wanted."""
    Draft.objects.filter(user=by, case_id=case.pk, form=form).delete()
