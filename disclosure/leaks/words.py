"""The words of a text, each with its place and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from disclosure.leaks.letters import Folded, fold_text

_WORD = re.compile(r"[^\W_]+")
# Letters, and what is typed in their place: Z3rl1na, Qu@yle.
_DISGUISED = re.compile(r"[^\W_]*[@$!|0134578][^\W_@$!|]*(?:[@$!|][^\W_]*)*")
_DISGUISE = str.maketrans("@$!|0134578", "asilo" + "leastb")
_OPENS = frozenset(" \t\"'([{-\u2022*")
_ENDS = frozenset(".!?:\n")


@cache
def ordinary_words() -> frozenset[str]:
    """Words that say nothing about anybody while they are in lower case."""
    lines = (Path(__file__).parent / "ordinary_words.txt").read_text().splitlines()
    return frozenset(
        word for line in lines if not line.startswith("#") for word in line.split()
    )


@dataclass(frozen=True)
class Word:
    """A run of letters and digits; ``start`` and ``end`` count folded letters."""

    text: str
    start: int
    end: int
    is_capital: bool
    is_shouted: bool
    opens: bool

    @property
    def is_ordinary(self) -> bool:
        """A dictionary has it."""
        return self.text in ordinary_words()

    @property
    def bare(self) -> str:
        """Without the digits of a user name: zerlina99."""
        return self.text.rstrip("0123456789") or self.text


@dataclass(frozen=True)
class Read:
    """A text with its words."""

    folded: Folded

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word in order."""
        return tuple(self._words())

    @cached_property
    def has_case(self) -> bool:
        """Whether capitals mean anything here: not all small, not all large."""
        letters = [c for c in self.folded.original if c.isalpha()]
        return any(c.isupper() for c in letters) and any(c.islower() for c in letters)

    @cached_property
    def disguised(self) -> tuple[tuple[str, int, int], ...]:
        """Words with look-alike digits and signs, as the letters they stand for."""
        found = _DISGUISED.finditer(self.folded.letters)
        return tuple(
            (word, match.start(), match.end())
            for match in found
            if (word := match[0].translate(_DISGUISE)).isalpha()
            and sum(letter.isalpha() for letter in match[0]) > 1
        )

    def between(self, left: Word, right: Word) -> str:
        """What stands between two words."""
        return self.folded.letters[left.end : right.start]

    def _words(self) -> Iterator[Word]:
        letters, original = self.folded.letters, self.folded.original
        for match in _WORD.finditer(letters):
            start, end = self.folded.span(match.start(), match.end())
            written = original[start:end]
            cased = [c for c in written if c.isalpha()]
            yield Word(
                match[0],
                match.start(),
                match.end(),
                is_capital=bool(cased and cased[0].isupper()),
                is_shouted=len(cased) > 1 and all(c.isupper() for c in cased),
                opens=_opens(letters, match.start()),
            )


def read(text: str) -> Read:
    """``text`` made comparable."""
    return Read(fold_text(text))


def _opens(letters: str, place: int) -> bool:
    """Whether a sentence begins here, so that a capital says nothing."""
    before = letters[:place].rstrip("".join(_OPENS))
    return not before or before[-1] in _ENDS
