"""Safe contact. The plan is read first; the number stands behind it.

The subject is not on this page: there is no channel to the subject (product, "Never").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from casework.actions.contact import (
    record_contact_attempt,
    record_contact_plan,
    record_plan_shown,
)
from casework.clock import days_between, local_date
from casework.components import Event, SummaryRow, Tag, Timeline
from casework.forms.contact import ContactAttemptForm, ContactPlanForm
from casework.forms.date_fields import say_date
from casework.models import ContactAttempt, ContactPlan, IdentifierKind, Method, Part
from casework.moment import now
from casework.policy import Capability, require
from casework.queries.involved import Involved, involved_in, involved_person
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.saving import form_for, save_once

NO_PLAN = "No contact plan is recorded. Make no contact until there is one."
EXPIRED = "This plan has expired. Make no contact under it; record a new plan first."
NONE_SAFE = "No safe way is known. Make no contact until a new plan is recorded."
SHOW = "I have read the plan: show how to make contact"
KEPT = tuple(
    name
    for name in ContactPlanForm.base_fields
    if name not in ("submission", "version", "contact_point", "expires_on")
)


@dataclass(frozen=True)
class Reach:
    """One person, the plan in force and the attempts, as the page shows them."""

    one: Involved
    plan: ContactPlan | None
    attempts: Sequence[ContactAttempt] = ()
    points: Sequence[str] = ()
    urls: dict[str, str] = field(default_factory=dict)

    @property
    def blocked(self) -> str:
        """Why nobody may make contact now, or an empty string."""
        if self.plan is None:
            return NO_PLAN
        if self.plan.method == Method.NONE_SAFE:
            return NONE_SAFE
        return EXPIRED if has_expired(self.plan) else ""

    @property
    def rows(self) -> list[SummaryRow]:
        """The plan in the order in which it must be read."""
        return rows_of(self.plan) if self.plan else []

    @property
    def history(self) -> Timeline:
        """The attempts, newest first."""
        return Timeline([_event(a) for a in self.attempts], "No attempt is recorded.")


def has_expired(plan: ContactPlan) -> bool:
    """Whether the last safe day has passed."""
    return plan.expires_on is not None and plan.expires_on < local_date(now())


def rows_of(plan: ContactPlan) -> list[SummaryRow]:
    """A plan without the number: what to do and what never to do."""
    return [
        SummaryRow("How", plan.get_method_display()),
        SummaryRow("Safe times", plan.safe_times),
        SummaryRow("Times that are not safe", plan.unsafe_times),
        SummaryRow("Code word", plan.code_word, missing="None agreed"),
        _yes_no("Leave a message", allowed=plan.may_leave_message),
        _yes_no("Send a text message", allowed=plan.may_text),
        _yes_no("Say that we are the police", allowed=plan.may_say_police),
        SummaryRow("Withhold our number", "Yes" if plan.withhold_number else "No"),
        SummaryRow("Who else uses it", plan.who_else),
        SummaryRow("If the subject answers", plan.if_subject_answers),
        SummaryRow("Confirmed", _confirmed(plan)),
        _expiry(plan),
    ]


def _yes_no(label: str, *, allowed: bool) -> SummaryRow:
    return SummaryRow(label, tag=Tag("Yes", "green") if allowed else Tag("No", "red"))


def _confirmed(plan: ContactPlan) -> str:
    day = local_date(plan.confirmed_at)
    ago = days_between(plan.confirmed_at, now())
    said = {0: "today", 1: "yesterday"}.get(ago, f"{ago} days ago")
    return f"{say_date(day)} ({said}), recorded by {plan.recorded_by}"


def _expiry(plan: ContactPlan) -> SummaryRow:
    said = say_date(plan.expires_on) if plan.expires_on else ""
    tag = Tag("Expired", "red") if has_expired(plan) else None
    return SummaryRow("Last safe day", said, tag=tag, missing="None given")


def _event(attempt: ContactAttempt) -> Event:
    lines = [f"{attempt.get_method_display()}, for: {attempt.purpose}"]
    if attempt.plan_confirmed:
        lines.append("The plan was confirmed.")
    if attempt.note:
        lines.append(attempt.note)
    return Event(attempt.get_result_display(), attempt.at, str(attempt.by), lines)


def contact(request: HttpRequest, reference: str) -> HttpResponse:
    """Every person's plan and attempts; no number."""
    return _render(request, _open(request, reference, "the contact page"))


def show_point(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """The same page with one person's number, after its plan was read (logged)."""
    frame = _open(request, reference, "the contact page")
    one = _reachable(frame, person)
    if request.method != "POST":
        return HttpResponseRedirect(frame.url("case_contact"))
    plan = _plan_of(frame, one)
    read = request.POST.get("plan", "")
    if plan is None or str(plan.pk) != read or Reach(one, plan).blocked:
        changed = "The plan has changed or may not be used: read it again."
        return _render(request, frame, refusal=changed)
    record_plan_shown(frame.case, by=frame.user)
    points = [plan.contact_point] if plan.contact_point else _numbers(one)
    return _render(request, frame, shown={one.person.pk: points})


def _open(request: HttpRequest, reference: str, page: str) -> Frame:
    return open_frame(
        request, reference, active="case_contact", page=page, see=Capability.SEE_CONTACT
    )


def _reachable(frame: Frame, person: int) -> Involved:
    """The person, who is not the subject; else Http404."""
    one = involved_person(frame.case, frame.user, person)
    if Part.SUBJECT in one.parts:
        raise Http404("There is no contact with the subject here.")
    return one


def _plan_of(frame: Frame, one: Involved) -> ContactPlan | None:
    plan: ContactPlan | None = (
        frame.case.contact_plans.filter(person=one.person, superseded_at__isnull=True)
        .select_related("recorded_by")
        .first()
    )
    return plan


def _numbers(one: Involved) -> list[str]:
    """What was recorded with the person, if the plan itself names no number."""
    kinds = (IdentifierKind.PHONE, IdentifierKind.EMAIL)
    return [row.value for row in one.person.identifiers.filter(kind__in=kinds)]


def _render(
    request: HttpRequest,
    frame: Frame,
    *,
    shown: dict[int, list[str]] | None = None,
    refusal: str = "",
) -> HttpResponse:
    return render_frame(
        request,
        frame,
        "casework/contact.html",
        reaches=_reaches(frame, shown or {}),
        shown=shown is not None,
        refusal=refusal,
        show_label=SHOW,
        may_record=frame.may(Capability.RECORD_CONTACT),
    )


def _reaches(frame: Frame, shown: dict[int, list[str]]) -> list[Reach]:
    plans = frame.case.contact_plans.filter(superseded_at__isnull=True)
    by_person = {plan.person_id: plan for plan in plans.select_related("recorded_by")}
    attempts: dict[int, list[ContactAttempt]] = {}
    for row in frame.case.contact_attempts.select_related("by"):
        attempts.setdefault(row.person_id, []).append(row)
    return [
        Reach(
            one,
            by_person.get(one.person.pk),
            attempts.get(one.person.pk, ()),
            shown.get(one.person.pk, ()),
            _urls(frame, one.person.pk),
        )
        for one in involved_in(frame.case, frame.user)
        if Part.SUBJECT not in one.parts
    ]


def _urls(frame: Frame, person: int) -> dict[str, str]:
    return {
        name: frame.url(f"case_contact_{name}", person)
        for name in ("plan", "attempt", "show")
    }


def record_plan(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """Record a plan; it supersedes the one before."""
    frame = _open(request, reference, "the form for a contact plan")
    require(frame.user, Capability.RECORD_CONTACT, frame.case)
    one = _reachable(frame, person)
    before = _plan_of(frame, one)
    initial = {name: getattr(before, name) for name in KEPT} if before else {}
    form = form_for(
        request,
        ContactPlanForm,
        version=frame.case.version,
        initial=initial,
        current=before,
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: record_contact_plan(
                frame.case,
                one.person,
                by=frame.user,
                version=form.cleaned_data["version"],
                **form.facts(),
            ),
            then=frame.url("case_contact"),
            said="Contact plan saved.",
        )
    ):
        return done
    return render_frame(
        request, frame, "casework/contact_plan.html", form=form, one=one, before=before
    )


def record_attempt(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """Record an attempt under the plan in force; without one it says what to do."""
    frame = _open(request, reference, "the form for a contact attempt")
    require(frame.user, Capability.RECORD_CONTACT, frame.case)
    one = _reachable(frame, person)
    in_force = _plan_of(frame, one)
    reach = Reach(one, in_force, urls=_urls(frame, person))
    page: dict[str, Any] = {"one": one, "reach": reach}
    if in_force is None or reach.blocked:
        template = "casework/contact_attempt.html"
        return render_frame(request, frame, template, status=409, **page)
    return _take_attempt(request, frame, in_force, page)


def _take_attempt(
    request: HttpRequest, frame: Frame, in_force: ContactPlan, page: dict[str, Any]
) -> HttpResponse:
    form = form_for(
        request,
        ContactAttemptForm,
        version=frame.case.version,
        initial={"plan": in_force.pk, "at": now(), "method": in_force.method},
        in_force=in_force,
    )
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: record_contact_attempt(
                frame.case,
                by=frame.user,
                version=form.cleaned_data["version"],
                **{**form.facts(), "plan": in_force},
            ),
            then=frame.url("case_contact"),
            said="Attempt recorded.",
        )
    ):
        return done
    return render_frame(
        request, frame, "casework/contact_attempt.html", form=form, **page
    )
