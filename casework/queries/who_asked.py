"""Whether words for another force or agency say who asked (clares-law 1.3).

A man once learned from his offender manager that his partner had asked (reliability
8.1). So the words of a request never carry a name of the applicant or the referrer.
"""

from __future__ import annotations

import re
from typing import Any

from casework.folding import fold
from casework.models import Part, Person
from casework.queries.involved import ASKED

SHORTEST = 3


def asked_by_in(case: Any, *texts: str, about: Person) -> str:
    """The name of whoever asked that one of ``texts`` says, or an empty string.

    Somebody whom the request is about can be named: not as the one who asked. A name
    that the subject has too says nothing. Three queries.
    """
    folded = fold("\n".join(texts))
    rows = list(
        case.involvements.select_related("person").prefetch_related("person__names")
    )
    may_be_said = {
        name
        for row in rows
        if row.part == Part.SUBJECT or row.person_id == about.pk
        for name in _names_of(row.person)
    }
    for row in rows:
        if row.part in ASKED and row.person_id != about.pk:
            for name in sorted(_names_of(row.person) - may_be_said):
                if _has(folded, name):
                    return name
    return ""


def _names_of(person: Person) -> set[str]:
    """Whole names and their words, folded; nothing of one or two letters."""
    whole = {fold(str(name)) for name in person.names.all()}
    words = {word for name in whole for word in name.split()}
    return {name for name in whole | words if len(name) >= SHORTEST}


def _has(folded: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded))
