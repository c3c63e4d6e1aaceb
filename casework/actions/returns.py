"""Freezing a return: the same question gets the same answer afterwards."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from casework import audit
from casework.clock import local_date
from casework.figures.limits import figure_limits
from casework.figures.returns import content_of, hash_of
from casework.figures.scope import Reach, scope_of
from casework.models import ActionClass, FrozenReturn
from casework.moment import now
from casework.schemes import Scheme
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

FOR_SUPERVISORS = "Returns are frozen by a supervisor, for their own unit."
TOO_EARLY = "That year has not begun yet."


@transaction.atomic
def freeze_return(*, by: User, scheme: Scheme, first: dt.date) -> FrozenReturn:
    """Freeze the year that begins on ``first`` for the unit of ``by``; returns it.

    Refused for a year that has not begun; PermissionDenied for anybody else.
    """
    scope = scope_of(by)
    if scope.reach is not Reach.UNIT or by.unit is None:
        raise PermissionDenied(FOR_SUPERVISORS)
    if first > local_date(now()):
        raise Refused(TOO_EARLY)
    content = content_of(scope, scheme, first, figure_limits([scheme.key]))
    frozen = FrozenReturn.objects.create(
        unit=by.unit,
        scheme=scheme.key,
        starts_on=first,
        ends_on=first.replace(year=first.year + 1) - dt.timedelta(days=1),
        content=content,
        sha256=hash_of(content),
        made_at=now(),
        by=by,
    )
    audit.record(
        None,
        by=by,
        verb="freeze_return",
        sentence=f"Froze the return of the year from {first:%-d %B %Y}",
        action_class=ActionClass.COLLECTION,
        about=frozen,
    )
    return frozen
