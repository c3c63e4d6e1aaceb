"""One page for every kind of record that is added and never edited."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from casework.policy import require
from casework.schemes import scheme_of
from casework.views.frame import Frame, back_to, open_frame, render_frame
from casework.views.saving import form_for, save_once
from casework.workflow.perform import Refused
from disclosure.actions.records import add_record, all_kinds, is_offered, kinds_of
from disclosure.forms.record_forms import record_form
from disclosure.views.visit_parts import start_of_attempt


def risk(request: HttpRequest, reference: str) -> HttpResponse:
    """Assess the risk."""
    return record(request, reference, "risk")


def record(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Add a record of ``kind``; 404 if there is no such kind."""
    row = all_kinds().get(kind)
    if row is None:
        raise Http404("No such kind of record.")
    page = f"the form: {row.title.lower()}"
    frame = open_frame(request, reference, active=row.page, page=page)
    if kind not in kinds_of(frame.case):
        raise Http404("No such kind of record.")
    require(frame.user, row.needs(frame.case), frame.case)
    form = form_for(
        request,
        record_form(kind, frame.case),
        version=frame.case.version,
        initial=start_of_attempt(frame.case) if kind == "attempt" else {},
    )
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _add(frame, kind, form),
        then=back_to(request, frame, row.page),
        said=f"{row.title}: recorded.",
    )
    return done or render_frame(
        request,
        frame,
        "disclosure/form.html",
        cancel_url=back_to(request, frame, row.page),
        **_words_of(frame, kind, form),
    )


def _add(frame: Frame, kind: str, form: Any) -> Any:
    if not is_offered(frame.case, kind):
        raise Refused(_not_now(frame, kind))
    version = form.cleaned_data["version"]
    return add_record(frame.case, kind, by=frame.user, version=version, **form.facts())


def _not_now(frame: Frame, kind: str) -> str:
    scheme = scheme_of(frame.case)
    stages = ", ".join(
        f"“{scheme.stage_label(stage)}”"
        for stage in kinds_of(frame.case)[kind].stages
        if stage in scheme.states.values
    )
    return f"This is recorded only at: {stages}."


def _words_of(frame: Frame, kind: str, form: Any) -> dict[str, Any]:
    row = kinds_of(frame.case)[kind]
    return {
        "form": form,
        "heading": row.title,
        "intro": row.intro,
        "submit": "Add to the record",
        "caution": "" if is_offered(frame.case, kind) else _not_now(frame, kind),
    }
