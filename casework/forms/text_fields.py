"""Typed text: names, reasons, telephone numbers, postcodes, yes or no.

What people type is stored as they typed it: HTML, formulas and emoji are text and
nothing else. Only characters that cannot be printed or stored are refused.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Self

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError

HOME_REGION = "GB"
NAME_LENGTH = 200
LINE_LENGTH = 200
TEXT_LENGTH = 4000
REASON_MIN_LENGTH = 10
PHONE_LENGTH = 40

# Direction overrides make a text read differently from what is stored.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNPRINTABLE = frozenset({"Cc", "Cs"})
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")
_NOT_IN_POSTCODES = re.compile(r"[^0-9A-Z]")
# Police data law note 11.5, loosened: ZZ (no fixed abode, demo data) and XX pass.
_WHOLE_POSTCODE = re.compile(r"(?:GIR0AA|[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2})")
_OUTWARD_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
_FORCES_POSTCODE = re.compile(r"BFPO[0-9]{1,4}")
POSTCODE_LENGTH = 10
INWARD_LENGTH = 3


def unprintable_in(text: str) -> str:
    """The first character of ``text`` that is refused, or an empty string."""
    for character in text:
        if character in "\n\t":
            continue
        if character in _OVERRIDES or unicodedata.category(character) in _UNPRINTABLE:
            return character
    return ""


class PlainTextField(forms.CharField):
    """Free text, kept literally.

    ``noun`` names the field in sentences (default: its label). ``multiline`` gives a
    box of ``rows`` with a counter of the characters left. Too long, too short and
    unprintable text is refused with a sentence; the browser never cuts it short.
    """

    def __init__(
        self,
        *,
        noun: str = "",
        max_length: int = 0,
        min_length: int = 0,
        multiline: bool = False,
        rows: int = 5,
        **kwargs: Any,
    ) -> None:
        self.noun = noun
        self.multiline = multiline
        self.longest = max_length or (TEXT_LENGTH if multiline else LINE_LENGTH)
        self.shortest = min_length
        self.counted_length = self.longest if multiline else 0
        if multiline:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The text with one kind of line end, composed accents, no outer spaces."""
        text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", str(value or "")))
        if not self.multiline:
            text = re.sub(r"[\n\t]+", " ", text)
        if found := unprintable_in(text):
            raise ValidationError(
                f"{self.said} contains a character that cannot be printed "
                f"(U+{ord(found):04X}). Delete it, or type the text again."
            )
        return text.strip()

    def validate(self, value: Any) -> None:
        """Required, then the two lengths."""
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(
                f"{self.said} must be {self.longest:,} characters or fewer; "
                f"you entered {len(value):,}"
            )
        if value and len(value) < self.shortest:
            raise ValidationError(
                f"{self.said} must be at least {self.shortest:,} characters; "
                f"you entered {len(value):,}"
            )

    @property
    def said(self) -> str:
        """The field's name at the start of a sentence."""
        return self.noun or str(self.label or "This text")


class NameField(PlainTextField):
    """A name or part of one: any script, apostrophes, one letter or a hundred."""

    def __init__(self, *, max_length: int = NAME_LENGTH, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"spellcheck": "false"}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class ReasonField(PlainTextField):
    """Why something was done, in the officer's words; never only "ok"."""

    def __init__(
        self,
        *,
        label: str = "Reason",
        min_length: int = REASON_MIN_LENGTH,
        rows: int = 4,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label=label, min_length=min_length, multiline=True, rows=rows, **kwargs
        )


class PhoneNumber(str):
    """A telephone number as it was typed; ``e164`` is the form to compare and dial."""

    __slots__ = ("e164",)
    e164: str

    def __new__(cls, typed: str, e164: str = "") -> Self:
        number = super().__new__(cls, typed)
        number.e164 = e164
        return number


def e164_of(typed: str) -> str:
    """The number as +44…, or an empty string when it cannot be a number.

    Possible is enough: numbers reserved for drama are never "valid".
    """
    try:
        number = phonenumbers.parse(typed, HOME_REGION)
    except phonenumbers.NumberParseException:
        return ""
    # "Possible" takes a local number without its area too; nobody can be rung by one.
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    e164 = phonenumbers.PhoneNumberFormat.E164
    return str(phonenumbers.format_number(number, e164))


class PhoneField(PlainTextField):
    """A telephone number, checked loosely; gives a PhoneNumber."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"inputmode": "tel", "class": "govuk-input--width-20"}
            ),
        )
        super().__init__(max_length=PHONE_LENGTH, **kwargs)

    def clean(self, value: Any) -> PhoneNumber:
        typed = super().clean(value)
        e164 = e164_of(typed)
        if typed and not e164:
            raise ValidationError(
                "Enter a telephone number, for example 01632 960 001 or 07700 900 982"
            )
        return PhoneNumber(typed, e164)


def tidy_postcode(typed: str) -> str:
    """The postcode in capitals with one space, e.g. ``ZZ77 7LN``.

    Stray punctuation and spaces go. The first half alone and BFPO numbers are kept.
    Raises ValueError when the letters and figures have no postcode's shape.
    """
    shape = _NOT_IN_POSTCODES.sub("", unicodedata.normalize("NFKC", typed).upper())
    if _WHOLE_POSTCODE.fullmatch(shape):
        return f"{shape[:-INWARD_LENGTH]} {shape[-INWARD_LENGTH:]}"
    if _FORCES_POSTCODE.fullmatch(shape):
        return f"BFPO {shape.removeprefix('BFPO')}"
    if _OUTWARD_POSTCODE.fullmatch(shape):
        return shape
    raise ValueError("No postcode has this shape.")


class PostcodeField(PlainTextField):
    """A United Kingdom postcode or its first half, tidied."""

    def __init__(self, *, label: str = "Postcode", **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"class": "govuk-input--width-10", "spellcheck": "false"}
            ),
        )
        super().__init__(label=label, **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return tidy_postcode(typed)
        except ValueError:
            raise ValidationError(
                "Enter a postcode, for example ZZ99 3VZ. "
                "A postcode of another country belongs in the address."
            ) from None


class YesNoField(forms.TypedChoiceField):
    """Yes or no, neither chosen beforehand; gives True, False or (optional) None."""

    def __init__(self, *, yes: str = "Yes", no: str = "No", **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.RadioSelect(attrs={"class": "govuk-radios--inline"})
        )
        super().__init__(
            choices=[("yes", yes), ("no", no)],
            coerce=lambda value: value == "yes",
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """A stored True or False picks its button."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value
