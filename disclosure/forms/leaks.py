"""Words that must not say who asked or who helped, refused where they are typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from disclosure.queries.third_party import leaks_in


def refuse_leaks(form: forms.BaseForm, case: Any, names: Iterable[str]) -> None:
    """An error beside each of the fields ``names`` that reveals somebody."""
    for name in names:
        for leak in leaks_in(case, form.cleaned_data.get(name) or ""):
            form.add_error(
                name,
                f"“{leak.found}” reveals somebody who must not be known "
                f"({leak.part.lower()}). Take it out",
            )
