"""Prove this date: how every date of a case is counted, and what explains lateness."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casework.clock import days_between, due_day
from casework.components import SummaryList, SummaryRow, Tag
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.moment import now
from casework.queries.code_lists import labels_of
from casework.queries.timeline import Proof, proofs_of
from casework.views.deadlines import deadline_of
from casework.views.frame import open_frame, render_frame


def dates(request: HttpRequest, reference: str) -> HttpResponse:
    """Every clock with its rule, its basis and the days as they were counted."""
    frame = open_frame(request, reference, active="case", page="the proof of the dates")
    case, overall = frame.case, frame.scheme.overall
    proofs = proofs_of(case)
    statutory_first = sorted(proofs, key=lambda p: p.deadline.key != overall)
    return render_frame(
        request,
        frame,
        "casework/dates.html",
        overview=_overview(proofs),
        proofs=[(proof, _proof_facts(proof)) for proof in statutory_first],
        waits=_waits(case),
        extensions=_extensions(case),
        elapsed=days_between(case.received_at, case.closed_at or now()),
    )


def _standing(proof: Proof) -> tuple[str, str]:
    """Words and tone: on time, late, met, or ended because the case closed."""
    row = proof.deadline
    if row.ended_at:
        return "No longer applies", "grey"
    said = deadline_of(row.due_at, name=row.label, met_at=row.met_at)
    return said.label.capitalize(), said.tone


def _overview(proofs: list[Proof]) -> DataTable:
    columns = [
        Column("Limit"),
        Column("Started"),
        Column("Due, on time until the end of"),
        Column("Met"),
        Column("How it stands"),
    ]
    rows: list[TableRow] = []
    for proof in proofs:
        row = proof.deadline
        words, tone = _standing(proof)
        met = _moment(row.met_at) if row.met_at else "Not met"
        due = f"{due_day(row.due_at):%-d %b %Y}"
        name = row.label if row.cycle == 1 else f"{row.label} (reopened)"
        rows.append([name, _moment(row.started_at), due, met, Cell(words, tone=tone)])
    return DataTable("All limits of this case", columns, rows)


def _proof_facts(proof: Proof) -> SummaryList:
    row, rule = proof.deadline, proof.deadline.rule
    words, tone = _standing(proof)
    since = f"{rule.valid_from:%-d %B %Y}"
    end = "until it was met" if row.met_at else "until now"
    return SummaryList(
        [
            SummaryRow("Stands", tag=Tag(words, tone)),
            SummaryRow("Limit", f"{row.limit} {row.get_unit_display()}"),
            SummaryRow("Basis", rule.basis, note=f"Settings row in force from {since}"),
            SummaryRow("Guidance", rule.guidance_version),
            SummaryRow(
                "Elapsed",
                f"{proof.elapsed_days} calendar days",
                note=end if not row.ended_at else "until the case closed",
            ),
        ]
    )


def _waits(case: Any) -> DataTable:
    labels = labels_of(case.scheme)
    columns = [
        Column("Waiting for"),
        Column("Of whom"),
        Column("From"),
        Column("Until"),
        Column("Days", numeric=True),
    ]
    rows: list[TableRow] = [
        [
            labels.get(("waiting", wait.reason), wait.reason),
            wait.on_whom or "Not recorded",
            _moment(wait.started_at),
            _moment(wait.ended_at) if wait.ended_at else "Still waiting",
            days_between(wait.started_at, wait.ended_at or now()),
        ]
        for wait in case.waits.order_by("started_at", "id")
    ]
    return DataTable("Waits", columns, rows, "The case never waited for anything.")


def _extensions(case: Any) -> DataTable:
    columns = [
        Column("When"),
        Column("By"),
        Column("From"),
        Column("To"),
        Column("Reason"),
        Column("Applicant told"),
    ]
    rows: list[TableRow] = [
        [
            _moment(row.at),
            str(row.by),
            f"{row.old_target:%-d %b %Y}",
            f"{row.new_target:%-d %b %Y}",
            row.reason,
            "Yes" if row.applicant_told else f"No: {row.not_told_reason}",
        ]
        for row in case.extensions.select_related("by").order_by("at", "id")
    ]
    return DataTable("Extensions", columns, rows, "The target was never extended.")


def _moment(instant: Any) -> str:
    return f"{timezone.localtime(instant):%-d %b %Y %H:%M}"
