"""Work of Clare's Law that a worker does: printing papers.

The request is a row before any message is sent, so a lost message costs a minute: the
sweep finds the row (architecture, decision 9).
"""

from __future__ import annotations

import datetime as dt

from celery import shared_task
from django.db import transaction
from django.db.models import Q

from accounts.models import Unit
from casework.actions.documents import store_produced
from casework.audit_context import acting_as
from casework.jobs import EVERY_DAY, EVERY_MINUTE, watched
from casework.models import DocumentRequest
from casework.moment import now
from casework.pdf.content import CopyMark, PaperContent, content_hash
from casework.pdf.problems import DocumentRefused, PdfUnavailable
from casework.pdf.render import render_pdf
from disclosure.actions.sampling import draw_cases
from disclosure.documents import compose
from disclosure.models import PrintedCopy
from disclosure.outcomes import KINDS_OF_OUTCOME
from disclosure.papers.kinds import BY_SCHEME, PAPERS

MOST_ATTEMPTS = 5
PATIENCE = dt.timedelta(seconds=30)
SENTENCE_LENGTH = 300
NO_COPY = "Nobody asked for a numbered copy of this paper."
CHANGED = "The record has changed since this copy was asked for. Ask for another one."
GIVEN_UP = "It could not be made. Tell your administrator; what happened is logged."


@shared_task(name="disclosure.tasks.render_document")  # type: ignore[untyped-decorator]
def render_document(request_pk: int) -> None:
    """Make the document of a request, once however often it is called.

    Steps: 1 count the attempt, so that one that kills its worker ends too; 2 lock the
    request; 3 leave it if another worker was first; 4 render, store and audit in one
    transaction; 5 or keep the sentence that says why not.
    """
    request = _begin(request_pk)
    if request is None:
        return
    with acting_as(request.requested_by), transaction.atomic():
        row = _locked(request_pk)
        if row is None or row.document_id is not None:
            return
        try:
            copy = _copy_of(row)
            content = _content_of(copy)
            pdf = render_pdf(content, _mark_of(copy))
        except (DocumentRefused, PdfUnavailable) as refusal:
            row.error = str(refusal)[:SENTENCE_LENGTH]
            row.save(update_fields=["error"])
            return
        paper = BY_SCHEME[row.case.scheme].paper(row.kind)
        store_produced(
            row,
            title=f"{paper.name}, copy {copy.number}",
            content=pdf,
            words_hash=content.version,
            see=paper.see,
        )
        row.error = ""
        row.save(update_fields=["error"])


def _copy_of(request: DocumentRequest) -> PrintedCopy:
    copy = PrintedCopy.objects.select_related("paper", "printed_by")
    found = copy.filter(request=request).first()
    if found is None:
        raise DocumentRefused(NO_COPY)
    found.case = request.case
    return found


def _content_of(copy: PrintedCopy) -> PaperContent:
    """What the paper said when it was issued, refused if the record says otherwise.

    Composed anew, so that the stage, the approval and the search for people who must
    stay unknown hold at the moment of printing.
    """
    case = copy.case.scheme_case()
    content = compose(case, copy.kind, copy.paper.language).content
    if content_hash(content) != copy.paper.sha256:
        raise DocumentRefused(CHANGED)
    return content


def _mark_of(copy: PrintedCopy) -> CopyMark:
    return CopyMark(str(copy.printed_by), copy.printed_at, copy.number)


def _locked(pk: int) -> DocumentRequest | None:
    return (
        DocumentRequest.objects.select_for_update(of=("self",))
        .select_related("case", "requested_by")
        .filter(pk=pk)
        .first()
    )


def _begin(pk: int) -> DocumentRequest | None:
    with transaction.atomic():
        row = _locked(pk)
        if row is None or row.document_id or row.attempts >= MOST_ATTEMPTS:
            return None
        row.attempts, row.tried_at = row.attempts + 1, now()
        row.save(update_fields=["attempts", "tried_at"])
        return row


@shared_task(name="disclosure.tasks.render_waiting_documents")  # type: ignore[untyped-decorator]
@watched("disclosure.tasks.render_waiting_documents", "Papers to print", EVERY_MINUTE)
def render_waiting_documents() -> None:
    """Beat's sweep: send again what no worker has made or tried for a while.

    What was tried often enough without a word of why is given up in words (P-05).
    """
    before = now() - PATIENCE
    unmade = DocumentRequest.objects.filter(
        Q(tried_at__isnull=True) | Q(tried_at__lte=before),
        document__isnull=True,
        kind__in=[paper.key for paper in PAPERS],
        requested_at__lte=before,
    )
    unmade.filter(attempts__gte=MOST_ATTEMPTS, error="").update(error=GIVEN_UP)
    waiting = unmade.filter(attempts__lt=MOST_ATTEMPTS)
    for pk in waiting.order_by("requested_at").values_list("pk", flat=True):
        render_document.delay(pk)


@shared_task(name="disclosure.tasks.draw_samples")  # type: ignore[untyped-decorator]
@watched("disclosure.tasks.draw_samples", "Draw of second looks", EVERY_DAY)
def draw_samples() -> None:
    """Beat's draw of closed cases for a second look, for each unit and scheme."""
    for unit in Unit.objects.order_by("pk"):
        for scheme in KINDS_OF_OUTCOME:
            draw_cases(unit, scheme)


def send_after_commit(request_pk: int) -> None:
    """Give the request to a worker once it is stored.

    A broker that is away is no error of the page: the sweep sends it later.
    """
    transaction.on_commit(lambda: render_document.delay(request_pk), robust=True)
