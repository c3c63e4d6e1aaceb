"""Printing a paper, releasing one, and saying what became of a copy."""

from __future__ import annotations

from django import forms

from casework.forms.fields import PlainTextField
from casework.forms.once import OnceForm
from disclosure.models import CopyEnd
from disclosure.wording.catalogue import Language

WHY_LENGTH = 200


class LanguageForm(OnceForm):
    """Which language the preview showed: the paper is made in the same one."""

    language = forms.ChoiceField(
        choices=[(row.value, row.label) for row in Language],
        widget=forms.HiddenInput,
        required=False,
    )

    def clean_language(self) -> str:
        """English unless another one was shown."""
        return self.cleaned_data.get("language") or Language.ENGLISH


class PrintForm(LanguageForm):
    """Why a copy is printed: it stands in the register of copies."""

    why = PlainTextField(
        label="Why this copy is printed",
        noun="the reason",
        max_length=WHY_LENGTH,
        help_text="For example: the visit on Thursday. Never name who applied.",
    )


class PrepareForm(LanguageForm):
    """Nothing to fill in: the preview is what is prepared."""


class ReleaseForm(OnceForm):
    """A tick is the signature."""

    agreed = forms.BooleanField(
        label="I have read it: it is right, it is needed, and it names nobody who must "
        "stay unknown"
    )


class CopyEndForm(OnceForm):
    """What became of a printed copy."""

    ended_as = forms.ChoiceField(
        label="What became of this copy?",
        choices=CopyEnd.choices,
        widget=forms.RadioSelect,
    )
