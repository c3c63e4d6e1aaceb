"""The files of a case: listed, added, and handed out by one checked view."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import content_disposition_header

from casework import audit
from casework.access import access_document
from casework.actions.documents import Upload, add_document, read_document
from casework.components import Alert
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.documents import WHO_MAY_OPEN, DocumentForm
from casework.forms.text_fields import unprintable_in
from casework.models import ActionClass, Document, DocumentRequest, ScanState
from casework.policy import Capability, require
from casework.tasks import send_to_scanner
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment_short
from casework.views.saving import form_for, save_once
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

COLUMNS = tuple(
    Column(label)
    for label in ("Title", "Kind", "Size", "Added by", "When", "Scan", "Marking")
)
TONES = {
    ScanState.PRODUCED: "green",
    ScanState.CLEAN: "green",
    ScanState.NOT_SCANNED: "yellow",
    ScanState.INFECTED: "red",
}
# The ending says what the content is, so that no name makes a program of it.
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        ".docx",
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "text/plain": (".txt", ".csv"),
}
NAME_LENGTH = 120
MISSING = "The stored file cannot be found. Tell your unit."


@dataclass(frozen=True)
class Making:
    """A document that a worker is to make."""

    title: str
    asked: str
    error: str


def documents(request: HttpRequest, reference: str) -> HttpResponse:
    """The documents that this person may open, and those being made."""
    frame = open_frame(
        request, reference, active="case_documents", page="the documents"
    )
    stored = list(frame.case.documents.select_related("added_by"))
    allowed = {see: frame.may(Capability(see)) for see in {d.see for d in stored}}
    rows = [_line(document) for document in stored if allowed[document.see]]
    may_add = frame.may(Capability.ADD_DOCUMENT)
    return render_frame(
        request,
        frame,
        "casework/documents.html",
        table=DataTable("Documents", COLUMNS, rows, caption_hidden=True),
        making=_making(frame),
        add_url=frame.url("case_document_add") if may_add else "",
    )


def _line(document: Document) -> TableRow:
    state = ScanState(document.scan_state)
    return [
        Cell(document.title, reverse("document", args=(document.pk,))),
        _kind(document.kind),
        filesizeformat(document.size),
        str(document.added_by),
        say_moment_short(document.added_at),
        Cell(state.label, tone=TONES[state]),
        document.marking,
    ]


def _kind(kind: str) -> str:
    return "Added file" if kind == "upload" else kind.replace("_", " ").capitalize()


def _making(frame: Frame) -> Sequence[Making]:
    """Requests without a document yet; produced ones are for those who see scripts."""
    if not frame.may(Capability.SEE_SCRIPT):
        return ()
    waiting = frame.case.document_requests.filter(document__isnull=True)
    return [_as_shown(row) for row in waiting.select_related("requested_by")]


def _as_shown(row: DocumentRequest) -> Making:
    asked = f"Asked for by {row.requested_by}, {say_moment_short(row.requested_at)}"
    return Making(_kind(row.kind), asked, row.error)


def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a file."""
    frame = open_frame(
        request, reference, active="case_documents", page="the form for a document"
    )
    require(frame.user, Capability.ADD_DOCUMENT, frame.case)
    offered = [see for see in WHO_MAY_OPEN if frame.may(see)]
    form = form_for(request, DocumentForm, version=frame.case.version, offered=offered)
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _add(frame, form),
            then=frame.url("case_documents"),
            said="Document added.",
        )
    ):
        return done
    return render_frame(request, frame, "casework/document_form.html", form=form)


def _add(frame: Frame, form: DocumentForm) -> Document:
    file: Upload = form.cleaned_data["file"]
    added = add_document(
        frame.case,
        by=frame.user,
        title=form.cleaned_data["title"],
        file_name=tidy_file_name(file.name),
        file=file,
        see=form.cleaned_data["see"],
    )
    send_to_scanner(added)
    return added


def tidy_file_name(name: str) -> str:
    """The last part of a path without what cannot be printed, at most NAME_LENGTH.

    A name of dots or nothing is "document" (reliability U-06).
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(c for c in last if c not in '\n\t"' and not unprintable_in(c))
    stem, ending = PurePosixPath(kept).stem, PurePosixPath(kept).suffix
    tidy = f"{stem[: NAME_LENGTH - len(ending)]}{ending}"[:NAME_LENGTH].strip(". ")
    return tidy or "document"


def document(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Hand out one file as an attachment, or say why it cannot be opened.

    Whoever is refused is recorded, and learns no more than from any other refusal
    (reliability U-09).
    """
    user = cast("User", request.user)
    try:
        with transaction.atomic():
            found = access_document(user, key)
            content = read_document(found)
    except (PermissionDenied, Http404):
        _record_refusal(user, key)
        raise
    except (Refused, FileNotFoundError) as refused:
        _record_refusal(user, key)
        said = str(refused) if isinstance(refused, Refused) else MISSING
        return _refused(request, found, said)
    return _attachment(found, content)


def _record_refusal(user: User, key: uuid.UUID) -> None:
    audit.record(
        None,
        by=user,
        verb="refuse_document",
        sentence="Was refused a document",
        action_class=ActionClass.SECURITY,
        about=Document(pk=key),
    )


def _refused(request: HttpRequest, found: Document, said: str) -> HttpResponse:
    back = reverse("case_documents", args=(found.case.reference,))
    page: dict[str, Any] = {"alert": Alert(said, "warning"), "back_url": back}
    return render(request, "casework/document_refused.html", page, status=409)


def _attachment(found: Document, content: bytes) -> HttpResponse:
    """Never shown in the page's own origin: saved, not sniffed, not run, not kept."""
    response = HttpResponse(content, content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=download_name(found)
    )
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


def download_name(found: Document) -> str:
    """The name given when it was added, with the ending that its content has."""
    name, endings = tidy_file_name(found.file_name), ENDINGS[found.content_type]
    return name if name.lower().endswith(endings) else f"{name}{endings[0]}"
