"""The register of printed papers: of one case, and what is out in a whole unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from casework.models import Case
from disclosure.models import IssuedPaper, PrintedCopy

if TYPE_CHECKING:
    from accounts.models import User


def copies_of(case: Any) -> QuerySet[PrintedCopy]:
    """Every copy printed of a case, latest first, with its file and its people."""
    rows: QuerySet[PrintedCopy] = PrintedCopy.objects.filter(case_id=case.pk)
    return rows.select_related("printed_by", "ended_by", "request", "request__document")


def outstanding_copies(user: User) -> QuerySet[PrintedCopy]:
    """Copies of cases that ``user`` may see of which nobody said what became."""
    visible = Case.objects.visible_to(user).filter(unit=user.unit).values("pk")
    rows: QuerySet[PrintedCopy] = PrintedCopy.objects.filter(
        ended_as="", case_id__in=visible
    )
    return rows.select_related("case", "printed_by").order_by("printed_at", "id")


def last_issue(case: Any, kind: str) -> IssuedPaper | None:
    """The latest issue of a paper of a case."""
    return (
        IssuedPaper.objects.filter(case_id=case.pk, kind=kind)
        .select_related("prepared_by", "released_by")
        .order_by("number")
        .last()
    )


def awaiting_release(case: Any) -> list[IssuedPaper]:
    """The latest issue of each paper of a case that waits for another person."""
    rows = IssuedPaper.objects.filter(
        case_id=case.pk, release_needed=True
    ).select_related("prepared_by")
    latest = {row.kind: row for row in rows.order_by("number")}
    return [row for row in latest.values() if not row.is_printable]
