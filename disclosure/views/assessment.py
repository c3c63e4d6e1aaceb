"""Scope, risk, meetings, withdrawals, and what a second person has to agree to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.components import SummaryList, SummaryRow
from casework.policy import Capability
from casework.queries.code_lists import labels_of
from casework.views.frame import Frame, open_frame, render_frame
from casework.views.moments import say_moment
from disclosure.actions.second_person import PURPOSES
from disclosure.manifest import manifest_of
from disclosure.views.record_cards import Section, sections_of

ANSWERS = {"accepted": "They will lead", "refused": "They will not lead"}


def assessment(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything that was assessed, newest first, with the ways to add to it."""
    frame = open_frame(
        request,
        reference,
        active="case_assessment",
        page="the assessment",
        see=Capability.SEE_CONTACT,
    )
    labels = labels_of(frame.case.scheme)
    sections = [
        *sections_of(frame, manifest_of(frame.case.scheme).assessed, labels),
        *_sign_offs(frame),
        _transfers(frame),
    ]
    return render_frame(request, frame, "disclosure/assessment.html", sections=sections)


def _sign_offs(frame: Frame) -> list[Section]:
    rows = list(frame.case.sign_offs.select_related("by", "asked_by"))
    return [
        _sign_off(frame, purpose, [row for row in rows if row.purpose == purpose])
        for purpose in PURPOSES
        if frame.case.stage in _asked_at(frame, purpose)
        or any(row.purpose == purpose for row in rows)
    ]


def _sign_off(frame: Frame, purpose: str, rows: Sequence[Any]) -> Section:
    waiting = any(row.by_id is None for row in rows)
    may_ask = not waiting and frame.case.stage in _asked_at(frame, purpose)
    offered = (waiting and frame.may(Capability.DECIDE)) or (
        may_ask and frame.may(Capability.SUPERVISE)
    )
    return Section(
        f"Second person: {PURPOSES[purpose]}",
        [_sign_off_card(row) for row in reversed(rows)],
        add_url=frame.url("case_sign_off", purpose) if offered else "",
        add_label="Sign it off" if waiting else "Ask for a sign-off",
        empty="Nobody has asked for it.",
    )


def _asked_at(frame: Frame, purpose: str) -> Sequence[str]:
    """When a second person's agreement is asked for."""
    return manifest_of(frame.case.scheme).sign_offs.get(purpose, ())


def _sign_off_card(row: Any) -> SummaryList:
    answer = f"{row.by}, {say_moment(row.at)}" if row.by_id else ""
    rows = [
        SummaryRow("Reason", row.reason),
        SummaryRow("Signed off by", answer, missing="Waits for another person"),
    ]
    return SummaryList(rows, f"Asked {say_moment(row.asked_at)}, {row.asked_by}")


def _transfers(frame: Frame) -> Section:
    rows = list(frame.case.transfers.select_related("by"))
    waiting = any(row.answered_at is None for row in rows)
    offered = waiting and frame.may(Capability.TRANSFER)
    return Section(
        "Transfers",
        [_transfer_card(row) for row in reversed(rows)],
        add_url=frame.url("case_transfer_answer") if offered else "",
        add_label="Record the other force's answer",
        empty="The case was not offered to another force.",
    )


def _transfer_card(row: Any) -> SummaryList:
    answer = ANSWERS.get(row.answer, "")
    rows = [
        SummaryRow("Force", row.force),
        SummaryRow("Why", row.reason),
        SummaryRow("How it was handed over", row.handover),
        SummaryRow("Answer", answer, missing="None yet", note=row.answer_reference),
    ]
    return SummaryList(rows, f"Offered {say_moment(row.at)}, {row.by}")
