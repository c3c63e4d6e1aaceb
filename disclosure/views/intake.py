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
from casework.queries.safe_contact import Reads, reads_of
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.masked import HIDDEN, homes_of
from casework.views.saving import form_for, save_once
from casework.workflow.moves import Guard
from casework.workflow.perform import options_for
from disclosure.actions.application import confirm_warnings
from disclosure.actions.inbox import require_intake
from disclosure.actions.intake import SCHEME, record_about, start_application
from disclosure.forms_intake import AboutForm, ReadOutForm, StartForm
from disclosure.models import Application, Danger
from disclosure.outcomes import Route
from disclosure.views.inbox import inbox_user
from disclosure.views.original import say_reasons

ANSWERS = ("relationship", "reason", "children", "subject_knows")
NEXT_MOVE = "begin_initial_checks"
# clares-law 2.1: each is told at first contact, before anything is checked.
TO_READ_OUT = (
    "Nothing can be told today. We check, meet you, and decide within 28 days.",
    (
        "There may be nothing to tell, or the law may not let us tell you. That does "
        "not mean that there is no risk."
    ),
    (
        "If something is disclosed, it goes to whoever can best protect the person at "
        "risk. That may not be you."
    ),
    "If you tell us about a crime, we may have to act on it.",
    (
        "We keep what you tell us confidential, and the subject is not told that you "
        "asked, unless the law or somebody's safety requires it."
    ),
    (
        "What you are told must stay confidential. Using it for anything but keeping "
        "somebody safe may be a crime."
    ),
    "It can be a crime to give false information knowingly.",
    "We check police records on everybody named, you too.",
)


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
            said="The case is open. If the call drops now, nothing is lost.",
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
    form = form_for(
        request,
        AboutForm,
        version=frame.case.version,
        initial={name: getattr(application, name) for name in ANSWERS},
        without=_known(frame, people),
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: record_about(frame.case, by=frame.user, **form.facts()),
            then=frame.url("intake_confirm"),
            said="Saved.",
        )
    ):
        return done
    reads = reads_of(frame.case, frame.user)
    rows = [row for part in people for row in _person_rows(frame, part, people, reads)]
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
        to_read_out=TO_READ_OUT,
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


def _known(frame: Frame, people: dict[str, Person]) -> list[str]:
    known = [
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
    labels = labels_of(SCHEME)
    people, reads = _people(case), reads_of(case, frame.user)
    received = f"{case.received_at.astimezone(LONDON):%-d %B %Y at %H:%M}"
    danger = dict(Danger.choices).get(application.danger, "")
    parts = [Part.APPLICANT if case.route == Route.ASK else Part.REFERRER]
    parts += [Part.PERSON_AT_RISK, Part.SUBJECT]
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
        SummaryRow("Relationship", relationship, url=about),
        SummaryRow("What prompted the request", application.reason, url=about),
        SummaryRow("Children and pregnancy", application.children, url=about),
        SummaryRow("Does the subject know?", knows, url=about),
    ]


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
    asked_here = frame.case.route == Route.KNOW and not has_plan
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
    here = {
        "people_named": frame.url("intake_about"),
        "relationship_and_reason_recorded": frame.url("intake_about"),
        "safe_contact_recorded": _plan_page(frame),
        "warnings_given": "#read-out",
    }
    return here.get(fact.name) or frame.url(fact.page)


def _to_check(frame: Frame) -> list[str]:
    """What the website's form left open, when the case came from there."""
    submission = getattr(frame.case.case_ptr, "submission", None)
    return say_reasons(submission.reasons, is_read=False) if submission else []
