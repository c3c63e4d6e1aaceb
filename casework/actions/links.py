"""Linking two cases that belong together; nothing is merged and nothing unlinked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from casework import audit
from casework.actions.door import changing
from casework.models import ActionClass, Case, CaseLink, LinkKind
from casework.moment import now
from casework.policy import Capability, require
from casework.workflow.perform import Refused, lock_case

if TYPE_CHECKING:
    from accounts.models import User


def record_link(
    case: Case, other: Case, *, by: User, kind: str, version: int | None = None
) -> CaseLink:
    """``case`` is a duplicate or repeat of ``other``, or about the same people.

    Http404 if ``by`` may not know of one of them. Refused for a case itself, for a case
    of another unit, for what is linked so already, and for a repeat that came first.
    Stale if the page was older than the case.
    """
    with transaction.atomic():
        # In one order, so that two people who link the same two cases never deadlock.
        locked = {pk: lock_case(pk, by) for pk in sorted({case.pk, other.pk})}
        require(by, Capability.SEE_RESEARCH, locked[other.pk])
        with changing(case, by=by, may=Capability.RESEARCH, version=version) as near:
            _refuse_unfit(near, locked[other.pk], kind)
            link = CaseLink.objects.create(
                case_id=near.pk, other_id=other.pk, kind=kind, by=by, at=now()
            )
            _record(near, link, by, "Linked to another case")
            _record(locked[other.pk], link, by, "Another case was linked to this one")
    return link


def _refuse_unfit(case: Case, other: Case, kind: str) -> None:
    if case.pk == other.pk:
        raise Refused("This is the case itself: enter the reference of the other one.")
    if case.unit_id != other.unit_id:
        raise Refused("The other case belongs to another unit.")
    between = Q(case_id=case.pk, other_id=other.pk) | Q(
        case_id=other.pk, other_id=case.pk
    )
    if CaseLink.objects.filter(between, kind=kind).exists():
        raise Refused("These two cases are linked in this way already.")
    if kind == LinkKind.REPEAT and other.received_at > case.received_at:
        raise Refused(
            "The other case came later: open it, and link it there as the repeat."
        )


def _record(case: Case, link: CaseLink, by: User, sentence: str) -> None:
    """The other reference is not in the sentence: that case may be restricted later."""
    said = LinkKind(link.kind).label.removesuffix(" of").removesuffix(" as").lower()
    audit.record(
        case,
        by=by,
        verb="record_link",
        sentence=f"{sentence}: {said}",
        action_class=ActionClass.COMBINATION,
        about=link,
        fields=["links"],
    )
