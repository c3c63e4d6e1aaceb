"""Restricting a case to named people: who may open it, and every change of that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.actions.restricting import (
    end_grant,
    lift_restriction,
    name_people,
    restrict_case,
)
from casework.data_table import Column, DataTable, TableRow
from casework.forms.once import OnceForm
from casework.forms.restricting import (
    EndGrantForm,
    LiftForm,
    NamePeopleForm,
    RestrictForm,
)
from casework.models import Case, CaseGrant
from casework.policy import Capability
from casework.queries.named import grants_on, nameable_for, people_numbered
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moves import sent_before
from casework.views.saving import form_for, save_once

TEMPLATE = "casework/restrict.html"
COLUMNS = (Column("Person"), Column("Named by"), Column("Since"), Column("Why"))


def restricting(request: HttpRequest, reference: str) -> HttpResponse:
    """Restrict the case, or see who may open it and change that.

    A form says by ``do`` what it is for, so that a change that somebody else made
    meanwhile does not swallow what was typed.
    """
    if sent := sent_before(request):
        return sent
    frame = open_frame(
        request,
        reference,
        active="case",
        page="who may open the case",
        see=Capability.RESTRICT,
    )
    act = ACTS.get(request.GET.get("do", ""))
    if act is None or (request.method != "POST" and not frame.case.restricted):
        act = _show if frame.case.restricted else _restrict
    return act(request, frame)


def _show(request: HttpRequest, frame: Frame) -> HttpResponse:
    rows: list[TableRow] = [_row(grant) for grant in grants_on(frame.case)]
    table = DataTable("Who may open this case", COLUMNS, rows)
    has_none = frame.case.owner is None and not frame.case.is_closed
    return render_frame(
        request,
        frame,
        TEMPLATE,
        form=None,
        named=table,
        allocate_url=frame.link("case_allocate") if has_none else "",
    )


def _row(grant: CaseGrant) -> TableRow:
    since = timezone.localtime(grant.granted_at)
    return [
        str(grant.user),
        str(grant.granted_by),
        f"{since:%-d %b %Y at %H:%M}",
        grant.reason,
    ]


# -- The four acts -------------------------------------------------------------------
def _restrict(request: HttpRequest, frame: Frame) -> HttpResponse:
    offered = [one for one in nameable_for(frame.case) if one.user != frame.user]
    form = form_for(request, RestrictForm, version=frame.case.version, offered=offered)
    return _answer(
        request,
        frame,
        form,
        lambda: restrict_case(frame.case, by=frame.user, **_facts(form)),
        do="restrict",
        heading="Restrict the case",
        intro=_who_loses(frame),
        submit="Restrict the case",
        said="The case is restricted to the people below.",
    )


def _who_loses(frame: Frame) -> str:
    owner = frame.case.owner
    if owner is None or owner == frame.user:
        return ""
    return (
        f"{owner} has the case. Unless you choose them, nobody has it afterwards, and "
        "you allocate it to somebody you chose."
    )


def _name(request: HttpRequest, frame: Frame) -> HttpResponse:
    there = {grant.user for grant in grants_on(frame.case)}
    offered = [one for one in nameable_for(frame.case) if one.user not in there]
    form = form_for(
        request, NamePeopleForm, version=frame.case.version, offered=offered
    )
    return _answer(
        request,
        frame,
        form,
        lambda: name_people(frame.case, by=frame.user, **_facts(form)),
        do="name",
        heading="Name more people",
        intro="" if offered else "Everybody of the unit is named already.",
        submit="Let them open it",
        said="They may open the case now.",
    )


def _end(request: HttpRequest, frame: Frame) -> HttpResponse:
    named = [(str(row.user.pk), str(row.user)) for row in grants_on(frame.case)]
    form = form_for(request, EndGrantForm, version=frame.case.version, named=named)

    def act() -> None:
        facts = form.facts()
        (person,) = people_numbered([facts.pop("person")])
        version = form.cleaned_data["version"]
        end_grant(frame.case, person, by=frame.user, version=version, **facts)

    return _answer(
        request,
        frame,
        form,
        act,
        do="end",
        heading="End somebody's access",
        intro="It ends at once. If they have the case, nobody has it afterwards.",
        submit="End their access",
        said="Their access has ended.",
    )


def _lift(request: HttpRequest, frame: Frame) -> HttpResponse:
    form = form_for(request, LiftForm, version=frame.case.version)
    return _answer(
        request,
        frame,
        form,
        lambda: lift_restriction(
            frame.case,
            by=frame.user,
            version=form.cleaned_data["version"],
            **form.facts(),
        ),
        do="lift",
        heading="Lift the restriction",
        intro="Everybody whose job opens the case can find and open it again.",
        submit="Lift the restriction",
        said="The restriction is lifted.",
        leads_to="case",
    )


ACTS: dict[str, Callable[[HttpRequest, Frame], HttpResponse]] = {
    "restrict": _restrict,
    "name": _name,
    "end": _end,
    "lift": _lift,
}


def _facts(form: OnceForm) -> dict[str, Any]:
    """The answers with the people themselves, and the version of the page."""
    people = people_numbered(form.cleaned_data["people"])
    return {
        **form.facts(),
        "people": people,
        "version": form.cleaned_data["version"],
    }


def _answer(
    request: HttpRequest,
    frame: Frame,
    form: OnceForm,
    act: Callable[[], None],
    *,
    said: str,
    leads_to: str = "case_restrict",
    **words: Any,
) -> HttpResponse:
    """The way on after a POST that was taken, else the form."""
    if request.method == "POST" and (
        done := save_once(
            request, form, act, then=lambda _: _place(frame, leads_to), said=said
        )
    ):
        return done
    back = "case_restrict" if frame.case.restricted else "case"
    return render_frame(
        request, frame, TEMPLATE, form=form, back_url=frame.url(back), **words
    )


def _place(frame: Frame, name: str) -> str:
    """A page that the person may still see: home for whoever ended their own access."""
    seen = Case.objects.visible_to(frame.user).filter(pk=frame.case.pk).exists()
    return frame.url(name) if seen else reverse("home")
