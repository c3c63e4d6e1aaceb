"""What beat asks of the core."""

from __future__ import annotations

import uuid
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.db import transaction

from casework.actions.anchors import anchor_chains
from casework.actions.digests import send_digests
from casework.actions.documents import UPLOAD, stored_content
from casework.actions.forecasts import make_due_forecasts
from casework.actions.holidays import count_again_for_holidays
from casework.actions.outbox import send_due_mail
from casework.actions.reminders import remind_of_everything
from casework.actions.scans import record_verdict
from casework.jobs import (
    EVERY_DAY,
    EVERY_HOUR,
    EVERY_MINUTE,
    Contradiction,
    forget_old_runs,
    watched,
)
from casework.models import Document, ScanState
from casework.moment import now
from casework.queries.invariants import faults_found
from casework.scanning import scan

MOST_AT_ONCE = 100
MOST_MAILS = 200
# "Too much for the scanner" is an answer; a release by a person is none.
AGAIN = (ScanState.NOT_SCANNED, ScanState.RELEASED)


@shared_task(name="casework.tasks.anchor_audit_chains")  # type: ignore[untyped-decorator]
@watched("casework.tasks.anchor_audit_chains", "Anchors of the audit", EVERY_HOUR)
def anchor_audit_chains() -> None:
    """Write a digest over the heads of all audit chains."""
    anchor_chains()


@shared_task(name="casework.tasks.make_forecasts")  # type: ignore[untyped-decorator]
@watched("casework.tasks.make_forecasts", "Forecasts", EVERY_DAY)
def make_forecasts() -> None:
    """Write today's forecasts, once a day; the first run also goes back some weeks."""
    make_due_forecasts(now())


@shared_task(name="casework.tasks.send_waiting_mail")  # type: ignore[untyped-decorator]
@watched("casework.tasks.send_waiting_mail", "E-mails", EVERY_MINUTE)
def send_waiting_mail() -> None:
    """Send the e-mails that are due: after a commit, and in beat's sweep."""
    send_due_mail(MOST_MAILS)


@shared_task(name="casework.tasks.send_reminders")  # type: ignore[untyped-decorator]
@watched("casework.tasks.send_reminders", "Reminders", EVERY_MINUTE)
def send_reminders() -> None:
    """Beat's sweep over limits, requests, waits and appointments."""
    count_again_for_holidays()
    remind_of_everything()


@shared_task(name="casework.tasks.send_morning_mail")  # type: ignore[untyped-decorator]
@watched("casework.tasks.send_morning_mail", "The morning's e-mails", EVERY_HOUR)
def send_morning_mail() -> None:
    """Make the digests whose hour has come; each person and day once."""
    send_digests()


@shared_task(name="casework.tasks.check_record")  # type: ignore[untyped-decorator]
@watched("casework.tasks.check_record", "Check of the whole record", EVERY_DAY)
def check_record() -> str:
    """Nightly: does the record contradict itself? What is found stands with the run."""
    forget_old_runs()
    faults = list(faults_found())
    if faults:
        raise Contradiction("\n".join(faults))
    return "Every case agrees with its history, and the audit is as it was written."


@shared_task(name="casework.tasks.scan_document")  # type: ignore[untyped-decorator]
def scan_document(key: str) -> None:
    """Ask the scanner about one upload; what it cannot answer waits for the sweep."""
    document = Document.objects.filter(pk=uuid.UUID(key), scan_state__in=AGAIN).first()
    if document is None or not settings.CLAMD_SOCKET:
        return
    verdict = scan(
        stored_content(document),
        Path(settings.CLAMD_SOCKET),
        seconds=settings.CLAMD_TIMEOUT_SECONDS,
    )
    if verdict.state != ScanState.NOT_SCANNED:
        record_verdict(document, verdict)


@shared_task(name="casework.tasks.scan_waiting_documents")  # type: ignore[untyped-decorator]
@watched("casework.tasks.scan_waiting_documents", "Virus scan", EVERY_MINUTE)
def scan_waiting_documents() -> None:
    """Beat's sweep over the uploads that no scanner has answered for.

    Those that a person released before there was a scanner are among them.
    """
    if not settings.CLAMD_SOCKET:
        return
    waiting = Document.objects.filter(scan_state__in=AGAIN, kind=UPLOAD)
    for key in waiting.order_by("added_at").values_list("pk", flat=True)[:MOST_AT_ONCE]:
        scan_document.delay(str(key))


def send_to_scanner(document: Document) -> None:
    """Have an upload scanned as soon as it is stored; the sweep finds it otherwise."""
    transaction.on_commit(
        lambda: (
            scan_document.delay(str(document.pk)) if settings.CLAMD_SOCKET else None
        ),
        robust=True,
    )
