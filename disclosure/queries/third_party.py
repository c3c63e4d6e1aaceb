"""Who must never be revealed by words that are spoken, read from a case.

The person at risk is never told who asked, nor anything about other people who helped
(clares-law 3.3, 4.2). The search itself is ``disclosure/leaks``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.clock import local_date
from casework.models import IdentifierKind, Involvement, Part, Person
from disclosure.leaks.hits import Hit
from disclosure.leaks.people import Hidden, Name, Place, Shown
from disclosure.leaks.relations import KIN, ties_in_words, ties_said_in
from disclosure.leaks.search import leaks_of
from disclosure.leaks.words import read
from disclosure.models.leaks import LeakOverride

# Those whom the words are about or spoken to may be named; of others nothing is said.
NAMED_PARTS = (Part.PERSON_AT_RISK, Part.SUBJECT)
SPOKEN_TO = (*NAMED_PARTS, Part.RECIPIENT)
ASKED = (Part.APPLICANT, Part.REFERRER)
IN_WORDS: dict[str, str] = {
    Part.APPLICANT: "the applicant",
    Part.REFERRER: "the referrer",
    Part.CHILD: "a child",
}
ANOTHER = "another person of the case"
EARLIER_PARTNER, SOURCE = "an earlier partner", "a sensitive source"
SHORTEST_OF_SOURCE = 4
REVEALS = (
    "The text names or describes somebody who must not be revealed. Take it out: "
    "the person who is told never learns who asked or who helped."
)


@dataclass(frozen=True)
class Leak:
    """A piece of text that reveals a person, and that person's part."""

    part: str
    found: str


@dataclass(frozen=True)
class LeakCheck:
    """The check for one case, with everything read that it needs."""

    hidden: Sequence[Hidden]
    shown: Shown
    overridden: dict[str, LeakOverride] = field(default_factory=dict)

    def hits(self, text: str) -> list[Hit]:
        """Everything in ``text`` that may reveal somebody, overridden or not."""
        return leaks_of(text, self.hidden, self.shown)

    def open_hits(self, *texts: str) -> list[Hit]:
        """The hits that nobody has overridden."""
        found = [hit for text in texts for hit in self.hits(text)]
        return [hit for hit in found if hit.key not in self.overridden]


def leaks_in(case: Any, *texts: str) -> list[Leak]:
    """What ``texts`` reveal that is neither removed nor overridden with a reason."""
    if not any(text.strip() for text in texts):
        return []
    hits = leak_check_of(case).open_hits(*texts)
    return [Leak(" or ".join(hit.parts), hit.text) for hit in hits]


def leak_check_of(case: Any) -> LeakCheck:
    """The check for ``case``: the same number of queries for any number of people."""
    rows = list(_rows_of(case))
    named = {row.person_id: row for row in rows if row.part in NAMED_PARTS}
    spoken_to = {row.person_id: row for row in rows if row.part in SPOKEN_TO}
    hidden = {
        row.person_id: row
        # Who asked comes last and so counts, if somebody has several parts.
        for row in sorted(rows, key=lambda r: r.part in ASKED)
        if _is_hidden(row, named, spoken_to)
    }
    said = ties_said_in(_words_of_applicant(case))
    return LeakCheck(
        [
            *(_hidden(case, row, said) for row in hidden.values()),
            *_sources_of(case),
        ],
        _shown(row.person for row in named.values()),
        {row.key: row for row in case.leak_overrides.select_related("by")},
    )


def _is_hidden(row: Involvement, named: Any, spoken_to: Any) -> bool:
    """Also a recipient who asked: the person at risk must not learn that they did."""
    if row.person_id in named:
        return False
    return row.part in ASKED or row.person_id not in spoken_to


def _rows_of(case: Any) -> Any:
    return (
        Involvement.objects.filter(case_id=case.pk)
        .select_related("person")
        .prefetch_related("person__names", "person__identifiers", "person__addresses")
    )


def _words_of_applicant(case: Any) -> str:
    asked = getattr(case, "application", None)
    return f"{asked.relationship_as_given}. {asked.reason}" if asked else ""


def _hidden(case: Any, row: Involvement, said: frozenset[str]) -> Hidden:
    person, asked = row.person, row.part in ASKED
    ties = ties_in_words(row.note) | (said if asked else frozenset())
    if row.part == Part.CHILD:
        ties |= {"child"}
    earlier = row.part == Part.OTHER and "former_partner" in ties
    values = _values(person)
    days = (*values.days, local_date(case.received_at)) if asked else values.days
    part = EARLIER_PARTNER if earlier else IN_WORDS.get(row.part, ANOTHER)
    return Hidden(
        key=person.pk,
        part=part,
        names=values.names,
        phones=values.phones,
        emails=values.emails,
        codes=values.codes,
        places=values.places,
        days=days,
        ties=ties,
        kin=KIN.get(row.category, frozenset()) if asked else frozenset(),
        is_source=asked,
    )


def _shown(people: Iterable[Person]) -> Shown:
    all_of = [_values(person) for person in people]
    return Shown(
        names=tuple(name for one in all_of for name in one.names),
        phones=tuple(phone for one in all_of for phone in one.phones),
        emails=tuple(email for one in all_of for email in one.emails),
        codes=tuple(code for one in all_of for code in one.codes),
        places=tuple(place for one in all_of for place in one.places),
        days=tuple(day for one in all_of for day in one.days),
    )


def _values(person: Person) -> Shown:
    """What a person is known by."""
    kinds = IdentifierKind
    by_kind: dict[str, list[str]] = {kind: [] for kind in kinds}
    for row in person.identifiers.all():
        by_kind.setdefault(row.kind, []).append(row.value)
        if row.kind == kinds.PHONE and row.comparable:
            by_kind[kinds.PHONE].append(row.comparable)
    days: tuple[dt.date, ...] = (person.date_of_birth,) if person.date_of_birth else ()
    return Shown(
        names=tuple(Name(name.given, name.family) for name in person.names.all()),
        phones=tuple(dict.fromkeys(by_kind.pop(kinds.PHONE))),
        emails=tuple(by_kind.pop(kinds.EMAIL)),
        codes=tuple(value for values in by_kind.values() for value in values),
        places=tuple(
            Place(row.line1, row.town, row.postcode) for row in person.addresses.all()
        ),
        days=days,
    )


def _sources_of(case: Any) -> Iterator[Hidden]:
    """The proper names in the source of what points to a sensitive source."""
    rows = case.assertions.filter(sensitive_source=True).values_list("pk", "source")
    for pk, source in rows:
        names = tuple(
            Name(family=word.text)
            for word in read(source).words
            if word.is_capital and not word.is_shouted and not word.is_ordinary
            if len(word.text) >= SHORTEST_OF_SOURCE
        )
        numbers = tuple(re.findall(r"\d[\d\s]{5,}", source))
        if names or numbers:
            yield Hidden(-pk, SOURCE, names=names, phones=numbers)
