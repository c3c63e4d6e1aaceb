"""What is asked about a case at any stage: notes, owner, danger, waits, extensions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from casework.forms.fields import (
    PlainTextField,
    ReasonField,
    TypedDateField,
    YesNoField,
)
from casework.forms.once import OnceForm
from casework.queries.code_lists import choices_of

INCIDENT_LENGTH = 60
ON_WHOM_LENGTH = 120
ALLOCATION_REASON_LENGTH = 200
CLOSED = "This case is closed: nothing of this can be recorded on it."


class OverlayForm(OnceForm):
    """Knows the case; refuses a closed one in words."""

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Nothing is waited for, extended or raised on a closed case."""
        cleaned = super().clean() or {}
        if self.case.is_closed:
            raise forms.ValidationError(CLOSED)
        return cleaned


class NoteForm(OnceForm):
    """A note for the next person; it is kept for ever and never edited."""

    text = PlainTextField(
        label="New note",
        noun="the note",
        multiline=True,
        help_text=(
            "What the next person needs to know. A note is kept as written and cannot "
            "be changed. Telephone numbers and addresses belong on the contact page. "
            "Never anything that says who applied."
        ),
    )


class AllocateForm(OnceForm):
    """To whom the case goes; the open work of each person stands beside the name."""

    to = forms.ChoiceField(label="Give the case to")
    reason = PlainTextField(
        label="Why this person",
        multiline=True,
        rows=2,
        max_length=ALLOCATION_REASON_LENGTH,
        required=False,
        help_text="For example: knows the history of the case.",
    )

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]


class RaiseAlarmForm(OverlayForm):
    """What was said that means somebody may be in danger now."""

    what_was_said = PlainTextField(
        label="What was said or seen",
        multiline=True,
        help_text="In the person's own words where you can. Who is in danger of what.",
    )
    incident_reference = PlainTextField(
        label="Incident reference",
        max_length=INCIDENT_LENGTH,
        required=False,
        help_text="The control room gives it when the incident is made.",
    )


class StandDownForm(OverlayForm):
    """What was done, and why the danger is over."""

    action_taken = PlainTextField(
        label="What was done to protect them",
        multiline=True,
        help_text="Who went, what they found, and what is in place now.",
    )
    reason = ReasonField(label="Why nobody is in immediate danger now")
    incident_reference = PlainTextField(
        label="Incident reference", max_length=INCIDENT_LENGTH, required=False
    )


class BeginWaitingForm(OverlayForm):
    """For what and for whom the case waits."""

    reason = forms.ChoiceField(
        label="What is the case waiting for?", widget=forms.RadioSelect
    )
    on_whom = PlainTextField(
        label="Who we are waiting for",
        max_length=ON_WHOM_LENGTH,
        required=False,
        help_text="A force, an agency or a job; not the name of a member of the public",
    )
    note = PlainTextField(
        label="What was done, and when to ask again",
        multiline=True,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices_of(self.case.scheme, "waiting")  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """With the words of the reason, which the case's bar shows."""
        answered = super().facts()
        labels = dict(self.fields["reason"].choices)  # type: ignore[attr-defined]
        return {**answered, "label": labels[answered["reason"]]}


class ExtensionForm(OverlayForm):
    """A later working target in exceptional circumstances."""

    new_target = TypedDateField(
        label="New working target", may_be_past=False, may_be_future=True
    )
    reason = ReasonField(label="What is exceptional about this case")
    applicant_told = YesNoField(label="Has the applicant been told of the delay?")
    not_told_reason = PlainTextField(
        label="Why the applicant was not told",
        multiline=True,
        rows=3,
        required=False,
        help_text="Needed only if you answered no, for example: not safe to contact.",
    )

    def clean_new_target(self) -> dt.date:
        """Later than the target in force."""
        day: dt.date = self.cleaned_data["new_target"]
        if day <= self.case.target_on:
            present = f"{self.case.target_on:%-d %B %Y}"
            raise forms.ValidationError(
                f"The new working target must be after the present one, {present}"
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Not told needs a reason (clares-law section 1.3, extension rule 3)."""
        cleaned = super().clean()
        told = cleaned.get("applicant_told")
        if told is False and not cleaned.get("not_told_reason"):
            self.add_error("not_told_reason", "Enter why the applicant was not told")
        if told:
            cleaned["not_told_reason"] = ""
        return cleaned
