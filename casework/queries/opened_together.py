"""Which cases one contact opened, and how many contacts stand behind cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.models import Case, CaseLink, LinkKind

if TYPE_CHECKING:
    from accounts.models import User


def opened_with(case: Case, user: User) -> QuerySet[Case]:
    """The other cases of the contact that opened ``case`` that ``user`` may know of.

    Each later case is linked with the first, so the others are found through it.
    """
    same = CaseLink.objects.filter(kind=LinkKind.SAME_CONTACT)
    first = same.filter(case_id=case.pk).values("other_id")
    of_first = same.filter(Q(other_id__in=first) | Q(other_id=case.pk))
    found = Q(pk__in=first) | Q(pk__in=of_first.values("case_id"))
    visible = Case.objects.visible_to(user).filter(found)
    return visible.exclude(pk=case.pk).order_by("pk")


def one_a_contact(cases: QuerySet[Case]) -> QuerySet[Case]:
    """``cases`` without those whose contact opened an earlier one among them.

    Its count is the number of contacts: a call that opened two cases counts once.
    """
    earlier = CaseLink.objects.filter(
        kind=LinkKind.SAME_CONTACT,
        case_id=OuterRef("pk"),
        other_id__in=cases.order_by().values("pk"),
    )
    return cases.filter(~Exists(earlier))
