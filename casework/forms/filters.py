"""What lists and the search ask."""

from __future__ import annotations

from typing import Any

from django import forms

from casework.forms.base import CaseworkForm, FilterForm
from casework.forms.text_fields import PlainTextField
from casework.models import Risk
from casework.queries.case_list import (
    AGES,
    DUE,
    FLAGS,
    NOBODY,
    SHOWN,
    SORTS,
    Choice,
)
from casework.queries.search import SHORTEST, reference_of, words_of
from casework.schemes import all_schemes

Choices = list[tuple[str, str]]
TOO_SHORT = f"Enter at least {SHORTEST} letters or figures"


def _any(label: str, choices: Any) -> Choices:
    return [("", label), *choices]


def _labels(table: dict[str, Choice]) -> Choices:
    return [(key, choice.label) for key, choice in table.items()]


def _of_schemes(attribute: str) -> Choices:
    """The routes or states of every scheme, each once, in order."""
    found: dict[str, str] = {}
    for scheme in all_schemes():
        rows = getattr(scheme, attribute)
        found |= dict(rows) if isinstance(rows, dict) else dict(rows.choices)
    return list(found.items())


class CaseFilter(FilterForm):
    """The filters of the list of all cases; every answer is one of a list.

    So an address never carries a word that somebody typed.
    """

    show = forms.ChoiceField(choices=_labels(SHOWN), required=False)
    scheme = forms.ChoiceField(required=False)
    route = forms.ChoiceField(required=False)
    stage = forms.ChoiceField(required=False)
    owner = forms.ChoiceField(label="Allocated to", required=False)
    risk = forms.ChoiceField(choices=_any("Any", Risk.choices), required=False)
    due = forms.ChoiceField(choices=_any("Any time", _labels(DUE)), required=False)
    flag = forms.ChoiceField(choices=_any("Any", _labels(FLAGS)), required=False)
    age = forms.ChoiceField(
        label="Days since received",
        choices=_any("Any", _labels(AGES)),
        required=False,
    )
    sort = forms.ChoiceField(
        label="Sorted by",
        choices=[(key, key) for key in SORTS],
        widget=forms.HiddenInput,
        required=False,
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        schemes = [(scheme.key, scheme.label) for scheme in all_schemes()]
        owners = [(str(pk), name) for pk, name in people]
        for name, choices in (
            ("scheme", _any("Any", schemes)),
            ("route", _any("Any", _of_schemes("routes"))),
            ("stage", _any("Any", _of_schemes("states"))),
            ("owner", [("", "Anybody"), (NOBODY, "Nobody"), *owners]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice

    @property
    def wanted(self) -> dict[str, str]:
        """The answers in force; one that is not offered counts as not given."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def said(self, name: str, value: str) -> str:
        """A filter in force in words: "Stage: Research"."""
        field = self.fields[name]
        choices = dict(field.choices)  # type: ignore[attr-defined]  # a choice field
        return f"{field.label}: {choices[value]}"


class SearchForm(CaseworkForm):
    """One box. It is sent by POST, so that nothing typed is in an address or a log."""

    q = PlainTextField(
        label="Reference, or a name, date of birth, telephone number or postcode",
        help_text=(
            "For example CL-26-000123-K, Sam Example, 27/3/1985 or ZZ99 3VZ. "
            "Every word must be in the case."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )

    def clean_q(self) -> str:
        """At least three letters or figures."""
        typed = str(self.cleaned_data["q"])
        if not (reference_of(typed) or words_of(typed)):
            raise forms.ValidationError(TOO_SHORT)
        return typed
