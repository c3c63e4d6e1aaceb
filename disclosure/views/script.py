"""Asking for the officer's script, after a page that says what it is for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.actions.documents import request_document
from casework.forms.once import OnceForm
from casework.policy import Capability, require
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.saving import form_for, save_once
from casework.workflow.perform import Refused
from disclosure.documents import NOT_APPROVED, script_kind_of
from disclosure.tasks import send_after_commit

SAID = "The script is being made. It appears below in a moment: load this page again."


def script(request: HttpRequest, reference: str) -> HttpResponse:
    """GET warns, POST asks a worker for the script of the case's outcome."""
    frame = open_frame(
        request,
        reference,
        active="case_delivery",
        page="the page before the officer's script",
        see=Capability.SEE_SCRIPT,
    )
    require(frame.user, Capability.DELIVER, frame.case)
    form = form_for(request, OnceForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _ask(frame),
        then=frame.url("case_delivery"),
        said=SAID,
    )
    return done or render_frame(
        request,
        frame,
        "disclosure/script.html",
        form=form,
        problem="" if script_kind_of(frame.case) else NOT_APPROVED,
        back_url=frame.url("case_delivery"),
    )


def _ask(frame: Frame) -> Any:
    kind = script_kind_of(frame.case)
    if not kind:
        raise Refused(NOT_APPROVED)
    row = request_document(
        frame.case, by=frame.user, kind=str(kind), may=Capability.DELIVER
    )
    send_after_commit(row.pk)
    return row
