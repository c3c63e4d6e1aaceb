"""Contacts under a plan: planned, made, called off, and allowed in danger."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from casework.actions.contact import (
    allow_contact,
    record_blocked,
)
from casework.actions.contact_attempts import (
    call_off_contact,
    plan_contact,
    record_contact_attempt,
)
from casework.forms.contact import ContactAttemptForm, PlannedContactForm, UnderPlanForm
from casework.forms.contact_ends import AllowContactForm, CallOffForm
from casework.models import PlannedContact
from casework.moment import now
from casework.policy import Capability, require
from casework.queries.safe_contact import permission_for, plan_for
from casework.safe_contact import (
    next_safe,
)
from casework.views.contact import Reach, open_contact, reachable, urls_of
from casework.views.frame import Frame, render_frame
from casework.views.safe_now import standing_of
from casework.views.saving import form_for, save_once

HOPELESS = frozenset({"no_plan", "none_safe", "expired", "doubted"})


def record_attempt(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """Record an attempt under the plan in force; without one it says what to do."""
    frame = open_contact(request, reference, "the form for a contact attempt")
    require(frame.user, Capability.RECORD_CONTACT, frame.case)
    reach = _reach(frame, person)
    if _is_hopeless(reach):
        return _blocked(request, frame, reach, "Record an attempt")
    form = form_for(
        request,
        ContactAttemptForm,
        version=frame.case.version,
        initial=_start(reach, at=now()),
        in_force=reach.plan,
        permission=permission_for(frame.case, person),
    )
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _record(frame, reach, form),
        then=frame.url("case_contact"),
        said="Attempt recorded.",
    )
    return done or _form_page(request, frame, reach, form, "Record an attempt")


def _record(frame: Frame, reach: Reach, form: ContactAttemptForm) -> Any:
    version = form.cleaned_data["version"]
    facts = {**form.facts(), "plan": reach.plan}
    return record_contact_attempt(frame.case, by=frame.user, version=version, **facts)


def plan_next(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """Plan a contact at a time that the contact plan allows."""
    frame = open_contact(request, reference, "the form to plan a contact")
    require(frame.user, Capability.RECORD_CONTACT, frame.case)
    reach = _reach(frame, person)
    if reach.plan is None or _is_hopeless(reach):
        return _blocked(request, frame, reach, "Plan a contact")
    soon = next_safe(reach.plan.rules, reach.plan.method, now())
    form = form_for(
        request,
        PlannedContactForm,
        version=frame.case.version,
        initial=_start(reach, planned_for=soon),
        in_force=reach.plan,
    )
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _plan(frame, reach, form),
        then=frame.url("case_contact"),
        said="Planned. It is in your list of contacts due.",
    )
    return done or _form_page(request, frame, reach, form, "Plan a contact")


def _plan(frame: Frame, reach: Reach, form: PlannedContactForm) -> Any:
    version = form.cleaned_data["version"]
    facts = {**form.facts(), "plan": reach.plan}
    return plan_contact(frame.case, by=frame.user, version=version, **facts)


def _start(reach: Reach, **more: Any) -> dict[str, Any]:
    plan = reach.plan
    return {"plan": plan.pk, "method": plan.method, **more} if plan else more


def _reach(frame: Frame, person: int) -> Reach:
    one = reachable(frame, person)
    plan = plan_for(frame.case, person)
    standing = standing_of(plan, permission_for(frame.case, person))
    return Reach(one, plan, standing, urls=urls_of(frame, person))


def _is_hopeless(reach: Reach) -> bool:
    """Whether there is no plan under which anything can be done."""
    rules = {reason.rule for reason in reach.standing.reasons}
    return reach.plan is None or bool(rules & HOPELESS and not reach.standing.allowed)


def _blocked(
    request: HttpRequest, frame: Frame, reach: Reach, heading: str
) -> HttpResponse:
    """Why nothing can be done, and the way on; an attempt to do it is logged."""
    if request.method == "POST":
        record_blocked(frame.case, by=frame.user, reasons=reach.standing.reasons)
    return _page(request, frame, reach, heading, status=409)


def _form_page(
    request: HttpRequest,
    frame: Frame,
    reach: Reach,
    form: UnderPlanForm,
    heading: str,
) -> HttpResponse:
    """The form again; what the plan refused is logged."""
    if form.reasons and request.method == "POST":
        record_blocked(frame.case, by=frame.user, reasons=form.reasons)
    return _page(request, frame, reach, heading, form=form)


def _page(
    request: HttpRequest, frame: Frame, reach: Reach, heading: str, **context: Any
) -> HttpResponse:
    return render_frame(
        request,
        frame,
        "casework/contact_attempt.html",
        one=reach.one,
        reach=reach,
        heading=heading,
        may_allow=frame.may(Capability.ALLOW_CONTACT),
        **context,
    )


def call_off(request: HttpRequest, reference: str, planned: int) -> HttpResponse:
    """A planned contact is not made; the reason is kept."""
    frame = open_contact(request, reference, "the form to call a contact off")
    require(frame.user, Capability.RECORD_CONTACT, frame.case)
    row = frame.case.planned_contacts.filter(pk=planned).first()
    if row is None:
        raise Http404("No such planned contact.")
    reachable(frame, row.person_id)
    form = form_for(request, CallOffForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: _call_off(frame, row, form),
        then=frame.url("case_contact"),
        said="The contact is called off.",
    )
    return done or _simple_page(request, frame, form, "Call off a planned contact")


def _call_off(frame: Frame, row: PlannedContact, form: CallOffForm) -> None:
    said = form.cleaned_data
    call_off_contact(
        frame.case,
        row.pk,
        by=frame.user,
        reason=said["reason"],
        version=said["version"],
    )


def allow(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """Somebody is in danger: contact is made against the plan, for some hours."""
    frame = open_contact(request, reference, "the form to allow contact")
    require(frame.user, Capability.ALLOW_CONTACT, frame.case)
    one = reachable(frame, person)
    form = form_for(request, AllowContactForm, version=frame.case.version)
    done = request.method == "POST" and save_once(
        request,
        form,
        lambda: allow_contact(
            frame.case,
            one.person,
            by=frame.user,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
        ),
        then=frame.url("case_contact"),
        said="Contact is allowed for now. The plan still says what to avoid.",
    )
    return done or _simple_page(request, frame, form, "Allow contact against the plan")


def _simple_page(
    request: HttpRequest, frame: Frame, form: Any, heading: str
) -> HttpResponse:
    return render_frame(
        request, frame, "casework/contact_decision.html", form=form, heading=heading
    )
