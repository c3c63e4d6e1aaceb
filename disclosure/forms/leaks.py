"""Words that must not say who asked or who helped, where they are typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from casework.forms.fields import PlainTextField
from casework.forms.once import OnceForm
from disclosure.leaks.hits import Hit
from disclosure.queries.third_party import leak_check_of


def refuse_leaks(form: forms.BaseForm, case: Any, names: Iterable[str]) -> list[Hit]:
    """An error beside each of the fields ``names`` that reveals somebody."""
    check = leak_check_of(case)
    found = []
    for name in names:
        for hit in check.open_hits(form.cleaned_data.get(name) or ""):
            found.append(hit)
            form.add_error(name, sentence_of(hit))
    return found


def sentence_of(hit: Hit) -> str:
    """What is wrong with the words that ``hit`` marks."""
    return (
        f"“{hit.text}” could reveal {' or '.join(hit.parts)} "
        f"({hit.what[0]}, {hit.sure.label}). Take it out"
    )


class OverrideForm(OnceForm):
    """One reason for each marked place; what has none stays marked."""

    mark_optional = False

    def __init__(self, *args: Any, hits: Sequence[Hit], length: int, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.hits = {hit.key: hit for hit in hits}
        for number, hit in enumerate(self.hits.values(), start=1):
            self.fields[f"reason-{hit.key}"] = PlainTextField(
                label=f"Why “{hit.text}” may stay (place {number})",
                noun=f"The reason for place {number}",
                multiline=True,
                rows=2,
                min_length=length,
                required=False,
                help_text="Leave empty if you take it out of the words instead.",
            )

    def reasons(self) -> Mapping[str, str]:
        """The key of each hit to the reason given for it."""
        given = {key: self.cleaned_data.get(f"reason-{key}", "") for key in self.hits}
        return {key: reason for key, reason in given.items() if reason}

    def clean(self) -> dict[str, Any]:
        """Nothing to save without a reason."""
        cleaned = super().clean() or {}
        if not self.errors and not self.reasons():
            self.add_error(
                None, "Give a reason beside at least one place, or change the words."
            )
        return cleaned
