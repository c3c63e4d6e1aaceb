"""What is asked of an agency, the coordinator or the chair when an action moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from casework.forms.fields import PlainTextField, ReasonField, TypedDateField
from casework.forms.once import OnceForm
from marac.models.actions import MayTell

if TYPE_CHECKING:
    from accounts.models import Agency


class PlainForm(OnceForm):
    """A move that asks for nothing."""


class AcknowledgeForm(OnceForm):
    """Seen; who does it."""

    named_worker = PlainTextField(
        label="Who does it?",
        max_length=120,
        required=False,
        help_text="The worker to whom you give it, if it is not you",
    )


class DoneForm(OnceForm):
    """What was done, when, what it did to the risk, and who may tell."""

    what_was_done = PlainTextField(
        label="What was done?",
        multiline=True,
        rows=3,
        help_text="Say how one can see that it is done",
    )
    done_on = TypedDateField(label="When was it done?", noun="The day it was done")
    effect_on_risk = PlainTextField(
        label="What did it do to the risk?", multiline=True, rows=2
    )
    may_tell = forms.ChoiceField(
        label="Is it safe to tell the person at risk?",
        choices=MayTell.choices,
        widget=forms.RadioSelect,
    )


class NotPossibleForm(OnceForm):
    """Things changed; the new risk, and what could be done instead."""

    what_changed = ReasonField(label="What changed?", rows=3)
    new_risk = PlainTextField(
        label="Is there a new risk?", multiline=True, rows=2, required=False
    )
    instead = PlainTextField(
        label="What can be done instead?",
        multiline=True,
        rows=2,
        required=False,
        help_text="The chair decides about it",
    )
    instead_due_on = TypedDateField(
        label="By when?",
        noun="The day of the replacement",
        may_be_past=False,
        may_be_future=True,
        required=False,
        error_messages={"required": "Say by when it is to be done"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get(self.add_prefix("instead"), "").strip():
            self.fields["instead_due_on"].required = True


class NotDoneForm(OnceForm):
    """Why the agency did not do it."""

    why_not_done = ReasonField(label="Why was it not done?", rows=3)


class MoreTimeForm(OnceForm):
    """A later day, and why."""

    asked_until = TypedDateField(
        label="Until when?",
        noun="The day you ask for",
        may_be_past=False,
        may_be_future=True,
    )
    reason = ReasonField(label="Why is more time needed?", rows=2)


class OfferForm(OnceForm):
    """Which agency could do it better, and why."""

    agency = forms.ChoiceField(label="Which agency?")
    reason = ReasonField(label="Why that agency?", rows=2)

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
        return self.agencies[self.cleaned_data["agency"]]


class WhyForm(OnceForm):
    """A move that needs a reason and nothing else."""

    reason = ReasonField(label="Why?", rows=2)


class OnceMoreForm(OnceForm):
    """The chair asks again, with a new day."""

    due_on = TypedDateField(
        label="By when?",
        noun="The new day",
        may_be_past=False,
        may_be_future=True,
    )
    reason = ReasonField(label="Why is it asked for again?", rows=2)
