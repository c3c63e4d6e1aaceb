"""Issuing papers, printing numbered copies of them, and accounting for each copy.

Each is Stale if ``version`` is older than the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.documents import request_document
from casework.actions.door import changing
from casework.models import ActionClass, Case
from casework.moment import now
from casework.pdf.content import as_record, content_hash
from casework.pdf.problems import DocumentRefused
from casework.policy import Capability
from casework.workflow.perform import Refused
from disclosure.documents import Composed, compose
from disclosure.models import CopyEnd, IssuedPaper, PrintedCopy
from disclosure.papers.kinds import BY_SCHEME

if TYPE_CHECKING:
    from accounts.models import User

YOUR_WORDS = "You wrote what this paper says: another person releases it."
YOURS = "You prepared this paper: another person releases it."
NOT_RELEASED = "This paper is printed once another person has released it."
RELEASED = "Somebody has released this paper already."
CHANGED = (
    "The record has changed since this paper was prepared. Open the preview and "
    "prepare it again."
)
ACCOUNTED = "Somebody has said already what became of this copy."


def print_paper(
    case: Case,
    kind: str,
    *,
    by: User,
    why: str,
    language: str = "en",
    version: int | None = None,
) -> PrintedCopy:
    """Issue the paper ``kind`` as it is now and ask a worker for a numbered copy.

    The same content is not issued twice. Refused while it needs a release that nobody
    gave, or when the paper cannot be made (DocumentRefused's sentence).
    """
    paper = BY_SCHEME[case.scheme].paper(kind)
    with changing(case, by=by, may=paper.print_by, version=version) as locked:
        issued = _issue(locked, kind, by, language)
        if not issued.is_printable:
            raise Refused(NOT_RELEASED)
        request = request_document(locked, by=by, kind=kind, may=paper.print_by)
        copy = PrintedCopy.objects.create(
            case_id=locked.pk,
            paper=issued,
            kind=kind,
            number=_next_number(PrintedCopy, locked, kind),
            request=request,
            printed_by=by,
            printed_at=now(),
            why=why,
        )
        audit.record(
            locked,
            by=by,
            verb="print_paper",
            about=copy,
            reason=why,
            action_class=ActionClass.DISCLOSURE,
            sentence=f"Printed “{paper.name}”, copy {copy.number}",
        )
    return copy


def prepare_paper(
    case: Case,
    kind: str,
    *,
    by: User,
    language: str = "en",
    version: int | None = None,
) -> IssuedPaper:
    """Fix the paper ``kind`` as it is now, for another person to release."""
    paper = BY_SCHEME[case.scheme].paper(kind)
    with changing(case, by=by, may=paper.print_by, version=version) as locked:
        return _issue(locked, kind, by, language)


def release_paper(
    case: Case, issued: IssuedPaper, *, by: User, version: int | None = None
) -> None:
    """Another person than who prepared it looked at it: copies may be printed.

    Refused if the record says something else by now.
    """
    with changing(case, by=by, may=Capability.RELEASE_PAPER, version=version) as locked:
        row = IssuedPaper.objects.select_for_update(of=("self",)).get(pk=issued.pk)
        if row.is_printable:
            raise Refused(RELEASED)
        if row.prepared_by_id == by.pk:
            raise Refused(YOURS)
        if _was_written_by(locked, row.kind, by):
            raise Refused(YOUR_WORDS)
        if _composed(locked, row.kind, row.language)[1] != row.sha256:
            raise Refused(CHANGED)
        row.released_by, row.released_at = by, now()
        row.save(update_fields=["released_by", "released_at"])
        name = BY_SCHEME[case.scheme].paper(row.kind).name
        audit.record(
            locked,
            by=by,
            verb="release_paper",
            about=row,
            fields=["released_by"],
            sentence=f"Released “{name}”, issue {row.number}",
        )


def _was_written_by(case: Any, kind: str, user: User) -> bool:
    records = BY_SCHEME[case.scheme].paper(kind).written_in
    written = getattr(case, records).last() if records else None
    return written is not None and written.by_id == user.pk


def end_copy(
    case: Case,
    copy: PrintedCopy,
    *,
    by: User,
    ended_as: str,
    version: int | None = None,
) -> None:
    """A copy came back or was destroyed (``ended_as`` of CopyEnd)."""
    with changing(case, by=by, may=Capability.END_COPY, version=version) as locked:
        row = PrintedCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
        if not row.is_outstanding:
            raise Refused(ACCOUNTED)
        row.ended_as, row.ended_by, row.ended_at = CopyEnd(ended_as), by, now()
        row.save(update_fields=["ended_as", "ended_by", "ended_at"])
        name = BY_SCHEME[case.scheme].paper(row.kind).name
        audit.record(
            locked,
            by=by,
            verb="end_copy",
            about=row,
            fields=["ended_as"],
            sentence=(
                f"“{name}”, copy {row.number}: {CopyEnd(ended_as).label.lower()}"
            ),
        )


def _issue(locked: Any, kind: str, by: User, language: str) -> IssuedPaper:
    """The last issue if it says the same, else a new one."""
    composed, digest = _composed(locked, kind, language)
    last: IssuedPaper | None = (
        locked.issued_papers.filter(kind=kind).order_by("number").last()
    )
    if last is not None and last.sha256 == digest:
        return last
    paper = BY_SCHEME[locked.scheme].paper(kind)
    issued = IssuedPaper.objects.create(
        case_id=locked.pk,
        kind=kind,
        number=_next_number(IssuedPaper, locked, kind),
        language=language,
        content=as_record(composed.content),
        sha256=digest,
        release_needed=paper.needs_release,
        prepared_by=by,
        prepared_at=now(),
    )
    issued.paragraphs.set(composed.paragraphs)
    audit.record(
        locked,
        by=by,
        verb="prepare_paper",
        about=issued,
        sentence=f"Prepared “{paper.name}”, issue {issued.number}",
    )
    return issued


def _composed(case: Any, kind: str, language: str) -> tuple[Composed, str]:
    try:
        composed = compose(case, kind, language)
    except DocumentRefused as refused:
        raise Refused(str(refused)) from None
    return composed, content_hash(composed.content)


def _next_number(model: Any, case: Any, kind: str) -> int:
    """The case is locked, so nobody else takes it."""
    return int(model.objects.filter(case_id=case.pk, kind=kind).count()) + 1
