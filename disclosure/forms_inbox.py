"""The forms of the website inbox: a file, and what becomes of a held application."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from casework.forms.fields import ReasonField
from casework.forms.once import OnceForm
from disclosure.website.source import ONE_MB, RawSubmission, UnreadableFile, read_file


class UploadForm(OnceForm):
    """A file of the force's website; gives its submissions."""

    file = forms.FileField(
        label="File of applications",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        help_text="The JSON file that the website exports",
    )

    def clean_file(self) -> list[RawSubmission]:
        """Refuses what is too large before reading it, then reads it whole."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        limit = settings.INBOX_LIMIT_BYTES
        if (file.size or 0) > limit:
            raise ValidationError(
                f"The file must be {limit // ONE_MB} MB or smaller; "
                f"it is {(file.size or 0) / ONE_MB:.0f} MB"
            )
        suffix = PurePath(file.name or "").suffix.lower()
        if suffix not in ("", ".json"):
            raise ValidationError(
                f"The file must be a JSON file (.json); this one is “{suffix[:10]}”"
            )
        try:
            return read_file(file.read(), limit_bytes=limit)
        except UnreadableFile as refusal:
            raise ValidationError(f"Nothing was taken in. {refusal}") from None


class SettleForm(OnceForm):
    """Why a held application becomes a case, or is set aside."""

    reason = ReasonField(label="Reason")
