"""Other cases about the same people: those linked, and those that may belong together.

Source: clares-law 5 ("Duplicate": match on person at risk and subject, with the date of
birth; "Repeat request": show previous outcomes) and 9.4, T1 (duplicate search). Only
cases that the reader may know of are ever read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from casework.births import births_like
from casework.folding import fold
from casework.models import Case, CaseLink, Involvement, LinkKind, Part, Person
from casework.queries.case_list import rows_of
from casework.queries.involved import Involved, involved_in
from casework.queries.outcomes import hide_outcomes

if TYPE_CHECKING:
    from accounts.models import User

MOST_SHOWN = 10
# Cases with one of the names that are looked at.
MOST_READ = 300
# No index offers this order, so the planner starts from the names, not from it.
OPEN_AND_NEWEST = (F("closed_at").asc(nulls_first=True), "-received_at", "-pk")
# The trigram index finds nothing shorter.
SHORTEST_NAME = 3
# Why two cases are alike, by the parts that fit.
WHY = {
    frozenset({Part.SUBJECT}): "Same subject",
    frozenset({Part.PERSON_AT_RISK}): "Same person at risk",
    frozenset({Part.SUBJECT, Part.PERSON_AT_RISK}): "Same person at risk and subject",
}
COMPARED = (Part.SUBJECT, Part.PERSON_AT_RISK, Part.CAUSES_HARM)
# Schemes name the same part differently: whoever causes harm is compared with subjects.
AS_PART = {Part.CAUSES_HARM: Part.SUBJECT}
WRITTEN_AS = {Part.SUBJECT: (Part.SUBJECT, Part.CAUSES_HARM)}
# A link as each of its cases says it, before the other one's reference.
FROM_HERE = {
    LinkKind.DUPLICATE: "Duplicate of",
    LinkKind.REPEAT: "Repeat of",
    LinkKind.SAME_PEOPLE: "About the same people as",
    LinkKind.SAME_CONTACT: "Opened by the same contact as",
}
FROM_THERE = {
    LinkKind.DUPLICATE: "Duplicated by",
    LinkKind.REPEAT: "Repeated by",
    LinkKind.SAME_PEOPLE: "About the same people as",
    LinkKind.SAME_CONTACT: "Opened by the same contact as",
}


@dataclass(frozen=True)
class Match:
    """Another case with the same people, and which of them."""

    case: Case
    parts: frozenset[Part]

    @property
    def why(self) -> str:
        """E.g. "Same person at risk and subject"."""
        return WHY[self.parts]


@dataclass(frozen=True)
class Linked:
    """A case that somebody linked with this one, from either side."""

    case: Case
    words: str
    link: CaseLink

    @property
    def said(self) -> str:
        """E.g. "Duplicate of CL-26-000123-K"."""
        return f"{self.words} {self.case.reference}"


def linked_cases(case: Case, user: User) -> list[Linked]:
    """The links of ``case`` to cases that ``user`` may know of, oldest first."""
    visible = Case.objects.visible_to(user).values("pk")
    links = (
        CaseLink.objects.filter(
            Q(case_id=case.pk, other_id__in=visible)
            | Q(other_id=case.pk, case_id__in=visible)
        )
        .select_related("case", "other", "by")
        .order_by("at", "pk")
    )
    linked = [_linked(case, link) for link in links]
    hide_outcomes(user, (one.case for one in linked))
    return linked


def _linked(case: Case, link: CaseLink) -> Linked:
    if link.case_id == case.pk:
        return Linked(link.other, FROM_HERE[LinkKind(link.kind)], link)
    return Linked(link.case, FROM_THERE[LinkKind(link.kind)], link)


def possible_matches(
    case: Case,
    user: User,
    *,
    shown: Iterable[Involved] | None = None,
    but_not: Iterable[int] = (),
) -> list[Match]:
    """At most ten other cases with the same subject or person at risk.

    A name of theirs (main, alias or previous) is the same without case and accents,
    and the dates of birth do not speak against it. Both people first, then open cases,
    then the newest. ``shown`` are the people of the case if they were read already,
    ``but_not`` primary keys to leave out. Six queries at most, three if ``shown``.
    """
    people = _compared(involved_in(case, user) if shown is None else shown)
    said = _said_of(people.values())
    if not said:
        return []
    named = Case.objects.visible_to(user).filter(said)
    named = named.exclude(pk__in=[case.pk, *but_not])
    # The limit makes the planner read the few cases that have the name first.
    newest = named.order_by(*OPEN_AND_NEWEST).values("pk")[:MOST_READ]
    cases = rows_of(Case.objects.filter(_near(people), pk__in=newest))
    read: Any = cases.order_by(*OPEN_AND_NEWEST).prefetch_related(
        Prefetch("involvements", queryset=_with_names(), to_attr="compared")
    )
    found = [Match(other, _parts_alike(people, other)) for other in read]
    alike = [match for match in found if match.parts]
    hide_outcomes(user, (match.case for match in alike))
    return sorted(alike, key=lambda match: -len(match.parts))[:MOST_SHOWN]


def _with_names() -> Any:
    rows = Involvement.objects.filter(part__in=COMPARED).select_related("person")
    return rows.prefetch_related("person__names").order_by("pk")


def _compared(shown: Iterable[Involved]) -> dict[Part, Person]:
    return {
        AS_PART.get(part, part): one.person
        for one in shown
        for part in one.parts
        if part in COMPARED
    }


def _people_of(rows: Iterable[Involvement]) -> dict[Part, Person]:
    parts = ((Part(row.part), row.person) for row in rows)
    return {AS_PART.get(part, part): person for part, person in parts}


def _parts_alike(people: Mapping[Part, Person], other: Any) -> frozenset[Part]:
    theirs = _people_of(other.compared)
    both = people.keys() & theirs.keys()
    return frozenset(part for part in both if is_alike(people[part], theirs[part]))


# -- One person and another ----------------------------------------------------------
def is_alike(one: Person, other: Person) -> bool:
    """Whether the two may be one person: a common name, and no other birthday.

    A birthday that a slip of the pen could make of it is no other one (AS-10).
    """
    born = other.date_of_birth
    if one.date_of_birth and born and born not in births_like(one.date_of_birth):
        return False
    return not _names_of(one).isdisjoint(_names_of(other))


def _names_of(person: Person) -> set[str]:
    return {fold(str(name)) for name in person.names.all()}


# -- What the database leaves out ----------------------------------------------------
def _said_of(people: Iterable[Person]) -> Q:
    """One of the names is a line of the text that the trigram index serves."""
    names = {name for person in people for name in _names_of(person)}
    said = Q()
    for name in sorted(names):
        if len(name) >= SHORTEST_NAME:
            said |= Q(search_text__contains=f"\n{name}\n")
            said |= Q(search_text__endswith=f"\n{name}")
    return said


def _near(people: Mapping[Part, Person]) -> Exists:
    """Somebody in the same part whose date of birth does not speak against it."""
    near = Q()
    for part, person in people.items():
        fits = Q(part__in=WRITTEN_AS.get(part, (part,)))
        if person.date_of_birth:
            like = births_like(person.date_of_birth)
            born = Q(person__date_of_birth__in=like)
            fits &= born | Q(person__date_of_birth__isnull=True)
        near |= fits
    return Exists(Involvement.objects.filter(near, case_id=OuterRef("pk")))
