"""What must be true of the record at any time, and where it is not (I1, I2, I5, I6)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from casework.clocks import due_of
from casework.models import (
    AuditEvent,
    Case,
    Deadline,
    InformationRequest,
    StageVisit,
)
from casework.queries.audit_proof import first_bad_row
from casework.schemes import all_schemes

SHOWN = 20


def faults_found() -> Iterator[str]:
    """A sentence for each rule that is broken, with references."""
    for sentence, cases in (
        ("has not one open stay in a stage", _without_one_open_visit()),
        ("is in another stage than its open stay says", _in_another_stage()),
        ("has made other moves than its audit tells", _moves_not_as_audited()),
        ("is open and with somebody whose account is closed", _with_nobody_there()),
        ("is closed without an outcome", _closed_without_outcome()),
        ("is closed and still waits for an answer", _closed_with_open_request()),
        ("shows another next date than its first running clock", _other_next_due()),
    ):
        yield from _named(sentence, cases)
    for scheme in all_schemes():
        wrong = scheme.model.objects.exclude(state=F("stage"))
        yield from _named("is in another stage than its workflow", wrong)
    yield from _with_another_date()
    if bad := first_bad_row():
        yield bad


def _named(sentence: str, cases: QuerySet[Any]) -> Iterator[str]:
    found = list(cases.order_by("pk").values_list("reference", flat=True)[:SHOWN])
    yield from (f"{reference} {sentence}." for reference in found)


def _without_one_open_visit() -> QuerySet[Any]:
    is_open = Count("visits", filter=Q(visits__left_at__isnull=True))
    return Case.objects.annotate(stays=is_open).exclude(stays=1)


def _in_another_stage() -> QuerySet[Any]:
    visit = StageVisit.objects.filter(case=OuterRef("pk"), left_at__isnull=True)
    here = Subquery(visit.values("stage")[:1])
    return Case.objects.annotate(here=here).filter(~Q(here=F("stage")))


def _with_nobody_there() -> QuerySet[Any]:
    return Case.objects.open().filter(owner__is_active=False)


def _closed_without_outcome() -> QuerySet[Any]:
    return Case.objects.filter(closed_at__isnull=False, outcome="")


def _closed_with_open_request() -> QuerySet[Any]:
    waiting = InformationRequest.objects.open().values("case_id")
    return Case.objects.filter(closed_at__isnull=False, pk__in=waiting)


def _other_next_due() -> QuerySet[Any]:
    running = Deadline.objects.filter(
        case=OuterRef("pk"), met_at__isnull=True, ended_at__isnull=True
    ).order_by("due_at", "id")
    first = Subquery(running.values("due_at")[:1])
    return Case.objects.annotate(first=first).filter(
        Q(first__isnull=True, next_due_at__isnull=False)
        | Q(first__isnull=False, next_due_at__isnull=True)
        | Q(first__lt=F("next_due_at"))
        | Q(first__gt=F("next_due_at"))
    )


def _moves_not_as_audited() -> QuerySet[Any]:
    """As many stays that a move began as events of such moves, case by case (I2)."""
    moves = sorted(
        {
            row.name
            for scheme in all_schemes()
            for row in scheme.model.rows()
            if row.to != row.source
        }
    )
    stays = _count_of(StageVisit.objects.filter(move__in=moves))
    told = _count_of(
        AuditEvent.objects.filter(verb__in=moves, fields__contains=["stage"])
    )
    return Case.objects.annotate(stays=stays, told=told).exclude(stays=F("told"))


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    mine = rows.filter(case_id=OuterRef("pk")).order_by().values("case_id")
    return Coalesce(Subquery(mine.annotate(many=Count("pk")).values("many")), 0)


def _with_another_date() -> Iterator[str]:
    """A running limit whose date is not that of its rule (I5)."""
    running = Deadline.objects.filter(
        met_at__isnull=True, ended_at__isnull=True, case__closed_at__isnull=True
    ).select_related("rule", "case")
    wrong = (
        f"{row.case.reference} has a date that its rule does not give: {row.label}."
        for row in running.iterator()
        if row.due_at != due_of(row.rule, row.started_at)
    )
    yield from islice(wrong, SHOWN)
