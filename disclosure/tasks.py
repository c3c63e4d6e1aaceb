"""Work of Clare's Law that a worker does: printing scripts.

The request is a row before any message is sent, so a lost message costs a minute: the
sweep finds the row (architecture, decision 9).
"""

from __future__ import annotations

import datetime as dt

from celery import shared_task
from django.db import transaction
from django.db.models import Q

from casework.actions.documents import store_produced
from casework.audit_context import acting_as
from casework.models import DocumentRequest
from casework.moment import now
from casework.policy import Capability
from disclosure.documents import TITLES, script_content
from disclosure.pdf.problems import DocumentRefused, PdfUnavailable
from disclosure.pdf.render import render_pdf

MOST_ATTEMPTS = 5
PATIENCE = dt.timedelta(seconds=30)
SENTENCE_LENGTH = 300


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
            content = script_content(row)
            pdf = render_pdf(content)
        except (DocumentRefused, PdfUnavailable) as refusal:
            row.error = str(refusal)[:SENTENCE_LENGTH]
            row.save(update_fields=["error"])
            return
        store_produced(
            row,
            title=TITLES[row.kind],
            content=pdf,
            words_hash=content.version_hash,
            see=Capability.SEE_SCRIPT,
        )
        row.error = ""
        row.save(update_fields=["error"])


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
def render_waiting_documents() -> None:
    """Beat's sweep: send again what no worker has made or tried for a while."""
    before = now() - PATIENCE
    waiting = DocumentRequest.objects.filter(
        Q(tried_at__isnull=True) | Q(tried_at__lte=before),
        document__isnull=True,
        kind__in=list(TITLES),
        attempts__lt=MOST_ATTEMPTS,
        requested_at__lte=before,
    )
    for pk in waiting.order_by("requested_at").values_list("pk", flat=True):
        render_document.delay(pk)


def send_after_commit(request_pk: int) -> None:
    """Give the request to a worker once it is stored.

    A broker that is away is no error of the page: the sweep sends it later.
    """
    transaction.on_commit(lambda: render_document.delay(request_pk), robust=True)
