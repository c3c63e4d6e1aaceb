"""Files of a case: taken in, made here, never changed, never served from a path."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import Count, Sum

from accounts.models import User as Person
from casework import audit
from casework.actions.door import changing
from casework.actions.scans import take_known_verdict, tell_of_quarantine
from casework.files.kinds import inspect
from casework.files.limits import FileLimits, file_limits
from casework.files.pictures import without_location
from casework.files.problems import NotTaken
from casework.models import ActionClass, Case, Document, DocumentRequest, ScanState
from casework.moment import now
from casework.policy import Capability
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

MEGABYTE = 1024 * 1024
UPLOAD = "upload"
QUARANTINED = (
    "The virus scanner found something in this file. It is in quarantine, and nobody "
    "can open it. Ask for the information again in another way."
)
WAITING = (
    "This file waits for the virus scanner. It is looked at within some minutes: try "
    "again then."
)
UNSCANNED = (
    "This file has not been scanned for viruses. A supervisor who did not add it can "
    "release it, with a reason."
)
A_DAY = dt.timedelta(hours=24)


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: read once, not too large, and of a type that is taken."""

    name: str
    content: bytes
    content_type: str
    has_location: bool = False


def read_upload(file: BinaryIO, limits: FileLimits) -> Upload:
    """Read ``file``. Refused if empty, too large or not to be taken (``kinds``)."""
    content = file.read(settings.UPLOAD_LIMIT_BYTES + 1)
    if not content:
        raise Refused("The file is empty.")
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        limit = settings.UPLOAD_LIMIT_BYTES // MEGABYTE
        raise Refused(f"The file must be {limit} MB or smaller")
    try:
        seen = inspect(content, limits)
    except NotTaken as problem:
        raise Refused(str(problem)) from None
    name = getattr(file, "name", None) or ""
    return Upload(name, content, seen.content_type, seen.has_location)


def add_document(
    case: Case,
    *,
    by: User,
    title: str,
    file_name: str,
    file: BinaryIO | Upload,
    see: Capability,
) -> Document:
    """Store an upload, or a file that is refused as ``read_upload`` does.

    Refused too for whoever has added more than the unit allows in a day. What the
    scanner has said of the same content before holds for this one at once.
    """
    limits = file_limits(case)
    taken = file if isinstance(file, Upload) else read_upload(file, limits)
    with changing(case, by=by, may=Capability.ADD_DOCUMENT) as locked:
        _check_quota(by, limits, more=len(taken.content))
        document = _store(
            locked,
            by=by,
            kind=UPLOAD,
            title=title,
            file_name=file_name,
            content=taken.content,
            content_type=taken.content_type,
            see=see,
            scan_state=ScanState.NOT_SCANNED,
            has_location=taken.has_location,
        )
        if document.scan_state == ScanState.INFECTED:
            tell_of_quarantine(document)
    return document


def _check_quota(by: User, limits: FileLimits, *, more: int) -> None:
    """One account must not fill the disk or the scanner's queue (reliability U-02).

    The row of the person is the lock, so that many forms at once count each other.
    """
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    since = Document.objects.filter(
        added_by=by, added_at__gt=now() - A_DAY, kind=UPLOAD
    )
    sums = since.aggregate(files=Count("pk"), size=Sum("size"))
    full = sums["files"] >= limits.files_a_day
    full |= (sums["size"] or 0) + more > limits.mb_a_day * MEGABYTE
    if full:
        raise Refused(
            f"You may add {limits.files_a_day} files or {limits.mb_a_day:,} MB in 24 "
            "hours, and this would be more. Add it tomorrow, or ask your administrator "
            "to raise the limit."
        )


def request_document(
    case: Case, *, by: User, kind: str, may: Capability
) -> DocumentRequest:
    """Ask a worker for a document: a row first, so that nothing is lost."""
    with changing(case, by=by, may=may) as locked:
        row = DocumentRequest.objects.create(
            case_id=locked.pk, kind=kind, requested_by=by, requested_at=now()
        )
        audit.record(
            locked,
            by=by,
            verb="request_document",
            about=row,
            sentence=f"Asked for the document: {kind.replace('_', ' ')}",
            action_class=ActionClass.DISCLOSURE,
        )
    return row


def store_produced(
    request: DocumentRequest,
    *,
    title: str,
    content: bytes,
    words_hash: str,
    see: Capability,
) -> Document:
    """Keep what a worker made for ``request``; called inside its transaction."""
    case, by = request.case, request.requested_by
    document = _store(
        case,
        by=by,
        kind=request.kind,
        title=title,
        file_name=f"{case.reference}-{request.kind.replace('_', '-')}.pdf",
        content=content,
        content_type="application/pdf",
        see=see,
        scan_state=ScanState.PRODUCED,
        words_hash=words_hash,
    )
    request.document = document
    request.save(update_fields=["document"])
    return document


def _store(
    case: Any,
    *,
    by: User,
    kind: str,
    title: str,
    file_name: str,
    content: bytes,
    content_type: str,
    see: Capability,
    scan_state: str,
    words_hash: str = "",
    has_location: bool = False,
) -> Document:
    document = Document(
        case_id=case.pk,
        kind=kind,
        title=title,
        file_name=file_name,
        content_type=content_type,
        size=len(content),
        see=see,
        scan_state=scan_state,
        sha256=hashlib.sha256(content).hexdigest(),
        marking=settings.MARKING,
        words_hash=words_hash,
        has_location=has_location,
        added_at=now(),
        added_by=by,
    )
    if kind == UPLOAD:
        take_known_verdict(document)
    storages["documents"].save(str(document.storage_key), ContentFile(content))
    document.save()
    audit.record(
        case,
        by=by,
        verb="add_document",
        about=document,
        sentence=f"Added the document “{title}”",
        action_class=ActionClass.COLLECTION,
    )
    return document


def read_document(document: Document) -> bytes:
    """The content. Refused unless it may be read and is what was added.

    A picture that says where it was taken leaves without that; the original stays as
    it is (``read_original``).
    """
    content = read_original(document)
    return without_location(content) if document.has_location else content


def read_original(document: Document) -> bytes:
    """The content to the byte, refused as ``read_document`` does."""
    if document.scan_state == ScanState.INFECTED:
        raise Refused(QUARANTINED)
    if not document.is_readable:
        raise Refused(WAITING if settings.CLAMD_SOCKET else UNSCANNED)
    content = stored_content(document)
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Refused("The stored file is not the one that was added. Tell your unit.")
    return content


def stored_content(document: Document) -> bytes:
    """The bytes as they lie in the store, for those who may see them or scan them."""
    with storages["documents"].open(str(document.storage_key)) as file:
        content: bytes = file.read()
    return content
