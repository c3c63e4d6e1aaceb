"""The check matrix of a case: what must be checked, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from casework.models import Check, CheckRequirement, Part, Person


@dataclass(frozen=True)
class MatrixRow:
    """One required check: the person it is about and the latest result, if any."""

    system: str
    part: str
    stage: str
    person: Person
    check: Check | None

    @property
    def is_done(self) -> bool:
        """Made, or excused with a reason."""
        return self.check is not None


def check_matrix(case: Any) -> list[MatrixRow]:
    """Every required check of the route, in order, with its latest result.

    An applicant who is the person at risk is checked once, as the person at risk.
    """
    people: dict[str, Person] = {
        part.part: part.person
        for part in case.involvements.select_related("person").prefetch_related(
            "person__names"
        )
    }
    if people.get(Part.APPLICANT) == people.get(Part.PERSON_AT_RISK):
        people.pop(Part.APPLICANT, None)
    made = {
        (check.system, check.person_id, check.stage): check
        for check in case.checks.select_related("done_by").order_by("done_at", "id")
    }
    required = CheckRequirement.objects.filter(
        Q(route="") | Q(route=case.route), scheme=case.scheme, in_use=True
    )
    return [
        MatrixRow(
            row.system,
            row.part,
            row.stage,
            people[row.part],
            made.get((row.system, people[row.part].pk, row.stage)),
        )
        for row in required
        if row.part in people
    ]


def outstanding_checks(case: Any) -> list[MatrixRow]:
    """The checks of the case's present stage that are neither made nor excused."""
    return [
        row for row in check_matrix(case) if row.stage == case.stage and not row.is_done
    ]
