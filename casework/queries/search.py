"""Finding a case by its reference, or by a person in it, among those one may see.

``Case.search_text`` holds what is searched, folded, behind one trigram index (P9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q

from casework.actions.people import fold
from casework.clock import local_date
from casework.forms.text_fields import e164_of, tidy_postcode
from casework.models import Case, Involvement
from casework.moment import now
from casework.policy import Capability, may
from casework.queries.case_list import rows_of
from casework.schemes import all_schemes
from casework.typed_dates import UnreadableDate, parse_birth_date

if TYPE_CHECKING:
    from accounts.models import User

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
    by_reference = not words and condition != Q()
    if not condition:
        return Found([])
    cases = rows_of(Case.objects.visible_to(user).filter(condition))
    if words:
        people = Involvement.objects.select_related("person").prefetch_related(
            "person__names"
        )
        cases = cases.prefetch_related(Prefetch("involvements", queryset=people))
    # No index offers this order, so the planner starts from the words, not from it.
    order = (F("closed_at").asc(nulls_first=True), "-received_at", "-pk")
    rows = list(cases.order_by(*order)[: MOST_FOUND + 1])
    shown = rows[:MOST_FOUND]
    names = {case.pk: _names(user, case, words) for case in shown} if words else {}
    return Found(shown, len(rows) > MOST_FOUND, by_reference, names)


def _names(user: User, case: Case, words: list[str]) -> str:
    """Whose name fits and their part, for those who may see how to reach people."""
    if not may(user, Capability.SEE_CONTACT, case).allowed:
        return ""
    parts: dict[str, list[str]] = {}
    for row in case.involvements.all():
        for name in row.person.names.all():
            if any(word in fold(str(name)) for word in words):
                parts.setdefault(str(name), []).append(row.get_part_display().lower())
    fitting = [f"{name} ({', '.join(part)})" for name, part in parts.items()]
    return "; ".join(fitting) or "Another detail fits"
