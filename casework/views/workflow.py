"""The workflow of a scheme for staff: the same rows as the generated document."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.clock import LimitUnit, local_date
from casework.data_table import Cell, Column, DataTable
from casework.models import ClockRule
from casework.moment import now
from casework.schemes import Scheme, all_schemes
from casework.views.case_list import require_case_role
from casework.workflow.describe import say_who

if TYPE_CHECKING:
    from accounts.models import User

MOVES = [
    Column(label) for label in ("Move", "From", "To", "Who", "What must be true first")
]
CLOCKS = [
    Column(label) for label in ("Clock", "Limit", "Counted from", "Runs in", "Basis")
]
UNITS = {
    LimitUnit.HOURS: "hours",
    LimitUnit.CALENDAR_DAYS: "calendar days",
    LimitUnit.WORKING_DAYS: "working days",
}
STARTS = {
    "receipt": "Receipt",
    "entry": "Entering the stage",
    "decision": "The decision",
}


@require_safe
def workflow(request: HttpRequest, scheme: str) -> HttpResponse:
    """Moves and clocks of a scheme; Http404 if there is none of that name."""
    require_case_role(cast("User", request.user))
    found = next((known for known in all_schemes() if known.key == scheme), None)
    if found is None:
        raise Http404("No such scheme.")
    context = {
        "scheme": found,
        "moves": DataTable("Moves", MOVES, _moves(found)),
        "clocks": DataTable("Clocks", CLOCKS, _clocks(found)),
    }
    return render(request, "casework/workflow.html", context)


def _moves(scheme: Scheme) -> list[list[Cell | str | int]]:
    """In the order of the stages, so that a stage's moves stand together."""
    order = [str(value) for value in scheme.states.values]
    rows = sorted(scheme.model.rows(), key=lambda row: order.index(row.source))
    return [
        [
            row.label,
            Cell(scheme.stage_label(row.source), tone=scheme.tones[row.source]),
            Cell(scheme.stage_label(row.to), tone=scheme.tones[row.to]),
            say_who(row, scheme),
            Cell(
                " ".join(fact.sentence for fact in row.when) or "Nothing more.",
                note=f"Why: {row.in_words}",
            ),
        ]
        for row in rows
    ]


def _clocks(scheme: Scheme) -> list[list[Cell | str | int]]:
    """The limits in force today; the shipped one where the unit has set none."""
    today = local_date(now())
    rules = ClockRule.objects.filter(scheme=scheme.key, valid_from__lte=today)
    in_force = {rule.key: rule for rule in rules.order_by("valid_from")}
    rows: list[list[Cell | str | int]] = []
    for clock in scheme.clocks:
        rule = in_force.get(clock.key)
        limit = rule.limit if rule else clock.limit
        unit = UNITS[LimitUnit(rule.unit) if rule else clock.unit]
        stages = [scheme.stage_label(s) for s in scheme.states if s in clock.stages]
        rows.append(
            [
                rule.label if rule else clock.label,
                f"{limit} {unit}",
                STARTS[clock.measured_from.value],
                ", ".join(stages) or "The whole case",
                rule.basis if rule else clock.basis,
            ]
        )
    return rows
