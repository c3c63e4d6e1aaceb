"""What the virus scanner says of a file, and who answers where it says nothing.

A verdict is of a content: it holds for every document with the same hash, older ones
and later ones. Without a scanner a file stays unreadable until a supervisor who did not
add it releases it (reliability U-01, section 8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.roles import Role
from casework import audit
from casework.actions.door import changing
from casework.models import ActionClass, Document, ScanState
from casework.models.documents import RELEASABLE, UNSETTLED
from casework.moment import now
from casework.notify import Notice, everyone_who, tell
from casework.policy import Capability
from casework.scanning import Verdict
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

OWN_FILE = "You added this file: another supervisor must release it."
SUPERVISORS = everyone_who(Role.SUPERVISOR)


def take_known_verdict(document: Document) -> None:
    """Give a document that is not stored yet what is known of its content."""
    known = (
        Document.objects.filter(
            sha256=document.sha256,
            scan_state__in=(ScanState.INFECTED, ScanState.CLEAN),
        )
        # "infected" goes before "clean".
        .order_by("-scan_state", "-scanned_at")
        .first()
    )
    if known is not None:
        document.scan_state, document.found = known.scan_state, known.found
        document.scanned_at = known.scanned_at


def record_verdict(document: Document, verdict: Verdict) -> None:
    """Write what the scanner said, to each document with this content.

    A quarantined file stays so, and one that was clean becomes infected if the scanner
    has learned since. Whoever added it and the supervisors are told.
    """
    with transaction.atomic():
        same = Document.objects.select_for_update(of=("self",)).filter(
            sha256=document.sha256, scan_state__in=_settled_by(verdict.state)
        )
        for one in same.select_related("case", "added_by").order_by("pk"):
            _settle(one, verdict)


def _settled_by(state: ScanState) -> tuple[ScanState, ...]:
    if state == ScanState.INFECTED:
        return (*UNSETTLED, ScanState.CLEAN)
    return UNSETTLED if state == ScanState.CLEAN else (ScanState.NOT_SCANNED,)


def _settle(document: Document, verdict: Verdict) -> None:
    document.scan_state, document.found = verdict.state, verdict.found
    document.scanned_at = now()
    document.save(update_fields=["scan_state", "found", "scanned_at"])
    infected = verdict.state == ScanState.INFECTED
    audit.record(
        document.case,
        by=None,
        verb="quarantine_document" if infected else "scan_document",
        sentence=f"Scanned the document “{document.title}”: "
        f"{verdict.state.label.lower()}",
        action_class=ActionClass.SECURITY if infected else ActionClass.ALTERATION,
        about=document,
        fields=["scan_state"],
        reason=verdict.found,
    )
    if infected:
        tell_of_quarantine(document)


QUARANTINED = "has a file in quarantine"


def tell_of_quarantine(document: Document) -> None:
    """A notice to whoever added the file and to the supervisors of the case's unit."""
    adder = Notice(lambda _case: [document.added_by], QUARANTINED, "quarantine")
    supervisors = Notice(SUPERVISORS, QUARANTINED, "quarantine")
    kind = f"quarantine-{document.pk.hex[:12]}"
    tell(document.case, by=None, notices=(adder, supervisors), kind=kind)


def release_document(
    document: Document, *, by: User, reason: str, version: int | None = None
) -> None:
    """Let an unscanned file be opened, because somebody answers for it.

    Refused to whoever added it, and for what the scanner has judged.
    """
    with changing(
        document.case, by=by, may=Capability.RELEASE_FILE, version=version
    ) as locked:
        row = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if row.added_by_id == by.pk:
            raise Refused(OWN_FILE)
        if row.scan_state not in RELEASABLE:
            raise Refused(
                f"This file is not waiting for a release any more: it is "
                f"“{row.get_scan_state_display()}”."
            )
        row.scan_state, row.release_reason = ScanState.RELEASED, reason
        row.released_by, row.released_at = by, now()
        row.save(
            update_fields=[
                *("scan_state", "release_reason", "released_by", "released_at")
            ]
        )
        audit.record(
            locked,
            by=by,
            verb="release_document",
            sentence=f"Released the document “{row.title}”, which was not scanned",
            action_class=ActionClass.SECURITY,
            about=row,
            fields=["scan_state"],
            reason=reason,
        )
