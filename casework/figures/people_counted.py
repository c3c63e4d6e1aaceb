"""Whom the cases are about, counted; shown with small numbers suppressed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from django.db.models import Case as Choose
from django.db.models import (
    CharField,
    Count,
    DateField,
    DurationField,
    F,
    Value,
    When,
)
from django.db.models.functions import Cast

from casework.figures.filters import Wanted
from casework.models import Involvement, Part
from casework.models.people import Sex

NOT_RECORDED = "Not recorded"
NO_LABELS: Mapping[str, str] = MappingProxyType({})


def characteristics(wanted: Wanted) -> dict[str, dict[str, int]]:
    """By question: the answers about people at risk of cases received in the period.

    Sex, ethnicity as recorded, and age at receipt; each case once for each person.
    """
    people = Involvement.objects.filter(
        part__in=(Part.PERSON_AT_RISK, Part.CHILD),
        case_id__in=wanted.cases()
        .filter(received_at__gte=wanted.span.start, received_at__lt=wanted.span.end)
        .values("pk"),
    )
    return {
        "Sex": _answers(people, F("person__sex"), dict(Sex.choices)),
        "Ethnicity": _answers(people, F("person__ethnicity")),
        "Age": _answers(people, _age_band()),
    }


def _tidy(answer: str | None) -> str:
    """What was typed, so that two spellings of one answer are one."""
    return " ".join(str(answer or "").split()).capitalize() or NOT_RECORDED


def _answers(
    people: Any, answer: Any, labels: Mapping[str, str] = NO_LABELS
) -> dict[str, int]:
    rows = people.values(answer=answer).order_by("answer").annotate(count=Count("pk"))
    said: dict[str, int] = {}
    for row in rows:
        label = labels.get(row["answer"]) or _tidy(row["answer"])
        said[label] = said.get(label, 0) + row["count"]
    return said


# Ages in years at receipt, to before the next; the last has no end.
AGE_BANDS = ((0, "Under 16"), (16, "16 to 17"), (18, "18 to 24"), (25, "25 to 34"))
OLDER = ((35, "35 to 44"), (45, "45 to 54"), (55, "55 to 64"), (65, "65 and over"))
DAYS_A_YEAR = 365.25


def _age_band() -> Any:
    """The band of the age when the case was received, by years of 365.25 days."""
    bands = (*AGE_BANDS, *OLDER)
    younger = [
        When(person__date_of_birth__gt=_born_before(following), then=Value(label))
        for (_start, label), (following, _next) in pairwise(bands)
    ]
    return Choose(
        When(person__date_of_birth__isnull=True, then=Value("")),
        *younger,
        default=Value(bands[-1][1]),
        output_field=CharField(),
    )


def _born_before(years: int) -> Any:
    """The day on which whoever is so old at receipt was born."""
    ago = dt.timedelta(days=DAYS_A_YEAR * years)
    return Cast(F("case__received_at") - Value(ago, DurationField()), DateField())
