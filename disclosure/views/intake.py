"""A call in three short pages: danger and safe contact, who it is about, the warnings.

The draft is the case itself: page 1 opens it, so nothing is lost if the call drops.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from casework.clock import LONDON
from casework.components import Missing, MissingList, SummaryList, SummaryRow
from casework.models import Part, Person
from casework.moment import now
from casework.policy import Capability, require
from casework.queries.code_lists import labels_of
from casework.queries.involved import Involved
from casework.queries.opened_together import opened_with
from casework.queries.safe_contact import Reads, reads_of
from casework.schemes import scheme_of
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.masked import HIDDEN, homes_of
from casework.views.saving import form_for, save_once
from casework.workflow.moves import Guard
from casework.workflow.perform import options_for
from disclosure.actions.application import confirm_warnings
from disclosure.actions.inbox import require_intake
from disclosure.actions.intake import start_application
from disclosure.forms_intake import ReadOutForm, StartForm, intakes
from disclosure.intake_tables import Intake
from disclosure.models import Application, Danger
from disclosure.outcomes import Route
from disclosure.views.inbox import inbox_user
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
    people, application = _people(frame.case), _application(frame.case)
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
    rows = [row for part in named for row in _person_rows(frame, part, people, reads)]
    rows += _said(frame, intake)
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
        summary=SummaryList(_summary(frame, application)),
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


def _people(case: Any) -> dict[str, Person]:
    rows = case.involvements.select_related("person").prefetch_related(
        "person__names", "person__addresses"
    )
    return {row.part: row.person for row in rows}


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


# -- What was said -------------------------------------------------------------------
def _summary(frame: Frame, application: Application) -> list[SummaryRow]:
    case, about = frame.case, frame.url("intake_about")
    labels, intake = labels_of(case.scheme), intakes()[case.scheme]
    people, reads = _people(case), reads_of(case, frame.user)
    received = f"{case.received_at.astimezone(LONDON):%-d %B %Y at %H:%M}"
    danger = dict(Danger.choices).get(application.danger, "")
    parts = [Part.APPLICANT if case.route == Route.ASK else Part.REFERRER]
    parts += intake.parts
    relationship = labels.get(("relationship", application.relationship), "")
    knows = str(application.get_subject_knows_display())
    return [
        SummaryRow(
            "Is anyone in danger now?", danger, url=frame.url("case_application")
        ),
        SummaryRow("Received", received),
        SummaryRow("Route", frame.scheme.routes[case.route]),
        SummaryRow(
            "How it came in",
            labels.get(("channel", application.channel), ""),
            url=frame.url("case_application"),
        ),
        *(row for part in parts for row in _person_rows(frame, part, people, reads)),
        SummaryRow("Safe contact", _safe_contact(reads), url=_plan_page(frame)),
        *_said(frame, intake),
        SummaryRow("Relationship", relationship, url=about),
        SummaryRow("What prompted the request", application.reason, url=about),
        *_children(application, intake, about),
        SummaryRow("Does the subject know?", knows, url=about),
    ]


def _said(frame: Frame, intake: Intake) -> list[SummaryRow]:
    """What the scheme asks beside what all ask."""
    url = frame.url(intake.said_on)
    return [SummaryRow(label, said, url=url) for label, said in intake.said(frame.case)]


def _children(application: Application, intake: Intake, url: str) -> list[SummaryRow]:
    """What a form that asks for them in one answer says."""
    if "children" not in intake.form.ANSWERS:
        return []
    return [SummaryRow("Children and pregnancy", application.children, url=url)]


def _person_rows(
    frame: Frame, part: str, people: dict[str, Person], reads: Reads
) -> list[SummaryRow]:
    label = str(Part(part).label)
    person = people.get(part)
    if person is None:
        return [SummaryRow(label, url=frame.url("intake_about"), link_label="Add")]
    born = f"{person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else ""
    everybody = [Involved(one, [Part(part)]) for part, one in people.items()]
    lines = [
        ", ".join(str(name) for name in person.names.all()),
        f"Born {born}" if born else person.birth_as_given,
        *homes_of(everybody, reads).of(person, [Part(part)]),
    ]
    text = "\n".join(filter(None, lines))
    return [SummaryRow(label, text, url=frame.url("case_people"))]


def _safe_contact(reads: Reads) -> str:
    """The plan; its number for who has read it (or just written it)."""
    plan = next(iter(reads.plans.values()), None)
    if plan is None:
        return ""
    message = "May leave a message" if plan.may_leave_message else "Leave no message"
    point = plan.contact_point if reads.covers(plan.person_id) else HIDDEN
    lines = (plan.get_method_display(), point, plan.safe_times, message)
    return "\n".join(filter(None, lines))


def _plan_page(frame: Frame) -> str:
    has_plan = frame.case.contact_plans.filter(superseded_at__isnull=True).exists()
    asks = "method" in intakes()[frame.case.scheme].form.base_fields
    asked_here = asks and frame.case.route == Route.KNOW and not has_plan
    return frame.url("intake_about" if asked_here else "case_contact")


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
    here = {"safe_contact_recorded": _plan_page(frame), "warnings_given": "#read-out"}
    if fact.name in intakes()[frame.case.scheme].asks:
        return frame.url("intake_about")
    return here.get(fact.name) or frame.url(fact.page)


def _to_check(frame: Frame) -> list[str]:
    """What the website's form left open, when the case came from there."""
    submission = getattr(frame.case.case_ptr, "submission", None)
    return say_reasons(submission.reasons, is_read=False) if submission else []
