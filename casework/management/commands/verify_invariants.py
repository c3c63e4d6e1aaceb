"""Proves that the summary of every case says what its history says (invariant I1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from casework.models import Case, Deadline, InformationRequest, StageVisit
from casework.schemes import all_schemes

SHOWN = 20


class Command(BaseCommand):
    """``manage.py verify_invariants``; ends with an error if a case is wrong."""

    help = "Check stage, open visit, outcome and next deadline of every case."

    def handle(self, *args: Any, **options: Any) -> None:
        """Every fault is named by reference, the first ones of each kind."""
        faults = list(faults_found())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError("The record contradicts itself.")
        self.stdout.write(f"{Case.objects.count()} cases agree with their history.")


def faults_found() -> Iterator[str]:
    """A sentence for each rule that is broken, with references."""
    for sentence, cases in (
        ("has not one open stay in a stage", _without_one_open_visit()),
        ("is in another stage than its open stay says", _in_another_stage()),
        ("is closed without an outcome", _closed_without_outcome()),
        ("is closed and still waits for an answer", _closed_with_open_request()),
        ("shows another next date than its first running clock", _other_next_due()),
    ):
        yield from _named(sentence, cases)
    for scheme in all_schemes():
        wrong = scheme.model.objects.exclude(state=F("stage"))
        yield from _named("is in another stage than its workflow", wrong)


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
