"""A form that is taken once and never over somebody else's change."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from casework.forms.base import CaseworkForm


class OnceForm(CaseworkForm):
    """Carries a token of its own (double submits) and the version of the case."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid.uuid4()

    def facts(self) -> dict[str, Any]:
        """What was answered, without the token and the version."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("submission", "version")
        }
