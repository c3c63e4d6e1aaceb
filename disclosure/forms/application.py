"""What was said at the first contact, and the warnings that were given."""

from __future__ import annotations

from typing import Any

from django import forms

from casework.forms.editing import EditForm
from casework.forms.fields import PlainTextField
from casework.forms.once import OnceForm
from casework.queries.code_lists import choices_of
from disclosure.models.application import Danger, Knows

# Explanations and warnings of the first contact (clares-law 2.1).
WARNINGS = (
    "Nothing is disclosed at this first contact.",
    "If a crime is reported, the police act on it.",
    "Whatever is said is confidential and must not be passed on.",
    "Information that is misused, or a false statement, can have legal consequences.",
    "Checks are run on everybody who is named.",
)
KNOWS = Knows.choices


class ApplicationForm(EditForm):
    """The answers of the applicant or referrer; danger comes first."""

    danger = forms.ChoiceField(
        label="Is anyone in danger now?",
        choices=Danger.choices,
        widget=forms.RadioSelect,
        help_text="If yes, deal with the danger first and raise the alarm.",
    )
    incident_reference = PlainTextField(
        label="Incident reference", max_length=60, required=False
    )
    channel = forms.ChoiceField(label="How it came in")
    relationship = forms.ChoiceField(
        label="Relationship of the person at risk and the subject", required=False
    )
    relationship_as_given = PlainTextField(
        label="The relationship in the words of whoever told us", required=False
    )
    relationship_evidence = PlainTextField(
        label="How we know of the relationship", multiline=True, required=False, rows=3
    )
    reason = PlainTextField(
        label="What prompted the request", multiline=True, required=False
    )
    children = PlainTextField(
        label="Children and pregnancy", multiline=True, required=False, rows=3
    )
    subject_knows = forms.ChoiceField(
        label="Does the subject know of the request?",
        choices=KNOWS,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        required=False,
    )
    person_at_risk_knows = forms.ChoiceField(
        label="Does the person at risk know of the request?",
        choices=KNOWS,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
        required=False,
    )

    def __init__(self, *args: Any, scheme: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("channel", "relationship"):
            field: Any = self.fields[name]
            field.choices = [("", "Choose"), *choices_of(scheme, name)]


class WarningsForm(OnceForm):
    """One tick for all of them: they are read out together."""

    given = forms.BooleanField(label="Every explanation and warning above was given")
