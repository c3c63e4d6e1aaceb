"""Who the subject is: what is known here, the records found, and what stands."""

from __future__ import annotations

from typing import Any

from casework.identity import Described
from casework.models import (
    IdentifierKind,
    IdentityMatch,
    NameKind,
    Part,
    Person,
)
from casework.pnc_id import say_pnc_id

PROTECTED = "Protected address"


def subject_of(case: Any) -> Person | None:
    """The subject with names, addresses and identifiers, or None; four queries."""
    row = (
        case.involvements.filter(part=Part.SUBJECT)
        .select_related("person")
        .prefetch_related("person__names", "person__addresses", "person__identifiers")
        .first()
    )
    return row.person if row else None


def described(person: Person) -> Described:
    """The person as the application knows them; no query for a ``subject_of``."""
    names = list(person.names.all())
    return Described(
        names=[str(name) for name in names if name.kind == NameKind.MAIN],
        other_names=[str(name) for name in names if name.kind != NameKind.MAIN],
        born=person.date_of_birth,
        born_as_given=person.birth_as_given,
        pnc_ids=[
            say_pnc_id(row.value)
            for row in person.identifiers.all()
            if row.kind == IdentifierKind.PNC
        ],
        sex="" if person.sex == "not_asked" else person.get_sex_display(),
        addresses=[
            PROTECTED if row.is_protected else str(row)
            for row in person.addresses.all()
        ],
    )


def described_record(match: IdentityMatch) -> Described:
    """The person as the record found says; the first name is the main one."""
    first, *others = [line for line in match.names.split("\n") if line] or [""]
    return Described(
        names=[first],
        other_names=others,
        born=match.date_of_birth,
        pnc_ids=[say_pnc_id(match.pnc_id)] if match.pnc_id else [],
        sex=match.get_sex_display(),
        addresses=[line for line in match.addresses.split("\n") if line],
    )


def identity_stands(case: Any) -> bool:
    """Whether a second person confirmed a record as the subject's, and nothing of what
    was compared has changed since.
    """
    found = list(case.identity_matches.standing())
    subject = subject_of(case) if found else None
    return any(match_stands(match, subject) for match in found)


def match_stands(match: IdentityMatch, subject: Person | None) -> bool:
    """Whether this match is confirmed for the subject as they are known now."""
    if subject is None or not match.stands or match.person_id != subject.pk:
        return False
    return described(subject).fingerprint == match.compared


def matches_of(case: Any) -> list[IdentityMatch]:
    """Every record that was proposed, the newest first; one query."""
    return list(
        case.identity_matches.select_related(
            "proposed_by", "confirmed_by", "withdrawn_by"
        ).order_by("-proposed_at", "-pk")
    )
