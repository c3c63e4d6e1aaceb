"""A call in three short pages: danger and safe contact, who it is about, the warnings.

The draft is the case itself: page 1 opens it, so nothing is lost if the call drops.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from casework.components import Missing, MissingList, SummaryList
from casework.models import Part, Person
from casework.moment import now
from casework.policy import Capability, require
from casework.queries.opened_together import opened_with
from casework.queries.safe_contact import reads_of
from casework.schemes import scheme_of
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.saving import form_for, save_once
from casework.workflow.moves import Guard
from casework.workflow.perform import options_for
from disclosure.actions.application import confirm_warnings
from disclosure.actions.inbox import require_intake
from disclosure.actions.intake import start_application
from disclosure.forms_intake import ReadOutForm, StartForm, intakes
from disclosure.intake_tables import Intake
from disclosure.models import Application
from disclosure.outcomes import Route
from disclosure.views.inbox import inbox_user
from disclosure.views.intake_said import (
    people_by_part,
    person_rows,
    plan_page,
    said_rows,
    summary_rows,
)
from disclosure.views.original import say_reasons

NEXT_MOVE = "begin_initial_checks"


def intake_start(request: HttpRequest) -> HttpResponse:
    """Page 1: danger first, then safe contact; saving it opens the case."""
    user = inbox_user(request)
    form = form_for(request, StartForm, initial={"received_at": now()})
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: start_application(by=user, **form.facts()),
            then=lambda case: reverse("intake_about", args=[case.reference]),
            said="Saved and open. If the call drops now, nothing is lost.",
        )
    ):
        return done
    return render(request, "disclosure/intake_start.html", {"form": form})


def intake_about(request: HttpRequest, reference: str) -> HttpResponse:
    """Page 2: who it is about; what is there already is shown and not asked again."""
    frame = _open(request, reference, page="who the application is about")
    if not _is_draft(frame):
        return redirect(frame.url("case"))
    people, application = people_by_part(frame.case), _application(frame.case)
    intake = intakes()[frame.case.scheme]
    form = form_for(
        request,
        intake.form,
        version=frame.case.version,
        initial={name: getattr(application, name) for name in intake.form.ANSWERS},
        scheme=frame.case.scheme,
        without=_known(frame, people, intake),
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: intake.record(frame.case, by=frame.user, **form.facts()),
            then=_next_page(frame),
            said="Saved.",
        )
    ):
        return done
    reads = reads_of(frame.case, frame.user)
    named = [part for part in people if part != Part.CHILD]
    rows = [row for part in named for row in person_rows(frame, part, people, reads)]
    rows += said_rows(frame, intake)
    return render_frame(
        request,
        frame,
        "disclosure/intake_about.html",
        form=form,
        known=SummaryList(rows, heading="Already recorded"),
    )


def intake_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Page 3: the warnings, everything that was said, what is missing, what is next."""
    frame = _open(request, reference, page="the summary of the application")
    if not _is_draft(frame):
        return redirect(frame.url("case"))
    form = form_for(request, ReadOutForm, version=frame.case.version)
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: confirm_warnings(frame.case, by=frame.user),
            then=frame.url("intake_confirm"),
            said="Recorded that the explanations and warnings were given.",
        )
    ):
        return done
    missing = _missing(frame)
    application = _application(frame.case)
    return render_frame(
        request,
        frame,
        "disclosure/intake_confirm.html",
        form=form,
        to_read_out=intakes()[frame.case.scheme].to_read_out,
        together=_together(frame),
        needs_reading=frame.case.route == Route.ASK and not application.warned_at,
        summary=SummaryList(summary_rows(frame, application)),
        missing=MissingList(
            missing,
            heading="What is missing before the unit can begin",
            complete="Everything that the unit needs to begin is recorded.",
        ),
        is_complete=not missing,
        to_check=_to_check(frame),
        move_url=frame.url("case_move", NEXT_MOVE),
    )


def _open(request: HttpRequest, reference: str, *, page: str) -> Frame:
    inbox_user(request)
    frame = open_frame(
        request, reference, active="case", page=page, see=Capability.SEE_CONTACT
    )
    require(frame.user, Capability.TAKE_IN, frame.case)
    require_intake(frame.user)
    return frame


def _is_draft(frame: Frame) -> bool:
    return frame.case.stage in frame.scheme.intake_stages


def _application(case: Any) -> Application:
    """What was said so far; an empty one if nothing was."""
    return Application.objects.filter(case_id=case.pk).first() or Application(
        case_id=case.pk
    )


def _known(frame: Frame, people: dict[str, Person], intake: Intake) -> list[str]:
    known = [name for name, is_there in intake.recorded.items() if is_there(frame.case)]
    known += [
        name
        for name, part in (("risk", Part.PERSON_AT_RISK), ("subject", Part.SUBJECT))
        if part in people
    ]
    if not _is_asked_of_themselves(people.get(Part.APPLICANT)):
        known.append("caller")
    has_plan = frame.case.contact_plans.filter(superseded_at__isnull=True).exists()
    if frame.case.route == Route.ASK or has_plan:
        known.append("plan")
    return known


def _next_page(frame: Frame) -> str:
    """Page 2 of the next case of this call, then page 3 of the first."""
    cases = [frame.case, *opened_with(frame.case, frame.user)]
    later = [one for one in cases if one.pk > frame.case.pk and _is_taken_in(one)]
    if later:
        return reverse("intake_about", args=[later[0].reference])
    return page_3(min(filter(_is_taken_in, cases), key=lambda one: one.pk))


def page_3(case: Any) -> str:
    """Where a case of a call is checked and handed over."""
    return reverse("intake_confirm", args=[case.reference])


def _is_taken_in(case: Any) -> bool:
    return case.stage in scheme_of(case).intake_stages


def _together(frame: Frame) -> list[tuple[str, str, bool]]:
    """The other cases of this call: reference, page 3, and whether it still waits."""
    return [
        (one.reference, page_3(one), _is_taken_in(one))
        for one in opened_with(frame.case, frame.user)
    ]


def _is_asked_of_themselves(applicant: Person | None) -> bool:
    """Nothing is known of the applicant yet but the name (clares-law 2.1)."""
    return (
        applicant is not None
        and applicant.date_of_birth is None
        and not applicant.birth_as_given
        and not applicant.addresses.all()
    )


# -- What is missing -----------------------------------------------------------------
def _missing(frame: Frame) -> list[Missing]:
    """Every fact that the first move still waits for, with where it is recorded."""
    return [
        Missing(fact.sentence, _where(frame, fact))
        for option in options_for(frame.case, frame.user)
        if option.row.name == NEXT_MOVE
        for fact in option.unmet
    ]


def _where(frame: Frame, fact: Guard) -> str:
    here = {"safe_contact_recorded": plan_page(frame), "warnings_given": "#read-out"}
    if fact.name in intakes()[frame.case.scheme].asks:
        return frame.url("intake_about")
    return here.get(fact.name) or frame.url(fact.page)


def _to_check(frame: Frame) -> list[str]:
    """What the website's form left open, when the case came from there."""
    submission = getattr(frame.case.case_ptr, "submission", None)
    return say_reasons(submission.reasons, is_read=False) if submission else []
