"""Absence and leaving: who covers, and what happens to the cases of a leaver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import User as Person
from accounts.roles import CASELOAD_ROLES, Role
from casework import audit
from casework.actions.absences import (
    Moved,
    end_absence,
    hand_over,
    plan_hand_over,
    record_absence,
)
from casework.clock import local_date
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.absences import AbsenceForm, HandOverForm, WhoLeavesForm
from casework.models import Absence
from casework.moment import now
from casework.policy import say_roles
from casework.queries.workload import carriers
from casework.schemes import scheme_of
from casework.views.notices import is_key
from casework.views.saving import form_for, save_once

if TYPE_CHECKING:
    from accounts.models import User

SUPERVISOR = frozenset({Role.SUPERVISOR})
COLUMNS = tuple(Column(label) for label in ("Case", "Stage", "What happens"))


def _people(user: User) -> list[Person]:
    """Everybody of the unit who carries cases."""
    keys = [pk for pk, _name in carriers(user.unit)] if user.unit else []
    return list(Person.objects.filter(pk__in=keys).order_by("name"))


def absences(request: HttpRequest) -> HttpResponse:
    """Who of the unit is away, and recording it: for oneself, or as a supervisor."""
    user = cast("User", request.user)
    if not user.holds(*CASELOAD_ROLES):
        raise PermissionDenied(f"This is for: {say_roles(CASELOAD_ROLES)}.")
    people = _people(user)
    who = people if user.holds(*SUPERVISOR) else [user]
    form = form_for(request, AbsenceForm, who=who, people=people)
    if request.method == "POST":
        done = save_once(
            request,
            form,
            lambda: _record(form.cleaned_data, people, user),
            then=reverse("absences"),
            said="It is recorded: notices go to whoever covers as well.",
        )
        if done:
            return done
    with transaction.atomic():
        audit.record_list_view(by=user, page="who is away")
        context = {
            "form": form,
            "away": _away(user),
            "is_supervisor": user.holds(*SUPERVISOR),
        }
        return render(request, "casework/absences.html", context)


def _record(said: dict[str, Any], people: list[Person], user: User) -> Absence:
    by_key = {str(one.pk): one for one in people}
    return record_absence(
        by_key[said["user"]],
        cover=by_key[said["cover"]],
        first_day=said["first_day"],
        last_day=said["last_day"],
        by=user,
    )


def _away(user: User) -> list[Absence]:
    rows = Absence.objects.filter(user__unit=user.unit, last_day__gte=local_date(now()))
    return list(rows.select_related("user", "cover").order_by("first_day", "pk"))


@require_POST
def absence_end(request: HttpRequest) -> HttpResponse:
    """Somebody is back before the last day."""
    user = cast("User", request.user)
    if not user.holds(*CASELOAD_ROLES):
        raise PermissionDenied(f"This is for: {say_roles(CASELOAD_ROLES)}.")
    pk = request.POST.get("absence", "")
    if is_key(pk) and end_absence(int(pk), by=user):
        messages.success(request, "The absence has ended.")
    return HttpResponseRedirect(reverse("absences"))


def leaving(request: HttpRequest) -> HttpResponse:
    """First what would happen to each case of a leaver; then all of it at once."""
    user = cast("User", request.user)
    if not user.holds(*SUPERVISOR):
        raise PermissionDenied(f"This is for: {say_roles(SUPERVISOR)}.")
    people = _people(user)
    who = WhoLeavesForm(request.GET or None, people=people)
    chosen = _chosen(who, people)
    form = form_for(request, HandOverForm)
    done: list[Moved] = []
    if request.method == "POST" and chosen:
        answer = save_once(
            request,
            form,
            lambda: done.extend(
                hand_over(chosen[0], to=chosen[1], by=user, reason=_why(form))
            ),
            then=f"{request.path}?{request.GET.urlencode()}",
            said="The cases changed hands; each has its own entry in its history.",
        )
        if answer:
            return answer
    context: dict[str, Any] = {"who": who, "form": form, "chosen": chosen}
    with transaction.atomic():
        audit.record_list_view(by=user, page="the handing over of cases")
        if chosen:
            planned = plan_hand_over(chosen[0], to=chosen[1], by=user)
            context["table"] = _table(planned, chosen[1])
            context["moving"] = sum(not one.refusal for one in planned)
        return render(request, "casework/leaving.html", context)


def _why(form: HandOverForm) -> str:
    return str(form.cleaned_data["reason"])


def _chosen(who: WhoLeavesForm, people: list[Person]) -> tuple[Person, Person] | None:
    if not who.is_bound or not who.is_valid():
        return None
    by_key = {str(one.pk): one for one in people}
    return by_key[who.cleaned_data["leaver"]], by_key[who.cleaned_data["to"]]


def _table(planned: list[Moved], to: Person) -> DataTable:
    rows: list[TableRow] = [
        [
            Cell(one.case.reference, reverse("case", args=(one.case.reference,))),
            scheme_of(one.case).stage_label(one.case.stage),
            Cell(f"Goes to {to}", tone="green")
            if not one.refusal
            else Cell("Stays", tone="orange", note=one.refusal),
        ]
        for one in planned
    ]
    return DataTable(
        "What would happen to each open case", COLUMNS, rows, "They have no open case."
    )
