"""What was said when the application or referral came in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.components import SummaryList, SummaryRow
from casework.policy import Capability, require
from casework.queries.code_lists import labels_of
from casework.views.frame import Frame, back_to, open_frame, render_frame
from casework.views.moments import say_moment
from casework.views.saving import form_for, save_once
from disclosure.actions.application import confirm_warnings, record_application
from disclosure.forms.application import (
    KNOWS,
    WARNINGS,
    ApplicationForm,
    WarningsForm,
)
from disclosure.models.application import Danger
from disclosure.outcomes import Route

NOT_RECORDED = frozenset({"submission", "version", "loaded"})
PLAIN = {
    "relationship_as_given": "In their words",
    "relationship_evidence": "How we know of the relationship",
    "reason": "What prompted the request",
    "children": "Children and pregnancy",
}


def application(request: HttpRequest, reference: str) -> HttpResponse:
    """What was said, and whether the warnings were given."""
    frame = _open(request, reference, "the application")
    asked = getattr(frame.case, "application", None)
    is_asking = frame.case.route == Route.ASK
    return render_frame(
        request,
        frame,
        "disclosure/application.html",
        said=SummaryList(said_rows(frame, asked)) if asked else None,
        may_change=frame.may(Capability.TAKE_IN),
        change_url=frame.url("case_application_change"),
        warnings=WARNINGS if is_asking else (),
        warned=say_moment(asked.warned_at) if asked and asked.warned_at else "",
        warnings_url=frame.url("case_warnings"),
    )


def application_change(request: HttpRequest, reference: str) -> HttpResponse:
    """Record or correct what was said; the old answers stay in the history."""
    frame = _open(request, reference, "the form of the application")
    require(frame.user, Capability.TAKE_IN, frame.case)
    asked = getattr(frame.case, "application", None)
    names = [n for n in ApplicationForm.base_fields if n not in NOT_RECORDED]
    known = {name: getattr(asked, name) for name in names} if asked else {}
    form = form_for(
        request,
        ApplicationForm,
        version=frame.case.version,
        initial=known,
        known=known,
        recorded_at=frame.case.version,
        scheme=frame.case.scheme,
    )
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _record(frame, form),
        then=back_to(request, frame, "case_application"),
        said=form.said("What was said is recorded."),
    )
    return done or render_frame(
        request,
        frame,
        "disclosure/form.html",
        form=form,
        heading="What was said",
        submit="Save",
        cancel_url=back_to(request, frame, "case_application"),
    )


def _record(frame: Frame, form: ApplicationForm) -> Any:
    version = form.cleaned_data["version"]
    return record_application(
        frame.case, by=frame.user, version=version, **form.facts()
    )


def warnings(request: HttpRequest, reference: str) -> HttpResponse:
    """Confirm that every explanation and warning was given (clares-law 2.1)."""
    frame = _open(request, reference, "the warnings")
    require(frame.user, Capability.TAKE_IN, frame.case)
    form = form_for(request, WarningsForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: confirm_warnings(frame.case, by=frame.user),
        then=back_to(request, frame, "case_application"),
        said="The warnings are recorded as given.",
    )
    return done or render_frame(
        request,
        frame,
        "disclosure/warnings.html",
        form=form,
        warnings=WARNINGS,
        cancel_url=back_to(request, frame, "case_application"),
    )


def _open(request: HttpRequest, reference: str, page: str) -> Frame:
    """Who delivers is refused: what was said tells who asked (clares-law 1.3)."""
    return open_frame(
        request,
        reference,
        active="case_application",
        page=page,
        see=Capability.SEE_APPLICATION,
    )


def said_rows(frame: Frame, asked: Any) -> list[SummaryRow]:
    """What was said, for a page of the case."""
    labels = labels_of(frame.case.scheme)
    knows = dict(KNOWS)
    danger = Danger(asked.danger).label if asked.danger else ""
    return [
        SummaryRow("In danger now", danger, note=asked.incident_reference),
        SummaryRow("How it came in", labels.get(("channel", asked.channel), "")),
        SummaryRow(
            "Relationship", labels.get(("relationship", asked.relationship), "")
        ),
        *(SummaryRow(label, getattr(asked, name)) for name, label in PLAIN.items()),
        SummaryRow("The subject knows", knows.get(asked.subject_knows, "")),
        SummaryRow(
            "The person at risk knows", knows.get(asked.person_at_risk_knows, "")
        ),
    ]
