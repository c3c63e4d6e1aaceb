"""The second look is blind: a rule of the policy for whoever is giving one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F

from disclosure.models import SampledCase

if TYPE_CHECKING:
    from accounts.models import User
    from casework.models import Case

READING_BLIND = (
    "You are giving this case its second look: until you have answered you see the "
    "record that the decision rested on, and nothing else of the case."
)
ASKED = "_read_blind_by"


def not_reading_blind(user: User, case: Any) -> str:
    """Refuses everything to whoever has taken the second look and not answered yet.

    Only a closed case is looked at again. Asked once for each row that was loaded: the
    rule stands behind every capability, and each page asks for many.
    """
    if case.closed_at is None:
        return ""
    known: dict[int, bool] = case.__dict__.setdefault(ASKED, {})
    if user.pk not in known:
        known[user.pk] = open_reading(user, case) is not None
    return READING_BLIND if known[user.pk] else ""


def reading_blind(user: User) -> list[int]:
    """The keys of the cases that ``user`` has taken and not answered; one query."""
    taken = SampledCase.objects.filter(
        reader=user, look=None, case__closed_at=F("closed_at")
    )
    return list(taken.values_list("case_id", flat=True))


def open_reading(user: User, case: Case) -> SampledCase | None:
    """The second look of ``case`` that ``user`` has taken and not answered.

    One of an earlier closure ended when the case was opened again.
    """
    if case.closed_at is None:
        return None
    taken = SampledCase.objects.filter(
        case_id=case.pk, closed_at=case.closed_at, reader=user, look=None
    )
    return taken.order_by("-pk").first()
