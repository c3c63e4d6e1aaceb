"""The coordinator's questions about a referral, each with its answer."""

from __future__ import annotations

from typing import Any

from casework.forms.fields import PlainTextField
from casework.forms.once import OnceForm


class AnswersForm(OnceForm):
    """A box for each thing that is still open."""

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(case.missing_items.filter(answered_at__isnull=True))
        for item in self.items:
            self.fields[f"item{item.pk}"] = PlainTextField(
                label=item.what, multiline=True, rows=3, required=False
            )

    def answers(self) -> dict[int, str]:
        """Item to answer."""
        return {item.pk: self.cleaned_data[f"item{item.pk}"] for item in self.items}
