"""Whether words for another force or agency say who asked (clares-law 1.3).

A man once learned from his offender manager that his partner had asked (reliability
8.1). So the words of a request never carry a name of the applicant or the referrer.
"""

from __future__ import annotations

import re
from typing import Any

from casework.folding import fold
from casework.models import IdentifierKind, Part, Person
from casework.queries.involved import ASKED

SHORTEST = 3
# The digits of a number without what differs by how it is written: +44, 0.
NUMBER = 9


def asked_by_in(case: Any, *texts: str, about: Person) -> str:
    """What one of ``texts`` says of whoever asked: a name, number or e-mail; or "".

    Somebody whom the request is about can be named: not as the one who asked. What the
    subject has too says nothing. Four queries.
    """
    said = "\n".join(texts)
    rows = list(
        case.involvements.select_related("person").prefetch_related(
            "person__names", "person__identifiers"
        )
    )
    may_be_said = {
        detail
        for row in rows
        if row.part == Part.SUBJECT or row.person_id == about.pk
        for detail in _details_of(row.person)
    }
    for row in rows:
        if row.part in ASKED and row.person_id != about.pk:
            for detail in sorted(_details_of(row.person) - may_be_said):
                if _has(said, detail):
                    return detail
    return ""


def _details_of(person: Person) -> set[str]:
    """Whole names and their words, folded, and the numbers and e-mails.

    Nothing of one or two letters.
    """
    whole = {fold(str(name)) for name in person.names.all()}
    words = {word for name in whole for word in name.split()}
    reached = {_as_compared(row.kind, row.value) for row in person.identifiers.all()}
    return {one for one in whole | words | reached if len(one) >= SHORTEST}


def _as_compared(kind: str, value: str) -> str:
    if kind == IdentifierKind.EMAIL:
        return value.casefold()
    digits = re.sub(r"\D", "", value)
    is_number = kind == IdentifierKind.PHONE and len(digits) >= NUMBER
    return digits[-NUMBER:] if is_number else ""


def _has(said: str, detail: str) -> bool:
    if detail.isdigit():
        return detail in re.sub(r"\D", "", said)
    if "@" in detail:
        return detail in said.casefold()
    return bool(re.search(rf"(?<!\w){re.escape(detail)}(?!\w)", fold(said)))
