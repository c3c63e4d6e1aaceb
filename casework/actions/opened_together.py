"""Cases that one contact opened: linked with each other, and about the same people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework import audit
from casework.actions.door import changing, words_changed
from casework.models import ActionClass, Case, CaseLink, LinkKind, Person
from casework.moment import now
from casework.policy import Capability
from casework.queries.opened_together import opened_with
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

NOT_TOGETHER = "This person is on no case that the same contact opened."


def link_opened_together(case: Case, first: Case, *, by: User) -> CaseLink:
    """The contact that opened ``first`` opened ``case`` too: both show it.

    PermissionDenied unless ``by`` takes both in.
    """
    with (
        changing(first, by=by, may=Capability.TAKE_IN) as earlier,
        changing(case, by=by, may=Capability.TAKE_IN) as later,
    ):
        link = CaseLink.objects.create(
            case_id=later.pk,
            other_id=earlier.pk,
            kind=LinkKind.SAME_CONTACT,
            by=by,
            at=now(),
        )
        for one in (earlier, later):
            audit.record(
                one,
                by=by,
                verb="link_opened_together",
                sentence="Opened together with another case, by one contact",
                action_class=ActionClass.COMBINATION,
                about=link,
                fields=["links"],
            )
    return link


def share_person(
    case: Case, person: Person, *, by: User, part: str, category: str = ""
) -> None:
    """Give a person of a case that the same contact opened the part in this one too.

    Nothing to do if ``case`` has somebody in that part. Refused if the person is on
    none of those cases.
    """
    with changing(case, by=by, may=Capability.TAKE_IN) as locked:
        if locked.involvements.filter(part=part).exists():
            return
        together = opened_with(locked, by).values("pk")
        if not person.involvements.filter(case__in=together).exists():
            raise Refused(NOT_TOGETHER)
        locked.involvements.create(person=person, part=part, category=category)
        words_changed(locked)
        audit.record(
            locked,
            by=by,
            verb="share_person",
            sentence="Named a person of the case that was opened together",
            action_class=ActionClass.COLLECTION,
            about=person,
            fields=["people"],
        )
