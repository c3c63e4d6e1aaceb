"""Names, shown as a person writes them and kept as they were typed.

Only a name in capitals throughout, or without any, is shown otherwise than typed;
MACDONALD becomes Macdonald, because nobody can tell Macey from MacEwan.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from casework.forms.text_fields import LINE_LENGTH
from disclosure.website.answers import Answers
from disclosure.website.words import NO, fold, is_nothing

# Small words inside a name of several; at its beginning they take a capital.
PARTICLES = frozenset(
    {"van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "von", "zu"}
    | {"ap", "ab", "ferch", "bin", "ibn", "al", "el", "la", "le", "y", "ter", "ten"}
)
_WORD_PARTS = re.compile("([\\s'\u2019\u02bc-]+)")
_APOSTROPHES = frozenset("'\u2019\u02bc")
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;/\n]|\baka\b|\bor\b|\band\b)\s*", re.IGNORECASE)
_QUOTES = "'\"\u2018\u2019\u201c\u201d "
_INTRODUCTION = re.compile(
    r"(?P<maiden>n[ée]e\b|maiden(?: name)?\b|born\b|gynt\b)?"
    r"(?:formerly\b|previously\b|was\b)?[\s:.]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Name:
    """A person's name: as shown, and literally as typed (LINE_LENGTH of each)."""

    given: str
    family: str
    given_typed: str
    family_typed: str

    @property
    def full(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}".strip()

    @property
    def is_missing(self) -> bool:
        """Whether no part of a name was given."""
        return not self.full


@dataclass(frozen=True)
class OtherName:
    """One earlier name or alias, and the whole answer that it came in."""

    shown: str
    typed: str
    is_maiden: bool = False


def read_name(answers: Answers) -> Name:
    """The name in ``first_name`` and ``last_name``."""
    return Name(
        given=show_name(answers.line("first_name")),
        family=show_name(answers.line("last_name")),
        given_typed=answers.literal("first_name")[:LINE_LENGTH],
        family_typed=answers.literal("last_name")[:LINE_LENGTH],
    )


def read_other_names(answers: Answers, question: str) -> tuple[OtherName, ...]:
    """Each earlier name or alias in one answer: "nee Begum", "Daz, 'Smithy'"."""
    typed = answers.literal(question)[:LINE_LENGTH]
    if fold(answers.line(question)) in NO:
        return ()
    text = unicodedata.normalize("NFC", typed)
    names = (_other_name(part, typed) for part in _BETWEEN_NAMES.split(text))
    return tuple(dict.fromkeys(name for name in names if name.shown))


def show_name(typed: str) -> str:
    """One part of a name in one line, not shouted; nothing for "?" and the like."""
    name = " ".join(typed.split())
    if is_nothing(name):
        return ""
    if not (name.isupper() or name.islower()):
        return name
    pieces = _WORD_PARTS.split(name)
    return "".join(_piece(pieces, at) for at in range(len(pieces)))


def _other_name(part: str, typed: str) -> OtherName:
    words = part.strip()
    introduction = _INTRODUCTION.match(words)
    start = introduction.end() if introduction else 0
    is_maiden = bool(introduction and introduction["maiden"])
    return OtherName(show_name(words[start:].strip(_QUOTES)), typed, is_maiden)


def _piece(pieces: list[str], at: int) -> str:
    """Piece ``at`` of a name cut at spaces, hyphens and apostrophes."""
    piece = pieces[at].lower()
    follows_apostrophe = at > 0 and pieces[at - 1] in _APOSTROPHES
    if at > 0 and piece in PARTICLES and pieces[at - 1].isspace():
        return piece
    if follows_apostrophe and len(piece) == 1:  # James's
        return piece
    if piece.startswith("mc") and len(piece) > len("mc"):
        return f"Mc{piece[2:3].title()}{piece[3:]}"
    return piece[:1].title() + piece[1:]


def name_key(name: Name) -> str:
    """The letters of a name, to recognise it again however it was typed."""
    return re.sub(r"[\W_]", "", fold(name.full))
