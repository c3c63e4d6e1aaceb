"""Forms of the minutes."""

from __future__ import annotations

from casework.forms.fields import PlainTextField
from casework.forms.once import OnceForm


class WriteForm(OnceForm):
    """What was discussed beside the cases; the rest is built from the record."""

    other_business = PlainTextField(
        label="Other business",
        help_text="Actions from earlier meetings, cases whose months are over, more.",
        multiline=True,
        required=False,
    )


class AddendumForm(OnceForm):
    """A correction; the approved words stay."""

    words = PlainTextField(label="Correction", multiline=True, min_length=10)
