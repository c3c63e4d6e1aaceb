"""Naming people on a case, and what is known of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import changing, words_changed
from casework.forms.text_fields import e164_of
from casework.models import (
    ActionClass,
    Case,
    Identifier,
    IdentifierKind,
    Involvement,
    NameKind,
    Part,
    Person,
    Relationship,
)
from casework.moment import now
from casework.policy import Capability
from casework.search_text import refresh_other_cases
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

ONE_PERSON = (Part.APPLICANT, Part.PERSON_AT_RISK, Part.SUBJECT)


@dataclass(frozen=True)
class Details:
    """What is known of somebody; every part may be missing but one name."""

    given: str = ""
    family: str = ""
    date_of_birth: dt.date | None = None
    birth_as_given: str = ""
    sex: str = "not_asked"
    language: str = ""
    aliases: Sequence[str] = ()
    previous_names: Sequence[str] = ()
    line1: str = ""
    town: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    other_addresses: Sequence[tuple[str, str, str]] = field(default=())


def name_person(
    case: Case,
    *,
    by: User,
    part: str,
    details: Details,
    category: str = "",
    version: int | None = None,
) -> Person:
    """Record a person and their part in the case; returns the person.

    Refused if the case already has a person in a part that one person has. Stale if the
    page was older than the case.
    """
    with changing(case, by=by, may=Capability.TAKE_IN, version=version) as locked:
        if part in ONE_PERSON and locked.involvements.filter(part=part).exists():
            raise Refused(_already_named(part))
        person = _make_person(by, details)
        _involve(locked, person, by=by, part=part, category=category)
    return person


def add_part(
    case: Case,
    person: Person,
    *,
    by: User,
    part: str,
    category: str = "",
    version: int | None = None,
) -> None:
    """Give a person who is already on the case another part in it.

    Nothing to do if they have it. Refused if it is a part that one person has, and
    another has it. Stale if the page was older than the case.
    """
    with changing(case, by=by, may=Capability.TAKE_IN, version=version) as locked:
        if not locked.involvements.filter(person=person).exists():
            raise Refused("This person is not on the case.")
        holders = {row.person_id for row in locked.involvements.filter(part=part)}
        if person.pk in holders:
            return
        if part in ONE_PERSON and holders:
            raise Refused(_already_named(part))
        _involve(locked, person, by=by, part=part, category=category)


def change_person(
    case: Case,
    person: Person,
    *,
    by: User,
    details: Details,
    version: int | None = None,
) -> None:
    """Correct what is known of a person; the old values stay in the history.

    Stale if the page was older than the case.
    """
    with changing(case, by=by, may=Capability.TAKE_IN, version=version) as locked:
        if not locked.involvements.filter(person=person).exists():
            raise Refused("This person is not on the case.")
        person.date_of_birth = details.date_of_birth
        person.birth_as_given = details.birth_as_given
        person.sex = details.sex
        person.language = details.language
        person.save()
        main = person.names.filter(kind=NameKind.MAIN).first()
        if main is None:
            main = person.names.model(person=person, kind=NameKind.MAIN)
        main.given, main.family = details.given, details.family
        main.save()
        for row in (person.addresses.filter(is_current=True).first(),):
            if row is not None:
                row.line1, row.town = details.line1, details.town
                row.postcode = details.postcode
                row.save()
            elif details.line1 or details.town or details.postcode:
                person.addresses.create(
                    line1=details.line1, town=details.town, postcode=details.postcode
                )
        words_changed(locked)
        refresh_other_cases(person, locked)
        audit.record(
            locked,
            by=by,
            verb="change_person",
            sentence="Changed a person's details",
            about=person,
            fields=["names", "date_of_birth", "address"],
        )


def relate(case: Case, *, by: User, kind: str, as_given: str = "") -> None:
    """Record how the person at risk and the subject are related."""
    with changing(case, by=by, may=Capability.TAKE_IN) as locked:
        people = {
            row.part: row.person
            for row in locked.involvements.filter(
                part__in=(Part.PERSON_AT_RISK, Part.SUBJECT)
            ).select_related("person")
        }
        if len(people) < len((Part.PERSON_AT_RISK, Part.SUBJECT)):
            raise Refused("Name the person at risk and the subject first.")
        Relationship.objects.update_or_create(
            case_id=locked.pk,
            from_person=people[Part.PERSON_AT_RISK],
            to_person=people[Part.SUBJECT],
            defaults={"kind": kind, "as_given": as_given},
        )
        audit.record(locked, by=by, verb="relate", sentence="Recorded the relationship")


def _already_named(part: str) -> str:
    return f"The {Part(part).label.lower()} is already named."


def _make_person(by: User, details: Details) -> Person:
    person = Person.objects.create(
        date_of_birth=details.date_of_birth,
        birth_as_given=details.birth_as_given,
        sex=details.sex,
        language=details.language,
        recorded_at=now(),
        recorded_by=by,
    )
    person.names.create(given=details.given, family=details.family)
    for kind, names in (
        (NameKind.ALIAS, details.aliases),
        (NameKind.PREVIOUS, details.previous_names),
    ):
        for name in names:
            person.names.create(kind=kind, family=name)
    if details.line1 or details.town or details.postcode:
        person.addresses.create(
            line1=details.line1, town=details.town, postcode=details.postcode
        )
    for line1, town, postcode in details.other_addresses:
        person.addresses.create(
            line1=line1, town=town, postcode=postcode, is_current=False
        )
    for identifier, value, comparable in (
        (IdentifierKind.PHONE, details.phone, e164_of(details.phone)),
        (IdentifierKind.EMAIL, details.email, details.email.casefold()),
    ):
        if value:
            Identifier.objects.create(
                person=person, kind=identifier, value=value, comparable=comparable
            )
    return person


def _involve(case: Any, person: Person, *, by: User, part: str, category: str) -> None:
    Involvement.objects.create(
        case_id=case.pk, person=person, part=part, category=category
    )
    words_changed(case)
    audit.record(
        case,
        by=by,
        verb="name_person",
        sentence=f"Named the {Part(part).label.lower()}",
        action_class=ActionClass.COLLECTION,
        about=person,
        fields=["part"],
    )
