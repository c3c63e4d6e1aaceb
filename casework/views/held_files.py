"""What a supervisor does about files: releases them, and sees what is in quarantine."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.roles import Role
from casework import audit
from casework.access import find_document
from casework.actions.scans import OWN_FILE, release_document
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.documents import ReleaseForm
from casework.models import Document, ScanState
from casework.models.documents import RELEASABLE
from casework.policy import Capability, say_roles
from casework.queries.held_files import MOST_FILES, held_files
from casework.views.documents import scan_cell
from casework.views.frame import open_frame, render_frame
from casework.views.moments import say_moment_short
from casework.views.saving import form_for, save_once

if TYPE_CHECKING:
    from accounts.models import User

FOR = frozenset({Role.SUPERVISOR})
QUARANTINE = tuple(
    Column(label) for label in ("File", "Case", "Found", "Added by", "When")
)
WAITING = tuple(
    Column(label) for label in ("File", "Case", "Scan", "Added by", "When", "Act")
)
NONE_INFECTED = "No file of your unit is in quarantine."
NONE_WAITING = "No file of your unit waits."


@require_safe
@transaction.atomic
def held(request: HttpRequest) -> HttpResponse:
    """The files of the unit that nobody can open now, and what to do about each."""
    user = cast("User", request.user)
    if not user.holds(*FOR):
        raise PermissionDenied(f"This is for: {say_roles(FOR)}.")
    audit.record_list_view(by=user, page="the files held back")
    files = held_files(user)
    infected = [one for one in files if one.scan_state == ScanState.INFECTED]
    waiting = [one for one in files if one.scan_state != ScanState.INFECTED]
    context = {
        "quarantine": DataTable(
            "In quarantine", QUARANTINE, [*map(_found, infected)], NONE_INFECTED
        ),
        "waiting": DataTable(
            "Not scanned",
            WAITING,
            [[*_waiting(one), _act(one, user)] for one in waiting],
            NONE_WAITING,
        ),
        "is_scanning": bool(settings.CLAMD_SOCKET),
        "most": MOST_FILES if len(files) == MOST_FILES else 0,
    }
    return render(request, "casework/held_files.html", context)


def _found(file: Document) -> TableRow:
    return [
        file.title,
        _case(file),
        file.found or "Not named",
        str(file.added_by),
        say_moment_short(file.added_at),
    ]


def _waiting(file: Document) -> TableRow:
    when = say_moment_short(file.added_at)
    return [file.title, _case(file), scan_cell(file), str(file.added_by), when]


def _case(file: Document) -> Cell:
    reference = file.case.reference
    return Cell(reference, reverse("case_documents", args=(reference,)))


def _act(file: Document, user: User) -> Cell | str:
    if file.added_by_id == user.pk:
        return "Another supervisor releases it"
    return Cell("Release", reverse("document_release", args=(file.pk,)))


def release(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer for a file that was not scanned, with a reason; never for one's own."""
    found = find_document(cast("User", request.user), key)
    frame = open_frame(
        request,
        found.case.reference,
        active="case_documents",
        page="the form for releasing a document",
        see=Capability.RELEASE_FILE,
    )
    if found.added_by_id == frame.user.pk:
        raise PermissionDenied(OWN_FILE)
    if found.scan_state not in RELEASABLE and request.method != "POST":
        messages.info(request, f"It is “{found.get_scan_state_display()}” already.")
        return HttpResponseRedirect(frame.url("case_documents"))
    form = form_for(request, ReleaseForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: release_document(
            found,
            by=frame.user,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        ),
        then=frame.url("case_documents"),
        said="The file is released. Your name and reason stand beside it.",
    )
    return done or render_frame(
        request, frame, "casework/release.html", form=form, file=found
    )
