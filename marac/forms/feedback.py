"""What the IDVA writes down of a contact with the person at risk."""

from __future__ import annotations

from casework.forms.fields import PlainTextField, ReasonField, YesNoField
from casework.forms.once import OnceForm


class ViewsForm(OnceForm):
    """What they want, and what must not be said or done."""

    wishes = PlainTextField(label="What do they want?", multiline=True, rows=3)
    own_view = PlainTextField(
        label="How do they see the risk?", multiline=True, rows=2, required=False
    )
    must_not = PlainTextField(
        label="What must not be said or done?",
        multiline=True,
        rows=2,
        required=False,
    )
    consents_to_support = YesNoField(label="Do they want support?", required=False)


class ToldForm(OnceForm):
    """They were told."""

    feedback = PlainTextField(
        label="What were they told, and how?", multiline=True, rows=3
    )


class NotSafeForm(OnceForm):
    """Telling them is not safe."""

    feedback_unsafe = ReasonField(label="Why is it not safe to tell them?", rows=2)
