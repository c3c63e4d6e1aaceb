"""The answers of one submission, whatever somebody put into it.

An answer that is not of the expected kind, holds characters that cannot be stored, is
longer than a line, or stands under a name that nobody asked for is never lost in
silence: a sentence about it goes to the officer, who has the original beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from casework.forms.text_fields import LINE_LENGTH, unprintable_in
from disclosure.website.words import read_flag

REPLACEMENT = "\ufffd"
LINE_ENDS = re.compile(r"\r\n?")
SEE = "See the original."
LONGEST_NAME = 40
# More would be a list of complaints, not of things to look at.
MOST_NOTES = 20
MOST_ITEMS = 20


class Answers:
    """The answers in one object of the form, asked for by name.

    ``misread`` names those of a kind that cannot be read; ``notes()`` has sentences
    about all that was not read as it came, here and in the parts within.
    """

    def __init__(self, values: Mapping[str, Any], *, path: str = "") -> None:
        self.values = values
        self.path = path
        self.asked: set[str] = set()
        self.parts: list[Answers] = []
        self.found: dict[str, None] = {}
        self.misread: set[str] = set()

    def literal(self, name: str) -> str:
        """The text as typed, save for characters that cannot be stored.

        Browsers send every line end as two characters; one is kept, as in our forms.
        """
        text = LINE_ENDS.sub("\n", self._text(name))
        refused = sorted(filter(unprintable_in, set(text)))
        for character in refused[:MOST_NOTES]:
            code = f"U+{ord(character):04X}"
            self._note(name, f"holds a character that cannot be shown ({code})")
        return text.translate(dict.fromkeys(map(ord, refused), REPLACEMENT))

    def line(self, name: str, *, longest: int = LINE_LENGTH) -> str:
        """The text in one line, with composed accents and single spaces.

        What is longer than ``longest``, the room that a case has for it, is cut.
        """
        text = " ".join(unicodedata.normalize("NFC", self.literal(name)).split())
        if len(text) > longest:
            self._note(name, f"is longer than {longest} characters and was cut")
        return text[:longest].strip()

    def flag(self, name: str) -> bool | None:
        """A box ticked or not; None when it was not answered."""
        return read_flag(self.line(name))

    def has(self, name: str) -> bool:
        """Whether anything but an empty value stands under ``name``."""
        return self.values.get(name) not in (None, "", [], {}, False)

    def part(self, name: str) -> Answers:
        """The answers inside the object ``name``; none when it is no object."""
        self.asked.add(name)
        value = self.values.get(name)
        if self.has(name) and not isinstance(value, dict):
            self._misread(name)
        return self._part(name, value if isinstance(value, dict) else {})

    def each(self, name: str) -> list[Answers]:
        """The answers inside each object of the list ``name``, MOST_ITEMS at most."""
        self.asked.add(name)
        value = self.values.get(name)
        items = value if isinstance(value, list) else [value]
        objects = [item for item in items if isinstance(item, dict)]
        if self.has(name) and len(objects) < len(items):
            self._misread(name)
        if len(objects) > MOST_ITEMS:
            self._note(name, f"holds more than {MOST_ITEMS}; only so many were read")
        return [self._part(name, item) for item in objects[:MOST_ITEMS]]

    def notes(self) -> tuple[str, ...]:
        """A sentence for each thing not read as it came, at most MOST_NOTES."""
        sentences: dict[str, None] = {}
        for sentence in self.each_note():
            if len(sentences) == MOST_NOTES and sentence not in sentences:
                return (*sentences, f"More answers were not read. {SEE}")
            sentences[sentence] = None
        return tuple(sentences)

    def each_note(self) -> Iterator[str]:
        """The sentences one by one; one may come again."""
        yield from self.found
        for part in self.parts:
            yield from part.each_note()
        for name in self.values:
            if name not in self.asked and self.has(name):
                yield f"{self._said(name)} is an answer that no case asks for. {SEE}"

    def _text(self, name: str) -> str:
        self.asked.add(name)
        value = self.values.get(name)
        if isinstance(value, list) and all(map(_is_plain, value)):
            return ", ".join(map(_as_text, value))
        if not _is_plain(value):
            self._misread(name)
            return ""
        return _as_text(value)

    def _part(self, name: str, values: Mapping[str, Any]) -> Answers:
        part = Answers(values, path=self._path(name))
        self.parts.append(part)
        return part

    def _misread(self, name: str) -> None:
        self.misread.add(name)
        self._note(name, "was answered in a way that cannot be read")

    def _note(self, name: str, what: str) -> None:
        self.found[f"{self._said(name)} {what}. {SEE}"] = None

    def _path(self, name: str) -> str:
        shown = "".join(c if c.isprintable() else REPLACEMENT for c in name)
        words = shown[:LONGEST_NAME].replace("_", " ")
        return f"{self.path}, {words}" if self.path else words

    def _said(self, name: str) -> str:
        return f"“{self._path(name)}”"


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float)


def _as_text(value: object) -> str:
    """A plain JSON value as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
