"""Asking another force or agency, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from casework.forms.fields import MomentField, PlainTextField, ReasonField, YesNoField
from casework.forms.once import OnceForm
from casework.models import Reply
from casework.queries.code_lists import choices_of
from casework.queries.involved import Involved


class RequestForm(OnceForm):
    """What is asked of whom, in which words, and when it went."""

    kind = forms.ChoiceField(label="Who is asked?")
    asked_of = PlainTextField(
        label="Name of the force or agency",
        max_length=120,
        help_text="The unit or team, not a named person if you can help it",
    )
    about = forms.ChoiceField(label="Whom is it about?", widget=forms.RadioSelect)
    question = PlainTextField(label="What do you want to know?", multiline=True, rows=3)
    safe_words = PlainTextField(
        label="Words to use when asking",
        multiline=True,
        rows=7,
        help_text=(
            "Send these words and no others. They never say who made the application, "
            "nor that there is one"
        ),
    )
    channel = PlainTextField(
        label="How is it sent?",
        max_length=120,
        help_text="For example “secure e-mail to their disclosure unit”",
    )
    sent_at = MomentField(label="When was it sent?", noun="The time it was sent")

    def __init__(
        self, *args: Any, scheme: str, people: Sequence[Involved], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.person.pk): one.person for one in people}
        kind, about = self.fields["kind"], self.fields["about"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - for the types
        assert isinstance(about, forms.ChoiceField)  # noqa: S101 - for the types
        kind.choices = [("", "Choose"), *choices_of(scheme, "request_to")]
        about.choices = [(str(one.person.pk), one.label) for one in people]

    def clean_about(self) -> Any:
        """The person."""
        return self.people[self.cleaned_data["about"]]


class ReplyForm(OnceForm):
    """What they said."""

    reply = forms.ChoiceField(
        label="What did they say?", choices=Reply.choices, widget=forms.RadioSelect
    )
    answered_at = MomentField(
        label="When did the answer come?", noun="The time of the answer"
    )
    reply_reference = PlainTextField(
        label="Their reference", max_length=120, required=False
    )
    reply_note = PlainTextField(
        label="What they said, in short",
        multiline=True,
        rows=3,
        required=False,
        error_messages={"required": "Say what they said"},
        help_text="Record each thing that they hold as an item of information",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            reply = self.data.get(self.add_prefix("reply"))
            self.fields["reply_note"].required = reply in (Reply.REFUSED, Reply.OTHER)


class ChaseForm(OnceForm):
    """They were asked again."""

    how = PlainTextField(label="How, and with whom?", max_length=200)
    is_escalation = YesNoField(label="Did it go to somebody higher?", initial=False)
    note = PlainTextField(
        label="What did they say?", multiline=True, rows=2, required=False
    )


class CloseRequestForm(OnceForm):
    """Nobody waits for the answer any more."""

    reason = ReasonField(label="Why does nobody wait for the answer any more?")
