"""Recording checks of systems, and items of information."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from casework.forms.fields import PlainTextField, YesNoField
from casework.forms.once import OnceForm
from casework.models import AssertionKind, CheckResult, YesNoUnknown
from casework.queries.code_lists import choices_of
from casework.queries.involved import Involved

MADE = (CheckResult.NO_TRACE, CheckResult.TRACE)
NOT_MADE = (CheckResult.NOT_AVAILABLE, CheckResult.NOT_DONE)
TEXT_LENGTH = 10_000
INLINE = "govuk-radios--inline"
KIND_HINTS = {
    AssertionKind.FACT: "Established, for example a conviction on record",
    AssertionKind.ASSESSMENT: "A professional's opinion, with whose it is",
    AssertionKind.ALLEGATION: "Said by somebody and not established",
    AssertionKind.INTELLIGENCE: "Graded information; the source stays protected",
}


class CheckForm(OnceForm):
    """The result of one look into one system, or why there was none."""

    result = forms.ChoiceField(
        choices=CheckResult.choices, widget=forms.RadioSelect(attrs={"class": INLINE})
    )
    identifiers_used = PlainTextField(
        label="Names, dates and numbers searched",
        max_length=300,
        error_messages={"required": "Say which names, dates or numbers were searched"},
    )
    reference = PlainTextField(
        label="Reference in that system", max_length=120, required=False
    )
    note = PlainTextField(
        label="Why it matters to the risk", multiline=True, rows=3, required=False
    )
    not_done_reason = PlainTextField(
        label="If the check was not made: why",
        multiline=True,
        rows=2,
        required=False,
        error_messages={"required": "Say why the check was not made"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A check that was made says what was searched; else it says why not."""
        super().__init__(*args, **kwargs)
        if self.is_bound:
            result = self.data.get("result")
            self.fields["identifiers_used"].required = result in MADE
            self.fields["not_done_reason"].required = result in NOT_MADE


class InformationForm(OnceForm):
    """One item of information, typed so that fact stays apart from opinion."""

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
