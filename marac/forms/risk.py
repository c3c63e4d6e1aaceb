"""The risk tool: each question answered by itself, or why no tool was used (A1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from casework.forms.fields import PlainTextField, TypedDateField
from casework.forms.once import OnceForm
from marac.outcomes import Answer

INLINE = "govuk-radios--inline govuk-radios--small"


@dataclass(frozen=True)
class Question:
    """One row of the page: the answer, and who said so."""

    answer: Any
    note: Any


class RiskForm(OnceForm):
    """Every question of the tool; nothing is answered beforehand but "not asked"."""

    used = forms.ChoiceField(
        label="Was the risk tool used?",
        choices=(("yes", "Yes"), ("no", "No")),
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )
    why_no_tool = PlainTextField(
        label="If it was not used: why", multiline=True, rows=2, required=False
    )
    assessed_on = TypedDateField(label="When it was used", required=False)

    def __init__(self, *args: Any, case: Any, tool: Any, **kwargs: Any) -> None:
        self.case, self.tool = case, tool
        self.questions = list(tool.questions.all())
        super().__init__(*args, **kwargs)
        for question in self.questions:
            self.fields[f"q{question.number}"] = forms.ChoiceField(
                label=str(question),
                choices=Answer.choices,
                initial=Answer.NOT_ASKED,
                widget=forms.RadioSelect(attrs={"class": INLINE}),
                required=False,
            )
            self.fields[f"n{question.number}"] = PlainTextField(
                label=f"Note on {question.number}, and who said so",
                max_length=300,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Without the tool, the reason."""
        said = super().clean() or self.cleaned_data
        if said.get("used") == "no" and not said.get("why_no_tool"):
            self.add_error("why_no_tool", "Say why the tool was not used")
        return said

    def answers(self) -> dict[int, tuple[str, str, str]]:
        """Question number to (answer, source, note)."""
        said = self.cleaned_data
        return {
            q.number: (
                said.get(f"q{q.number}") or Answer.NOT_ASKED,
                "",
                said.get(f"n{q.number}", ""),
            )
            for q in self.questions
        }

    @property
    def topics(self) -> Iterator[tuple[str, list[Question]]]:
        """The questions in the order of the tool, under their topics."""
        grouped: dict[str, list[Question]] = {}
        for q in self.questions:
            row = Question(self[f"q{q.number}"], self[f"n{q.number}"])
            grouped.setdefault(q.topic, []).append(row)
        yield from grouped.items()

    @property
    def lead(self) -> list[Any]:
        """The fields above the questions."""
        return [self["used"], self["why_no_tool"], self["assessed_on"]]
