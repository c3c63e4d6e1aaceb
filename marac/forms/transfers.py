"""A transfer between areas: to whom, what the sender says, and what goes with it."""

from __future__ import annotations

from django import forms

from casework.forms.fields import (
    PlainTextField,
    ReasonField,
    TypedDateField,
    YesNoField,
)
from casework.forms.once import OnceForm
from marac.models.after import Direction


class TransferForm(OnceForm):
    """Which way, and who is at the other end."""

    direction = forms.ChoiceField(
        label="Which way does the case go?",
        choices=Direction.choices,
        widget=forms.RadioSelect,
    )
    other_marac = PlainTextField(label="The other area", max_length=120)
    other_coordinator = PlainTextField(
        label="Its coordinator", max_length=120, required=False
    )
    is_permanent = YesNoField(label="Is the move permanent?", no="No, for a time")


class PackForm(OnceForm):
    """The sender's questions and the papers."""

    address_known = YesNoField(label="Is the new address known?")
    address_safe = YesNoField(label="Is it safe to hold it?")
    heard_here = YesNoField(label="Has the case been heard here?")
    list_was_out = YesNoField(label="Had the list with it gone out?")
    papers = PlainTextField(
        label="Which papers go with it?",
        multiline=True,
        rows=5,
        help_text="Minutes and the action plan always go with it",
    )
    missing_papers = PlainTextField(
        label="Which papers are missing?", multiline=True, rows=2, required=False
    )
    workers_spoke_on = TypedDateField(
        label="When did the two IDVAs speak?",
        noun="The day on which the IDVAs spoke",
        required=False,
    )


class QueryForm(OnceForm):
    """Something is missing, or the case is not taken on: say what or why."""

    reason = ReasonField(label="What, or why?", rows=2)
