"""Finding a case by its reference, or by a person in it, among those one may see.

``Case.search_text`` holds what is searched, folded, behind one trigram index (P9). It
knows everybody on the case; whoever may not know who asked finds a case only by what
they may see of it (clares-law 1.3), or the search itself would tell them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q

from casework.clock import local_date
from casework.folding import fold
from casework.forms.text_fields import e164_of, tidy_postcode
from casework.models import Case, Involvement
from casework.moment import now
from casework.policy import Capability, may
from casework.queries.case_list import ROW_FIELDS, rows_of
from casework.queries.involved import (
    NEED_WHO_ASKED,
    Involved,
    may_know_who_asked,
    shown_to,
)
from casework.schemes import all_schemes
from casework.typed_dates import UnreadableDate, parse_birth_date

if TYPE_CHECKING:
    from accounts.models import User
    from casework.models.case import CaseQuerySet

MOST_FOUND = 50
SHORTEST = 3
_NOT_IN_REFERENCES = re.compile(r"[^0-9A-Z]")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]{2})([0-9]{6})([A-Z]?)")


@dataclass(frozen=True)
class Found:
    """What a search found; ``names`` by case, for those who may see them."""

    cases: list[Case]
    has_more: bool = False
    is_by_reference: bool = False
    names: dict[int, str] = field(default_factory=dict)


def find_cases(user: User, typed: str) -> Found:
    """The cases that ``typed`` fits, open ones first, at most 50.

    A reference may lack its dashes, capitals or last letter. Of anything else every
    word must be in the case. A constant number of queries.
    """
    if reference := reference_of(typed):
        return _found(user, Q(reference__startswith=reference), [])
    words = words_of(typed)
    condition = Q()
    for word in words:
        condition &= Q(search_text__contains=word)
    return _found(user, condition, words)


def reference_of(typed: str) -> str:
    """The reference that was meant, dashes and all, or an empty string."""
    shape = _NOT_IN_REFERENCES.sub("", typed.upper())
    found = _REFERENCE.fullmatch(shape)
    if not found or found[1] not in {scheme.prefix for scheme in all_schemes()}:
        return ""
    return "-".join(found.groups())


def words_of(typed: str) -> list[str]:
    """What must be in the case: a number, date or postcode as stored, else the words.

    Empty if fewer than three letters and figures were typed.
    """
    for read in (_as_phone, _as_birth_date, _as_postcode):
        if whole := read(typed):
            return [whole]
    words = fold(typed).replace(",", " ").split()
    letters = sum(character.isalnum() for word in words for character in word)
    return words if letters >= SHORTEST else []


def _as_phone(typed: str) -> str:
    if any(character.isalpha() for character in typed) or "/" in typed:
        return ""
    digits = sum(character.isdigit() for character in typed)
    return e164_of(typed) if digits >= len("01632960001") - 1 else ""


def _as_birth_date(typed: str) -> str:
    try:
        born = parse_birth_date(typed, today=local_date(now()))
    except UnreadableDate:
        return ""
    return f"{born:%d/%m/%Y}"


def _as_postcode(typed: str) -> str:
    try:
        tidy = tidy_postcode(typed)
    except ValueError:
        return ""
    # Half a postcode is a word like any other.
    return fold(tidy) if " " in tidy else ""


def _found(user: User, condition: Q, words: list[str]) -> Found:
    if not condition:
        return Found([])
    cases = rows_of(Case.objects.visible_to(user).filter(condition))
    # No index offers this order, so the planner starts from the words, not from it.
    order = (F("closed_at").asc(nulls_first=True), "-received_at", "-pk")
    ordered = cases.order_by(*order)
    if not words:
        rows = list(ordered[: MOST_FOUND + 1])
        return Found(rows[:MOST_FOUND], len(rows) > MOST_FOUND, is_by_reference=True)
    rows = _that_fit(user, ordered, words)
    shown = rows[:MOST_FOUND]
    names = {case.pk: _names(user, case, words) for case in shown}
    return Found(shown, len(rows) > MOST_FOUND, names=names)


def _that_fit(user: User, cases: CaseQuerySet, words: list[str]) -> list[Case]:
    """One more than is shown, or all, of those that fit by what ``user`` may see.

    Who may not know who asked sees few cases (deliveries and their own), and none may
    be counted before it is known to fit: so all of theirs are read.
    """
    people = Involvement.objects.select_related("person").prefetch_related(
        "person__names", "person__addresses", "person__identifiers"
    )
    # The policy asks who opened a case of another unit.
    cases = cases.only(*ROW_FIELDS, "opened_by").prefetch_related(
        Prefetch("involvements", queryset=people)
    )
    if _hides_nobody_from(user):
        cases = cases[: MOST_FOUND + 1]
    return [case for case in cases if _fits(user, case, words)]


def _hides_nobody_from(user: User) -> bool:
    """Whether the jobs of ``user`` let them know who asked, whatever the scheme."""
    return all(
        any(not user.roles.isdisjoint(scheme.roles[need]) for need in NEED_WHO_ASKED)
        for scheme in all_schemes()
    )


def _fits(user: User, case: Case, words: list[str]) -> bool:
    """Whether every word is in what ``user`` may see; the database saw the rest."""
    if may_know_who_asked(user, case):
        return True
    text = _text_of(case, shown_to(user, case, case.involvements.all()))
    return all(word in text for word in words)


def _text_of(case: Case, shown: list[Involved]) -> str:
    """What ``Case.search_text`` would be if nobody else were on the case.

    Protected addresses are on no page either.
    """
    said = [case.reference]
    for person in (one.person for one in shown):
        said += [str(name) for name in person.names.all()]
        said += [str(a) for a in person.addresses.all() if not a.is_protected]
        for row in person.identifiers.all():
            said += [row.value, row.comparable]
        if person.date_of_birth:
            said.append(f"{person.date_of_birth:%d/%m/%Y}")
    return fold("\n".join(said))


def _names(user: User, case: Case, words: list[str]) -> str:
    """Whose name fits and their part, for those who may see how to reach people."""
    if not may(user, Capability.SEE_CONTACT, case).allowed:
        return ""
    parts: dict[str, list[str]] = {}
    for one in shown_to(user, case, case.involvements.all()):
        for name in one.person.names.all():
            if any(word in fold(str(name)) for word in words):
                labels = [str(part.label).lower() for part in one.parts]
                parts.setdefault(str(name), []).extend(labels)
    fitting = [f"{name} ({', '.join(part)})" for name, part in parts.items()]
    return "; ".join(fitting) or "Another detail fits"
