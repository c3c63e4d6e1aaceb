"""The fields of a proposal."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.forms.fields import PlainTextField
from casework.pdf.content import MAX_WORDS
from disclosure.decision_table import DecisionTable

ANSWERS = (("yes", "Yes"), ("no", "No"), ("na", "Not applicable"))
SMALL = {"class": "govuk-radios--small"}
INLINE = {"class": "govuk-radios--small govuk-radios--inline"}
_NUMBERS = re.compile(r"\s*(?:\d+\s*(?:[,;\s]\s*|$))*")


def text(label: str, rows: int = 2, **kwargs: Any) -> PlainTextField:
    """A box for several lines that may stay empty."""
    return PlainTextField(
        label=label, multiline=True, rows=rows, required=False, **kwargs
    )


def choice(
    label: str, choices: Any, *, inline: bool = True, **kwargs: Any
) -> forms.ChoiceField:
    """Radio buttons, none of which need be chosen."""
    widget = forms.RadioSelect(attrs=INLINE if inline else SMALL)
    return forms.ChoiceField(
        label=label, choices=choices, widget=widget, required=False, **kwargs
    )


class NumbersField(forms.CharField):
    """Numbers of items, typed as "1, 4"; gives a list of them."""

    def __init__(self, *, numbers: Container[int], noun: str) -> None:
        self.numbers, self.noun = numbers, noun
        super().__init__(
            label="Items that support it",
            required=False,
            max_length=200,
            help_text="Numbers, such as 1, 4",
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        )

    def clean(self, value: Any) -> list[int]:
        """The numbers; refuses what is none, and what no item has."""
        typed = super().clean(value)
        if not _NUMBERS.fullmatch(typed):
            raise ValidationError("Enter numbers of items, for example 1, 4")
        numbers = sorted({int(number) for number in re.findall(r"\d+", typed)})
        if unknown := [number for number in numbers if number not in self.numbers]:
            raise ValidationError(f"There is no item {unknown[0]}")
        return numbers


def columns(table: DecisionTable) -> dict[str, forms.Field]:
    """A field for each column of Recommendation, and the recipient as one answer."""
    outcomes = [("disclose", "Disclose"), *table.silent]
    kinds = table.kinds
    return {
        "outcome": choice("Outcome", outcomes, inline=False),
        "rationale": text("The reasons, taken together", rows=5),
        "words": text(
            "Words to be spoken",
            rows=6,
            max_length=MAX_WORDS,
            help_text="Exactly what the officer reads aloud. Nothing is handed over.",
        ),
        "held_back": text("Why the other items are held back", rows=3),
        "recipient_kind": choice(kinds.label, kinds.choices, inline=False),
        "recipient": PlainTextField(
            label="Who that is, by their part",
            max_length=200,
            required=False,
            help_text=kinds.recipient_hint,
        ),
        "recipient_reason": text("Why this recipient"),
        "delivered_by": PlainTextField(label="Who tells them", required=False),
        "delivered_by_reason": text(
            "Why they are the right ones", noun="The reason for who tells"
        ),
        "ask_subject": choice("Ask for the subject's views first?", ANSWERS),
        "ask_subject_reason": text("Why, or why not", noun="The reason about asking"),
        "tell_subject": choice("Tell the subject that a disclosure was made?", ANSWERS),
        "tell_subject_reason": text("Why, or why not", noun="The reason about telling"),
        "safeguarding_needed": choice("Is further safeguarding needed?", ANSWERS),
        "safeguarding": text("What is needed, or why nothing is"),
        "subject_young_reason": text(
            "The subject is under 18: how was that weighed?",
            help_text="Whether it is proportionate, and what youth justice and "
            "children's services say.",
        ),
        "person_young_reason": text(
            "The person at risk is under 16: how was that weighed?",
            help_text="Child protection goes first. Say why this scheme as well, and "
            "why this recipient rather than a parent, carer or social worker.",
        ),
        "would_change": text("What would change this decision"),
        "departure": text(
            "Any departure from the guidance", help_text="Leave empty if there is none."
        ),
        "departure_reason": text("Why you depart from it"),
        "departure_approved_by": PlainTextField(
            label="Who approved the departure", max_length=120, required=False
        ),
    }
