"""Forms of the acts that another person completes."""

from __future__ import annotations

from django import forms

from casework.forms.fields import PlainTextField, ReasonField, YesNoField
from casework.forms.once import OnceForm


class AskForm(OnceForm):
    """Why a second person should agree."""

    reason = ReasonField(label="What the second person should know")


class GiveForm(OnceForm):
    """A tick is the signature."""

    agreed = forms.BooleanField(label="I have read the case and agree")


class EmergencyReviewForm(OnceForm):
    """Looking back at an emergency disclosure."""

    review = ReasonField(
        label="What you found",
        help_text="Was it necessary, to the right person, and no more than was needed?",
    )


class ResponseForm(OnceForm):
    """What the subject said."""

    response = PlainTextField(label="What the subject said", multiline=True)


class TransferAnswerForm(OnceForm):
    """The other force's answer."""

    accepted = YesNoField(label="Will the other force lead?")
    reference = PlainTextField(label="Their reference, or who answered", max_length=120)
