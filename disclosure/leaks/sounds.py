"""How a word looks and sounds: what is mistaken for it by eye and by ear."""

from __future__ import annotations

import re
from functools import lru_cache

# Applied in this order; the letters that are left are compared.
_LOOKS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("i", "l"), ("1", "l"), ("0", "o"))
_SOUNDS = (
    (re.compile(r"[^a-z]"), ""),
    (re.compile(r"^(?:kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"^ps"), "s"),
    (re.compile(r"^x"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"qu"), "kw"),
    (re.compile(r"ck|q|c(?![eiyh])"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"sch|sh|ch|tch"), "x"),
    (re.compile(r"gh(?![aeiou])"), ""),
    (re.compile(r"z"), "s"),
    (re.compile(r"dg|j|g(?=[eiy])"), "j"),
    (re.compile(r"(?<=.)h"), ""),
    (re.compile(r"(?<=.)[aeiouy]+"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
SHORTEST_SOUND = 3


@lru_cache(maxsize=8192)
def shape_of(word: str) -> str:
    """``word`` with the letters that look alike made one: rn and m, i and l."""
    for seen, meant in _LOOKS:
        word = word.replace(seen, meant)
    return word


@lru_cache(maxsize=8192)
def sound_of(word: str) -> str:
    """The consonants as they are heard; the word itself when too few are left."""
    heard = word
    for spelling, sound in _SOUNDS:
        heard = spelling.sub(sound, heard)
    return heard if len(heard) >= SHORTEST_SOUND else word
