"""Transfers of one case between areas: the pack, its clock and how it ended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.clock import due_day
from casework.components import SummaryList, SummaryRow, Tag
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.date_fields import say_date
from casework.policy import Capability as May
from casework.policy import require
from casework.views.acts import Act, faulty, take_acts
from casework.views.deadlines import words_of
from casework.views.frame import Frame, render_frame
from casework.views.moments import say_moment_short
from casework.views.saving import form_for, save_once
from marac.actions.transfers import (
    NOT_SENT,
    acknowledge_by,
    propose_transfer,
    record_pack,
)
from marac.forms.actions_follow import PlainForm
from marac.forms.transfers import PackForm, QueryForm, TransferForm
from marac.models import CaseTransfer
from marac.queries.transfers import papers_of
from marac.states import Handover
from marac.views.agencies_frame import (
    Ask,
    offered,
    open_marac,
    steps_of,
    take_moves,
    thing_of,
)

COLUMNS = (Column("Area"), Column("Way"), Column("State"), Column("Since"))
TONES = {
    Handover.PROPOSED: "blue",
    Handover.PACK_BUILT: "blue",
    Handover.SENT: "yellow",
    Handover.RECEIVED: "teal",
    Handover.TAKEN: "green",
    Handover.QUERIED: "orange",
    Handover.REFUSED: "red",
}
ASKS = {
    "build_pack": Ask(
        "The pack is together", "The pack is complete", PlainForm, "The pack is built."
    ),
    "send_pack": Ask(
        "Send the pack",
        "It was sent by a secure way",
        PlainForm,
        "Noted as sent. If nobody acknowledges it in time, ring them.",
        "The system sends nothing itself.",
    ),
    "acknowledge_pack": Ask(
        "It has arrived",
        "The pack has arrived",
        PlainForm,
        "Acknowledged.",
        "For a pack that came in: answer the other coordinator.",
    ),
    "take_case": Ask("Taken on", "The case is taken on", PlainForm, "Taken on."),
    "ask_for_paper": Ask(
        "Something is missing", "Ask for it", QueryForm, "Noted what is missing."
    ),
    "refuse_case": Ask(
        "Not taken on",
        "It is not taken on",
        QueryForm,
        "Noted as not taken on.",
        is_warning=True,
    ),
    "close_transfer": Ask(
        "Both sides know", "Close the transfer", PlainForm, "The transfer is closed."
    ),
}
UNMET = (
    ("address_known", "The new address is known"),
    ("address_safe", "It is safe to hold it"),
    ("heard_here", "Heard here"),
    ("list_was_out", "The list was out"),
)


def case_transfers(request: HttpRequest, reference: str) -> HttpResponse:
    """The transfers of a case; whoever may begins one."""
    frame = _open(request, reference, "the transfers")
    done, acts = take_acts(
        request, frame, _begin(frame), then=frame.url("case_transfers")
    )
    rows = [_row(frame, row) for row in frame.case.marac_transfers.all()]
    return done or render_frame(
        request,
        frame,
        "marac/transfers.html",
        table=DataTable(
            "Transfers", COLUMNS, rows, "There was none.", caption_hidden=True
        ),
        acts=acts,
        faulty=faulty(acts),
    )


def _open(request: HttpRequest, reference: str, page: str) -> Frame:
    return open_marac(
        request, reference, active="case_transfers", page=page, see=May.TRANSFER
    )


def _begin(frame: Frame) -> list[Act]:
    return [
        Act(
            "begin",
            "Begin a transfer",
            "Begin",
            TransferForm,
            lambda answers: propose_transfer(frame.case, by=frame.user, **answers),
            "The transfer is begun. Record what goes with it.",
            "Moving can raise the risk or lower it: answer the risk tool again.",
        )
    ]


def _row(frame: Frame, row: CaseTransfer) -> TableRow:
    return [
        Cell(row.other_marac, frame.url("case_transfer", row.pk)),
        row.get_direction_display(),
        Cell(row.get_state_display(), tone=TONES.get(Handover(row.state), "grey")),
        say_moment_short(row.state_entered_at),
    ]


def one_transfer(request: HttpRequest, reference: str, transfer: int) -> HttpResponse:
    """A transfer: what goes with it, until when it is to be acknowledged, the moves."""
    frame = _open(request, reference, "a transfer")
    row = thing_of(frame, frame.case.marac_transfers.all(), transfer)
    acts_now = offered(request, frame, row, ASKS)
    here = frame.url("case_transfer", row.pk)
    done, acts = take_moves(request, frame, row, acts_now, then=here)
    open_pack = row.state in NOT_SENT
    return done or render_frame(
        request,
        frame,
        "marac/transfer.html",
        transfer=row,
        tag=Tag(row.get_state_display(), TONES.get(Handover(row.state), "grey")),
        facts=SummaryList(_facts(row)),
        pack_url=frame.url("case_transfer_pack", row.pk) if open_pack else "",
        acts=acts,
        faulty=faulty(acts),
        steps=steps_of(row),
    )


def _facts(row: Any) -> list[SummaryRow]:
    due = acknowledge_by(row)
    facts = [
        SummaryRow("Way", row.get_direction_display()),
        SummaryRow("Its coordinator", row.other_coordinator),
        *(SummaryRow(label, _said(getattr(row, name))) for name, label in UNMET),
        SummaryRow("Papers", row.papers),
        SummaryRow("Missing papers", row.missing_papers, missing="None is known of"),
        SummaryRow(
            "The IDVAs spoke",
            say_date(row.workers_spoke_on) if row.workers_spoke_on else "",
            missing="Not yet",
        ),
    ]
    if due is not None:
        note = words_of(due).capitalize()
        facts.insert(
            0, SummaryRow("Acknowledged by", say_date(due_day(due)), note=note)
        )
    return facts


def _said(answer: object) -> str:
    if answer is None:
        return ""
    return "Yes" if answer else "No"


def transfer_pack(request: HttpRequest, reference: str, transfer: int) -> HttpResponse:
    """Record the sender's answers and the papers; those of the record are offered."""
    frame = _open(request, reference, "the papers of a transfer")
    require(frame.user, May.TRANSFER, frame.case)
    row = thing_of(frame, frame.case.marac_transfers.all(), transfer)
    form: Any = form_for(
        request, PackForm, version=row.version, initial=_start(frame, row)
    )
    here = frame.url("case_transfer", row.pk)
    if request.method == "POST" and (
        done := save_once(
            request,
            form,
            lambda: record_pack(
                row,
                by=frame.user,
                version=form.cleaned_data["version"],
                **form.facts(),
            ),
            then=here,
            said="Recorded.",
        )
    ):
        return done
    return render_frame(
        request, frame, "marac/transfer_pack.html", form=form, back_url=here
    )


def _start(frame: Frame, row: Any) -> dict[str, Any]:
    """What is recorded; a new one starts from what the record holds."""
    if row.papers:
        return {
            name: getattr(row, name)
            for name in PackForm.base_fields
            if hasattr(row, name) and name != "version"
        }
    return {"papers": "\n".join(papers_of(frame.case))}
