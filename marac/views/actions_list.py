"""Lists of actions: an agency's own, the unit's by agency and age, those of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from casework import audit
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.navigation import Destination, SubNavigation
from casework.policy import Capability as May
from casework.views.frame import render_frame
from marac.models import Action
from marac.queries.actions_follow import (
    OF_AGENCY,
    READERS,
    SHOWN,
    Standing,
    actions_for,
    own_actions,
    shown,
    standings,
)
from marac.states import A
from marac.views.actions_one import TONES, timing_of
from marac.views.agencies_frame import open_marac, person_who

if TYPE_CHECKING:
    from accounts.models import User

ROWS = (
    Column("Action"),
    Column("Case"),
    Column("Agency"),
    Column("Due"),
    Column("State"),
)
STANDINGS = (
    Column("Agency"),
    Column("Open", numeric=True),
    Column("Not acknowledged", numeric=True),
    Column("To come", numeric=True),
    Column("Late", numeric=True),
    Column("Late: chair told", numeric=True),
    Column("Late: steering group", numeric=True),
    Column("With coordinator or chair", numeric=True),
)


@require_safe
@transaction.atomic
def actions(request: HttpRequest) -> HttpResponse:
    """An agency's own actions; for those who run the meeting all, by agency and age."""
    user = person_who(request, May.DO_ACTION, May.JUDGE_ACTION, May.SUPERVISE)
    audit.record_list_view(by=user, page="the actions")
    wanted, agency = request.GET.get("show", ""), request.GET.get("agency", "")
    oversees = user.holds(*READERS)
    rows = actions_for(user) if oversees else own_actions(user)
    found = shown(rows, wanted, agency)
    context = {
        "oversees": oversees,
        "agency": user.agency,
        "parts": _parts(user, wanted, agency),
        "standings": _standings(rows) if oversees else None,
        "table": DataTable(
            SHOWN.get(wanted, SHOWN[""])[0],
            ROWS,
            [_row(one) for one in found],
            "No action is here.",
        ),
    }
    return render(request, "marac/actions.html", context)


def _parts(user: User, wanted: str, agency: str) -> SubNavigation:
    names = list(SHOWN) if user.holds(*READERS) else OF_AGENCY
    here = wanted if wanted in SHOWN else ""
    places = [
        Destination(SHOWN[name][0], list_url(show=name, agency=agency), name == here)
        for name in names
    ]
    return SubNavigation(places, "Which actions")


def list_url(**wanted: str) -> str:
    """The address of the list with these answers."""
    asked = {name: value for name, value in wanted.items() if value}
    address = reverse("actions")
    return f"{address}?{urlencode(asked)}" if asked else address


def _standings(rows: Any) -> DataTable:
    lines = [_standing(one) for one in standings(rows)]
    return DataTable("By agency and age", STANDINGS, lines, "No action is open.")


def _standing(one: Standing) -> TableRow:
    return [
        Cell(str(one.agency), list_url(agency=str(one.agency.pk))),
        one.open,
        one.unanswered,
        one.to_come,
        one.late,
        one.late_chair,
        one.late_steering,
        one.elsewhere,
    ]


def _row(one: Action) -> TableRow:
    words, tone = timing_of(one)
    reference = one.case.reference
    return [
        Cell(
            one.words,
            reverse("case_action", args=(reference, one.pk)),
            note=one.get_for_whom_display(),
        ),
        reference,
        Cell(str(one.owner_agency), note=one.named_worker),
        Cell(f"{one.due_on:%-d %b %Y}", note=words, note_tone=tone),
        Cell(one.get_state_display(), tone=TONES.get(A(one.state), "grey")),
    ]


def case_actions(request: HttpRequest, reference: str) -> HttpResponse:
    """The actions of one case that the person may know of, the open ones first."""
    frame = open_marac(
        request, reference, active="case_actions", page="the actions", see=May.VIEW
    )
    rows = actions_for(frame.user).filter(case_id=frame.case.pk)
    found = [*shown(rows, ""), *shown(rows, "final")]
    return render_frame(
        request,
        frame,
        "marac/actions_case.html",
        table=DataTable(
            "Actions",
            ROWS,
            [_row(one) for one in found],
            "No action is agreed yet.",
            caption_hidden=True,
        ),
    )
