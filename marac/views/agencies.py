"""The agencies at the table: who speaks for each, and how they are reached."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casework import audit
from casework.clock import local_date
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.once import OnceForm
from casework.moment import now
from casework.policy import Capability as May
from casework.views.acts import Act, OpenAct, faulty
from casework.views.saving import save_once
from marac.actions.agencies import (
    add_agency,
    change_agency,
    end_representative,
    name_representative,
)
from marac.forms.agencies import (
    AgencyForm,
    EndForm,
    NewAgencyForm,
    RepresentativeForm,
)
from marac.models import AgencyProfile
from marac.queries.agencies import (
    AtTable,
    agencies_of,
    people_of,
    representatives_of,
)
from marac.views.agencies_frame import person_who

if TYPE_CHECKING:
    from accounts.models import User

COLUMNS = (
    Column("Agency"),
    Column("Speaks for it"),
    Column("Deputies"),
    Column("Manager"),
    Column("To see to"),
)
PEOPLE = (Column("Name"), Column("Part"), Column("E-mail"), Column("From"))
KEPT = (
    "kind",
    "is_core",
    "agreement_signed_on",
    "agreement_review_on",
    "left_on",
)


def agencies(request: HttpRequest) -> HttpResponse:
    """The table of the unit with every name; an agency can be added."""
    user = person_who(request, May.LIST_CASE)
    add = Act(
        "add",
        "Add an agency",
        "Add this agency",
        NewAgencyForm,
        lambda answers: add_agency(by=user, **answers),
        "The agency was added. Name who speaks for it.",
    )
    done, acts = _take(request, [add], reverse("agencies"))
    if done is not None:
        return done
    with transaction.atomic():
        audit.record_list_view(by=user, page="the agencies")
        rows = [_row(one) for one in agencies_of(user)]
        table = DataTable(
            "Agencies", COLUMNS, rows, "There is no agency yet.", caption_hidden=True
        )
        context = {"table": table, "acts": acts, "faulty": faulty(acts)}
        return render(request, "marac/agencies.html", context)


def _row(one: AtTable) -> TableRow:
    profile = one.profile
    speaks = [row for row in one.people if not row.is_deputy]
    deputies = [row for row in one.people if row.is_deputy]
    return [
        Cell(
            str(profile.agency),
            reverse("agency", args=(profile.agency_id,)),
            note=profile.get_kind_display(),
            flags=(("Every case", "blue"),) if profile.is_core else (),
        ),
        ", ".join(str(row.user) for row in speaks),
        ", ".join(str(row.user) for row in deputies),
        str(profile.manager or ""),
        Cell(one.problem, tone="orange" if one.problem else ""),
    ]


def agency(request: HttpRequest, agency: int) -> HttpResponse:
    """One agency: what is kept of it, its people, and how each is reached."""
    user = person_who(request, May.LIST_CASE)
    rows = AgencyProfile.objects.filter(unit=user.unit, agency_id=agency)
    profile = rows.select_related("agency").first()
    if profile is None:
        raise Http404("No such agency.")
    done, acts = _take(request, _acts(user, profile), reverse("agency", args=(agency,)))
    if done is not None:
        return done
    with transaction.atomic():
        audit.record_list_view(by=user, page="an agency")
        lines = [_person(row) for row in representatives_of(profile)]
        context = {
            "profile": profile,
            "people": DataTable("Its people", PEOPLE, lines, "Nobody is named yet."),
            "accounts": people_of(profile),
            "acts": acts,
            "faulty": faulty(acts),
        }
        return render(request, "marac/agency.html", context)


def _person(row: Any) -> TableRow:
    return [
        str(row.user),
        "Deputy" if row.is_deputy else "Representative",
        row.user.email or "None",
        f"{row.since:%-d %b %Y}",
    ]


def _acts(user: User, profile: AgencyProfile) -> list[Act]:
    people, rows = people_of(profile), representatives_of(profile)
    start = {name: getattr(profile, name) for name in KEPT}
    start |= {
        "manager": profile.manager_id,
        "senior_contact": profile.senior_contact_id,
    }
    acts = [
        Act(
            "name",
            "Name somebody",
            "Name this person",
            _form(RepresentativeForm, people=people, initial={"since": _today()}),
            lambda said: name_representative(
                profile, said.pop("person"), by=user, **said
            ),
            "Named.",
        )
    ]
    if rows:
        acts.append(
            Act(
                "end",
                "End somebody's part",
                "End it",
                _form(EndForm, rows=rows),
                lambda said: end_representative(
                    profile, said.pop("key"), by=user, **said
                ),
                "Ended. Their account is closed by an administrator.",
            )
        )
    keep = _form(AgencyForm, people=people, initial=start)
    acts.append(
        Act(
            "change",
            "Change what is kept of it",
            "Save",
            keep,
            lambda said: change_agency(profile, by=user, **said),
            "Saved.",
        )
    )
    return acts


def _today() -> Any:
    return local_date(now())


def _form(form: Any, **given: Any) -> type[OnceForm]:
    return cast("type[OnceForm]", partial(form, **given))


def _take(
    request: HttpRequest, acts: list[Act], then: str
) -> tuple[HttpResponse | None, list[OpenAct]]:
    """Do the act whose button was pressed; these pages are about no case."""
    pressed = request.POST.get("act", "") if request.method == "POST" else ""
    shown = []
    for act in acts:
        bound = act.name == pressed
        form = act.form_class(request.POST if bound else None, prefix=act.name)
        shown.append(OpenAct(act, form))
        if bound and (
            done := save_once(
                request, form, partial(_do, act, form), then=then, said=act.said
            )
        ):
            return done, []
    return None, shown


def _do(act: Act, form: OnceForm) -> Any:
    return act.do(form.facts())
