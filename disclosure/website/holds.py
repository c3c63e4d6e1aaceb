"""Why a person must look at an application before it becomes a case.

Few things hold one back: what can be completed while the case stands in its first
stage is a gap (see ``gaps``), so that the clock of the case runs meanwhile. One that
may tell of danger now is never held, whatever it lacks.

The sentences quote the form: they are for the screen, never for a log or an e-mail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from disclosure.website.reading import FORMS, ReadApplication
from disclosure.website.words import Danger, SafeToCall

# Not even a "not sure" waits for somebody to complete a form.
NEVER_HELD = frozenset({Danger.YES, Danger.NOT_SURE})
MAY_BE_CALLED = frozenset({SafeToCall.YES, SafeToCall.TEXT_ONLY})


class HoldCode(StrEnum):
    """The kinds of reason, to count and filter by."""

    UNKNOWN_FORM = "unknown_form"
    NO_RECEIPT_TIME = "no_receipt_time"
    NO_SAFE_CONTACT = "no_safe_contact"
    NO_APPLICANT_NAME = "no_applicant_name"
    NO_PERSON_AT_RISK_NAME = "no_person_at_risk_name"
    NO_SUBJECT_NAME = "no_subject_name"
    UNREADABLE_BIRTH_DATE = "unreadable_birth_date"
    DECLARATION_REFUSED = "declaration_refused"
    LIKELY_REPEAT = "likely_repeat"
    NUMBER_USED_TWICE = "number_used_twice"


@dataclass(frozen=True)
class HoldReason:
    """One reason, its sentence, and the question of the form that it is about."""

    code: HoldCode
    sentence: str
    field: str


Reasons = Iterator[HoldReason]

NO_NAME = {
    "you": HoldCode.NO_APPLICANT_NAME,
    "applying_for.person_at_risk": HoldCode.NO_PERSON_AT_RISK_NAME,
    "person_asked_about": HoldCode.NO_SUBJECT_NAME,
}
REFUSALS = (
    ("truthful", "The declaration that everything is true was not agreed"),
    ("understands_sharing", "The declaration about sharing was not agreed"),
    ("understands_confidential", "The declaration about confidence was not agreed"),
)


def reasons_to_hold(application: ReadApplication) -> tuple[HoldReason, ...]:
    """Why the application waits for a person; empty when it becomes a case."""
    if application.danger in NEVER_HELD:
        return ()
    return all_reasons(application)


def all_reasons(application: ReadApplication) -> tuple[HoldReason, ...]:
    """What would hold the application back if it told of no danger."""
    return tuple(reason for rule in RULES for reason in rule(application))


def _form(application: ReadApplication) -> Reasons:
    if application.form not in FORMS:
        said = f"“{application.form}” " if application.form else ""
        sentence = f"The form {said}is not one that is handled here"
        yield HoldReason(HoldCode.UNKNOWN_FORM, sentence, "form")


def _receipt(application: ReadApplication) -> Reasons:
    problem = application.received.problem
    if problem:
        yield HoldReason(HoldCode.NO_RECEIPT_TIME, problem, "submitted_at")


def _safe_contact(application: ReadApplication) -> Reasons:
    """An e-mail address is a way to ask; an address may be shared with the subject."""
    may_be_called = application.safe_contact.safe_to_call in MAY_BE_CALLED
    by_phone = may_be_called and application.applicant.phone.e164
    if not by_phone and not application.applicant.email.address:
        sentence = "The form gives no way to contact the applicant safely"
        yield HoldReason(HoldCode.NO_SAFE_CONTACT, sentence, "you.safe_to_call")


def _names(application: ReadApplication) -> Reasons:
    for person, part, field in application.people:
        if person.name.is_missing:
            sentence = f"The form does not name {part}"
            yield HoldReason(NO_NAME[field], sentence, f"{field}.first_name")


def _birth_dates(application: ReadApplication) -> Reasons:
    for person, part, field in application.people:
        if person.birth.problem:
            yield HoldReason(
                HoldCode.UNREADABLE_BIRTH_DATE,
                f"The date of birth of {part}, “{person.birth.typed}”, cannot be read. "
                f"{person.birth.problem}",
                f"{field}.date_of_birth",
            )


def _declaration(application: ReadApplication) -> Reasons:
    for name, sentence in REFUSALS:
        if getattr(application.declaration, name) is False:
            field = f"declaration.{name}"
            yield HoldReason(HoldCode.DECLARATION_REFUSED, sentence, field)


RULES: tuple[Callable[[ReadApplication], Reasons], ...] = (
    _form,
    _receipt,
    _safe_contact,
    _names,
    _birth_dates,
    _declaration,
)
