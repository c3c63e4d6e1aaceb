"""Writes that belong to a move of a request for research."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework.moment import now
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

NAME_ALTERNATE = "Choose who answers instead, and say what the conflict is."


def record_recusal(
    request: Any, *, by: User, reason: str = "", alternate: Any = None, **_inputs: Any
) -> None:
    """Whoever has the conflict knows no more of the case; the alternate answers."""
    alternate = alternate or request.alternate
    if alternate is None or alternate == by or not reason:
        raise Refused(NAME_ALTERNATE)
    request.alternate = alternate
    request.save(update_fields=["alternate"])
    request.case.conflicts.get_or_create(
        user=by,
        ended_at=None,
        defaults={
            "relation": reason[:200],
            "is_declared": True,
            "since": now(),
            "by": by,
        },
    )
