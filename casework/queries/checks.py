"""The check matrix of a case: what must be checked, and what was."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q

from casework.clocks import current_cycle
from casework.models import Check, CheckRequirement, Excuse, Part, Person


class Standing(StrEnum):
    """Where one cell of the matrix stands."""

    TO_DO = "to_do"
    MADE = "made"
    WAITS = "waits"
    EXCUSED = "excused"
    REFUSED = "refused"


@dataclass(frozen=True)
class MatrixRow:
    """One required check: the person it is about and the latest result, if any."""

    system: str
    part: str
    stage: str
    person: Person
    check: Check | None

    @property
    def standing(self) -> Standing:
        """What was not made counts only once a second person has agreed to it."""
        if self.check is None:
            return Standing.TO_DO
        if self.check.was_made:
            return Standing.MADE
        if self.check.excuse == Excuse.AGREED:
            return Standing.EXCUSED
        return Standing.REFUSED if self.check.excuse else Standing.WAITS

    @property
    def is_done(self) -> bool:
        """Made, or excused with a reason and a second person's agreement."""
        return self.standing in (Standing.MADE, Standing.EXCUSED)

    @property
    def is_to_record(self) -> bool:
        """Somebody has to make it and write it down."""
        return self.standing in (Standing.TO_DO, Standing.REFUSED)

    @property
    def slug(self) -> str:
        """Names the cell on a page and in its address, and says nothing of anybody."""
        key = f"{self.stage}|{self.system}|{self.part}|{self.person.pk}"
        return f"c{hashlib.sha256(key.encode()).hexdigest()[:10]}"


def check_matrix(case: Any) -> list[MatrixRow]:
    """Every required check of the route, in order, with its latest result.

    An applicant who is the person at risk is checked once, as the person at risk; of a
    part that several people have, each is checked. Checks of a stage that a reopened
    case has come to again are made again: what they found then can be years old. Five
    queries, one more for a reopened case.
    """
    people = _people_of(case)
    again = _stages_come_again(case)
    made = {
        (check.system, check.person_id, check.stage): check
        for check in case.checks.select_related("done_by", "excuse_by").order_by(
            "done_at", "id"
        )
        if check.stage not in again or check.done_at >= again[check.stage]
    }
    required = CheckRequirement.objects.filter(
        Q(route="") | Q(route=case.route), scheme=case.scheme, in_use=True
    )
    return [
        MatrixRow(
            row.system,
            row.part,
            row.stage,
            person,
            made.get((row.system, person.pk, row.stage)),
        )
        for row in required
        for person in people.get(row.part, ())
    ]


def _stages_come_again(case: Any) -> dict[str, dt.datetime]:
    """Stage to the moment of reopening, of those entered since then."""
    cycle, began = current_cycle(case)
    if cycle == 1:
        return {}
    # The stage that it was reopened into is entered an instant before the clock starts.
    since = case.visits.exclude(left_at__lte=began).values_list("stage", flat=True)
    return dict.fromkeys(since, began)


def _people_of(case: Any) -> dict[str, list[Person]]:
    people: dict[str, list[Person]] = {}
    for part in case.involvements.select_related("person").prefetch_related(
        "person__names"
    ):
        people.setdefault(part.part, []).append(part.person)
    if people.get(Part.APPLICANT) == people.get(Part.PERSON_AT_RISK):
        people.pop(Part.APPLICANT, None)
    return people


def outstanding_checks(case: Any) -> list[MatrixRow]:
    """The checks of the case's present stage that are neither made nor excused."""
    return [
        row for row in check_matrix(case) if row.stage == case.stage and not row.is_done
    ]
