"""Correcting what is recorded while somebody else may be correcting it too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms

from casework.forms.once import OnceForm

BOTH_KEPT = "Somebody else changed other answers meanwhile: both changes are kept."
CHANGED = (
    "Somebody else changed this to “{}” while your page was open. Keep what you typed, "
    "or type theirs, and save again."
)
EMPTIED = (
    "Somebody else emptied this while your page was open. Keep what you typed, or "
    "empty it too, and save again."
)


class EditForm(OnceForm):
    """Knows what stood in it when the page was opened (reliability C-03).

    ``known`` is what is recorded now, ``recorded_at`` the version of the case that it
    stands in. Of an older page, the answers that its reader did not touch are taken
    from the record; one that both changed is refused beside the field, with what the
    other person wrote. Nothing is written over unread.
    """

    loaded = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, known: Mapping[str, Any], recorded_at: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts: dict[str, str] = {}
        self.taken_over: list[str] = []
        self._now = {
            name: _as_text(self.fields[name].prepare_value(value))
            for name, value in known.items()
        }
        self.fields["loaded"].initial = json.dumps(self._now)
        if self.is_bound and self._opened_at() not in ("", str(recorded_at)):
            self._merge(recorded_at)

    def clean(self) -> dict[str, Any]:
        """A change that was not seen is an error of its field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, theirs in self.conflicts.items():
            self.add_error(name, CHANGED.format(theirs) if theirs else EMPTIED)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What was answered, without what the page carries for itself."""
        said = super().facts()
        said.pop("loaded")
        return said

    def said(self, sentence: str) -> str:
        """``sentence``, and whether somebody else's changes were taken over."""
        return f"{sentence} {BOTH_KEPT}" if self.taken_over else sentence

    def _opened_at(self) -> str:
        return str(self.data.get(self.add_prefix("version")) or "")

    def _merge(self, recorded_at: int) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        loaded = _read(data.get(self.add_prefix("loaded")))
        for name, theirs in self._now.items():
            key = self.add_prefix(name)
            mine, before = _as_text(data.get(key)), loaded.get(name)
            if theirs in (before, mine):
                continue
            if mine == before:
                data[key] = theirs
                self.taken_over.append(name)
            else:
                self.conflicts[name] = theirs
        data[self.add_prefix("version")] = str(recorded_at)
        data[self.add_prefix("loaded")] = json.dumps(self._now)
        self.data = data


def _as_text(value: Any) -> str:
    """An answer as it is typed, whatever the line ends of the browser."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _read(loaded: str | None) -> dict[str, str]:
    """What the page said it was opened with; nothing if it cannot be read."""
    try:
        found = json.loads(loaded or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
