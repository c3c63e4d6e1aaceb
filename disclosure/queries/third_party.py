"""Who must never be revealed by words that are spoken, and whether a text does it.

The person at risk is never told who asked, nor anything about other people who helped
(clares-law 4.2). This is a plain search of the text: it finds what is written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casework.folding import fold
from casework.models import Involvement, Part, Person

HIDDEN_PARTS = (Part.APPLICANT, Part.REFERRER, Part.OTHER)
# Those whom the words are about or spoken to may be named.
NAMED_PARTS = (Part.PERSON_AT_RISK, Part.SUBJECT)
# Names that are words too: only with a capital letter do they count as a name.
ALSO_WORDS = frozenset(
    (
        *("april", "art", "bill", "chase", "dale", "dawn", "drew", "faith", "frank"),
        *("gene", "grace", "grant", "guy", "hope", "iris", "joy", "june", "lane"),
        *("law", "long", "mark", "may", "nick", "pat", "peace", "ray", "rose"),
        *("sandy", "short", "sue", "summer", "sunny", "unity", "violet", "will"),
        *("young",),
    )
)
SHORTEST = 3
SHORTEST_NUMBER = 6
SHORTEST_CODE = 5
HOUSE = re.compile(r"^(?:flat\s+)?\w*\d\w*,?\s+", re.IGNORECASE)
REVEALS = (
    "The text names or describes somebody who must not be revealed. Take it out: "
    "the person who is told never learns who asked or who helped."
)


@dataclass(frozen=True)
class Leak:
    """A piece of text that reveals a person, and that person's part."""

    part: str
    found: str


def leaks_in(case: Any, *texts: str) -> list[Leak]:
    """What ``texts`` reveal about people of ``case`` who must stay unknown."""
    text = "\n".join(texts)
    if not text.strip():
        return []
    rows = list(_rows_of(case))
    may_be_named = {row.person_id for row in rows if row.part in NAMED_PARTS}
    shared = {
        fold(name)
        for row in rows
        if row.person_id in may_be_named
        for name in _single_names(row.person)
    }
    return [
        Leak(row.get_part_display(), found)
        for row in rows
        if row.part in HIDDEN_PARTS and row.person_id not in may_be_named
        for found in _found(row.person, text, shared)
    ]


def _rows_of(case: Any) -> Any:
    return Involvement.objects.filter(
        case_id=case.pk, part__in=(*HIDDEN_PARTS, *NAMED_PARTS)
    ).prefetch_related("person__names", "person__identifiers", "person__addresses")


def _single_names(person: Person) -> Iterator[str]:
    for name in person.names.all():
        yield from (word for word in name.given.split() if len(word) >= SHORTEST)
        if len(name.family) >= SHORTEST:
            yield name.family


def _found(person: Person, text: str, shared: set[str]) -> Iterator[str]:
    folded = fold(text)
    yield from _names_found(person, text, folded, shared)
    yield from _numbers_found(person, text, folded)
    yield from _addresses_found(person, folded)


def _names_found(
    person: Person, text: str, folded: str, shared: set[str]
) -> Iterator[str]:
    for name in person.names.all():
        if name.given and name.family and _has(folded, str(name)):
            yield str(name)
    for word in dict.fromkeys(_single_names(person)):
        if fold(word) not in shared and _names(text, folded, word):
            yield word


def _numbers_found(person: Person, text: str, folded: str) -> Iterator[str]:
    digits = _only("0-9", text)
    for identifier in person.identifiers.all():
        number = _only("0-9", identifier.comparable or identifier.value)
        tail = number.removeprefix("44").removeprefix("0")
        written = len(tail) >= SHORTEST_NUMBER and tail in digits
        if written or _has(folded, identifier.value):
            yield identifier.value


def _addresses_found(person: Person, folded: str) -> Iterator[str]:
    squeezed = _only("0-9a-z", folded)
    for address in person.addresses.all():
        street = HOUSE.sub("", address.line1)
        if len(street) >= SHORTEST and _has(folded, street):
            yield street
        code = _only("0-9a-z", address.postcode.casefold())
        if len(code) >= SHORTEST_CODE and code in squeezed:
            yield address.postcode


def _only(kept: str, text: str) -> str:
    return re.sub(f"[^{kept}]", "", text)


def _has(folded: str, piece: str) -> bool:
    wanted = re.escape(fold(piece))
    return bool(wanted and re.search(rf"(?<!\w){wanted}(?!\w)", folded))


def _names(text: str, folded: str, word: str) -> bool:
    if fold(word) in ALSO_WORDS:
        capital = re.escape(word[:1].upper() + word[1:].lower())
        return bool(re.search(rf"(?<!\w){capital}(?!\w)", text))
    return _has(folded, word)
