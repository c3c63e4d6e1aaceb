"""Safe contact. The plan is read first; the number stands behind it.

The subject is not on this page: there is no channel to the subject (product, "Never").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from casework.actions.contact import (
    record_blocked,
    record_contact_plan,
    record_plan_shown,
    require_reach,
)
from casework.components import Event, SummaryRow, Timeline
from casework.forms.contact import ContactPlanForm
from casework.models import (
    ContactAttempt,
    ContactPermission,
    ContactPlan,
    IdentifierKind,
    Part,
    PlannedContact,
)
from casework.policy import Capability, require, say_roles
from casework.queries.involved import (
    ASKED,
    NEVER_CONTACTED,
    Involved,
    involved_in,
    involved_person,
)
from casework.queries.safe_contact import (
    Reads,
    permission_for,
    permissions_on,
    plan_for,
    reads_of,
)
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment
from casework.views.safe_now import Standing, rows_of, standing_of
from casework.views.saving import form_for, save_once

Row = TypeVar("Row", bound=Any)
SHOW = "I have read this plan"
SHOW_NONE = "I have read that there is no plan"
READ_AGAIN = "The plan has changed: read it again."
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
    standing: Standing
    attempts: Sequence[ContactAttempt] = ()
    planned: Sequence[tuple[str, str]] = ()
    points: Sequence[str] = ()
    urls: dict[str, str] = field(default_factory=dict)
    is_read: bool = False
    refusal: str = ""

    def with_rows(
        self, attempts: Sequence[ContactAttempt], planned: Sequence[tuple[str, str]]
    ) -> Reach:
        """The same with what was tried and what is planned."""
        return replace(self, attempts=attempts, planned=planned)

    @property
    def rows(self) -> list[SummaryRow]:
        """The plan in the order in which it must be read."""
        return rows_of(self.plan) if self.plan else []

    @property
    def show_label(self) -> str:
        """The button that shows what stands behind the plan."""
        return SHOW if self.plan else SHOW_NONE

    @property
    def history(self) -> Timeline:
        """The attempts, newest first."""
        return Timeline([_event(a) for a in self.attempts], "No attempt is recorded.")


def _event(attempt: ContactAttempt) -> Event:
    lines = [f"{attempt.get_method_display()}, for: {attempt.purpose}"]
    if attempt.plan_confirmed:
        lines.append("The plan was confirmed.")
    if attempt.departures:
        rules = ", ".join(rule.replace("_", " ") for rule in attempt.departures)
        lines.append(f"Against the plan: {rules}.")
    if attempt.note:
        lines.append(attempt.note)
    return Event(attempt.get_result_display(), attempt.at, str(attempt.by), lines)


def contact(request: HttpRequest, reference: str) -> HttpResponse:
    """Every person's plan and attempts; a number only behind a plan that was read."""
    return _render(request, open_contact(request, reference, "the contact page"))


def show_point(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """The person has read a plan (logged); what stands behind it follows."""
    frame = open_contact(request, reference, "the contact page")
    one = reachable(frame, person)
    if request.method != "POST":
        return HttpResponseRedirect(frame.url("case_contact"))
    plan = plan_for(frame.case, one.person.pk)
    if request.POST.get("plan", "") != (str(plan.pk) if plan else "none"):
        return _render(request, frame, refusal=READ_AGAIN)
    record_plan_shown(frame.case, one.person, plan, by=frame.user)
    standing = standing_of(plan, permission_for(frame.case, one.person.pk))
    if not standing.is_safe:
        record_blocked(frame.case, by=frame.user, reasons=standing.reasons)
    return HttpResponseRedirect(f"{frame.url('case_contact')}#person-{person}")


def open_contact(request: HttpRequest, reference: str, page: str) -> Frame:
    """The frame of a page about contact."""
    return open_frame(
        request, reference, active="case_contact", page=page, see=Capability.SEE_CONTACT
    )


def reachable(frame: Frame, person: int) -> Involved:
    """The person, who is not the subject (else Http404) and for this person to reach
    (else PermissionDenied).
    """
    one = involved_person(frame.case, frame.user, person)
    if NEVER_CONTACTED & set(one.parts):
        raise Http404("There is no contact with the subject here.")
    require_reach(frame.user, frame.case, person)
    return one


def _render(request: HttpRequest, frame: Frame, *, refusal: str = "") -> HttpResponse:
    return render_frame(
        request,
        frame,
        "casework/contact.html",
        reaches=_reaches(frame),
        refusal=refusal,
        who_reaches=say_roles(frame.scheme.roles[Capability.REACH_APPLICANT]),
        may_record=frame.may(Capability.RECORD_CONTACT),
        may_allow=frame.may(Capability.ALLOW_CONTACT) and frame.case.immediate_risk,
    )


def _reaches(frame: Frame) -> list[Reach]:
    """Everybody but the subject; the same number of queries for any number of them."""
    case = frame.case
    reads = reads_of(case, frame.user)
    attempts = _by_person(case.contact_attempts.select_related("by"))
    planned = _by_person(case.planned_contacts.filter(settled_at__isnull=True))
    allowed = permissions_on(case)
    return [
        _reach(frame, one, reads, allowed.get(one.person.pk)).with_rows(
            attempts.get(one.person.pk, []),
            [_planned(frame, row) for row in planned.get(one.person.pk, [])],
        )
        for one in involved_in(case, frame.user)
        if NEVER_CONTACTED.isdisjoint(one.parts)
    ]


def _by_person(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def _reach(
    frame: Frame, one: Involved, reads: Reads, permission: ContactPermission | None
) -> Reach:
    plan = reads.plans.get(one.person.pk)
    standing = standing_of(plan, permission)
    is_read = reads.covers(one.person.pk)
    refusal = refusal_to_reach(frame, one)
    may_see = plan is not None and is_read and standing.is_safe and not refusal
    return Reach(
        one,
        plan,
        standing,
        points=points_of(one, plan) if may_see else (),
        urls=urls_of(frame, one.person.pk),
        is_read=is_read,
        refusal=refusal,
    )


def refusal_to_reach(frame: Frame, one: Involved) -> str:
    """Why this person is for others to reach, or an empty string."""
    asked_only = ASKED & set(one.parts) and Part.PERSON_AT_RISK not in one.parts
    if not asked_only or frame.may(Capability.REACH_APPLICANT):
        return ""
    roles = say_roles(frame.scheme.roles[Capability.REACH_APPLICANT])
    return f"Who asked is another person than the one at risk. Reached by: {roles}."


def points_of(one: Involved, plan: ContactPlan | None) -> list[str]:
    """What the plan names; if it names nothing, what was recorded with the person."""
    if plan is not None and plan.contact_point:
        return [plan.contact_point]
    kinds = (IdentifierKind.PHONE, IdentifierKind.EMAIL)
    return [row.value for row in one.person.identifiers.filter(kind__in=kinds)]


def _planned(frame: Frame, row: PlannedContact) -> tuple[str, str]:
    """What is planned in words, and where it is called off."""
    said = f"{row.get_method_display()}, {say_moment(row.planned_for)}: {row.purpose}"
    return said, frame.url("case_contact_call_off", row.pk)


def urls_of(frame: Frame, person: int) -> dict[str, str]:
    """The addresses of what can be done about contact with a person."""
    return {
        name: frame.url(f"case_contact_{name}", person)
        for name in ("plan", "attempt", "show", "planned", "allow")
    }


def record_plan(request: HttpRequest, reference: str, person: int) -> HttpResponse:
    """Record a plan; it supersedes the one before."""
    frame = open_contact(request, reference, "the form for a contact plan")
    require(frame.user, Capability.RECORD_CONTACT, frame.case)
    one = reachable(frame, person)
    before = plan_for(frame.case, one.person.pk)
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
