"""The board: a column a stage, the oldest at it first, with what may be done next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Window, prefetch_related_objects
from django.db.models.functions import RowNumber

from casework import audit
from casework.figures.scope import Scope
from casework.models import Case, CaseQuerySet, Involvement, Part
from casework.policy import Capability, may
from casework.queries.case_list import ROW_FIELDS
from casework.queries.involved import shown_to
from casework.schemes import Scheme, all_schemes

if TYPE_CHECKING:
    from accounts.models import User
    from casework.workflow.moves import Row

# A column shows so many; the rest is in the list behind its number.
MOST_CARDS = 20
# Whom a card names when somebody asks: never who asked (clares-law 1.3).
NAMED = frozenset({Part.CHILD, Part.PERSON_AT_RISK})


@dataclass(frozen=True)
class Column:
    """One stage of one scheme: how many cases, and the oldest of them."""

    scheme: Scheme
    stage: str
    total: int
    cases: Sequence[Case]


def columns_of(scope: Scope, scheme: str = "") -> list[Column]:
    """The stages that have open cases, in the order of the work; two queries."""
    open_cases = scope.cases().open()
    if scheme:
        open_cases = open_cases.filter(scheme=scheme)
    totals = {
        (row["scheme"], row["stage"]): row["count"]
        for row in open_cases.values("scheme", "stage")
        .order_by("scheme", "stage")
        .annotate(count=Count("pk"))
    }
    cards: dict[tuple[str, str], list[Case]] = {}
    for case in _oldest(open_cases):
        cards.setdefault((case.scheme, case.stage), []).append(case)
    return [
        Column(one, str(stage), totals[one.key, stage], cards[one.key, stage])
        for one in all_schemes()
        for stage in one.states.values
        if (one.key, stage) in cards
    ]


def _oldest(open_cases: CaseQuerySet) -> Iterable[Case]:
    """The first cards of every column, the longest at the stage first."""
    place = Window(
        RowNumber(),
        partition_by=[F("scheme"), F("stage")],
        order_by=[F("stage_entered_at").asc(), F("pk").asc()],
    )
    cases: Iterable[Case] = (
        open_cases.annotate(place=place)
        .filter(place__lte=MOST_CARDS)
        .select_related("owner")
        .only(*ROW_FIELDS, "opened_by")
        .order_by("stage_entered_at", "pk")
    )
    return cases


def moves_from(user: User, column: Column) -> list[Row]:
    """The moves that a job of ``user`` may make from this stage.

    By the table alone, so that a board of hundreds of cards asks nothing more: the
    page of the move says what a case still lacks.
    """
    scheme = column.scheme
    rows: list[Row] = scheme.model.rows_from(column.stage)
    return [
        row for row in rows if not user.roles.isdisjoint(scheme.roles.get(row.by, ()))
    ]


def names_on(cases: Sequence[Case], *, by: User) -> Mapping[int, str]:
    """Whom the cases are about, by case, for who may see how to reach people there.

    That ``by`` saw them is recorded on each case. A fixed number of statements.
    """
    people = Involvement.objects.select_related("person").prefetch_related(
        "person__names"
    )
    prefetch_related_objects(cases, Prefetch("involvements", queryset=people))
    seen = [case for case in cases if may(by, Capability.SEE_CONTACT, case).allowed]
    audit.record_views(seen, by=by, page="the board with names")
    return {case.pk: _named(by, case) for case in seen}


def _named(by: User, case: Case) -> str:
    shown = shown_to(by, case, case.involvements.all())
    names = [one.person.main_name for one in shown if not NAMED.isdisjoint(one.parts)]
    return ", ".join(names) or "No name recorded"
