"""Recording checks of systems: one cell of the matrix at a time, or on a page."""

from __future__ import annotations

from typing import Any

from django import forms

from casework.forms.fields import PlainTextField, ReasonField
from casework.forms.once import OnceForm
from casework.models import CheckResult
from casework.models.checks import MADE, NOT_MADE

INLINE = "govuk-radios--inline"
SEARCHED = "Say which names, dates or numbers were searched"
WHY_NOT = "Say why the check was not made"


class CheckForm(OnceForm):
    """The result of one look into one system, or why there was none."""

    result = forms.ChoiceField(
        choices=CheckResult.choices, widget=forms.RadioSelect(attrs={"class": INLINE})
    )
    identifiers_used = PlainTextField(
        label="Names, dates and numbers searched",
        max_length=300,
        error_messages={"required": SEARCHED},
    )
    reference = PlainTextField(
        label="Reference in that system", max_length=120, required=False
    )
    note = PlainTextField(
        label="Why it matters to the risk", multiline=True, rows=3, required=False
    )
    not_done_reason = PlainTextField(
        label="If the check was not made: why",
        multiline=True,
        rows=2,
        required=False,
        error_messages={"required": WHY_NOT},
        help_text="A supervisor must agree before the case can go on",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A check that was made says what was searched; else it says why not."""
        super().__init__(*args, **kwargs)
        if self.is_bound:
            result = self.data.get(self.add_prefix("result"))
            self.fields["identifiers_used"].required = result in MADE
            self.fields["not_done_reason"].required = result in NOT_MADE


class CellForm(OnceForm):
    """One cell of the matrix in a row of the page; ``words`` are note or reason.

    ``said`` names the cell for who cannot see in which row they are.
    """

    mark_optional = False
    result = forms.ChoiceField(choices=(("", "Choose"), *CheckResult.choices))
    identifiers_used = PlainTextField(
        label="Searched", max_length=300, error_messages={"required": SEARCHED}
    )
    reference = PlainTextField(max_length=120, required=False)
    words = PlainTextField(
        label="Why it matters, or why it was not made",
        max_length=4000,
        required=False,
        error_messages={"required": WHY_NOT},
    )
    SHOWN = ("result", "identifiers_used", "reference", "words")

    def __init__(self, *args: Any, said: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        if self.is_bound:
            result = self.data.get(self.add_prefix("result"))
            self.fields["identifiers_used"].required = result in MADE
            self.fields["words"].required = result in NOT_MADE
        for name in self.SHOWN:
            field = self.fields[name]
            field.widget.attrs["aria-label"] = f"{field.label}: {said}"

    def facts(self) -> dict[str, Any]:
        """The fields of Check."""
        answers = super().facts()
        words = answers.pop("words")
        was_made = answers["result"] in MADE
        name = "note" if was_made else "not_done_reason"
        return {**answers, name: words}


class ExcuseForm(OnceForm):
    """Whether a supervisor agrees that a check was not made."""

    answer = forms.ChoiceField(
        label="Do you agree that it was not made?",
        choices=(
            ("agrees", "Yes: the case can go on without it"),
            ("refuses", "No: it must be made"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you agree"},
    )
    note = PlainTextField(
        label="Why",
        multiline=True,
        rows=3,
        required=False,
        error_messages={"required": "Say why it must be made"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.fields["note"].required = self.data.get("answer") == "refuses"


class QuickRunForm(OnceForm):
    """What a look at checks that were recorded very fast has shown."""

    finding = ReasonField(
        label="What did you find?",
        help_text=(
            "For example: the systems' own logs show the searches, and the results "
            "were typed together afterwards"
        ),
    )
