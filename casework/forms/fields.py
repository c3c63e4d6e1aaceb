"""The typed fields that every form of the product is made of."""

from __future__ import annotations

from casework.forms.date_fields import (
    SCHEME_START,
    BirthDateField,
    MomentField,
    TypedDateField,
)
from casework.forms.text_fields import (
    NameField,
    PhoneField,
    PhoneNumber,
    PlainTextField,
    PostcodeField,
    ReasonField,
    YesNoField,
)

__all__ = [
    "SCHEME_START",
    "BirthDateField",
    "MomentField",
    "NameField",
    "PhoneField",
    "PhoneNumber",
    "PlainTextField",
    "PostcodeField",
    "ReasonField",
    "TypedDateField",
    "YesNoField",
]
