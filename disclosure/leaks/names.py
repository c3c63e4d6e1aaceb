"""Names: as written, misspelt, shortened, reversed, spaced out, as initials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from disclosure.leaks.hits import Found, Sure
from disclosure.leaks.letters import fold_word, squeeze
from disclosure.leaks.people import Hidden, Name
from disclosure.leaks.short_forms import short_forms_of
from disclosure.leaks.sounds import shape_of, sound_of
from disclosure.leaks.words import Read, Word, ordinary_words

NAME, MISSPELT = "name", "possible misspelling of a name"
SHORT, INITIALS = "short form of a name", "initials of a name"
SHORTEST = 2
# Names from this length on may be misspelt by one letter; by two from the next.
ONE_SLIP, TWO_SLIPS = 4, 7
SURE_FROM = 5
GLUED = 6
# Words that follow "Will" and "May" where these ask and name nobody.
_AFTER_VERB = frozenset(
    [
        "you",
        "we",
        "she",
        "he",
        "they",
        "i",
        "it",
        "there",
        "the",
        "this",
        "that",
        "not",
        "your",
    ]
)
# Letters that stand for a job, a place or a law: no initials of a person.
_ABBREVIATIONS = frozenset(
    {
        "pc",
        "dc",
        "ds",
        "di",
        "dci",
        "sgt",
        "dv",
        "da",
        "uk",
        "gp",
        "mp",
        "qc",
        "kc",
        "dr",
        "mr",
        "ms",
        "cp",
        "ip",
        "pp",
        "am",
        "pm",
        "id",
        "ok",
        "tv",
    }
)
# fmt: on


@dataclass(frozen=True)
class Target:
    """One word of a name, as it is looked for."""

    word: str
    what: str = NAME

    @property
    def is_ordinary(self) -> bool:
        """A dictionary has it: only a capital makes a name of it."""
        return self.word in ordinary_words() or len(self.word) <= SHORTEST


def name_words(names: Iterable[Name]) -> set[str]:
    """Every folded word of ``names``, with those of a double name apart."""
    found: set[str] = set()
    for name in names:
        for part in (*name.given.split(), *name.family.split()):
            found.add(squeeze(part))
            found.update(squeeze(piece) for piece in fold_word(part).split("-"))
        found.add(squeeze(name.family))
    return {word for word in found if len(word) >= SHORTEST}


def names_found(text: Read, hidden: Hidden, shown: frozenset[str]) -> Iterator[Found]:
    """Where ``text`` has a name of ``hidden``; ``shown`` are words that may be said."""
    targets = _targets(hidden, shown)
    if not targets:
        return
    exact = {target.word: target for target in targets}
    for word, start, end, sure, what in _finds(text, exact, shown, hidden):
        if word not in shown:
            yield Found(start, end, what, sure, hidden.key, hidden.part)


Find = tuple[str, int, int, Sure, str]


def _finds(
    text: Read, exact: dict[str, Target], shown: frozenset[str], hidden: Hidden
) -> Iterator[Find]:
    for place, word in enumerate(text.words):
        sure, what = _judge(text, place, exact, shown)
        if sure is not None:
            yield word.text, word.start, word.end, sure, what
    yield from _disguised(text, exact)
    yield from _joined(text, exact)
    for name in hidden.names:
        yield from _glued(text, name)
        yield from _initials(text, name, shown)


def _targets(hidden: Hidden, shown: frozenset[str]) -> list[Target]:
    words = name_words(hidden.names) - shown
    given = {squeeze(g) for name in hidden.names for g in name.given.split()}
    short = {form for word in given & words for form in short_forms_of(word)}
    return [
        *(Target(word) for word in sorted(words)),
        *(Target(word, SHORT) for word in sorted(short - words - shown)),
    ]


def _judge(
    text: Read, place: int, exact: dict[str, Target], shown: frozenset[str]
) -> tuple[Sure | None, str]:
    """How sure it is that the word at ``place`` is one of the names."""
    word = text.words[place]
    for written in dict.fromkeys((word.text, word.bare)):
        if target := exact.get(written):
            return _exactly(text, place, target), target.what
    if word.text in shown or word.is_ordinary or len(word.bare) < ONE_SLIP - 1:
        return None, ""
    sure = max((_nearly(word, target) for target in exact.values()), default=0)
    return (Sure(sure), MISSPELT) if sure else (None, "")


def _exactly(text: Read, place: int, target: Target) -> Sure | None:
    best = Sure.CERTAIN if target.what == NAME else Sure.LIKELY
    if not target.is_ordinary:
        return best
    word = text.words[place]
    if not text.has_case or (word.is_shouted and len(word.text) > SHORTEST):
        return Sure.POSSIBLE
    if not word.is_capital or word.is_shouted:
        return None
    if not word.opens:
        return Sure.LIKELY
    after = text.words[place + 1].text if place + 1 < len(text.words) else ""
    return None if after in _AFTER_VERB else Sure.POSSIBLE


def _nearly(word: Word, target: Target) -> int:
    """0, or how sure it is that ``word`` is ``target`` with a slip."""
    wanted, written = target.word, word.bare
    if target.what == SHORT or (target.is_ordinary and not word.is_capital):
        return 0
    if min(len(wanted), len(written)) < ONE_SLIP - 1 or len(wanted) < ONE_SLIP:
        return 0
    if shape_of(wanted) == shape_of(written):
        return Sure.LIKELY
    allowed = 2 if len(wanted) >= TWO_SLIPS and len(written) >= TWO_SLIPS - 1 else 1
    slips = OSA.distance(wanted, written, score_cutoff=allowed)
    same_start = wanted[0] == written[0]
    if slips == 1 and (word.is_capital or same_start or allowed > 1):
        return Sure.LIKELY if len(wanted) > SURE_FROM else Sure.POSSIBLE
    heard = sound_of(wanted) == sound_of(written)
    return Sure.POSSIBLE if (slips <= allowed and same_start) or heard else 0


def _disguised(text: Read, exact: dict[str, Target]) -> Iterator[Find]:
    """Z3rl1na: digits and signs in place of letters."""
    by_shape = {shape_of(word): t for word, t in exact.items() if not t.is_ordinary}
    for written, start, end in text.disguised:
        for piece in (written, written.rstrip("i")):
            if target := by_shape.get(shape_of(piece)):
                yield target.word, start, end, Sure.LIKELY, target.what
                break


def _joined(text: Read, exact: dict[str, Target]) -> Iterator[Find]:
    """Zer-lina, O ' Brien, Z e r l i n a: one name in several pieces."""
    for place in range(len(text.words)):
        run = ""
        for last in range(place, min(place + 24, len(text.words))):
            word = text.words[last]
            if last > place and not _may_join(text, last, len(run) / (last - place)):
                break
            run += word.text
            target = exact.get(run)
            pieces = last - place + 1
            long_enough = len(run) > ONE_SLIP or len(run) == pieces >= ONE_SLIP - 1
            if pieces > 1 and target and long_enough and target.what == NAME:
                yield run, text.words[place].start, word.end, Sure.CERTAIN, NAME


def _may_join(text: Read, last: int, mean: float) -> bool:
    """Whether the word ``last`` may go on the one before it."""
    left, right = text.words[last - 1], text.words[last]
    gap = text.between(left, right)
    if set(gap) <= set("-'_.\n") or (gap.strip() == "-" and "\n" in gap):
        return True
    spaced_out = mean == 1 and len(right.text) == 1
    both = left.is_ordinary and right.is_ordinary
    return len(gap) <= len(" - ") and not gap.strip(" -'.") and (spaced_out or not both)


def _halves(name: Name) -> tuple[list[str], list[str]]:
    """The given names and the family names, whole and in pieces."""
    given = [squeeze(part) for part in name.given.split()]
    family = [squeeze(name.family), *map(squeeze, fold_word(name.family).split("-"))]
    return [g for g in given if g], list(dict.fromkeys(f for f in family if f))


def _glued(text: Read, name: Name) -> Iterator[Find]:
    """zerlinaquayle, zquayle, zerlinaq: user names and hashtags."""
    given, family = _halves(name)
    pairs = [(g, f) for g in given for f in family]
    whole = {glued for g, f in pairs for glued in (g + f, f + g)}
    parts = {p for g, f in pairs for p in (g[0] + f, f + g[0], g + f[0])}
    for word in text.words:
        if any(len(w) >= GLUED and w in word.text for w in whole):
            yield word.text, word.start, word.end, Sure.CERTAIN, NAME
        elif word.bare in parts and len(word.bare) >= GLUED and not word.is_ordinary:
            yield word.text, word.start, word.end, Sure.LIKELY, NAME


def _initials(text: Read, name: Name, shown: frozenset[str]) -> Iterator[Find]:
    """Z.Q., Z Q, ZQ; and an initial beside the other name: Z. Quayle, Zerlina Q."""
    given, family = _halves(name)
    if not given or not family:
        return
    first, last = given[0][0], family[0][0]
    lasts = {f[0] for f in family}
    beside = {(first, f) for f in family if f not in shown}
    beside |= {(g, letter) for g in given if g not in shown for letter in lasts}
    for word in text.words:
        shouted = word.is_shouted and word.text not in _ABBREVIATIONS
        if word.text == first + last and shouted:
            yield word.text, word.start, word.end, Sure.POSSIBLE, INITIALS
    for word, after in pairwise(text.words):
        pair = word.text, after.text
        if not _side_by_side(text, word, after):
            continue
        if pair == (first, last):
            yield first + last, word.start, after.end, Sure.POSSIBLE, INITIALS
        if pair in beside:
            yield "".join(pair), word.start, after.end, Sure.CERTAIN, NAME


def _side_by_side(text: Read, word: Word, after: Word) -> bool:
    """Two words with capitals and nothing but a dot or a space between."""
    capitals = word.is_capital and after.is_capital
    return capitals and set(text.between(word, after)) <= set(". -")
