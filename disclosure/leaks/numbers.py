"""Telephone numbers, e-mail addresses, and codes: vehicles, PNC IDs, user names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from disclosure.leaks.hits import Found, Sure
from disclosure.leaks.letters import fold_word, squeeze
from disclosure.leaks.people import Hidden, Shown
from disclosure.leaks.words import Read, ordinary_words

PHONE, EMAIL, CODE = "telephone number", "e-mail address", "number or user name"
# So many of the last digits of a number say whose it is.
SHORTEST, LOCAL, WHOLE = 6, 6, 9
SHORTEST_CODE = 4
# What may stand between two digits of one number.
_GAP = re.compile(r"[\s().+/,-]{0,3}")
_DIGIT_WORDS = "zero one two three four five six seven eight nine"
_SPELLED = {word: str(digit) for digit, word in enumerate(_DIGIT_WORDS.split(" "))}
_SPELLED |= {"oh": "0", "o": "0", "nought": "0"}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_PIECE = re.compile(r"[0-9]+|[a-z]+")
_OPEN_MAIL = frozenset({"info", "mail", "email", "contact", "office", "enquiries"})
# A character, and where it stands in the folded letters.
Place = tuple[str, int, int]


@dataclass(frozen=True)
class Digits:
    """A run of digits as one number, with where each stands."""

    text: str
    places: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the digits ``start`` to ``end`` stand."""
        return self.places[start][0], self.places[end - 1][1]


def numbers_found(text: Read, hidden: Hidden, shown: Shown) -> Iterator[Found]:
    """Where ``text`` has a number, e-mail or code of ``hidden``."""
    for start, end, sure, what in _finds(text, hidden, shown):
        yield Found(start, end, what, sure, hidden.key, hidden.part)


def tail_of(phone: str) -> str:
    """The digits of a number that are the same however it is written."""
    digits = "".join(c for c in fold_word(phone) if c.isdigit())
    return digits.removeprefix("00").removeprefix("44").removeprefix("0")


def _finds(
    text: Read, hidden: Hidden, shown: Shown
) -> Iterator[tuple[int, int, Sure, str]]:
    may_be_said = {tail_of(phone) for phone in shown.phones}
    runs = digit_runs(text)
    for phone in hidden.phones:
        tail = tail_of(phone)
        if len(tail) >= SHORTEST and tail not in may_be_said:
            for run in runs:
                yield from ((*find, PHONE) for find in _phone(run, tail))
    for email in sorted({*hidden.emails} - {*shown.emails}):
        yield from ((*find, EMAIL) for find in _email(text, email))
    for code in sorted({*hidden.codes} - {*shown.codes}):
        yield from ((*find, CODE) for find in _code(text, code))


def _phone(run: Digits, tail: str) -> Iterator[tuple[int, int, Sure]]:
    place = run.text.find(tail)
    if place >= 0:
        yield (*run.span(place, place + len(tail)), Sure.CERTAIN)
    elif (place := run.text.find(tail[-LOCAL:])) >= 0 and len(tail) > LOCAL:
        yield (*run.span(place, place + LOCAL), Sure.LIKELY)
    elif len(tail) >= WHOLE and abs(len(run.text) - len(tail) - 1) <= 1:
        written = tail_of(run.text)
        if OSA.distance(written, tail, score_cutoff=1) <= 1:
            yield (*run.span(0, len(run.text)), Sure.POSSIBLE)


def digit_runs(text: Read) -> list[Digits]:
    """Every long run of digits, with those spelled out and the letter O."""
    letters = text.folded.letters
    runs: list[list[Place]] = [[]]
    end, times = 0, 1
    for match in _PIECE.finditer(letters):
        piece = match[0]
        if not _GAP.fullmatch(letters[end : match.start()]):
            runs.append([])
            times = 1
        end = match.end()
        if piece in _TIMES:
            times = _TIMES[piece]
            continue
        digits = _digits_of(piece, match.start())
        if not digits:
            runs.append([])
        runs[-1] += [d for d in digits for _ in range(times)]
        times = 1
    found = [r for r in runs if len(r) >= SHORTEST]
    return [
        Digits("".join(d for d, _, _ in run), tuple((s, e) for _, s, e in run))
        for run in found
    ]


def _digits_of(piece: str, start: int) -> list[Place]:
    if piece.isdigit():
        return [(d, start + n, start + n + 1) for n, d in enumerate(piece)]
    if piece in _SPELLED:
        return [(_SPELLED[piece], start, start + len(piece))]
    return [("0", start, start + 1)] if piece == "o" else []


def _email(text: Read, email: str) -> Iterator[tuple[int, int, Sure]]:
    letters = text.folded.letters
    local, _, domain = fold_word(email).partition("@")
    at, dot = (
        r"\s*(?:@|[\[(]?\s*\bat\b\s*[\])]?)\s*",
        r"\s*(?:\.|[\[(]?\bdot\b[\])]?)\s*",
    )
    pattern = at.join(
        dot.join(map(re.escape, half.split("."))) for half in (local, domain)
    )
    whole = [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", letters)]
    yield from ((*span, Sure.CERTAIN) for span in whole)
    if whole or len(local) < SHORTEST or local in ordinary_words() | _OPEN_MAIL:
        return
    for match in re.finditer(rf"(?<!\w){re.escape(local)}(?!\w)", letters):
        yield (*match.span(), Sure.LIKELY)


def _code(text: Read, code: str) -> Iterator[tuple[int, int, Sure]]:
    wanted = squeeze(code)
    if len(wanted) < SHORTEST_CODE or wanted in ordinary_words():
        return
    gap = r"[\s/.,'_-]{0,2}"
    loose = {"0": "[0o]", "o": "[0o]", "1": "[1il]", "i": "[1i]", "l": "[1l]"}
    has_digit = any(letter.isdigit() for letter in wanted)
    letters = [
        loose.get(c, re.escape(c)) if has_digit else re.escape(c) for c in wanted
    ]
    pattern = rf"(?<![^\W_]){gap.join(letters)}(?![^\W_])"
    for match in re.finditer(pattern, text.folded.letters):
        yield (*match.span(), Sure.CERTAIN)
