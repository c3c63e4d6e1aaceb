"""Why late: the time of each late case over stages, holders and waits, exactly."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Count, F, Q

from casework.figures.filters import Wanted
from casework.figures.slices import Slice, slices_of
from casework.figures.sql import DaysBetween, Percentile
from casework.figures.whole import whole_clocks
from casework.figures.words import With
from casework.models import Deadline, InformationRequest

Name = TypeVar("Name", bound=Hashable)
NOTHING = dt.timedelta()
# More late cases than this are no list to read; the longest are shown.
MOST_LATE = 200


@dataclass(frozen=True)
class LateCase:
    """One clock that went past its time, with its slices; they add up to ``took``."""

    reference: str
    scheme: str
    stage: str
    cause: str
    is_open: bool
    took: dt.timedelta
    late_by: dt.timedelta
    slices: Sequence[Slice]

    def with_whom(self, whose: With) -> dt.timedelta:
        """How much of its time was with them."""
        return sum((s.took for s in self.slices if s.whose is whose), NOTHING)

    @property
    def longest(self) -> Slice:
        """The stage, holder and wait that took most of it."""
        return max(self.slices, key=lambda piece: piece.took)


def late_cases(wanted: Wanted) -> list[LateCase]:
    """The clocks that were met late in the period, or are late now; two queries.

    The longest over their time first, at most 200.
    """
    late = Q(
        met_at__gte=F("due_at"),
        met_at__range=(wanted.span.start, wanted.span.end),
    ) | Q(met_at__isnull=True, ended_at__isnull=True, due_at__lte=wanted.at)
    found = list(
        Deadline.objects.filter(
            late, key__in=whole_clocks(), case_id__in=wanted.cases().values("pk")
        )
        .select_related("case")
        .only(
            "started_at",
            "due_at",
            "met_at",
            "case__reference",
            "case__scheme",
            "case__stage",
            "case__lateness_cause",
        )
    )
    found.sort(key=lambda row: (row.due_at - (row.met_at or wanted.at), row.pk))
    found = found[:MOST_LATE]
    pieces: dict[int, list[Slice]] = {row.pk: [] for row in found}
    for piece in slices_of(list(pieces), at=wanted.at):
        pieces[piece.clock].append(piece)
    return [_late(row, pieces[row.pk], wanted.at) for row in found]


def _late(row: Deadline, pieces: Sequence[Slice], at: dt.datetime) -> LateCase:
    end = row.met_at or at
    return LateCase(
        row.case.reference,
        row.case.scheme,
        row.case.stage,
        row.case.lateness_cause,
        row.met_at is None,
        end - row.started_at,
        end - row.due_at,
        pieces,
    )


def shared_by(
    cases: Sequence[LateCase], name_of: Callable[[Slice], Name]
) -> dict[Name, dt.timedelta]:
    """All slices of ``cases`` added up by a name; the most first."""
    sums: dict[Name, dt.timedelta] = {}
    for piece in (piece for case in cases for piece in case.slices):
        name = name_of(piece)
        sums[name] = sums.get(name, NOTHING) + piece.took
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], str(pair[0]))))


def causes_of(cases: Sequence[LateCase]) -> Counter[tuple[str, str]]:
    """(scheme, cause that was recorded) to number of cases; "" is none recorded."""
    return Counter((case.scheme, case.cause) for case in cases)


@dataclass(frozen=True)
class Partner:
    """How one kind of force or agency answers."""

    scheme: str
    kind: str
    answered: int
    p50: float | None
    p90: float | None
    in_time: int
    outstanding: int
    overdue: int


def partners(wanted: Wanted) -> list[Partner]:
    """Requests sent in the period by whom was asked; elapsed days until the answer."""
    took = DaysBetween(F("sent_at"), F("answered_at"))
    has_answer = Q(answered_at__isnull=False)
    is_open = Q(answered_at__isnull=True, closed_at__isnull=True)
    rows: Any = (
        InformationRequest.objects.filter(
            case_id__in=wanted.cases().values("pk"),
            sent_at__gte=wanted.span.start,
            sent_at__lt=wanted.span.end,
        )
        .values("kind", scheme=F("case__scheme"))
        .order_by("scheme", "kind")
        .annotate(
            answered=Count("pk", filter=has_answer),
            p50=Percentile(took, 0.5, filter=has_answer),
            p90=Percentile(took, 0.9, filter=has_answer),
            in_time=Count("pk", filter=Q(answered_at__lt=F("due_at"))),
            outstanding=Count("pk", filter=is_open),
            overdue=Count("pk", filter=is_open & Q(due_at__lte=wanted.at)),
        )
    )
    return [Partner(**row) for row in rows]


LEFT_BY = """
WITH moved AS (
    SELECT v.case_id, v.stage, v.left_at,
        lead(v.by_id) OVER (PARTITION BY v.case_id ORDER BY v.entered_at, v.id) AS by_id
    FROM casework_stagevisit AS v WHERE v.case_id = ANY(%(cases)s)
), counted AS (
    SELECT c.scheme, m.stage, m.by_id, count(*) AS done,
        sum(count(*)) OVER (PARTITION BY c.scheme, m.stage) AS of_all
    FROM moved AS m JOIN casework_case AS c ON c.id = m.case_id
    WHERE m.left_at >= %(start)s AND m.left_at < %(end)s AND m.by_id IS NOT NULL
    GROUP BY c.scheme, m.stage, m.by_id
)
SELECT scheme, stage, by_id, done, of_all FROM counted
WHERE of_all >= %(fewest)s AND done * 100 >= of_all * %(percent)s
ORDER BY scheme, stage
"""


@dataclass(frozen=True)
class OnePerson:
    """A stage that mostly one person takes cases out of."""

    scheme: str
    stage: str
    user: int
    done: int
    of_all: int


def resting_on_one(wanted: Wanted, *, percent: int, fewest: int) -> list[OnePerson]:
    """The stages of which one person did at least ``percent`` in 100 of the moves out.

    Of stages with at least ``fewest`` moves in the period. One query after the cases.
    """
    cases = list(wanted.cases().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            LEFT_BY,
            {
                "cases": cases,
                "start": wanted.span.start,
                "end": wanted.span.end,
                "percent": percent,
                "fewest": fewest,
            },
        )
        return [OnePerson(*map(_plain, row)) for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) else int(value)
