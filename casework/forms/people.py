"""Naming a person on a case, and correcting what is known of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.actions.people import Details
from casework.forms.editing import EditForm
from casework.forms.fields import (
    BirthDateField,
    NameField,
    PhoneField,
    PlainTextField,
    PostcodeField,
)
from casework.forms.once import OnceForm
from casework.forms.text_fields import NAME_LENGTH
from casework.models import Part, Sex
from casework.queries.code_lists import choices_of
from casework.schemes import scheme_named

# Who asked and who is at risk can be one person; no other two parts are joined here.
PAIRED = {
    Part.APPLICANT: Part.PERSON_AT_RISK,
    Part.PERSON_AT_RISK: Part.APPLICANT,
}
WITH_CATEGORY = (Part.APPLICANT, Part.REFERRER)
ALREADY_NAMED = (
    "The {part} is already named. Leave the names empty, or untick “The applicant is "
    "the person at risk”."
)


class NamesField(PlainTextField):
    """Names, one a line; gives a tuple of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(multiline=True, rows=2, required=False, **kwargs)
        self.counted_length = 0

    def clean(self, value: Any) -> tuple[str, ...]:
        """Refuses a line that is no name, because it is longer than one."""
        lines = (" ".join(line.split()) for line in super().clean(value).split("\n"))
        names = tuple(line for line in lines if line)
        if any(len(name) > NAME_LENGTH for name in names):
            raise ValidationError(
                f"Each name must be {NAME_LENGTH} characters or fewer, one on a line"
            )
        return names


class DetailsForm(OnceForm):
    """What is known of somebody; one name is enough."""

    given = NameField(
        label="Given names",
        required=False,
        help_text="A given name or a family name is enough",
    )
    family = NameField(label="Family name", required=False)
    date_of_birth = BirthDateField(required=False)
    birth_as_given = PlainTextField(
        label="Date of birth or age as given",
        max_length=60,
        required=False,
        help_text="If no exact date is known, for example “about 30”",
    )
    sex = forms.ChoiceField(
        choices=Sex.choices,
        initial=Sex.NOT_ASKED,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    language = PlainTextField(
        label="Language or interpreter",
        max_length=60,
        required=False,
        help_text="If not English, for example Welsh. Papers follow it.",
    )
    line1 = PlainTextField(label="Address, first line", required=False)
    town = PlainTextField(label="Town", max_length=120, required=False)
    postcode = PostcodeField(required=False)

    def clean(self) -> dict[str, Any]:
        """A person has a name, or is on the case already."""
        answers = super().clean() or {}
        named = answers.get("given") or answers.get("family")
        if not named and not {"given", "family"} & set(self.errors):
            self.refuse_nameless()
        return answers

    def refuse_nameless(self) -> None:
        """Says that a name is missing."""
        self.add_error("given", "Enter a given name or a family name")

    def details(self) -> Details:
        """The answers as the actions take them."""
        known = {name: self.cleaned_data.get(name) for name in _OF_DETAILS}
        return Details(**{name: value for name, value in known.items() if value})


_OF_DETAILS = (
    "given",
    "family",
    "date_of_birth",
    "birth_as_given",
    "sex",
    "language",
    "aliases",
    "previous_names",
    "line1",
    "town",
    "postcode",
    "phone",
    "email",
)


class ChangeDetailsForm(EditForm, DetailsForm):
    """The same details of somebody who is recorded already."""


class PersonForm(DetailsForm):
    """Adds a person. ``named`` maps the parts already given to who has them."""

    field_order = (
        "part",
        "same_person",
        "category",
        "given",
        "family",
        "aliases",
        "previous_names",
        "date_of_birth",
        "birth_as_given",
        "sex",
        "language",
        "line1",
        "town",
        "postcode",
        "phone",
        "email",
    )
    part = forms.ChoiceField(
        label="Which part do they have in this case?",
        choices=Part.choices,
        widget=forms.RadioSelect,
    )
    same_person = forms.BooleanField(
        label="The applicant is the person at risk",
        required=False,
        help_text=(
            "Both parts are recorded at once. If one of the two is named already, "
            "leave the names below empty."
        ),
    )
    category = forms.ChoiceField(
        label="What are they to the person at risk?",
        required=False,
        help_text="For the applicant or referrer",
    )
    aliases = NamesField(label="Also known as", help_text="One name a line")
    previous_names = NamesField(
        label="Previous or maiden names", help_text="One name a line"
    )
    phone = PhoneField(
        label="Telephone",
        required=False,
        help_text="Kept behind the safe contact plan; it is never shown on this page",
    )
    email = forms.EmailField(
        label="E-mail",
        max_length=120,
        required=False,
        error_messages={"invalid": "Enter an e-mail address like sam@example.org"},
    )

    def __init__(
        self, *args: Any, scheme: str, named: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.named = named
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)  # noqa: S101 - for the types
        category.choices = [("", "Choose"), *choices_of(scheme, "referrer")]
        part = self.fields["part"]
        assert isinstance(part, forms.ChoiceField)  # noqa: S101 - for the types
        part.choices = [(one.value, one.label) for one in scheme_named(scheme).parts]

    @property
    def other_part(self) -> str:
        """The second part to give at once, or an empty string."""
        answers = self.cleaned_data
        part = answers.get("part", "")
        return PAIRED.get(part, "") if answers.get("same_person") else ""

    @property
    def already(self) -> Any:
        """The person who has the other part already, if any."""
        return self.named.get(self.other_part)

    def refuse_nameless(self) -> None:
        """No name is needed of somebody who is on the case."""
        if self.already is None:
            super().refuse_nameless()

    def clean(self) -> dict[str, Any]:
        """A ticked "same person" fits two parts; a new name then fits no old one."""
        answers = super().clean()
        if answers.get("same_person") and answers.get("part") not in (None, *PAIRED):
            self.add_error(
                "same_person", "Untick this, or choose “Applicant” or “Person at risk”"
            )
        typed = answers.get("given") or answers.get("family")
        if self.other_part and self.already is not None and typed:
            label = Part(self.other_part).label.lower()
            self.add_error("given", ALREADY_NAMED.format(part=label))
        return answers

    def category_for(self, part: str) -> str:
        """The category, for the parts that have one."""
        answer: str = self.cleaned_data["category"]
        return answer if part in WITH_CATEGORY else ""
