"""What a search finds a case by: the names and numbers of its people."""

from __future__ import annotations

from typing import Any

from casework.folding import fold
from casework.models import Case, Person


def refresh_search_text(case: Any) -> None:
    """One folded column that a trigram index serves (trap P9); the caller saves."""
    words = [case.reference]
    people = Person.objects.filter(involvements__case_id=case.pk).distinct()
    for person in people.prefetch_related("names", "addresses", "identifiers"):
        words += [str(name) for name in person.names.all()]
        words += [str(address) for address in person.addresses.all()]
        words += [row.value for row in person.identifiers.all()]
        words += [row.comparable for row in person.identifiers.all()]
        if person.date_of_birth:
            words.append(f"{person.date_of_birth:%d/%m/%Y}")
    case.search_text = "\n".join(map(fold, dict.fromkeys(filter(None, words))))


def refresh_other_cases(person: Person, but_not: Any) -> None:
    """The other cases of a person are found by the new names and numbers too."""
    others = Case.objects.filter(involvements__person=person).exclude(pk=but_not.pk)
    for case in others.distinct().order_by("pk"):
        refresh_search_text(case)
        Case.objects.filter(pk=case.pk).update(search_text=case.search_text)
