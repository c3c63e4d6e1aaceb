"""The files of a case: listed, added, and handed out by one checked view."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import content_disposition_header

from casework import audit
from casework.access import access_document, is_of_others
from casework.actions.documents import (
    Upload,
    add_document,
    read_document,
    read_original,
)
from casework.components import Alert
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.files.limits import file_limits
from casework.files.names import download_name, tidy_file_name
from casework.forms.documents import WHO_MAY_OPEN, DocumentForm
from casework.models import ActionClass, Document, DocumentRequest, ScanState
from casework.models.documents import RELEASABLE
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
    for label in ("Title", "Kind", "Size", "Added by", "When", "Scan", "Marking", "Act")
)
TONES = {
    ScanState.PRODUCED: "green",
    ScanState.CLEAN: "green",
    ScanState.NOT_SCANNED: "yellow",
    ScanState.TOO_MUCH: "yellow",
    ScanState.RELEASED: "orange",
    ScanState.INFECTED: "red",
}
HAS_LOCATION_SHORT = "Opened without the place where it was taken"
WAITING = "Waiting for the scan"
HAS_LOCATION = (
    "The picture says where it was taken. Whoever opens it gets a copy that does not; "
    "a supervisor can open the original."
)
IN_QUARANTINE = (
    "The virus scanner knows this file and has found something in it before. It is in "
    "quarantine, and nobody can open it. The supervisors are told."
)
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
    stored = list(frame.case.documents.select_related("added_by", "released_by"))
    allowed = {see: frame.may(Capability(see)) for see in {d.see for d in stored}}
    shown = [
        one
        for one in stored
        if allowed[one.see] and not is_of_others(frame.user, frame.case, one)
    ]
    may_add = frame.may(Capability.ADD_DOCUMENT)
    return render_frame(
        request,
        frame,
        "casework/documents.html",
        table=DataTable(
            "Documents",
            COLUMNS,
            [_line(frame, one) for one in shown],
            caption_hidden=True,
        ),
        has_unscanned=any(one.scan_state in RELEASABLE for one in shown),
        is_scanning=bool(settings.CLAMD_SOCKET),
        making=_making(frame),
        add_url=frame.url("case_document_add") if may_add else "",
    )


def _line(frame: Frame, document: Document) -> TableRow:
    address = reverse("document", args=(document.pk,)) if document.is_readable else ""
    return [
        Cell(
            document.title,
            address,
            note=HAS_LOCATION_SHORT if document.has_location else "",
        ),
        _kind(document.kind),
        filesizeformat(document.size),
        str(document.added_by),
        say_moment_short(document.added_at),
        scan_cell(document),
        document.marking,
        _act(frame, document),
    ]


def _act(frame: Frame, document: Document) -> Cell | str:
    """What a supervisor may do with this one file."""
    if not frame.may(Capability.RELEASE_FILE):
        return "None"
    if document.scan_state in RELEASABLE:
        if document.added_by_id == frame.user.pk:
            return "Another supervisor releases it"
        return Cell("Release", reverse("document_release", args=(document.pk,)))
    if document.has_location and document.is_readable:
        return Cell("Original", reverse("document_original", args=(document.pk,)))
    return "None"


def scan_cell(document: Document) -> Cell:
    """What is known of a file, in words; who answers for one that is not scanned."""
    state = ScanState(document.scan_state)
    label = str(state.label)
    if state == ScanState.NOT_SCANNED and settings.CLAMD_SOCKET:
        label = WAITING
    note = document.found
    if document.released_by and document.released_at:
        when = say_moment_short(document.released_at)
        note = f"{document.released_by}, {when}: {document.release_reason}"
    return Cell(label, tone=TONES[state], note=note)


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
    form = form_for(
        request,
        DocumentForm,
        version=frame.case.version,
        offered=offered,
        limits=file_limits(frame.case),
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: _add(request, frame, form),
            then=frame.url("case_documents"),
            said="Document added.",
        )
    ):
        return done
    return render_frame(request, frame, "casework/document_form.html", form=form)


def _add(request: HttpRequest, frame: Frame, form: DocumentForm) -> Document:
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
    if added.has_location:
        messages.warning(request, HAS_LOCATION)
    if added.scan_state == ScanState.INFECTED:
        messages.error(request, IN_QUARANTINE)
    return added


def document(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Hand out one file as an attachment, or say why it cannot be opened."""
    return _hand_out(request, key, read_document)


def original(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Hand out a picture as it was sent, with the place where it was taken (U-08)."""
    return _hand_out(request, key, read_original, also=Capability.RELEASE_FILE)


def _hand_out(
    request: HttpRequest,
    key: uuid.UUID,
    read: Callable[[Document], bytes],
    also: Capability | None = None,
) -> HttpResponse:
    """Whoever is refused is recorded, and learns no more than from any other refusal
    (reliability U-09).
    """
    user = cast("User", request.user)
    try:
        with transaction.atomic():
            found = access_document(user, key, also=also)
            content = read(found)
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
        as_attachment=True, filename=download_name(found.file_name, found.content_type)
    )
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
