"""The search itself: every finder over one text, for everybody who is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from disclosure.leaks.days import days_found
from disclosure.leaks.hits import Found, Hit, hits_of
from disclosure.leaks.names import name_words, names_found
from disclosure.leaks.numbers import numbers_found
from disclosure.leaks.people import Hidden, Shown
from disclosure.leaks.places import places_found
from disclosure.leaks.relations import relations_found
from disclosure.leaks.words import Read, read


def leaks_of(text: str, hidden: Iterable[Hidden], shown: Shown) -> list[Hit]:
    """Everything in ``text`` that may reveal one of ``hidden``, in its order.

    What belongs to ``shown`` may be said, even if a hidden person shares it.
    """
    if not text.strip():
        return []
    made = read(text)
    names = frozenset(name_words(shown.names))
    found = [find for person in hidden for find in _found(made, person, shown, names)]
    return hits_of(made, found)


def _found(
    text: Read, person: Hidden, shown: Shown, names: frozenset[str]
) -> Iterator[Found]:
    yield from names_found(text, person, names)
    yield from numbers_found(text, person, shown)
    yield from places_found(text, person, shown)
    yield from days_found(text, person, shown)
    yield from relations_found(text, person)
