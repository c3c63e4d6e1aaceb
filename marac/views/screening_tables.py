"""What screening reads: repeats with the reason, the earlier plan, what was said."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from casework.components import SummaryList, SummaryRow
from casework.data_table import Cell, Column, DataTable
from casework.models import Case
from casework.views.frame import Frame
from casework.views.moments import say_moment
from marac.outcomes import RepeatAnchor, RepeatRule
from marac.queries.repeats import findings_for
from marac.states import FINAL_ACTIONS

FINDINGS = [Column(one) for one in ("Rule", "Counted from", "Earlier case", "Repeat?")]


PLAN = [Column(label) for label in ("Action", "Agency", "State", "Due")]


def repeats_table(frame: Frame) -> DataTable:
    """What each rule and anchor says; the protocol's own is marked."""
    case, rows = frame.case, []
    for rule in RepeatRule:
        for anchor in RepeatAnchor:
            ours = (rule, anchor) == (
                case.profile.repeat_rule,
                case.profile.repeat_anchor,
            )
            rows += [
                _finding(frame, found, rule, anchor, is_ours=ours)
                for found in findings_for(case, rule=rule, anchor=anchor)
            ]
    return DataTable(
        "Earlier cases of the same people, by each rule",
        FINDINGS,
        rows,
        empty="No earlier case of the same people was found.",
    )


def _finding(
    frame: Frame,
    found: Any,
    rule: RepeatRule,
    anchor: RepeatAnchor,
    *,
    is_ours: bool,
) -> list[Cell | str | int]:
    earlier = _cell_of(frame, found.earlier)
    note = "The rule of this protocol" if is_ours else ""
    answer = "Repeat" if found.is_repeat else "No repeat"
    tone = "orange" if found.is_repeat else "grey"
    return [
        Cell(rule.label, note=note),
        str(anchor.label),
        earlier,
        Cell(answer, tone=tone, note=found.why),
    ]


def _cell_of(frame: Frame, case: Any) -> Cell:
    """The reference, as a link for whoever may know of it, and nothing for others."""
    if Case.objects.visible_to(frame.user).filter(pk=case.pk).exists():
        return Cell(case.reference, reverse("case", args=[case.reference]))
    return Cell("A case that you may not open")


def earlier_plans(frame: Frame) -> list[DataTable]:
    """The actions of each earlier case that the reader may know of."""
    earlier = {
        found.earlier.pk: found.earlier
        for found in findings_for(
            frame.case,
            rule=frame.case.profile.repeat_rule,
            anchor=frame.case.profile.repeat_anchor,
        )
    }
    seen = Case.objects.visible_to(frame.user).filter(pk__in=earlier)
    known = set(seen.values_list("pk", flat=True))
    return [_plan(case) for pk, case in earlier.items() if pk in known]


def _plan(case: Any) -> DataTable:
    actions = case.actions.select_related("owner_agency").order_by("due_on", "pk")
    return DataTable(
        f"Plan of {case.reference}",
        PLAN,
        [
            [
                action.words,
                str(action.owner_agency),
                Cell(
                    action.get_state_display(),
                    tone="grey" if action.state in FINAL_ACTIONS else "orange",
                ),
                f"{action.due_on:%-d %B %Y}",
            ]
            for action in actions
        ],
        empty="It has no actions.",
    )


def what_was_written(last: Any) -> SummaryList:
    return SummaryList(
        [
            SummaryRow("Suitability", last.get_decision_display()),
            SummaryRow("Rationale", last.rationale),
            SummaryRow("Offered instead", last.signpost, missing="-"),
            SummaryRow("Safety steps", last.safety_steps, missing="-"),
            SummaryRow("Score as seen", last.score_seen or "", missing="No score"),
            SummaryRow("Written by", f"{last.by}, {say_moment(last.at)}"),
        ],
        "What the screener wrote",
    )


def opinion_of(row: Any) -> SummaryList:
    agrees = "Agrees" if row.agrees else "Does not agree"
    return SummaryList(
        [
            SummaryRow(str(row.get_purpose_display()), agrees),
            SummaryRow("Reasons", row.reason),
            SummaryRow("Given by", f"{row.by}, {say_moment(row.at)}"),
        ],
        "Second person",
    )
