"""How an applicant may be reached without putting anybody at risk."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from casework.forms.text_fields import PHONE_LENGTH, e164_of
from disclosure.website.answers import Answers
from disclosure.website.words import SafeToCall, is_nothing, read_safe_to_call

LONGEST_EMAIL = 120
# Numbers of the United Kingdom that begin 01, 02 and 03 take no text messages.
LANDLINES = ("+441", "+442", "+443")


@dataclass(frozen=True)
class Phone:
    """A telephone number as typed; ``e164``, to dial, is empty when unreadable."""

    typed: str = ""
    e164: str = ""

    @property
    def is_landline(self) -> bool:
        """Whether text messages cannot reach it."""
        return self.e164.startswith(LANDLINES)


@dataclass(frozen=True)
class Email:
    """An e-mail address as typed; ``address`` is empty when it cannot be one."""

    typed: str = ""
    address: str = ""


@dataclass(frozen=True)
class SafeContact:
    """What the applicant said about safe contact, word for word beside its meaning.

    No message may be left unless the applicant plainly said yes.
    """

    safe_to_call: SafeToCall
    safe_to_call_typed: str
    best_times: str
    leave_message: bool
    leave_message_typed: str


def read_phone(answers: Answers) -> Phone:
    """The number in ``phone``."""
    typed = answers.line("phone", longest=PHONE_LENGTH)
    return Phone(typed, "" if is_nothing(typed) else e164_of(typed))


def read_email(answers: Answers) -> Email:
    """The address in ``email``."""
    typed = answers.line("email", longest=LONGEST_EMAIL)
    try:
        validate_email(typed)
    except ValidationError:
        return Email(typed)
    return Email(typed, typed)


def read_safe_contact(answers: Answers) -> SafeContact:
    """The answers about safe contact in the applicant's part of the form."""
    may_call = answers.line("safe_to_call")
    misread = "safe_to_call" in answers.misread
    return SafeContact(
        safe_to_call=SafeToCall.UNCLEAR if misread else read_safe_to_call(may_call),
        safe_to_call_typed=may_call,
        best_times=answers.line("best_time"),
        leave_message=answers.flag("leave_message") is True,
        leave_message_typed=answers.line("leave_message"),
    )
