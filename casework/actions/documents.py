"""Files of a case: taken in, made here, never changed, never served from a path."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING, Any, BinaryIO

import filetype  # type: ignore[import-untyped]  # publishes no types
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from casework import audit
from casework.actions.door import changing
from casework.models import ActionClass, Case, Document, DocumentRequest, ScanState
from casework.moment import now
from casework.policy import Capability
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

# Sniffed from the content; the name of the file proves nothing (reliability U-04).
ACCEPTED = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG picture",
    "image/png": "PNG picture",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "text/plain": "Text",
}
OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
HEAD = 4096


def sniff(file: BinaryIO) -> str:
    """The type that the content has, or an empty string if it is none we take."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    found: Any = filetype.guess(head)
    kind = found.mime if found else _text(head)
    if kind in ("application/zip", *OFFICE.values()):
        kind = _office(file)
    file.seek(0)
    return kind if kind in ACCEPTED else ""


def _text(head: bytes) -> str:
    try:
        words = head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    markup = words.lstrip().startswith("<")
    return "" if markup or "\0" in words else "text/plain"


def _office(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as parts:
            names = parts.namelist()
    except zipfile.BadZipFile:
        return ""
    if any("vbaProject" in name for name in names):
        return ""
    return next(
        (kind for at, kind in OFFICE.items() if any(n.startswith(at) for n in names)),
        "",
    )


def add_document(
    case: Case, *, by: User, title: str, file_name: str, file: BinaryIO, see: Capability
) -> Document:
    """Store an upload. Refused if empty, too large or of a type that is not taken."""
    content = file.read(settings.UPLOAD_LIMIT_BYTES + 1)
    if not content:
        raise Refused("The file is empty.")
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        limit = settings.UPLOAD_LIMIT_BYTES // 1024 // 1024
        raise Refused(f"The file is larger than {limit} MB.")
    kind = sniff(io.BytesIO(content))
    if not kind:
        raise Refused(f"The file must be one of: {', '.join(ACCEPTED.values())}.")
    with changing(case, by=by, may=Capability.ADD_DOCUMENT) as locked:
        return _store(
            locked,
            by=by,
            kind="upload",
            title=title,
            file_name=file_name,
            content=content,
            content_type=kind,
            see=see,
            scan_state=ScanState.NOT_SCANNED,
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
        added_at=now(),
        added_by=by,
    )
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
    """The content. Refused unless scanned clean or made here, or changed on disk.

    A trial without a scanner may read what is not scanned (UNSCANNED_READABLE).
    """
    readable = {ScanState.CLEAN, ScanState.PRODUCED}
    if settings.UNSCANNED_READABLE:
        readable.add(ScanState.NOT_SCANNED)
    if document.scan_state not in readable:
        raise Refused("This file has not been scanned for viruses yet.")
    with storages["documents"].open(str(document.storage_key)) as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Refused("The stored file is not the one that was added. Tell your unit.")
    return content
