"""Files of a case: taken in, made here, never changed, never served from a path."""

from __future__ import annotations

import codecs
import hashlib
import io
import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import filetype  # type: ignore[import-untyped]  # publishes no types
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

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
# A Word or Excel file has some dozens of parts; each part begins its line of the
# directory with the mark.
MOST_PARTS, PART = 10_000, b"PK\x01\x02"
NOT_READABLE = (
    zipfile.BadZipFile,
    NotImplementedError,  # of a version that is still to come
    ValueError,  # a name that is no UTF-8, a place before the start
    OverflowError,
    struct.error,
)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: read once, not too large, and of a type that is taken."""

    name: str
    content: bytes
    content_type: str


def say_kinds() -> str:
    """The kinds of file that are taken, in words."""
    *most, last = ACCEPTED.values()
    return f"{', '.join(most)} or {last}"


def read_upload(file: BinaryIO) -> Upload:
    """Read ``file``. Refused if empty, too large or of a type that is not taken."""
    content = file.read(settings.UPLOAD_LIMIT_BYTES + 1)
    if not content:
        raise Refused("The file is empty.")
    if len(content) > settings.UPLOAD_LIMIT_BYTES:
        limit = settings.UPLOAD_LIMIT_BYTES // MEGABYTE
        raise Refused(f"The file must be {limit} MB or smaller")
    if not (kind := content_type_of(content)):
        raise Refused(
            f"The file must be {say_kinds()}. This one is something else, "
            "whatever its name says"
        )
    return Upload(getattr(file, "name", None) or "", content, kind)


def content_type_of(content: bytes) -> str:
    """The type that the content has, or an empty string if it is none we take."""
    found: Any = filetype.guess(content[:HEAD])
    kind = found.mime if found else _text(content[:HEAD])
    if kind in ("application/zip", *OFFICE.values()):
        kind = _office(content)
    return kind if kind in ACCEPTED else ""


def _text(head: bytes) -> str:
    try:
        # The head may end within a letter.
        words = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return ""
    markup = words.lstrip().startswith("<")
    return "" if markup or "\0" in words else "text/plain"


def _office(content: bytes) -> str:
    """Word or Excel without macros, else an empty string.

    The parts are counted before ZipFile makes an object of each: it does not mind the
    count that the file itself gives.
    """
    if content.count(PART) > MOST_PARTS:
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
    except NOT_READABLE:
        return ""
    if any("vbaProject" in name for name in names):
        return ""
    return next(
        (kind for at, kind in OFFICE.items() if any(n.startswith(at) for n in names)),
        "",
    )


def add_document(
    case: Case,
    *,
    by: User,
    title: str,
    file_name: str,
    file: BinaryIO | Upload,
    see: Capability,
) -> Document:
    """Store an upload, or a file that is refused as ``read_upload`` does."""
    taken = file if isinstance(file, Upload) else read_upload(file)
    with changing(case, by=by, may=Capability.ADD_DOCUMENT) as locked:
        return _store(
            locked,
            by=by,
            kind="upload",
            title=title,
            file_name=file_name,
            content=taken.content,
            content_type=taken.content_type,
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
    if document.scan_state == ScanState.INFECTED:
        raise Refused("The virus scanner found something in this file. Tell your unit.")
    if document.scan_state not in readable:
        raise Refused("This file has not been scanned for viruses yet.")
    content = stored_content(document)
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Refused("The stored file is not the one that was added. Tell your unit.")
    return content


def stored_content(document: Document) -> bytes:
    """The bytes as they lie in the store, for those who may see them or scan them."""
    with storages["documents"].open(str(document.storage_key)) as file:
        content: bytes = file.read()
    return content


def record_scan(document: Document, *, state: ScanState) -> None:
    """What the scanner found; an infected file is never readable again."""
    with transaction.atomic():
        document.scan_state = state
        document.save(update_fields=["scan_state"])
        audit.record(
            document.case,
            by=None,
            verb="scan_document",
            sentence=f"Scanned the document “{document.title}”: {state.label.lower()}",
            about=document,
            fields=["scan_state"],
        )
