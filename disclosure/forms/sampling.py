"""The second look and what the supervisor concludes from it."""

from __future__ import annotations

from typing import Any

from django import forms

from casework.forms.fields import PlainTextField, ReasonField, YesNoField
from casework.forms.once import OnceForm
from casework.schemes import scheme_named
from disclosure.outcomes import KINDS_OF_OUTCOME


class TakeForm(OnceForm):
    """Nothing to fill in: taking it is the act."""


class GiveBackForm(OnceForm):
    """Why somebody else should give it."""

    reason = ReasonField(
        label="Why should somebody else look at it?",
        help_text="For example that you know one of the people",
    )


class SecondLookForm(OnceForm):
    """What the second reader would have decided. Danger is asked first."""

    sees_danger = YesNoField(
        label="Do you see a risk to somebody that this record has missed?",
    )
    danger = PlainTextField(
        label="Who is at risk, and why",
        multiline=True,
        rows=3,
        required=False,
        help_text="The supervisors are told at once",
    )
    research_was_enough = YesNoField(label="Is the research enough to decide on?")
    research_gaps = PlainTextField(
        label="What is missing in the research", multiline=True, rows=3, required=False
    )
    outcome = forms.ChoiceField(
        label="What would you have decided?", widget=forms.RadioSelect
    )
    reasons = ReasonField(label="Your reasons", rows=6)

    def __init__(self, *args: Any, scheme: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes, known = self.fields["outcome"], scheme_named(scheme)
        assert isinstance(outcomes, forms.ChoiceField)  # noqa: S101 - for the types
        outcomes.choices = [
            (str(one), known.outcome_label(one)) for one in KINDS_OF_OUTCOME[scheme]
        ]

    def clean(self) -> dict[str, Any]:
        """What is wrong is said, beside its own field."""
        cleaned = super().clean() or {}
        if cleaned.get("sees_danger") and not cleaned.get("danger"):
            self.add_error("danger", "Say who is at risk, and why")
        if cleaned.get("research_was_enough") is False and not cleaned.get(
            "research_gaps"
        ):
            self.add_error("research_gaps", "Say what is missing in the research")
        return cleaned


class ConclusionForm(OnceForm):
    """What the unit learns, and whether the case is opened again."""

    learning = ReasonField(
        label="What the unit learns from it",
        help_text="About the work, not about a person. Write “nothing” with a reason "
        "if there is nothing to learn",
    )
    opens_again = YesNoField(
        label="Is the case to be opened again?",
        help_text="A decision maker is asked to sign it off, with these words",
    )
