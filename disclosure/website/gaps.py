"""What an application that becomes a case still lacks, for an officer to complete.

The order is that of the work: danger first, then safe contact, people, relationship.
The sentences quote the form: they are for the screen, never for a log or an e-mail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from casework.clock import local_date
from disclosure.website.children import NOT_KNOWN, read_contact, read_to_children
from disclosure.website.dates import AGES_AGREE_WITHIN, age_in
from disclosure.website.holds import NEVER_HELD, REFUSALS, all_reasons
from disclosure.website.people import Person
from disclosure.website.reading import SARAHS_LAW_FORM, ReadApplication
from disclosure.website.words import (
    Danger,
    ReferrerType,
    RelationshipCode,
    RelationshipStatus,
    SafeToCall,
    is_nothing,
)

# Both people of domestic abuse in law are 16 or over; domain notes 1.2.
YOUNGEST = 16
# Languages in which nobody need be asked.
ENGLISH = frozenset({"", "en", "en-gb"})


@dataclass(frozen=True)
class Gap:
    """One thing to complete or to check, and the question of the form it is about."""

    field: str
    sentence: str


Gaps = Iterator[Gap]


def gaps_in(application: ReadApplication) -> tuple[Gap, ...]:
    """What is missing or doubtful, each with its sentence.

    Of an application that is never held, what would have held it is among them.
    """
    rules = (*FIRST, *OF_FORM.get(application.form, OF_ADULTS), *LAST)
    found = [gap for rule in rules for gap in rule(application)]
    return tuple(dict.fromkeys(found))


def _danger(application: ReadApplication) -> Gaps:
    said = application.danger_typed
    if application.danger is Danger.NOT_ANSWERED:
        yield Gap(
            "in_danger_now",
            "Whether anybody is in danger now was not answered: ask this first",
        )
    if application.danger is Danger.NOT_SURE:
        words = f"“{said}”" if said else "an answer that cannot be read"
        yield Gap(
            "in_danger_now",
            f"Whether anybody is in danger now: {words}. Find out at once",
        )


def _would_have_held(application: ReadApplication) -> Gaps:
    if application.danger in NEVER_HELD:
        for reason in all_reasons(application):
            yield Gap(reason.field, reason.sentence)


def _safe_contact(application: ReadApplication) -> Gaps:
    contact, phone = application.safe_contact, application.applicant.phone
    said = contact.safe_to_call_typed
    sentences = {
        SafeToCall.NOT_ANSWERED: "Whether it is safe to call was not answered: find "
        "out before any call",
        SafeToCall.UNCLEAR: f"Whether it is safe to call: “{said}”. Find out before "
        "any call",
        SafeToCall.NO: f"It is not safe to call: “{said}”. Agree another way first",
    }
    if contact.safe_to_call in sentences:
        yield Gap("you.safe_to_call", sentences[contact.safe_to_call])
    if contact.safe_to_call is SafeToCall.TEXT_ONLY and phone.is_landline:
        yield Gap(
            "you.phone",
            "Only text messages are safe, and the number is a landline: agree another "
            "way first",
        )
    if is_nothing(contact.best_times):
        yield Gap("you.best_time", "No safe time to make contact was given")


def _phone_and_email(application: ReadApplication) -> Gaps:
    phone, email = application.applicant.phone, application.applicant.email
    if not phone.e164:
        yield Gap(
            "you.phone",
            "The applicant's telephone number is missing"
            if is_nothing(phone.typed)
            else f"The applicant's telephone number, “{phone.typed}”, cannot be read",
        )
    if not email.address and not is_nothing(email.typed):
        yield Gap(
            "you.email",
            f"The applicant's e-mail address, “{email.typed}”, cannot be read",
        )


def _names(application: ReadApplication) -> Gaps:
    for person, part, field in application.people:
        name = person.name
        if not name.is_missing and not name.family:
            yield Gap(f"{field}.last_name", f"The family name of {part} is missing")
        if not name.is_missing and not name.given:
            yield Gap(f"{field}.first_name", f"The given name of {part} is missing")


def _birth_dates(application: ReadApplication) -> Gaps:
    for person, part, field in application.people:
        birth = person.birth
        if birth.day is None and not birth.problem:
            age = f"; the age given is “{person.age_typed}”" if person.age_typed else ""
            yield Gap(
                f"{field}.date_of_birth", f"The date of birth of {part} is missing{age}"
            )


def _ages(application: ReadApplication) -> Gaps:
    if application.received_at is None:
        return
    received = local_date(application.received_at)
    for person, part, field in application.people:
        age = person.birth.age_on(received)
        if age is not None and age < YOUNGEST:
            yield Gap(
                f"{field}.date_of_birth",
                f"By the date of birth given, {part} was {age} years old: check it",
            )
        if age is not None and _ages_differ(person, age):
            yield Gap(
                f"{field}.age_if_dob_not_known",
                f"The date of birth makes {part} {age} years old, and the age given is "
                f"“{person.age_typed}”: check both",
            )


def _ages_differ(person: Person, age: int) -> bool:
    said = age_in(person.age_typed)
    return said is not None and abs(said - age) > AGES_AGREE_WITHIN


def _addresses(application: ReadApplication) -> Gaps:
    for person, part, field in application.people:
        address = person.address
        if not address.finds_a_home:
            only = f"; the town given is “{address.town}”" if address.town else ""
            yield Gap(f"{field}.address", f"The address of {part} is missing{only}")
        if not address.postcode and not is_nothing(address.postcode_typed):
            yield Gap(
                f"{field}.address.postcode",
                f"The postcode of {part}, “{address.postcode_typed}”, cannot be read",
            )
        elif not address.postcode and address.line1:
            yield Gap(f"{field}.address.postcode", f"The postcode of {part} is missing")


def _third_party(application: ReadApplication) -> Gaps:
    if application.referrer is ReferrerType.NOT_KNOWN:
        said = application.referrer_typed
        what = f"“{said}” is not in the list" if said else "not answered"
        yield Gap(
            "applying_for.relationship_to_person",
            f"Who the applicant is to the person at risk: {what}",
        )


def _relationship(application: ReadApplication) -> Gaps:
    relationship = application.relationship
    if relationship.code is RelationshipCode.NOT_KNOWN:
        sentence = (
            "What the person at risk and the subject are to each other is missing"
        )
        yield Gap("relationship", sentence)
    elif relationship.code is RelationshipCode.OTHER:
        unclear = relationship.status is RelationshipStatus.NOT_KNOWN
        what = "the relationship" if unclear else "whether they live together"
        yield Gap("relationship", f"“{relationship.typed}” does not say {what}")


def _household(application: ReadApplication) -> Gaps:
    if is_nothing(application.children.typed):
        yield Gap(
            "children_in_household",
            "Whether children live in the household was not answered",
        )


def _named_children(application: ReadApplication) -> Gaps:
    if not application.children_named:
        yield Gap("children", "The form names no child")
    for number, child in enumerate(application.children_named, start=1):
        who = child.name.full or f"child {number}"
        if child.name.is_missing:
            yield Gap("children", f"The name of child {number} is missing")
        if not child.born and not child.born_typed:
            yield Gap("children", f"The date of birth or age of {who} is missing")
        if not child.lives_with:
            yield Gap("children", f"Whom {who} lives with was not answered")


def _access(application: ReadApplication) -> Gaps:
    said = application.access_typed
    if not said:
        yield Gap("contact", "What contact the subject has with the child is missing")
        return
    unclear = NOT_KNOWN in read_contact(said)
    what = ", and what the subject is to the child" if unclear else ""
    yield Gap(
        "contact",
        f"The contact is “{said}”: ask how often, whether somebody is there, overnight "
        f"or online{what}",
    )


def _to_children(application: ReadApplication) -> Gaps:
    said = application.referrer_typed
    if NOT_KNOWN in read_to_children(said):
        what = f"“{said}” is not in the list" if said else "not answered"
        yield Gap(
            "applying_for.relationship_to_children",
            f"What the applicant is to the children: {what}",
        )


def _reason(application: ReadApplication) -> Gaps:
    if is_nothing(application.why_worried):
        yield Gap("why_worried", "The form does not say why the applicant is worried")


def _declaration(application: ReadApplication) -> Gaps:
    for name, sentence in REFUSALS:
        if getattr(application.declaration, name) is None:
            unanswered = sentence.replace("agreed", "answered")
            yield Gap(f"declaration.{name}", unanswered)


def _language(application: ReadApplication) -> Gaps:
    language = application.language
    if language in {"cy", "cy-gb"}:
        yield Gap("language", "The application was made in Welsh: offer to speak Welsh")
    elif language not in ENGLISH:
        sentence = f"The language given is “{language}”: ask about an interpreter"
        yield Gap("language", sentence)


def _not_read(application: ReadApplication) -> Gaps:
    for sentence in application.not_read:
        yield Gap("", sentence)


Rules = tuple[Callable[[ReadApplication], Gaps], ...]
FIRST: Rules = (
    _danger,
    _would_have_held,
    _safe_contact,
    _phone_and_email,
    _names,
    _birth_dates,
    _ages,
    _addresses,
)
OF_ADULTS: Rules = (_third_party, _relationship, _household)
OF_FORM: Mapping[str, Rules] = {
    SARAHS_LAW_FORM: (_named_children, _access, _to_children)
}
LAST: Rules = (_reason, _declaration, _language, _not_read)
