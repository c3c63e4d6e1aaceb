"""A record found beside the subject: proposing, confirming, withdrawing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.clock import local_date
from casework.forms.fields import BirthDateField, PlainTextField, ReasonField
from casework.forms.once import OnceForm
from casework.models import Confidence, Sex
from casework.moment import now
from casework.pnc_id import WrongPncId, read_pnc_id, say_pnc_id


class PncIdField(PlainTextField):
    """A PNC ID with its check letter; gives it in thirteen characters, or ""."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "PNC ID")
        kwargs.setdefault("help_text", "For example, 03/62845E")
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"class": "govuk-input--width-10", "spellcheck": "false"}
            ),
        )
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return read_pnc_id(typed, this_year=local_date(now()).year)
        except WrongPncId as refusal:
            raise ValidationError(str(refusal)) from None

    def prepare_value(self, value: Any) -> Any:
        """A stored one is shown as people write it."""
        return say_pnc_id(value) if isinstance(value, str) else value


class MatchForm(OnceForm):
    """A record found: what it says, and how sure the proposer is."""

    system = PlainTextField(label="Which system or force?", max_length=120)
    reference = PlainTextField(label="Reference of the record", max_length=120)
    pnc_id = PncIdField(required=False)
    names = PlainTextField(
        label="Names in the record",
        multiline=True,
        rows=3,
        help_text="One a line, the main name first, as the record has them",
    )
    date_of_birth = BirthDateField(label="Date of birth in the record", required=False)
    sex = forms.ChoiceField(
        label="Sex in the record",
        choices=(("", "Not in the record"), *Sex.choices[:3]),
        required=False,
    )
    addresses = PlainTextField(
        label="Addresses in the record",
        multiline=True,
        rows=3,
        required=False,
        help_text="One a line",
    )
    other = PlainTextField(
        label="Other details in the record",
        multiline=True,
        rows=2,
        required=False,
        help_text="For example marks, vehicles, occupation, earlier partners' names",
    )
    confidence = forms.ChoiceField(
        label="How sure are you that it is the same person?",
        choices=Confidence.choices,
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label="Why is it, or may it be, the same person?")

    def clean_names(self) -> str:
        """One a line, without empty lines."""
        return _lines(self.cleaned_data["names"])

    def clean_addresses(self) -> str:
        """One a line, without empty lines."""
        return _lines(self.cleaned_data["addresses"])


def _lines(text: str) -> str:
    tidy = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in tidy if line)


class ConfirmForm(OnceForm):
    """A second person compared the two."""

    why = ReasonField(
        label="What did you compare, and why is it the same person?",
        help_text="Open the record itself; do not confirm from this page alone",
    )


class WithdrawForm(OnceForm):
    """It is not, or may not be, the same person."""

    why = ReasonField(label="Why is it not, or may it not be, the same person?")
