"""Recording items of information, fact kept apart from opinion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from casework.forms.fields import PlainTextField, TypedDateField, YesNoField
from casework.forms.once import OnceForm
from casework.models import (
    AssertionKind,
    HandlingCode,
    InformationGrade,
    MayBeTold,
    SourceGrade,
    YesNoUnknown,
)
from casework.queries.code_lists import choices_of
from casework.queries.involved import Involved

TEXT_LENGTH = 10_000
INLINE = "govuk-radios--inline"
# Records are older than the scheme.
EARLIEST = dt.date(1950, 1, 1)
GRADING = {
    "source_grade": "Choose how reliable the source is",
    "information_grade": "Choose how the source knows it",
    "handling_code": "Choose the handling code",
}
KIND_HINTS = {
    AssertionKind.FACT: "Established, for example a conviction on record",
    AssertionKind.ASSESSMENT: "A professional's opinion, with whose it is",
    AssertionKind.ALLEGATION: "Said by somebody and not established",
    AssertionKind.INTELLIGENCE: "Graded information; the source stays protected",
}


class GradingForm(OnceForm):
    """What can become known of an item after it was written down."""

    owner_agrees = forms.ChoiceField(
        label="Does the owner agree to its use?",
        choices=YesNoUnknown.choices,
        initial=YesNoUnknown.UNKNOWN,
        widget=forms.RadioSelect(attrs={"class": INLINE}),
    )
    spent = forms.ChoiceField(
        label="Is it spent (Rehabilitation of Offenders Act)?",
        choices=YesNoUnknown.choices,
        initial=YesNoUnknown.UNKNOWN,
        widget=forms.RadioSelect(attrs={"class": INLINE}),
    )
    sensitive_source = YesNoField(
        label="Does it point to a sensitive source?",
        help_text="For example an informant. Such an item is never told to anybody.",
        initial=False,
    )
    source_grade = forms.ChoiceField(
        label="Intelligence: the source",
        choices=(("", "Not intelligence"), *SourceGrade.choices),
        required=False,
        help_text="The grading of the report, 3x5x2; needed for intelligence only",
    )
    information_grade = forms.ChoiceField(
        label="Intelligence: how the source knows it",
        choices=(("", "Not intelligence"), *InformationGrade.choices),
        required=False,
    )
    handling_code = forms.ChoiceField(
        label="Intelligence: handling",
        choices=(("", "Not intelligence"), *HandlingCode.choices),
        required=False,
    )
    last_verified_on = TypedDateField(
        label="Last verified on",
        required=False,
        earliest=EARLIEST,
        help_text="When somebody last looked whether it is still right",
    )
    may_be_told = forms.ChoiceField(
        label="May it be disclosed?",
        choices=MayBeTold.choices,
        widget=forms.RadioSelect(attrs={"class": INLINE}),
    )
    told_only_with = PlainTextField(
        label="Only with what?",
        max_length=200,
        required=False,
        help_text="For example “the owner's written agreement” or “the date left out”",
        error_messages={"required": "Say with what it may be disclosed"},
    )
    may_be_told_why = PlainTextField(
        label="Why may it, or may it not, be disclosed?", multiline=True, rows=2
    )

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        """``kind`` is that of an item that is recorded already."""
        super().__init__(*args, **kwargs)
        if self.is_bound:
            only_with = self.data.get("may_be_told") == MayBeTold.ONLY_WITH
            self.fields["told_only_with"].required = only_with
            self._ask_for_grading(self.data.get("kind", kind))

    def _ask_for_grading(self, kind: str) -> None:
        """All three parts of intelligence; of anything else none, or all."""
        given = [bool(self.data.get(name)) for name in GRADING]
        if kind == AssertionKind.INTELLIGENCE or any(given):
            for name, sentence in GRADING.items():
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = sentence


class InformationForm(GradingForm):
    """One item of information, typed so that fact stays apart from opinion."""

    field_order = (
        "kind",
        "item_type",
        "about",
        "text",
        "happened_on",
        "source",
        "owner_force",
    )
    kind = forms.ChoiceField(
        label="Is this fact or opinion?",
        choices=AssertionKind.choices,
        widget=forms.RadioSelect,
    )
    item_type = forms.ChoiceField(label="What is it?")
    about = forms.ChoiceField(label="Who is it about?", widget=forms.RadioSelect)
    text = PlainTextField(
        label="What it says",
        multiline=True,
        max_length=TEXT_LENGTH,
        help_text="As it stands in the source, without your own opinion",
    )
    happened_on = PlainTextField(
        label="When",
        noun="The date",
        max_length=60,
        required=False,
        help_text="As exact as is known, for example “3 May 2019” or “about 2015”",
    )
    source = PlainTextField(
        max_length=120, help_text="Which system, person or agency, with the reference"
    )
    owner_force = PlainTextField(label="Owned by (force or agency)", max_length=120)
    relevance = PlainTextField(
        label="Why it matters to the risk", multiline=True, rows=3
    )

    def __init__(
        self, *args: Any, scheme: str, people: Sequence[Involved], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.person.pk): one.person for one in people}
        kind, item_type, about = (
            self.fields[name] for name in ("kind", "item_type", "about")
        )
        assert isinstance(item_type, forms.ChoiceField)  # noqa: S101 - for the types
        assert isinstance(about, forms.ChoiceField)  # noqa: S101 - for the types
        kind.choice_hints = KIND_HINTS  # type: ignore[attr-defined]  # our renderer's
        item_type.choices = [("", "Choose"), *choices_of(scheme, "item_type")]
        about.choices = [(str(one.person.pk), one.label) for one in people]

    def clean_about(self) -> Any:
        """The person."""
        return self.people[self.cleaned_data["about"]]
