"""What will be late: each open case by its chance, and whether forecasts came true."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casework.clock import LONDON
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.figures.calibration import Calibration, calibration
from casework.figures.charts import Chart, Key, csv_url
from casework.figures.filters import Wanted
from casework.figures.limits import figure_limits
from casework.figures.scope import case_scope_of
from casework.figures.squares import shares_picture
from casework.models import Forecast
from casework.queries.forecasts import MOST_FORECASTS, latest_forecasts
from casework.schemes import scheme_of
from casework.views.case_rows import owner_cell, reference_cell
from casework.views.deadlines import deadline_of
from casework.views.figures.frame import data_of, person, show

HOW = (
    "For each case the past cases of the unit at the same stage, route and scheme "
    "that had been there at least as long and came to it after most nearly as many "
    "days; those that are not finished count as at least so long. It helps to choose "
    "what to look at first and decides nothing."
)
TOO_LITTLE = "Too little history"
FURTHER = "Beyond the past"
FORECASTS = (
    Column("Reference"),
    Column("Stage"),
    Column("Allocated to"),
    Column("Due"),
    Column("Late in 100", numeric=True),
    Column("Half done by"),
    Column("85 in 100 by"),
    Column("95 in 100 by"),
    Column("Past cases", numeric=True),
)
MARKS = (
    Key("cw-svg__signal", "A tenth of chance with its forecasts"),
    Key("cw-svg__band-50", "Within 10 in 100 of what was said"),
)


@require_safe
@transaction.atomic
def figures_forecast(request: HttpRequest) -> HttpResponse:
    """The worklist by chance of being late, and the check of past forecasts."""
    scope = case_scope_of(person(request))
    wanted = Wanted.of(scope, request.GET)
    found = latest_forecasts(wanted)
    limits = figure_limits(wanted.schemes)
    charts = [
        _worklist(request, found, limits.history),
        _check(request, calibration(scope)),
    ]
    return show(
        request,
        scope,
        "figures_forecast",
        "casework/figures/charts_of_cases.html",
        charts=charts,
        heading="What will be late",
        filters=wanted.panel(request.path),
        period="Open cases whose clock runs, the most likely to be late first.",
    )


def _worklist(request: HttpRequest, found: Sequence[Forecast], fewest: int) -> Chart:
    likely = sum((one.late_chance or 0) >= 0.5 for one in found)  # noqa: PLR2004  half
    title = f"{likely} of {len(found)} open cases are more likely to be late than not"
    if not found:
        title = "There is no forecast yet"
    made = found[0].made_at.astimezone(LONDON) if found else None
    return Chart(
        "forecast",
        title,
        f"{HOW} Below {fewest} such cases there is no forecast. At most "
        f"{MOST_FORECASTS} cases are listed.",
        DataTable(
            title,
            FORECASTS,
            [_row(one, fewest) for one in found],
            "Forecasts are made once a day, by a worker. Look again in an hour.",
            caption_hidden=True,
        ),
        f"{made:%-d %B %Y, %H:%M}" if made else data_of(),
        csv_url=csv_url(request, "forecast"),
    )


def _row(one: Forecast, fewest: int) -> TableRow:
    case, scheme = one.case, scheme_of(one.case)
    moved = "" if one.stage == case.stage else "Moved since the forecast"
    due = deadline_of(one.due_at, name="")
    return [
        reference_cell(case),
        Cell(scheme.stage_label(case.stage), tone=scheme.tones[case.stage], note=moved),
        owner_cell(case),
        Cell(f"{due.on:%-d %b %Y}", note=due.label, note_tone=due.tone),
        *_chances(one, fewest),
        one.history,
    ]


def _chances(one: Forecast, fewest: int) -> list[Cell | str | int]:
    """The chance and the three days; a case that is late now needs no forecast."""
    days = [one.p50_on, one.p85_on, one.p95_on]
    has_history = one.history >= fewest
    said = [f"{day:%-d %b %Y}" if day else FURTHER for day in days]
    if one.made_at >= one.due_at:
        chance = "Late now"
    elif one.late_chance is None:
        chance = TOO_LITTLE
    else:
        chance = f"{100 * one.late_chance:.0f}"
    return [chance, *(said if has_history else ["", "", ""])]


# -- Whether it came true -------------------------------------------------------
CHECK = (
    Column("Said: late in 100"),
    Column("Forecasts", numeric=True),
    Column("Said on average", numeric=True),
    Column("Were late in 100", numeric=True),
)


def _check(request: HttpRequest, found: Calibration | None) -> Chart:
    title = _check_title(found)
    deciles = found.deciles if found else []
    rows: list[TableRow] = [
        [
            f"{10 * one.number} to {10 * one.number + 10}",
            one.count,
            f"{100 * one.said:.0f}",
            f"{100 * one.happened:.0f}",
        ]
        for one in deciles
    ]
    points = [(one.said, one.happened, f"{one.count} forecasts") for one in deciles]
    return Chart(
        "calibration",
        title,
        "Forecasts of past Mondays whose end is known, without cases that were late "
        "already. The Brier score is the mean square of chance less what happened: 0 "
        "is perfect. It stands beside that of always saying the share that was late.",
        DataTable(title, CHECK, rows, "No forecast can be checked yet."),
        data_of(),
        shares_picture(points, title, "Said: late in 100", "Were late in 100")
        if points
        else None,
        MARKS,
        csv_url(request, "calibration"),
    )


def _check_title(found: Calibration | None) -> str:
    if found is None:
        return "No forecast can be checked yet"
    better = "better" if found.brier < found.base_brier else "no better"
    return (
        f"{found.count} forecasts were {better} than the base rate: Brier score "
        f"{found.brier:.3f} against {found.base_brier:.3f}"
    )
