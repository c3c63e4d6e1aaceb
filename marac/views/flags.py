"""Flags on the agencies' own files: what each has to set or remove, and confirmed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casework import audit
from casework.components import SummaryList, SummaryRow
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.date_fields import say_date
from casework.policy import Capability as May
from casework.views.acts import Act, OpenAct, faulty
from casework.views.frame import render_frame
from casework.views.saving import save_once
from marac.actions.flags import confirm_flags
from marac.forms.actions_follow import PlainForm
from marac.forms.flags import FlagsForm, KeepFlagForm
from marac.models import Flag
from marac.queries.flags import (
    ENDED,
    MOST,
    READERS,
    TO_REMOVE,
    TO_SET,
    counts_by_agency,
    flags_for,
    own_flags,
)
from marac.states import Flagging
from marac.views.agencies_frame import (
    Ask,
    offered,
    open_marac,
    person_who,
    steps_of,
    take_moves,
    thing_of,
)

if TYPE_CHECKING:
    from accounts.models import User
    from casework.forms.once import OnceForm

OWN = (Column("Case"), Column("State"), Column("Until"))
OF_CASE = (Column("Agency"), Column("State"), Column("Until"), Column("Since"))
COUNTS = (
    Column("Agency"),
    Column("To set", numeric=True),
    Column("Set", numeric=True),
    Column("To remove", numeric=True),
    Column("Kept", numeric=True),
)
TONES = {
    Flagging.REQUESTED: "yellow",
    Flagging.SET: "green",
    Flagging.REFRESHED: "yellow",
    Flagging.LAPSE_NOTICE: "orange",
    Flagging.TO_REMOVE: "orange",
    Flagging.RETAINED: "purple",
}
ASKS = {
    "confirm_set": Ask(
        "The files are flagged", "They are flagged", PlainForm, "Confirmed: set."
    ),
    "confirm_removal": Ask(
        "The flag is removed", "It is removed", PlainForm, "Confirmed: removed."
    ),
    "keep_flag": Ask(
        "Keep the flag", "Keep it", KeepFlagForm, "The flag is kept, with the reason."
    ),
}
# What is confirmed for many cases at once: the move, its words, and the states.
MANY = (
    ("confirm_set", "To flag", "They are flagged", TO_SET),
    ("confirm_removal", "To remove", "They are removed", TO_REMOVE),
)


def flags(request: HttpRequest) -> HttpResponse:
    """What the person's agency has to set and to remove; for the unit, every agency."""
    user = person_who(request, May.FLAG, May.JUDGE_ACTION, May.SUPERVISE)
    done, acts = _take_many(request, user)
    if done is not None:
        return done
    with transaction.atomic():
        audit.record_list_view(by=user, page="the flags")
        rows = own_flags(user).exclude(state__in=ENDED)[:MOST]
        context = {
            "agency": user.agency,
            "acts": acts,
            "faulty": faulty(acts),
            "own": DataTable("Flags", OWN, [_own(r) for r in rows], "No flag is set."),
            "counts": _counts(user) if user.holds(*READERS) else None,
        }
        return render(request, "marac/flags.html", context)


def _take_many(
    request: HttpRequest, user: User
) -> tuple[HttpResponse | None, list[OpenAct]]:
    """The forms by which several flags are confirmed at once."""
    pressed = request.POST.get("act", "") if request.method == "POST" else ""
    shown = []
    for move, heading, button, states in MANY:
        rows = list(own_flags(user).filter(state__in=states)[:MOST])
        if not rows and pressed != move:
            continue
        make = partial(FlagsForm, rows=rows, prefix=move)
        form: FlagsForm = make(request.POST) if pressed == move else make()
        act = Act(
            move, heading, button, cast("type[OnceForm]", make), _nothing, "Confirmed."
        )
        shown.append(OpenAct(act, form))
        if pressed == move and (done := _confirm(request, form, move, user)):
            return done, []
    return None, shown


def _nothing(_answers: dict[str, Any]) -> None:
    """Several rows are confirmed by one act of their own."""


def _confirm(
    request: HttpRequest, form: FlagsForm, move: str, user: User
) -> HttpResponse | None:
    return save_once(
        request,
        form,
        lambda: confirm_flags(form.cleaned_data["flags"], move, by=user),
        then=reverse("flags"),
        said="Confirmed.",
    )


def _own(row: Flag) -> TableRow:
    url = reverse("case_flag", args=(row.case.reference, row.pk))
    return [Cell(row.case.reference, url), _state(row), say_date(row.until)]


def _state(row: Flag) -> Cell:
    return Cell(row.get_state_display(), tone=TONES.get(Flagging(row.state), "grey"))


def _counts(user: User) -> DataTable:
    rows: list[TableRow] = [
        [one.agency, one.to_set, one.is_set, one.to_remove, one.kept]
        for one in counts_by_agency(user)
    ]
    return DataTable("By agency", COUNTS, rows, "No agency was asked to flag yet.")


def case_flags(request: HttpRequest, reference: str) -> HttpResponse:
    """The flags of one case that the person may know of."""
    frame = open_marac(
        request, reference, active="case_flags", page="the flags", see=May.VIEW
    )
    rows = flags_for(frame.user).filter(case_id=frame.case.pk)
    lines: list[TableRow] = [
        [
            Cell(str(row.agency), frame.url("case_flag", row.pk)),
            _state(row),
            say_date(row.until),
            f"{row.state_entered_at:%-d %b %Y}",
        ]
        for row in rows
    ]
    return render_frame(
        request,
        frame,
        "marac/flags_case.html",
        table=DataTable(
            "Flags",
            OF_CASE,
            lines,
            "No agency was asked to flag its files yet.",
            caption_hidden=True,
        ),
    )


def one_flag(request: HttpRequest, reference: str, flag: int) -> HttpResponse:
    """One agency's flag; the agency confirms, or keeps it with a reason."""
    frame = open_marac(
        request, reference, active="case_flags", page="a flag", see=May.VIEW
    )
    rows = flags_for(frame.user).filter(case_id=frame.case.pk)
    row = thing_of(frame, rows, flag)
    acts_now = offered(request, frame, row, ASKS)
    here = frame.url("case_flag", row.pk)
    done, acts = take_moves(request, frame, row, acts_now, then=here)
    facts = [SummaryRow("Holds until", say_date(row.until))]
    if row.kept_because:
        facts.append(SummaryRow("Kept because", row.kept_because))
    return done or render_frame(
        request,
        frame,
        "marac/flag.html",
        flag=row,
        state=_state(row),
        facts=SummaryList(facts),
        acts=acts,
        faulty=faulty(acts),
        steps=steps_of(row),
    )
