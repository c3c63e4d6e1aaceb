"""One submission of the force's website, read as a Right to Ask application.

What differs by form stands in ``FORMS`` and ``BEHALF``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, NamedTuple

from casework.clock import local_date
from disclosure.website.answers import Answers
from disclosure.website.children import Child, read_children
from disclosure.website.contact import SafeContact, read_safe_contact
from disclosure.website.dates import Receipt, read_receipt
from disclosure.website.people import Person, read_person
from disclosure.website.source import RawSubmission
from disclosure.website.words import (
    THEMSELVES,
    Danger,
    Knows,
    ReferrerType,
    RelationshipCode,
    RelationshipStatus,
    fold,
    read_danger,
    read_knows,
    read_referrer,
    read_relationship,
)

CLARES_LAW_FORM = "dvds-rta-v3"
SARAHS_LAW_FORM = "csods-apply-v2"
# Each form with the scheme that it is for.
FORMS: Mapping[str, str] = {
    CLARES_LAW_FORM: "clares_law",
    SARAHS_LAW_FORM: "sarahs_law",
}
ABOUT_CHILDREN = frozenset({SARAHS_LAW_FORM})
LONGEST_REFERENCE = 60

_COUNT = re.compile(r"[0-9]{1,2}")
_UNBORN = re.compile(r"on the way|expecting|pregnan|unborn|due\b|feichiog")


@dataclass(frozen=True)
class Relationship:
    """What the person at risk and the subject are to each other."""

    typed: str
    code: RelationshipCode
    status: RelationshipStatus


@dataclass(frozen=True)
class Children:
    """The children in the household, as typed and, where a number was given, how many.

    ``is_unborn`` says that the words tell of a pregnancy.
    """

    typed: str
    count: int | None
    is_unborn: bool


@dataclass(frozen=True)
class Declaration:
    """What the applicant agreed to; None where the box was not answered."""

    truthful: bool | None
    understands_sharing: bool | None
    understands_confidential: bool | None


class Part(NamedTuple):
    """A person, the part they have in the case, and where the form has them."""

    person: Person
    words: str
    field: str


@dataclass(frozen=True)
class ReadApplication:
    """An application as far as it can be read; what is missing is empty or None.

    ``person_at_risk`` is the applicant unless somebody applies for another person.
    ``children_named`` and ``access_typed``, the contact with them, are of a form about
    children, where ``referrer_typed`` is what the applicant is to them.
    ``why_worried`` is literal: markup, formulas and emoji are text. ``not_read`` holds
    a sentence about each answer that was not read as it came.
    """

    route: ClassVar[str] = "right_to_ask"

    sha256: str
    submission_id: str
    form: str
    received: Receipt
    language: str
    applicant: Person
    safe_contact: SafeContact
    person_at_risk: Person
    applies_for_self: bool
    referrer: ReferrerType
    referrer_typed: str
    knows_about_application: Knows
    subject: Person
    relationship: Relationship
    children: Children
    children_named: tuple[Child, ...]
    access_typed: str
    why_worried: str
    danger: Danger
    danger_typed: str
    police_reference: str
    declaration: Declaration
    not_read: tuple[str, ...]

    @property
    def scheme(self) -> str:
        """The scheme that its form is for; that of the older form if it has none."""
        return FORMS.get(self.form, FORMS[CLARES_LAW_FORM])

    @property
    def received_at(self) -> datetime | None:
        """The website's instant of receipt in UTC, when it can be used."""
        return self.received.at

    @property
    def is_urgent(self) -> bool:
        """Whether the applicant says that somebody is in danger now."""
        return self.danger is Danger.YES

    @property
    def people(self) -> tuple[Part, ...]:
        """Applicant, person at risk and subject; who applies for themselves, once."""
        applicant = Part(self.applicant, "the applicant", "you")
        subject = Part(self.subject, "the subject", "person_asked_about")
        if self.applies_for_self:
            return (applicant, subject)
        at_risk = Part(
            self.person_at_risk, "the person at risk", "applying_for.person_at_risk"
        )
        return (applicant, at_risk, subject)


def read_submission(raw: RawSubmission, *, now: datetime) -> ReadApplication:
    """The application in ``raw``, whatever it holds; never raises for its content.

    A time of receipt after ``now`` is not used. Birth dates are read as of the day of
    receipt, so that the same submission reads the same on every later day.
    """
    form = Answers(raw.values())
    received = read_receipt(form, now=now)
    today = local_date(received.at or now)
    you = form.part("you")
    applicant = read_person(you, today=today)
    behalf = BEHALF.get(raw.form, _on_behalf)(form, applicant, today)
    with_children = raw.form in ABOUT_CHILDREN
    words = form.line("relationship")
    for known in ("submission_id", "form"):
        form.line(known)
    return ReadApplication(
        sha256=raw.sha256,
        submission_id=raw.submission_id,
        form=raw.form,
        received=received,
        language=form.line("language", longest=LONGEST_REFERENCE).casefold(),
        applicant=applicant,
        safe_contact=read_safe_contact(you),
        person_at_risk=behalf.person,
        applies_for_self=behalf.person is applicant,
        referrer=behalf.referrer,
        referrer_typed=behalf.referrer_typed,
        knows_about_application=behalf.knows,
        subject=read_person(form.part("person_asked_about"), today=today),
        relationship=Relationship(words, *read_relationship(words)),
        children=_children(form),
        children_named=read_children(form, today=today) if with_children else (),
        access_typed=form.line("contact") if with_children else "",
        why_worried=form.literal("why_worried"),
        danger=_danger(form),
        danger_typed=form.line("in_danger_now"),
        police_reference=form.line("police_reference", longest=LONGEST_REFERENCE),
        declaration=_declaration(form.part("declaration")),
        not_read=form.notes(),
    )


@dataclass(frozen=True)
class _Behalf:
    person: Person
    referrer: ReferrerType
    referrer_typed: str
    knows: Knows


def _on_behalf(form: Answers, applicant: Person, today: date) -> _Behalf:
    """For whom the applicant applies, and as whom."""
    answer = form.values.get("applying_for")
    says_self = isinstance(answer, str) and fold(answer) in THEMSELVES
    if says_self or not form.has("applying_for"):
        form.asked.add("applying_for")
        return _Behalf(applicant, ReferrerType.PERSON_AT_RISK, "", Knows.YES)
    part = form.part("applying_for")
    person = part.part("person_at_risk")
    words = part.line("relationship_to_person")
    return _Behalf(
        person=read_person(person, today=today),
        referrer=read_referrer(words),
        referrer_typed=words,
        knows=read_knows(person.line("knows_about_application")),
    )


def _for_children(form: Answers, applicant: Person, _today: date) -> _Behalf:
    """Nobody applies for an adult on a form about children."""
    words = form.part("applying_for").line("relationship_to_children")
    return _Behalf(applicant, ReferrerType.NOT_KNOWN, words, Knows.NOT_ANSWERED)


BEHALF: Mapping[str, Callable[[Answers, Person, date], _Behalf]] = {
    SARAHS_LAW_FORM: _for_children
}


def _danger(form: Answers) -> Danger:
    """The answer about danger. One that cannot be read is no "no"."""
    words = form.line("in_danger_now")
    if "in_danger_now" in form.misread:
        return Danger.NOT_SURE
    return read_danger(words)


def _children(form: Answers) -> Children:
    typed = form.line("children_in_household")
    count = int(typed) if _COUNT.fullmatch(typed) else None
    return Children(typed, count, bool(_UNBORN.search(fold(typed))))


def _declaration(answers: Answers) -> Declaration:
    return Declaration(
        truthful=answers.flag("truthful"),
        understands_sharing=answers.flag("understands_sharing"),
        understands_confidential=answers.flag("understands_confidential"),
    )
