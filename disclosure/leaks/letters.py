"""Text made comparable letter by letter, so that a find can be marked where it stands.

Accents, case, zero-width characters, full-width and look-alike letters are folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

# Letters of other scripts that look like ours, as they look (not as they sound).
_LOOK_ALIKE = {
    **dict(zip("АВЕЅІЈКМНОРСТУХҮԌԚԜ", "abesijkmhopctyxygqw", strict=True)),
    **dict(zip("аеѕіјкморсухһԁԛԝүптв", "aesijkmopcyxhdqwyntb", strict=True)),
    # Greek capitals and small letters.
    **dict(
        zip(
            "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
            "abezhikmnoptyx",
            strict=True,
        )
    ),
    **dict(zip("αεικνορτυχηωγ", "aeiknoptuxnwy", strict=True)),
    **dict(zip("łŁøØđĐðÐıħŧŋɑɡɪʟ", "llooddddihtnagil", strict=True)),
    "æ": "ae",
    "Æ": "ae",
    "œ": "oe",
    "Œ": "oe",
    "ß": "ss",
    "þ": "th",
    "Þ": "th",
    **dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4\u2032\u201b", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
}
# Soft hyphens, zero-width spaces and joiners; accents that stand apart.
_NEVER_SEEN = frozenset({"Cf", "Mn", "Me"})


@dataclass(frozen=True)
class Folded:
    """``letters`` are folded; ``at`` is where each stands in ``original``."""

    original: str
    letters: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded letters ``start`` to ``end`` stand in the original."""
        return self.at[start], self.at[end - 1] + 1

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where sentences end in ``letters``, the end of the text last."""
        marks = [match.end() for match in _END.finditer(self.letters)]
        return (*marks, len(self.letters))

    def sentence(self, place: int) -> tuple[int, int]:
        """Start and end of the sentence about ``place``."""
        start = 0
        for end in self.ends:
            if place < end:
                return start, end
            start = end
        return start, len(self.letters)


_END = re.compile(r"[.!?]+(?=\s|$)|\n")


def fold_text(text: str) -> Folded:
    """``text`` with the place of every letter kept."""
    letters: list[str] = []
    at: list[int] = []
    for place, character in enumerate(text):
        for letter in "".join(_plain(character)):
            letters.append(letter)
            at.append(place)
    return Folded(text, "".join(letters), tuple(at))


def fold_word(text: str) -> str:
    """``text`` folded the same way."""
    return fold_text(text).letters


def squeeze(text: str) -> str:
    """Only the letters and digits of ``text``, folded: "O'Brien-Jones" is one word."""
    return "".join(letter for letter in fold_word(text) if letter.isalnum())


def _plain(character: str) -> Iterator[str]:
    category = unicodedata.category(character)
    if category == "Cc":
        yield "\n" if character == "\n" else " "
    elif character in _LOOK_ALIKE:
        yield _LOOK_ALIKE[character]
    elif category not in _NEVER_SEEN:
        for part in unicodedata.normalize("NFKD", character.casefold()):
            yield _part(part)


def _part(character: str) -> str:
    """One letter of what a character falls apart into; accents are nothing."""
    if unicodedata.category(character) in _NEVER_SEEN:
        return ""
    if character.isspace():
        return " "
    return _LOOK_ALIKE.get(character) or _digit(character) or character


def _digit(character: str) -> str:
    value = unicodedata.digit(character, None)
    return "" if value is None else str(value)
