"""Writing and approving standard words."""

from __future__ import annotations

from typing import Any

from django import forms

from casework.forms.fields import PlainTextField, ReasonField, TypedDateField
from casework.forms.once import OnceForm
from casework.pdf.content import MAX_WORDS, Form
from disclosure.models import Paragraph
from disclosure.papers.kinds import BY_SCHEME
from disclosure.wording.catalogue import PLACEHOLDER_LABELS
from disclosure.wording.placeholders import unknown_names

HINTS = {
    Form.CHECKS: "One line for each item to tick.",
    Form.NEVER: "One line for each thing.",
    Form.QUESTIONS: "One line for each: the question, a bar |, and what may be said.",
    Form.LINES: "One line for each row to fill in; end it with … for a tall one.",
    Form.ANSWERS: "One line for each answer to tick.",
}
PARAGRAPHS = "A blank line begins a new paragraph."
NO_BAR = "Each line needs a question, a bar | and what may be said"
BEFORE = "The review must be after the first day"


class WordsForm(OnceForm):
    """The new text of a paragraph. ``row`` is the version that it follows."""

    text = PlainTextField(
        label="The words", multiline=True, rows=14, max_length=MAX_WORDS
    )
    valid_from = TypedDateField(
        label="Used from", noun="The first day", may_be_past=False, may_be_future=True
    )
    review_on = TypedDateField(
        label="To be reviewed by",
        noun="The day of the review",
        may_be_past=False,
        may_be_future=True,
    )
    reason = ReasonField(label="Why they are changed")

    def __init__(self, *args: Any, row: Paragraph, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = BY_SCHEME[row.scheme].catalogue.paragraph(row.key)
        self.fields["text"].help_text = self._hint()

    def _hint(self) -> str:
        names = (
            f"{{{name}}} for {PLACEHOLDER_LABELS[name]}"
            for name in self.kind.placeholders
        )
        first = HINTS.get(self.kind.form, PARAGRAPHS)
        return f"{first} You can write {', '.join(names)}."

    def clean_text(self) -> str:
        """Only the placeholders of this paragraph, and lines that can be set."""
        text: str = self.cleaned_data["text"]
        if wrong := unknown_names(text, self.kind.placeholders):
            raise forms.ValidationError(
                f"There is no placeholder {{{wrong[0]}}} here. Take out the braces"
            )
        lines = [line for line in text.split("\n") if line.strip()]
        if self.kind.form == Form.QUESTIONS and not all("|" in line for line in lines):
            raise forms.ValidationError(NO_BAR)
        return text

    def clean(self) -> dict[str, Any]:
        """A review comes after the first day."""
        cleaned = super().clean() or {}
        first, review = cleaned.get("valid_from"), cleaned.get("review_on")
        if first and review and review <= first:
            self.add_error("review_on", BEFORE)
        return cleaned


class ApproveWordsForm(OnceForm):
    """A tick is the signature; a translation says who checked it."""

    agreed = forms.BooleanField(label="I have read these words and approve them")
    translation_check = PlainTextField(
        label="Who checked the translation",
        max_length=200,
        required=False,
        help_text="The translator or translation service, and the date.",
    )

    def __init__(self, *args: Any, row: Paragraph, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row.language == "en":
            del self.fields["translation_check"]
        else:
            self.fields["translation_check"].required = True
