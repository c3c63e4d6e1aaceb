"""The children of a form about children, and what people write of them, as codes.

The codes are those of ``disclosure.sarahs_law.code_lists``. Words that fit no row are
"not_known", and stand beside the code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casework.typed_dates import UnreadableDate, parse_birth_date
from disclosure.website.answers import Answers
from disclosure.website.names import Name, read_name
from disclosure.website.people import LONGEST_AGE
from disclosure.website.words import fold, is_nothing

NOT_KNOWN = "not_known"
_UNBORN = re.compile(r"\bdue\b|on the way|expecting|pregnan|unborn|feichiog")

# The applicant to the child: the referrer, and the link to the child.
TO_CHILDREN: tuple[tuple[str, str, str], ...] = (
    (r"step|foster|carer|guardian", "carer", "carer"),
    (r"grand|\bnana?\b|\bgran\b|\bnain\b|\btaid\b", "grandparent", "grandparent"),
    (r"\bmother|\bfather|\bmu?m\b|\bmam\b|\bdad\b|parent|\btad\b", "parent", "parent"),
    (r"\baunt|uncle|sister|brother|cousin|relative|chwaer", "relative", "relative"),
    (r"neighbou?r|friend|ffrind|cymydog", "neighbour", "none"),
    (r"police|heddlu", "police", "none"),
    (r"teacher|social work|nurse|doctor|health|coach", "professional", "none"),
)
# What contact there is: the kind of access, and the subject to the child.
CONTACTS: tuple[tuple[str, str, str], ...] = (
    (r"online|game|internet|social media|phone", "online", "online"),
    (r"liv(?:es|ing) with|byw gyda", "lives_with", NOT_KNOWN),
    (r"coach|teach|club|tutor|train", "unsupervised", "helper"),
    (r"family friend|friend of the family", "unsupervised", "family_friend"),
    (r"babysit|visit|childmind|gwarchod", "household", NOT_KNOWN),
    (r"alone", "unsupervised", NOT_KNOWN),
)


@dataclass(frozen=True)
class Child:
    """A child of the form; ``born_typed`` is a date, an age, or when it is due."""

    name: Name
    born: date | None
    born_typed: str
    lives_with: str

    @property
    def is_unborn(self) -> bool:
        """Whether the words tell of a pregnancy."""
        return bool(_UNBORN.search(fold(self.born_typed)))

    @property
    def typed(self) -> str:
        """Everything about the child in one line, as it was typed."""
        home = f"lives with {self.lives_with}" if self.lives_with else ""
        return ", ".join(filter(None, (self.name.full, self.born_typed, home)))


class Meaning(NamedTuple):
    """What words mean: the two codes of their row."""

    first: str
    second: str


def read_children(form: Answers, *, today: date) -> tuple[Child, ...]:
    """The children in ``children``; ``today`` is the day the form was sent."""
    return tuple(_child(answers, today) for answers in form.each("children"))


def _child(answers: Answers, today: date) -> Child:
    typed = answers.line("date_of_birth_or_age", longest=LONGEST_AGE)
    home = answers.line("lives_with")
    try:
        born = parse_birth_date(typed, today=today)
    except UnreadableDate:
        born = None
    return Child(
        name=read_name(answers),
        born=born,
        born_typed="" if is_nothing(typed) else typed,
        lives_with="" if is_nothing(home) else home,
    )


def read_to_children(words: str) -> Meaning:
    """Who the applicant is, and their link to the child."""
    return _first(TO_CHILDREN, words)


def read_contact(words: str) -> Meaning:
    """The kind of access, and what the subject is to the child."""
    return _first(CONTACTS, words)


def _first(rows: tuple[tuple[str, str, str], ...], words: str) -> Meaning:
    """The first row that matches decides."""
    for pattern, first, second in rows:
        if re.search(pattern, fold(words)):
            return Meaning(first, second)
    return Meaning(NOT_KNOWN, NOT_KNOWN)
