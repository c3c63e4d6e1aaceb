"""Separation of duties as rules of a policy: whoever researched never decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.models import Case, Duty
from casework.models.duties import AUTHOR, DECIDER

if TYPE_CHECKING:
    from accounts.models import User


def not_an_author(user: User, case: Case) -> str:
    """Whoever researched, met the applicant or recommended can never decide."""
    if Duty.objects.filter(case_id=case.pk, user=user, kind=AUTHOR).exists():
        return (
            "You researched or recommended this case: another member of the unit "
            "decides."
        )
    return ""


def not_a_decider(user: User, case: Case) -> str:
    """Whoever decided on a case does not research or recommend it afterwards."""
    if Duty.objects.filter(case_id=case.pk, user=user, kind=DECIDER).exists():
        return "You decided on this case: another member of the unit researches it."
    return ""
