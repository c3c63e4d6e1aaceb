"""What each member of the unit carries: by age of the cases, and by risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from casework.figures.scope import Scope
from casework.models import Risk
from casework.moment import now
from casework.queries.case_list import AGES, is_overdue
from casework.queries.workload import carriers


@dataclass(frozen=True)
class Carried:
    """One person's open cases: by age band in the order of ``AGES``, high risk, late.

    Without a name it is what nobody has.
    """

    user_pk: int | None
    name: str
    bands: Sequence[int]
    high_risk: int = 0
    overdue: int = 0

    @property
    def total(self) -> int:
        """All open cases of this person."""
        return sum(self.bands)


def carried(scope: Scope) -> list[Carried]:
    """Everybody who can carry a case, by name, then what nobody has; two queries.

    Restricted cases are in no count (architecture 5). Whoever sees their own figures
    gets their own row.
    """
    counts = _counts(scope)
    if not scope.shows_people:
        return [_row(scope.user.pk, str(scope.user), counts)]
    people = carriers(scope.user.unit)
    known = [_row(pk, name, counts) for pk, name in people]
    return [*known, _row(None, "Nobody", counts)]


def _row(pk: int | None, name: str, counts: dict[Any, dict[str, Any]]) -> Carried:
    found = counts.get(pk)
    if found is None:
        return Carried(pk, name, [0] * len(AGES))
    bands = [found[f"band_{number}"] for number in range(len(AGES))]
    return Carried(pk, name, bands, found["high"], found["late"])


def _counts(scope: Scope) -> dict[Any, dict[str, Any]]:
    at = now()
    bands = {
        f"band_{number}": Count("pk", filter=choice.condition(at))
        for number, choice in enumerate(AGES.values())
    }
    rows = (
        scope.cases()
        .open()
        .filter(restricted=False)
        .values("owner_id")
        .order_by("owner_id")
        .annotate(
            high=Count("pk", filter=Q(risk=Risk.HIGH)),
            late=Count("pk", filter=is_overdue(at)),
            **bands,
        )
    )
    return {row["owner_id"]: dict(row) for row in rows}
