"""Restricting a case to named people, and lifting that (clares-law 5).

The names are rows of ``CaseGrant``; ``access.py`` decides what they open. One row a
person and case: naming somebody again renews it, and the history keeps the old one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission

from accounts.roles import CASELOAD_ROLES
from casework import audit, notify
from casework.actions.door import changing
from casework.models import ActionClass, Assignment, Case, CaseGrant
from casework.moment import now
from casework.notify import Notice
from casework.policy import Capability
from casework.policy import may as may_do
from casework.queries.named import grants_on, nameable_for
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

PERMISSION = "open_restricted_case"
# Whoever restricts, and somebody else.
FEWEST = 2
NOT_RESTRICTED = "This case is not restricted."


def restrict_case(
    case: Case,
    *,
    by: User,
    people: Iterable[User],
    reason: str,
    version: int | None = None,
) -> None:
    """From now on only ``people`` and ``by`` may know of the case.

    Whoever has it and is not named loses it. Refused unless somebody else who works on
    cases is named. Stale if the page was older than the case.
    """
    with changing(case, by=by, may=Capability.RESTRICT, version=version) as locked:
        if locked.restricted:
            raise Refused("This case is restricted already.")
        named = _nameable(locked, [by, *people])
        _refuse_unworkable(locked, named)
        locked.restricted = True
        audit.record(
            locked,
            by=by,
            verb="restrict_case",
            sentence="Restricted the case to named people",
            fields=["restricted"],
            reason=reason,
        )
        _name(locked, named, by=by, reason=reason)
        _take_from_unnamed_owner(locked, by)


def name_people(
    case: Case,
    *,
    by: User,
    people: Iterable[User],
    reason: str,
    version: int | None = None,
) -> None:
    """Let further people open a restricted case; those who may already are left."""
    with changing(case, by=by, may=Capability.RESTRICT, version=version) as locked:
        _refuse_unrestricted(locked)
        there = {grant.user for grant in grants_on(locked)}
        added = [one for one in _nameable(locked, people) if one not in there]
        if not added:
            raise Refused("Everybody you chose may open the case already.")
        _name(locked, added, by=by, reason=reason)


def end_grant(
    case: Case, person: User, *, by: User, reason: str, version: int | None = None
) -> None:
    """``person`` may not open the restricted case from now on, and loses it.

    Refused if too few would be left to work and to lift it.
    """
    with changing(case, by=by, may=Capability.RESTRICT, version=version) as locked:
        _refuse_unrestricted(locked)
        grants = list(grants_on(locked))
        ended = [grant for grant in grants if grant.user == person]
        if not ended:
            raise Refused(f"{person} may not open this case now.")
        left = [grant.user for grant in grants if grant.user != person]
        _refuse_unworkable(locked, left)
        grants_on(locked).filter(user=person).update(expires_at=now())
        audit.record(
            locked,
            by=by,
            verb="end_grant",
            sentence=f"{person} may no longer open the restricted case",
            action_class=ActionClass.SECURITY,
            about=ended[0],
            fields=["expires_at"],
            reason=reason,
        )
        _take_from_unnamed_owner(locked, by)


def lift_restriction(
    case: Case, *, by: User, reason: str, version: int | None = None
) -> None:
    """Everybody whose job opens the case may know of it again; the names end."""
    with changing(case, by=by, may=Capability.RESTRICT, version=version) as locked:
        _refuse_unrestricted(locked)
        locked.restricted = False
        grants_on(locked).update(expires_at=now())
        audit.record(
            locked,
            by=by,
            verb="lift_restriction",
            sentence="Lifted the restriction of the case",
            fields=["restricted"],
            reason=reason,
        )


def _refuse_unrestricted(case: Case) -> None:
    if not case.restricted:
        raise Refused(NOT_RESTRICTED)


def _nameable(case: Case, people: Iterable[User]) -> list[User]:
    """``people`` without repeats; Refused if one cannot be named."""
    offered = {one.user for one in nameable_for(case)}
    named = list(dict.fromkeys(people))
    for person in named:
        if person not in offered:
            raise Refused(f"{person} is nobody of this unit who works on cases.")
    return named


def _refuse_unworkable(case: Case, named: Iterable[User]) -> None:
    """Somebody must be left who can lift it, and a second person to work the case."""
    active = [person for person in named if person.is_active]
    if not any(may_do(one, Capability.RESTRICT, case).allowed for one in active):
        raise Refused("A supervisor must be able to open the case: name one first.")
    if sum(person.holds(*CASELOAD_ROLES) for person in active) < FEWEST:
        raise Refused(
            "At least one other person who can work the case must be able to open it."
        )


def _name(case: Case, people: list[User], *, by: User, reason: str) -> None:
    permission = Permission.objects.get(
        codename=PERMISSION, content_type__app_label="casework"
    )
    for person in people:
        grant, _new = CaseGrant.objects.update_or_create(
            permission=permission,
            content_object_id=case.pk,
            user=person,
            defaults={
                "reason": reason,
                "granted_by": by,
                "granted_at": now(),
                "expires_at": None,
            },
        )
        audit.record(
            case,
            by=by,
            verb="name_person_on_restricted_case",
            sentence=f"Named {person}, who may open the restricted case",
            action_class=ActionClass.SECURITY,
            about=grant,
            fields=["user", "expires_at"],
            reason=reason,
        )
    notices = [Notice(lambda _case: people, "is restricted, and you may open it")]
    notify.tell(case, by=by, notices=notices, kind="restrict")


def _take_from_unnamed_owner(case: Case, by: User) -> None:
    """Nobody has a case that they may not open."""
    owner = case.owner
    if owner is None or owner in {grant.user for grant in grants_on(case)}:
        return
    Assignment.objects.filter(case_id=case.pk, ended_at__isnull=True).update(
        ended_at=now()
    )
    case.owner = None
    audit.record(
        case,
        by=by,
        verb="take_back",
        sentence=f"Taken from {owner}, who may not open the restricted case",
        fields=["owner"],
    )
