"""The forms for the words of notices and e-mails: what is refused there, and why."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from casework.models import MailWording, NoticeRule, Way
from casework.notice_words import (
    IN_A_BODY,
    IN_A_NOTICE,
    IN_A_SUBJECT,
    PLACEHOLDER,
    faults_in,
)
from casework.schemes import names_that_tell

if TYPE_CHECKING:
    NoticeFormBase = forms.ModelForm[NoticeRule]
    WordingFormBase = forms.ModelForm[MailWording]
else:
    NoticeFormBase = WordingFormBase = forms.ModelForm


def _refuse(text: str, allowed: Collection[str]) -> str:
    """The text, stripped; ValidationError with all that it may not say."""
    if faults := list(faults_in(text, allowed, names_that_tell())):
        raise ValidationError(faults)
    return text.strip()


class NoticeForm(NoticeFormBase):
    """What an event says and how it is sent."""

    class Meta:
        model = NoticeRule
        fields = ("text", "way", "is_urgent", "may_choose")
        labels = {"text": "Words", "way": "How it is sent"}

    def clean_text(self) -> str:
        """Refuses what could carry somebody's data, and what tells."""
        return _refuse(self.cleaned_data["text"], IN_A_NOTICE)

    def clean(self) -> dict[str, Any]:
        """What is urgent is sent at once, to everybody."""
        said = super().clean() or self.cleaned_data
        if said.get("is_urgent"):
            if said.get("way") != Way.AT_ONCE:
                self.add_error("way", "What is urgent is sent at once.")
            if said.get("may_choose"):
                self.add_error("may_choose", "Nobody chooses about what is urgent.")
        return said


class WordingForm(WordingFormBase):
    """Subject and text of an e-mail."""

    class Meta:
        model = MailWording
        fields = ("subject", "body")
        labels = {"body": "Text"}

    def clean_subject(self) -> str:
        """The number of the case at most, in one line."""
        return _refuse(self.cleaned_data["subject"], IN_A_SUBJECT)

    def clean_body(self) -> str:
        """Number, words of the notice and link; without the link it is no use."""
        body = _refuse(self.cleaned_data["body"], IN_A_BODY)
        if "link" not in PLACEHOLDER.findall(body):
            raise ValidationError("Leave {link} in: the e-mail says nothing else.")
        return f"{body}\n"
