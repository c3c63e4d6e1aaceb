"""What an agency is asked about its research, and what is asked back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from casework.forms.fields import (
    MomentField,
    PlainTextField,
    ReasonField,
    TypedDateField,
    YesNoField,
)
from casework.forms.once import OnceForm
from casework.queries.involved import Involved
from marac.models.research import EntryKind
from marac.outcomes import Found

if TYPE_CHECKING:
    from accounts.models import Agency, User

WHOLE_CASE = ("", "The case as a whole")


class NoConflictForm(OnceForm):
    """Nobody named is close to the person who answers."""


class ConflictForm(OnceForm):
    """Somebody named is close to them: who answers instead."""

    alternate = forms.ChoiceField(label="Who answers instead?")
    reason = PlainTextField(
        label="How do you know the person?",
        max_length=200,
        help_text="In a few words, for example “a cousin” or “a colleague”",
        error_messages={"required": "Say how you know the person"},
    )

    def __init__(self, *args: Any, people: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        field: Any = self.fields["alternate"]
        field.choices = [("", "Choose"), *((k, str(p)) for k, p in self.people.items())]

    def clean_alternate(self) -> Any:
        """The person."""
        return self.people[self.cleaned_data["alternate"]]


class EntryForm(OnceForm):
    """One thing that the agency knows."""

    about = forms.ChoiceField(label="Whom is it about?", required=False)
    kind = forms.ChoiceField(
        label="Is it a fact or a professional opinion?",
        choices=EntryKind.choices,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    words = PlainTextField(
        label="What do you know?",
        multiline=True,
        rows=5,
        help_text="Current and relevant. One thing at a time: add another afterwards",
    )
    happened_on = TypedDateField(label="When was it?", noun="The date", required=False)
    source = PlainTextField(
        label="Where is it recorded?",
        max_length=120,
        required=False,
        help_text="The system or file, or the worker who said so",
    )
    is_shared = YesNoField(
        label="May it be shared at the meeting?",
        no="No, it is withheld",
        error_messages={"required": "Say whether it may be shared at the meeting"},
    )
    withheld_reason = PlainTextField(
        label="If it is withheld, why?",
        multiline=True,
        rows=2,
        required=False,
        help_text="Others see this reason, and not what you wrote above",
        error_messages={"required": "Say why it is withheld"},
    )

    def __init__(
        self, *args: Any, people: Sequence[Involved] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.person.pk): one.person for one in people}
        field: Any = self.fields["about"]
        named = [(str(one.person.pk), one.label) for one in people]
        field.choices = [WHOLE_CASE, *named]
        if self.is_bound and self.data.get(self.add_prefix("is_shared")) == "no":
            self.fields["withheld_reason"].required = True

    def clean_about(self) -> Any:
        """The person, or None."""
        return self.people.get(self.cleaned_data["about"])

    def clean(self) -> dict[str, Any]:
        """A reason stands only with what is withheld."""
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        if answers.get("is_shared"):
            answers["withheld_reason"] = ""
        return answers


class AnswerForm(OnceForm):
    """What the research came to, for the whole agency."""

    identifiers = PlainTextField(
        label="Which systems did you search, and for which names?",
        multiline=True,
        rows=3,
        help_text="Include other names, spellings and addresses that you tried",
    )
    found = forms.ChoiceField(
        label="What did you find?", choices=Found.choices, widget=forms.RadioSelect
    )
    withheld_reason = PlainTextField(
        label="If everything is withheld, why?",
        multiline=True,
        rows=2,
        required=False,
        error_messages={"required": "Say why it is withheld"},
    )
    last_contact = PlainTextField(
        label="Last contact, and with whom", max_length=120, required=False
    )
    current_worker = PlainTextField(
        label="Who works with them now?", max_length=120, required=False
    )
    suggested_actions = PlainTextField(
        label="Which actions do you suggest?", multiline=True, rows=3, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get(self.add_prefix("found")) == Found.WITHHELD:
            self.fields["withheld_reason"].required = True


class WithdrawEntryForm(OnceForm):
    """Take back one thing that was written down."""

    entry = forms.ChoiceField(label="Which one?")

    def __init__(
        self, *args: Any, entries: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["entry"]
        field.choices = [("", "Choose"), *entries]

    def clean_entry(self) -> int:
        """Its number."""
        return int(self.cleaned_data["entry"])


class QuestionForm(OnceForm):
    """Something is asked back."""

    question = PlainTextField(label="What do you want to know?", multiline=True, rows=3)


class TakeAnswerForm(OnceForm):
    """The answer is ready for the meeting."""


class ReopenForm(OnceForm):
    """Something new came to light."""

    reason = ReasonField(label="What is new?", rows=2)


class AskAgencyForm(OnceForm):
    """One more agency is asked."""

    agency = forms.ChoiceField(label="Which agency?")
    due_at = MomentField(
        label="By when is the answer needed?",
        noun="The time by which the answer is needed",
        may_be_past=False,
        may_be_future=True,
        required=False,
        help_text="Leave it empty for the time that holds for the whole list",
    )

    def __init__(
        self, *args: Any, agencies: Sequence[Agency] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(one.pk): one for one in agencies}
        field: Any = self.fields["agency"]
        named = [(key, str(one)) for key, one in self.agencies.items()]
        field.choices = [("", "Choose"), *named]

    def clean_agency(self) -> Any:
        """The agency."""
        if not self.agencies.get(self.cleaned_data["agency"]):
            raise ValidationError("Choose an agency")
        return self.agencies[self.cleaned_data["agency"]]
