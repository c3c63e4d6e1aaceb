"""Typed text as it can be printed: nothing invisible, nothing left as an empty box.

A letter that the bundled typeface lacks would come from whatever fonts the machine
has, or as a blank box that the officer cannot read out. It is named instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby

from casework.pdf.fetcher import REGULAR, static_file

# Variation selectors choose between two pictures of one sign and show nothing.
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))


@cache
def _typeface() -> frozenset[str]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  only who prints needs it

    with TTFont(static_file(REGULAR), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@cache
def _plain() -> frozenset[str]:
    """What is printed as it stands: most texts are of nothing else."""
    return frozenset(filter(_is_visible, _typeface())) | {"\n", "\t"}


def normalised(text: str) -> str:
    """``text`` with one form for each letter, line break and blank end of a line.

    What differs only in these is spoken alike, so it is the same version.
    """
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def unprintable(text: str) -> tuple[str, ...]:
    """The visible characters of ``text`` that a document can only name, in order.

    A form that takes words for a document can warn about them.
    """
    shown = filter(_is_visible, normalised(text))
    return tuple(dict.fromkeys(char for char in shown if not _is_printable(char)))


def printable(text: str) -> str:
    """``text`` normalised, without invisible characters, strange ones in words."""
    tidy = normalised(text)
    if _plain().issuperset(tidy):
        return tidy
    runs = groupby(filter(_is_visible, tidy), key=_is_printable)
    return "".join("".join(run) if plain else _named(run) for plain, run in runs)


def line(text: str) -> str:
    """``text`` made printable on one line."""
    return " ".join(printable(text).split())


def paragraphs(text: str) -> list[str]:
    """``text`` made printable, split at blank lines; single line breaks stay."""
    return [part for part in re.split(r"\n{2,}", printable(text)) if part.strip()]


def _is_visible(char: str) -> bool:
    # Format characters include those that turn the direction of reading around.
    invisible = unicodedata.category(char) in {"Cc", "Cf"} or char in _SELECTORS
    return char in "\n\t" or not invisible


def _is_printable(char: str) -> bool:
    return char in "\n\t" or char in _typeface()


def _named(run: Iterable[str]) -> str:
    names = (unicodedata.name(char, f"character {ord(char):04X}") for char in run)
    return f"[{', '.join(names).lower()}]"
