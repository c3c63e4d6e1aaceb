"""What the coordinator keeps of an agency and of its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from casework.forms.fields import PlainTextField, TypedDateField, YesNoField
from casework.forms.once import OnceForm
from marac.outcomes import Agencies

if TYPE_CHECKING:
    from accounts.models import User
    from marac.models import Representative

NOBODY = ("", "Nobody yet")


class NewAgencyForm(OnceForm):
    """An agency that joins the table."""

    name = PlainTextField(label="Name of the agency", max_length=160)
    kind = forms.ChoiceField(
        label="What kind of agency is it?", choices=[("", "Choose"), *Agencies.choices]
    )
    is_core = YesNoField(label="Is it asked about every case?")


class AgencyForm(OnceForm):
    """What is kept of an agency."""

    kind = forms.ChoiceField(label="Kind", choices=Agencies.choices)
    is_core = YesNoField(label="Is it asked about every case?")
    manager = forms.ChoiceField(
        label="Its manager",
        required=False,
        help_text="Is told of late research and overdue actions",
    )
    senior_contact = forms.ChoiceField(
        label="Its senior contact",
        required=False,
        help_text="Answers when somebody of the agency has a conflict",
    )
    agreement_signed_on = TypedDateField(
        label="Sharing agreement signed on",
        noun="The day it was signed",
        required=False,
    )
    agreement_review_on = TypedDateField(
        label="To be reviewed on",
        noun="The day of the review",
        may_be_future=True,
        required=False,
    )
    left_on = TypedDateField(
        label="Left the table on",
        noun="The day it left",
        may_be_future=True,
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        for name in ("manager", "senior_contact"):
            field: Any = self.fields[name]
            named = [(key, str(one)) for key, one in self.people.items()]
            field.choices = [NOBODY, *named]

    def clean_manager(self) -> Any:
        """The person, or None."""
        return self.people.get(self.cleaned_data["manager"])

    def clean_senior_contact(self) -> Any:
        """The person, or None."""
        return self.people.get(self.cleaned_data["senior_contact"])


class RepresentativeForm(OnceForm):
    """Who speaks for the agency, from when."""

    person = forms.ChoiceField(label="Who?")
    is_deputy = YesNoField(
        label="In which part?", yes="As a deputy", no="As its representative"
    )
    since = TypedDateField(label="From when?", noun="The first day", may_be_future=True)

    def __init__(self, *args: Any, people: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        field: Any = self.fields["person"]
        named = [(key, str(one)) for key, one in self.people.items()]
        field.choices = [("", "Choose"), *named]

    def clean_person(self) -> Any:
        """The person."""
        return self.people[self.cleaned_data["person"]]


class EndForm(OnceForm):
    """Somebody's last day for the agency."""

    key = forms.ChoiceField(label="Who?")
    until = TypedDateField(label="Until when?", noun="The last day", may_be_future=True)

    def __init__(
        self, *args: Any, rows: Sequence[Representative] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["key"]
        named = [(str(row.pk), str(row.user)) for row in rows]
        field.choices = [("", "Choose"), *named]

    def clean_key(self) -> int:
        """The row."""
        return int(self.cleaned_data["key"])
