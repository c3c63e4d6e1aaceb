"""Adding a document: every refusal stands beside the field that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from casework.actions.documents import MEGABYTE, Upload, read_upload
from casework.files.kinds import say_kinds
from casework.files.limits import FileLimits
from casework.forms.fields import PlainTextField
from casework.forms.once import OnceForm
from casework.forms.text_fields import REASON_MIN_LENGTH
from casework.policy import Capability
from casework.workflow.perform import Refused

EMPTY = "The file is empty. Choose another one"
WHO_MAY_OPEN = {
    Capability.SEE_RESEARCH: "The unit and auditors, as the research",
    Capability.SEE_DECISION: "The unit and auditors, as the decision",
    Capability.SEE_SCRIPT: "Also whoever delivers the disclosure",
}
HINTS = {
    Capability.SEE_RESEARCH: "For what was found, for example a custody record",
    Capability.SEE_DECISION: "For what the decision rests on, for example legal advice",
    Capability.SEE_SCRIPT: (
        "For what the disclosure officer needs, for example a signed undertaking. "
        "Never anything that says who applied"
    ),
}


class DocumentForm(OnceForm):
    """A file with a title. ``offered`` are the capabilities the adder holds.

    ``limits`` are those of the case's scheme.
    """

    title = PlainTextField(help_text="What it is. Do not put a person's name in it")
    see = forms.ChoiceField(label="Who may open it?", widget=forms.RadioSelect)
    file = forms.FileField(
        widget=forms.FileInput, error_messages={"empty": EMPTY}, allow_empty_file=False
    )

    def __init__(
        self,
        *args: Any,
        offered: Sequence[Capability],
        limits: FileLimits,
        **kwargs: Any,
    ) -> None:
        self.limits = limits
        super().__init__(*args, **kwargs)
        see, limit = self.fields["see"], settings.UPLOAD_LIMIT_BYTES // MEGABYTE
        assert isinstance(see, forms.ChoiceField)  # noqa: S101 - for the types
        see.choices = [(str(one), WHO_MAY_OPEN[one]) for one in offered]
        see.choice_hints = {  # type: ignore[attr-defined]  # read by our renderer
            str(one): HINTS[one] for one in offered
        }
        self.fields["file"].help_text = f"{say_kinds()}, up to {limit} MB"

    def clean_file(self) -> Upload:
        """Size, then what the content is: the name of a file proves nothing."""
        try:
            return read_upload(self.cleaned_data["file"], self.limits)
        except Refused as refused:
            raise ValidationError(list(refused.sentences)) from None

    def clean_see(self) -> Capability:
        """The capability it takes to open it."""
        return Capability(self.cleaned_data["see"])


class ReleaseForm(OnceForm):
    """Why an unscanned file may be opened all the same."""

    reason = PlainTextField(
        label="Why may it be opened?",
        noun="The reason",
        multiline=True,
        min_length=REASON_MIN_LENGTH,
        help_text=(
            "For example where it came from, and where else it was scanned. "
            "Your name and the reason stand beside the file"
        ),
    )
