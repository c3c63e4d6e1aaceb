"""The frame of every page of a case: always the same bar, pages and permissions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import User
from casework.access import access_case
from casework.clock import days_between
from casework.components import Badge, Deadline, IdentityBar
from casework.moment import now
from casework.navigation import Destination, SubNavigation
from casework.policy import Capability, is_guest, may
from casework.schemes import (
    CasePage,
    Scheme,
    all_schemes,
    scheme_by_reference,
    scheme_of,
)
from casework.views.deadlines import deadline_of
from casework.workflow.moves import Guard

PAGES_BEFORE = (
    CasePage("Summary", "case", Capability.VIEW),
    CasePage("People", "case_people", Capability.VIEW),
    CasePage("Contact", "case_contact", Capability.SEE_CONTACT),
)
PAGES_AFTER = (
    CasePage("Files", "case_documents", Capability.VIEW),
    CasePage("Notes", "case_notes", Capability.VIEW),
    CasePage("History", "case_history", Capability.SEE_RESEARCH),
)
# What the unit writes for itself: not for guests (``Scheme.guests``).
OF_THE_UNIT = frozenset({"case_notes"})
# Pages that the sub-navigation does not list, for links to them.
PAGES_ASIDE = (
    CasePage("Immediate risk", "case_alarm", Capability.RAISE_ALARM),
    CasePage("Risk", "case_risk", Capability.ASSESS_RISK),
    CasePage("Dates", "case_dates", Capability.VIEW),
    CasePage("Who opened this case", "case_readers", Capability.SEE_READERS),
    CasePage("Allocate", "case_allocate", Capability.ALLOCATE),
    CasePage("Waiting", "case_waiting", Capability.WAIT),
    CasePage("Extension", "case_extension", Capability.EXTEND),
    CasePage("Identity", "case_identity", Capability.SEE_RESEARCH),
    CasePage("Linked cases", "case_links", Capability.SEE_RESEARCH),
    CasePage("Who may open this case", "case_restrict", Capability.RESTRICT),
)


@dataclass(frozen=True)
class Frame:
    """A case as one person opened it."""

    case: Any
    scheme: Scheme
    user: User
    active: str
    _allowed: dict[Capability, bool] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _places: dict[str, str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def may(self, capability: Capability) -> bool:
        """Whether the person may do it on this case, as it was when it was opened.

        For what a page shows, and asked once for each capability: a rule can cost a
        query. An act asks again, under the lock.
        """
        if capability not in self._allowed:
            verdict = may(self.user, capability, self.case)
            self._allowed[capability] = verdict.allowed
        return self._allowed[capability]

    @cached_property
    def is_guest(self) -> bool:
        """Whether the person sees the case as a guest (``policy.is_guest``)."""
        return is_guest(self.user, self.case)

    def _may_open(self, page: CasePage) -> bool:
        hidden = page.url_name in OF_THE_UNIT and self.is_guest
        return not hidden and self.may(page.see)

    def url(self, name: str, *args: object) -> str:
        """The address of a page of this case."""
        return reverse(name, args=(self.case.reference, *args))

    def link(self, name: str) -> str:
        """The address of a page if the person may open it, else an empty string."""
        listed = (*PAGES_BEFORE, *self.scheme.pages, *PAGES_AFTER)
        pages = (*listed, *PAGES_ASIDE, *self.scheme.pages_aside)
        may_open = any(p.url_name == name and self._may_open(p) for p in pages)
        return self.url(name) if may_open else ""

    def place_of(self, fact: Guard) -> str:
        """Where ``fact`` is recorded: the form itself for whoever may fill it in now,
        which leads back to the present page; else the page; else an empty string.
        """
        if fact.name not in self._places:
            self._places[fact.name] = self._form_of(fact) or self.link(fact.page)
        return self._places[fact.name]

    def _form_of(self, fact: Guard) -> str:
        make = self.scheme.forms.get(fact.form)
        form = make(self.case) if make else None
        if form is None or not self.may(form.may):
            return ""
        return f"{self.url(form.url_name, *form.args)}?from={self.active}"

    @property
    def bar(self) -> IdentityBar:
        """Reference, stage, owner, days, the next deadline and the flags."""
        case, at = self.case, now()
        end = case.closed_at or at
        return IdentityBar(
            reference=case.reference,
            url=self.url("case"),
            scheme=f"{self.scheme.label}: {self.scheme.routes[case.route]}",
            stage=self.scheme.stage_label(case.stage),
            owner=str(case.owner) if case.owner else "",
            days_in_stage=days_between(case.stage_entered_at, at),
            days_since_receipt=days_between(case.received_at, end),
            deadline=self.next_deadline,
            flags=flags_of(case),
            tone=self.scheme.tones[case.stage],
        )

    @property
    def next_deadline(self) -> Deadline | None:
        """What is due first, in words and with a tone; none on a closed case."""
        if self.case.next_due_at is None:
            return None
        return deadline_of(self.case.next_due_at, name=self.case.next_due_name)

    @property
    def navigation(self) -> SubNavigation:
        """The pages of this case that the person may open."""
        pages = (*PAGES_BEFORE, *self.scheme.pages, *PAGES_AFTER)
        return SubNavigation(
            items=[
                Destination(p.label, self.url(p.url_name), p.url_name == self.active)
                for p in pages
                if self._may_open(p)
            ]
        )


def back_to(request: HttpRequest, frame: Frame, page: str) -> str:
    """Where a form leads when it is done with: the page of the case whose list of what
    is missing led to it, else ``page``.
    """
    return frame.link(request.GET.get("from", "")) or frame.url(page)


def flags_of(case: Any) -> list[Badge]:
    """What must be seen at once, in words."""
    flags = []
    if case.immediate_risk:
        flags.append(Badge("Immediate risk", "red"))
    if case.risk == "high":
        flags.append(Badge("High risk", "red"))
    if case.restricted:
        flags.append(Badge("Restricted", "purple"))
    if case.waiting_on:
        flags.append(Badge(f"Waiting: {case.waiting_on.lower()}", "yellow"))
    if not case.is_closed and case.target_on > case.due_on:
        flags.append(Badge("Extended", "orange"))
    return flags


def refuse_foreign(request: HttpRequest, reference: str) -> None:
    """Http404 for a page of one app of schemes and a case of another's."""
    scheme, match = scheme_by_reference(reference), request.resolver_match
    if scheme is None or match is None:
        return
    app = match.func.__module__.partition(".")[0]
    theirs = {known.model._meta.app_label for known in all_schemes()}  # noqa: SLF001
    if app in theirs - {scheme.model._meta.app_label}:  # noqa: SLF001
        raise Http404("No such page of this case.")


def open_frame(
    request: HttpRequest,
    reference: str,
    *,
    active: str,
    page: str,
    see: Capability = Capability.VIEW,
) -> Frame:
    """Open a case for a page; the look is recorded as "Opened ``page``".

    Http404 if the person may not know of it, PermissionDenied if ``see`` is refused.
    """
    user = cast("User", request.user)
    refuse_foreign(request, reference)
    case = access_case(user, reference, see, page=page)
    return Frame(case, scheme_of(case), user, active)


def render_frame(
    request: HttpRequest,
    frame: Frame,
    template: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw ``template`` (it extends ``casework/case_base.html``) inside the frame."""
    shared = {
        "frame": frame,
        "case": frame.case,
        "case_url": frame.url("case"),
        "notes_url": frame.url("case_notes"),
        "alarm_url": frame.link("case_alarm"),
    }
    return render(request, template, {**shared, **context}, status=status)
