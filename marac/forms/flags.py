"""Which flags were set or removed, and why one is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from casework.forms.fields import ReasonField
from casework.forms.once import OnceForm
from marac.models import Flag


class FlagsForm(OnceForm):
    """The cases whose files the agency has seen to."""

    flags = forms.MultipleChoiceField(
        label="For which cases?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one case"},
    )

    def __init__(self, *args: Any, rows: Sequence[Flag] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in rows}
        field: Any = self.fields["flags"]
        field.choices = [(key, self._label(row)) for key, row in self.rows.items()]

    @staticmethod
    def _label(row: Flag) -> str:
        return f"{row.case.reference}, until {row.until:%-d %B %Y}"

    def clean_flags(self) -> list[Flag]:
        """The rows."""
        return [self.rows[key] for key in self.cleaned_data["flags"]]


class KeepFlagForm(OnceForm):
    """The agency keeps its flag beyond its time."""

    kept_because = ReasonField(label="Why is the flag kept?", rows=2)
