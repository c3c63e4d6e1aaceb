"""Screening: a hit, the rationale, what is missing, the second person, the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from casework.forms.base import CaseworkForm
from casework.forms.fields import PlainTextField, ReasonField
from casework.forms.once import OnceForm
from marac.models import HitResult, Suitability
from marac.outcomes import WITHDRAWALS
from marac.queries.protocol import open_lists

DECIDED = [choice for choice in HitResult.choices if choice[0] != HitResult.OPEN]


class HitForm(OnceForm):
    """Whether somebody named is the user."""

    result = forms.ChoiceField(
        label="Is it the same person, or somebody close to them?",
        choices=DECIDED,
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label="How you know")


class ScreeningForm(OnceForm):
    """Suitability, with the rationale that anybody can follow."""

    decision = forms.ChoiceField(
        label="Is it for this MARAC?",
        choices=Suitability.choices,
        widget=forms.RadioSelect,
    )
    agreed_routes = forms.MultipleChoiceField(
        label="Reasons for referring that you agree with",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    rationale = PlainTextField(label="Rationale", multiline=True, rows=5)
    signpost = PlainTextField(
        label="If it is not: what is offered instead",
        multiline=True,
        rows=2,
        required=False,
    )
    safety_steps = PlainTextField(
        label="Immediate safety steps taken", multiline=True, rows=2, required=False
    )

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agreed_routes"]
        rows = list(case.routes.all())
        field.choices = [(row.code, row.get_code_display()) for row in rows]
        field.initial = [row.code for row in rows if row.is_agreed is not False]

    def clean(self) -> dict[str, Any]:
        """A refusal names what is offered instead."""
        said = super().clean() or self.cleaned_data
        refuses = said.get("decision") not in (None, Suitability.SUITABLE)
        if refuses and not said.get("signpost"):
            self.add_error("signpost", "Say what is offered instead")
        return said


class OpinionForm(OnceForm):
    """A second person's answer."""

    agrees = forms.TypedChoiceField(
        label="Do you agree?",
        choices=(("yes", "Yes"), ("no", "No")),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    reason = ReasonField(label="Your reasons")


class ConflictForm(OnceForm):
    """Somebody named is close to me."""

    relation = PlainTextField(
        label="Who is it, and what are they to you?",
        max_length=200,
        help_text=(
            "The case goes from your lists, your search and your notices at once. "
            "Two other people can undo it."
        ),
    )


# -- Questions of moves ----------------------------------------------------------------
class MoveForm(CaseworkForm):
    """Knows the case; what it cleans goes into ``perform()`` as inputs."""

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)


class WhyForm(MoveForm):
    """A move that asks for its reason."""

    reason = ReasonField(label="Why")


class MissingForm(MoveForm):
    """What the referrer is asked for."""

    missing = PlainTextField(
        label="What is missing", multiline=True, rows=5, help_text="One thing a line"
    )

    def clean_missing(self) -> list[str]:
        """One item a line."""
        lines: list[str] = self.cleaned_data["missing"].split("\n")
        return [line.strip() for line in lines if line.strip()]


class _MeetingForm(MoveForm):
    """Chooses a meeting; the earliest that has room is offered first."""

    published = False
    meeting: Any = forms.ModelChoiceField(
        queryset=None,
        label="Which meeting?",
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        field.queryset = open_lists(self.case, published=self.published)
        field.label_from_instance = say_meeting
        rooms = [row for row in field.queryset if row.listed < row.capacity]
        if rooms:
            field.initial = rooms[0].pk


class ListForm(_MeetingForm):
    """On the open list of a meeting."""

    why_over_capacity = PlainTextField(
        label="If the list is full: why it cannot wait", required=False
    )


class LateListForm(_MeetingForm):
    """On a list that is out already."""

    published = True
    why_late = PlainTextField(label="Why it comes after the list was published")


class DeferForm(WhyForm):
    """Why it is not heard, and what protects until then."""

    until_then = PlainTextField(
        label="What protects until the next meeting", multiline=True, rows=3
    )


class WithdrawForm(WhyForm):
    """Why it ends without a hearing."""

    outcome = forms.ChoiceField(
        label="Why does it end?",
        choices=[(one.value, one.label) for one in WITHDRAWALS],
        widget=forms.RadioSelect,
    )


def say_meeting(meeting: Any) -> str:
    """The day and how full its list is."""
    day = f"{timezone.localtime(meeting.starts_at):%A %-d %B %Y at %H:%M}"
    kind = (
        "" if meeting.kind == "regular" else f", {meeting.get_kind_display().lower()}"
    )
    return f"{day}{kind}: {meeting.listed} of {meeting.capacity} cases"


MOVE_FORMS: dict[str, type[forms.Form]] = {
    "return_to_author": WhyForm,
    "return_for_information": MissingForm,
    "screen_again": WhyForm,
    "list_case": ListForm,
    "list_late": LateListForm,
    "call_emergency": WhyForm,
    "close_research": WhyForm,
    "defer": DeferForm,
    "transfer_out": WhyForm,
    "withdraw": WithdrawForm,
    "end_retention": WhyForm,
}
