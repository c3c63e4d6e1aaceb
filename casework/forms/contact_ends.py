"""Contact allowed in danger, and a planned one called off."""

from __future__ import annotations

from casework.forms.fields import (
    PlainTextField,
    ReasonField,
)
from casework.forms.once import OnceForm


class AllowContactForm(OnceForm):
    """Why contact cannot wait for what the plan allows."""

    reason = ReasonField(label="Who is in danger, and why it cannot wait")


class CallOffForm(OnceForm):
    """Why a planned contact is not made."""

    reason = PlainTextField(label="Why is it not made?")
