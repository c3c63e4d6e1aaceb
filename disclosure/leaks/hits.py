"""What was found in a text, where, and how sure it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from disclosure.leaks.words import Read


class Sure(IntEnum):
    """How sure a hit is; the person who overrides it weighs this."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3

    @property
    def label(self) -> str:
        """In words."""
        return self.name.lower()


@dataclass(frozen=True)
class Found:
    """One find of one finder, in folded letters."""

    start: int
    end: int
    what: str
    sure: Sure
    person: int
    part: str


@dataclass(frozen=True)
class Hit:
    """A piece of the text that may reveal somebody; places in the text as typed.

    ``what`` says what was recognised ("a name"), ``parts`` whom it could reveal, by
    their part and by no more. ``key`` is the same for as long as the sentence and the
    people are: an override counts for it alone.
    """

    start: int
    end: int
    text: str
    what: tuple[str, ...]
    parts: tuple[str, ...]
    sure: Sure
    key: str


NAME_WORDS = frozenset(
    {"name", "possible misspelling of a name", "short form of a name"}
)
_JOINS = frozenset(" ,.'-_()\"\n")


def hits_of(text: Read, found: Iterable[Found]) -> list[Hit]:
    """Overlapping and adjoining finds as one hit each, in the order of the text."""
    groups: list[list[Found]] = []
    end = 0
    for one in sorted(found, key=lambda f: (f.start, f.end)):
        if groups and (one.start < end or _adjoin(text, groups[-1], one, end)):
            groups[-1].append(one)
        else:
            groups.append([one])
        end = max(end, one.end) if one in groups[-1][1:] else one.end
    return [_hit(text, group) for group in groups]


def _adjoin(text: Read, group: Sequence[Found], one: Found, end: int) -> bool:
    """Two names of one person that stand side by side are one."""
    gap = text.folded.letters[end : one.start]
    same = any(f.person == one.person for f in group)
    names = one.what in NAME_WORDS and any(f.what in NAME_WORDS for f in group)
    return same and names and set(gap) <= _JOINS and len(gap) <= len(", ")


def _hit(text: Read, group: Sequence[Found]) -> Hit:
    start, end = min(f.start for f in group), max(f.end for f in group)
    begin, stop = text.folded.span(start, end)
    said = text.folded.original[begin:stop]
    what = tuple(dict.fromkeys(f.what for f in sorted(group, key=lambda f: -f.sure)))
    sure = max(f.sure for f in group)
    places = {(f.start, f.end) for f in group if f.what in NAME_WORDS}
    if len(places) > 1 and _apart(places):
        sure = Sure.CERTAIN
    return Hit(
        begin,
        stop,
        said,
        what,
        tuple(dict.fromkeys(f.part for f in group)),
        sure,
        _key(text, start, end, group),
    )


def _apart(places: set[tuple[int, int]]) -> bool:
    """Whether two of the places do not overlap: a given and a family name."""
    ordered = sorted(places)
    return ordered[0][1] <= ordered[-1][0]


def _key(text: Read, start: int, end: int, group: Sequence[Found]) -> str:
    begin, stop = text.folded.sentence(start)
    sentence = " ".join(text.folded.letters[begin : max(stop, end)].split())
    people = sorted({f.person for f in group})
    found = text.folded.letters[start:end]
    return hashlib.sha256(f"{people}|{found}|{sentence}".encode()).hexdigest()
