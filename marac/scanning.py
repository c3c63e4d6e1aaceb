"""Before anything circulates: every name of a case against every user (A2.12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from casework.folding import fold
from casework.models import IdentifierKind, Person
from casework.moment import now

SAME_NAME = "has the same name"
SAME_MAIL = "has the same e-mail address"
CLOSE = "declared somebody of this name as close to them"


@dataclass(frozen=True)
class Named:
    """What a person of the case is compared by."""

    person: Person
    names: frozenset[tuple[str, str]]
    mails: frozenset[str]


def scan_names(case: Any) -> int:
    """Compare and keep what was found; returns how many hits are new.

    A hit that was settled stays settled. Every person counts, whatever their part: a
    witness who works for an agency is a conflict as well.
    """
    people = [_named(person) for person in _people_of(case)]
    users = list(
        User.objects.filter(is_active=True).prefetch_related("declared_relations")
    )
    new = 0
    for named in people:
        for user in users:
            if why := _why(named, user):
                _hit, is_new = case.name_hits.get_or_create(
                    person=named.person,
                    user=user,
                    defaults={"why": f"{user} {why}"[:200], "found_at": now()},
                )
                new += is_new
    case.name_scans.create(at=now(), people=len(people), users=len(users))
    return new


def _people_of(case: Any) -> list[Person]:
    rows = Person.objects.filter(involvements__case_id=case.pk).distinct()
    return list(rows.prefetch_related("names", "identifiers").order_by("pk"))


def _named(person: Person) -> Named:
    mails = {
        fold(row.value)
        for row in person.identifiers.all()
        if row.kind == IdentifierKind.EMAIL
    }
    names = {_first_and_last(str(name)) for name in person.names.all()}
    return Named(person, frozenset(names), frozenset(mails))


def _first_and_last(name: str) -> tuple[str, str]:
    """Middle names say little; the first and the last word decide."""
    words = fold(name).replace("-", " ").split()
    return (words[0], words[-1]) if words else ("", "")


def _why(named: Named, user: User) -> str:
    if _is_like(_first_and_last(user.name), named.names):
        return SAME_NAME
    if user.email and fold(user.email) in named.mails:
        return SAME_MAIL
    for close in user.declared_relations.all():
        if close.ended_at is None and _is_like(
            _first_and_last(f"{close.given} {close.family}"), named.names
        ):
            return CLOSE
    return ""


def _is_like(one: tuple[str, str], names: frozenset[tuple[str, str]]) -> bool:
    """The same last name, and the same first one or its initial."""
    return any(
        one[1] == last and (one[0] == first or _initial_fits(one[0], first))
        for first, last in names
        if last
    )


def _initial_fits(one: str, other: str) -> bool:
    shorter, longer = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(shorter) == 1 and longer.startswith(shorter)
