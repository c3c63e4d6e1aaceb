"""What pages of figures ask; every answer is one of a list."""

from __future__ import annotations

from typing import Any

from django import forms

from casework.figures.periods import PERIODS
from casework.forms.base import FilterForm
from casework.schemes import all_schemes


class FigureFilter(FilterForm):
    """Every answer is one of a list, so that an address carries nothing typed."""

    scheme = forms.ChoiceField(required=False)
    route = forms.ChoiceField(required=False)
    outcome = forms.ChoiceField(required=False)
    period = forms.ChoiceField(
        choices=[(key, label) for key, (label, _span) in PERIODS.items()],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schemes = all_schemes()
        routes = {k: v for one in schemes for k, v in one.routes.items()}
        outcomes = {k: v for one in schemes for k, v in one.outcomes.choices}
        offered = {
            "scheme": [(one.key, one.label) for one in schemes],
            "route": list(routes.items()),
            "outcome": list(outcomes.items()),
        }
        for name, choices in offered.items():
            self.fields[name].choices = [("", "Any"), *choices]  # type: ignore[attr-defined]  # a choice

    @property
    def wanted(self) -> dict[str, str]:
        """The answers in force; one that is not offered counts as not given."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
