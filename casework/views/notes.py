"""Notes for the next person."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casework.actions.work import write_note
from casework.components import Event, Timeline
from casework.forms.overlays import NoteForm
from casework.navigation import KeysetPagination
from casework.policy import Capability, require
from casework.queries.timeline import page_of
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.history import key_in
from casework.views.saving import form_for, save_once


def notes(request: HttpRequest, reference: str) -> HttpResponse:
    """The notes, newest first; whoever may write one does it here."""
    frame = open_frame(request, reference, active="case_notes", page="the notes")
    if frame.is_guest:
        raise PermissionDenied("Notes are for the unit alone.")
    if request.method == "POST":
        require(frame.user, Capability.NOTE, frame.case)
    form = form_for(request, NoteForm, version=frame.case.version)
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: write_note(frame.case, by=frame.user, **form.facts()),
            then=frame.url("case_notes"),
            said="Note saved.",
        )
    ):
        return done
    shown = form if frame.may(Capability.NOTE) else None
    listed = _listed(frame, key_in(request))
    return render_frame(request, frame, "casework/notes.html", form=shown, **listed)


def _listed(frame: Frame, before: int) -> dict[str, Any]:
    page = page_of(frame.case.notes.select_related("by"), before)
    events = [
        Event(f"Note by {note.by}", timezone.localtime(note.at), lines=[note.text])
        for note in page.rows
    ]
    older = f"?before={page.older}" if page.older else ""
    return {
        "timeline": Timeline(events, "Nobody has written a note yet."),
        "paging": KeysetPagination(
            "?" if before else "", older, newer_label="Newest", older_label="Older"
        ),
    }
