"""The second person's decision on a submitted proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from casework.forms.fields import PlainTextField, ReasonField
from casework.forms.once import OnceForm
from disclosure.review_moves import Decision

SMALL = {"class": "govuk-radios--small"}
ANSWER_IT = "Answer this: a decision against disclosing needs it here"


def require_further_reason(form: Any, cleaned: Mapping[str, Any]) -> None:
    """The question that the scheme asks of a decision against disclosing."""
    if not cleaned.get("further_reason"):
        form.add_error("further_reason", ANSWER_IT)


class ReviewForm(OnceForm):
    """Agree, return or overrule, and why."""

    result = forms.ChoiceField(
        label="What do you decide?",
        widget=forms.RadioSelect(attrs=SMALL),
        error_messages={"required": "Choose what you decide"},
    )
    outcome = forms.ChoiceField(
        label="If you overrule: the outcome instead",
        widget=forms.RadioSelect(attrs=SMALL),
        required=False,
    )
    reason = ReasonField(label="Your reasons", rows=5)

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        decisions: Sequence[Decision],
        length: int,
        silent: Sequence[tuple[str, str]],
        further: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        outcome: Any = self.fields["outcome"]
        outcome.choices = silent
        if further and any(one.needs_outcome for one in decisions):
            self.fields["further_reason"] = PlainTextField(
                label=further, multiline=True, rows=4, required=False
            )
        self.decisions = {one.result: one for one in decisions}
        result: Any = self.fields["result"]
        result.choices = [(one.result, one.label) for one in decisions]
        result.choice_hints = {one.result: one.hint for one in decisions}
        reason: Any = self.fields["reason"]
        reason.shortest = length
        if not any(one.needs_outcome for one in decisions):
            del self.fields["outcome"]

    @property
    def decision(self) -> Decision:
        """What was chosen."""
        return self.decisions[self.cleaned_data["result"]]

    def inputs(self) -> dict[str, Any]:
        """What the move takes."""
        given: dict[str, Any] = {"reason": self.cleaned_data["reason"]}
        if self.decision.needs_outcome:
            given["outcome"] = self.cleaned_data["outcome"]
            given["further_reason"] = self.cleaned_data.get("further_reason", "")
        return {**given, **self.decision.inputs}

    def clean(self) -> dict[str, Any]:
        """Overruling a disclosure says what happens in its place."""
        cleaned = super().clean() or {}
        chosen = self.decisions.get(cleaned.get("result", ""))
        if chosen and chosen.needs_outcome and not cleaned.get("outcome"):
            self.add_error("outcome", "Choose the outcome in place of the disclosure")
        if chosen and chosen.needs_outcome and "further_reason" in self.fields:
            require_further_reason(self, cleaned)
        return cleaned
