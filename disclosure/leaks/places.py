"""Addresses: street with or without its number, postcode, town."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from disclosure.leaks.hits import Found, Sure
from disclosure.leaks.letters import fold_word, squeeze
from disclosure.leaks.people import Hidden, Place, Shown
from disclosure.leaks.words import Read, Word, ordinary_words

ADDRESS, POSTCODE, TOWN = "address", "postcode", "town"
_TYPES = (
    "road rd",
    "street st str saint",
    "avenue ave av",
    "lane ln la",
    "close cl",
    "drive dr drv",
    "court ct crt",
    "crescent cres cr",
    "terrace ter terr",
    "gardens gdns gardns garden",
    "place pl",
    "square sq",
    "park pk",
    "grove gr grv",
    "way wy",
    "hill hl",
    "mews",
    "row",
    "walk wk",
    "view vw",
    "green grn",
    "house hse ho",
    "rise",
    "parade pde",
    "mount mt",
)
_TYPE = {form: line.split()[0] for line in _TYPES for form in line.split()}
_NUMBER = re.compile(r"^(?:flat|unit|apt|apartment|no|number)$|^\d+[a-z]?$")
_PART = re.compile(r"[^\W_]+")
SHORTEST_CODE, OUTWARD, SHORTEST_TOWN = 5, 3, 3
FUZZY_FROM = 5
# A town before one of these is a court or a force, not a home.
_INSTITUTIONS = frozenset(
    {"crown", "magistrates", "county", "court", "courts", "police", "prison", "force"}
)


def places_found(text: Read, hidden: Hidden, shown: Shown) -> Iterator[Found]:
    """Where ``text`` has an address of ``hidden`` that nobody shown shares."""
    for start, end, sure, what in _finds(text, hidden, shown):
        yield Found(start, end, what, sure, hidden.key, hidden.part)


def _finds(
    text: Read, hidden: Hidden, shown: Shown
) -> Iterator[tuple[int, int, Sure, str]]:
    streets = {_street(place) for place in shown.places}
    codes = {squeeze(place.postcode) for place in shown.places}
    towns = {squeeze(place.town) for place in shown.places}
    for place in hidden.places:
        street, code = _street(place), squeeze(place.postcode)
        if street and street not in streets:
            yield from _streets_in(text, street, _number(place))
        if len(code) >= SHORTEST_CODE and code not in codes:
            yield from _codes_in(text, code, {c[:-OUTWARD] for c in codes})
        if squeeze(place.town) not in towns:
            yield from _towns_in(text, place.town)


def _parts(line: str) -> list[str]:
    return _PART.findall(fold_word(line))


def _number(place: Place) -> str:
    parts = _parts(place.line1)
    numbers = [part for part in parts if part[0].isdigit()]
    return numbers[-1] if numbers else ""


def _street(place: Place) -> tuple[str, ...]:
    """The words of the street without its number, its type in one form."""
    parts = _parts(place.line1)
    while parts and _NUMBER.match(parts[0]):
        parts.pop(0)
    return tuple(_TYPE.get(part, part) for part in parts)


def _streets_in(
    text: Read, street: Sequence[str], number: str
) -> Iterator[tuple[int, int, Sure, str]]:
    if len("".join(street)) < FUZZY_FROM:
        return
    for place in range(len(text.words) - len(street) + 1):
        words = text.words[place : place + len(street)]
        slips = [_slip(word, part) for word, part in zip(words, street, strict=True)]
        if any(slip is None for slip in slips) or not _says_street(words, text):
            continue
        before = text.words[place - 1] if place else None
        numbered = before is not None and bool(number) and before.text == number
        start = before.start if before is not None and numbered else words[0].start
        exact = not any(slips)
        sure = Sure.CERTAIN if exact else Sure.LIKELY
        yield start, words[-1].end, sure, ADDRESS


def _slip(word: Word, part: str) -> int | None:
    """0 for the same, 1 for a slip of one letter, None for another word."""
    written = _TYPE.get(word.text, word.text)
    if part == written:
        return 0
    if len(part) < FUZZY_FROM or word.is_ordinary:
        return None
    return 1 if OSA.distance(part, written, score_cutoff=1) == 1 else None


def _says_street(words: Sequence[Word], text: Read) -> bool:
    """One ordinary word alone needs a capital; several words are enough."""
    if len(words) > 1 or not words[0].is_ordinary:
        return True
    return not text.has_case or (words[0].is_capital and not words[0].opens)


def _codes_in(
    text: Read, code: str, shown_areas: set[str]
) -> Iterator[tuple[int, int, Sure, str]]:
    area = code[:-OUTWARD]
    whole = rf"{_loose(area)}[\s.-]{{0,3}}{_loose(code[-OUTWARD:])}"
    letters = text.folded.letters
    spans = [m.span() for m in re.finditer(rf"(?<!\w){whole}(?!\w)", letters)]
    yield from ((*span, Sure.CERTAIN, POSTCODE) for span in spans)
    if spans or area in shown_areas:
        return
    for match in re.finditer(rf"(?<!\w){re.escape(area)}(?!\w)", letters):
        yield (*match.span(), Sure.POSSIBLE, POSTCODE)


def _loose(code: str) -> str:
    """Each character with a gap of one, and O for 0, I and L for 1."""
    alike = {"0": "[0o]", "o": "[0o]", "1": "[1il]", "i": "[1il]", "l": "[1il]"}
    return r"\s?".join(alike.get(c, re.escape(c)) for c in code)


def _towns_in(text: Read, town: str) -> Iterator[tuple[int, int, Sure, str]]:
    parts = _parts(town)
    if len("".join(parts)) < SHORTEST_TOWN:
        return
    ordinary = all(part in ordinary_words() for part in parts)
    for place in range(len(text.words) - len(parts) + 1):
        words = text.words[place : place + len(parts)]
        if [word.text for word in words] != parts:
            continue
        after = text.words[place + len(parts) :][:1]
        capital = words[0].is_capital and not words[0].opens
        if (after and after[0].text in _INSTITUTIONS) or (ordinary and not capital):
            continue
        yield words[0].start, words[-1].end, Sure.POSSIBLE, TOWN
