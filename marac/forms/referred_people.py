"""The people whom a referral names."""

from __future__ import annotations

from typing import Any

from django import forms

from casework.forms.fields import (
    PhoneField,
    PlainTextField,
    TypedDateField,
)
from casework.forms.people import DetailsForm, NamesField
from casework.models import Part
from casework.queries.code_lists import choices_of

INLINE = "govuk-radios--inline"


PARTS = (Part.PERSON_AT_RISK, Part.CAUSES_HARM, Part.CHILD, Part.OTHER)


def radios(label: str, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    inline = forms.RadioSelect(attrs={"class": INLINE})
    return forms.ChoiceField(label=label, choices=choices, widget=inline, **kwargs)


def words(label: str, *, hint: str = "", rows: int = 3) -> PlainTextField:
    return PlainTextField(
        label=label, multiline=True, rows=rows, required=False, help_text=hint
    )


def line(label: str, *, longest: int = 120, hint: str = "") -> PlainTextField:
    return PlainTextField(
        label=label, max_length=longest, required=False, help_text=hint
    )


class ReferredPersonForm(DetailsForm):
    """Somebody of the case, how they are related, and a child's school."""

    field_order = (
        "part", "given", "family", "aliases", "date_of_birth", "birth_as_given",
        "sex", "language", "relationship", "line1", "town", "postcode", "phone",
        "school", "lives_with", "is_unborn", "due_on",
    )  # fmt: skip
    part = forms.ChoiceField(
        label="Who are they?",
        choices=[(part.value, part.label) for part in PARTS],
        widget=forms.RadioSelect,
    )
    aliases = NamesField(label="Also known as", help_text="One name a line")
    relationship = forms.ChoiceField(
        label="What are they to the person at risk?",
        required=False,
        help_text="Not needed for the person at risk",
    )
    phone = PhoneField(
        label="Telephone",
        required=False,
        help_text="Kept behind the safe contact plan; it is never shown on this page",
    )
    school = line("Of a child: school or nursery")
    lives_with = line("Of a child: who they live with")
    is_unborn = forms.BooleanField(label="Not born yet", required=False)
    due_on = TypedDateField(
        label="Of an unborn child: due on", required=False, may_be_future=True
    )

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)
        field: Any = self.fields["relationship"]
        field.choices = [("", "Choose"), *choices_of(case.scheme, "relationship")]

    def clean(self) -> dict[str, Any]:
        """Whoever causes harm has a relationship; the person at risk is one."""
        said = super().clean()
        part = said.get("part")
        if part == Part.CAUSES_HARM and not said.get("relationship"):
            self.add_error("relationship", "Choose what they are to the person at risk")
        named = self.case.involvements.filter(part=Part.PERSON_AT_RISK).exists()
        if part == Part.PERSON_AT_RISK and named:
            self.add_error("part", "The person at risk is already named")
        return said

    def refuse_nameless(self) -> None:
        """An unborn child has no name yet."""
        if not self.cleaned_data.get("is_unborn"):
            super().refuse_nameless()

    @property
    def child(self) -> dict[str, Any] | None:
        """The fields of ChildFacts, for a child."""
        said = self.cleaned_data
        if said["part"] != Part.CHILD:
            return None
        wanted = ("school", "lives_with", "is_unborn", "due_on")
        return {name: said[name] for name in wanted}
