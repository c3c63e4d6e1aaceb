"""Separation of duties as rules of a policy: whoever researched never decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.models import Case, Duty
from casework.models.duties import AUTHOR, DECIDER, READER

if TYPE_CHECKING:
    from accounts.models import User


LOOKED_AGAIN = (
    "You gave this case its second look: others work on it, so that the second look "
    "stays independent."
)
RESEARCHED = (
    "You researched or recommended this case: another member of the unit decides."
)
DECIDED = "You decided on this case: another member of the unit researches it."


def not_an_author(user: User, case: Case) -> str:
    """Whoever researched, met the applicant or recommended can never decide."""
    return _unless(user, case, {AUTHOR: RESEARCHED, READER: LOOKED_AGAIN})


def not_a_decider(user: User, case: Case) -> str:
    """Whoever decided on a case does not research or recommend it afterwards."""
    return _unless(user, case, {DECIDER: DECIDED, READER: LOOKED_AGAIN})


def _unless(user: User, case: Case, sentences: dict[str, str]) -> str:
    """The sentence for what the person is on this case already, if it is one of them.

    Nobody is two things on one case, so there is one row at most.
    """
    duties = Duty.objects.filter(case_id=case.pk, user=user, kind__in=sentences)
    kind = duties.order_by("pk").values_list("kind", flat=True).first()
    return sentences[kind] if kind else ""
