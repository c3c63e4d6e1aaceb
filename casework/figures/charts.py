"""A chart as a component: message, picture, table, CSV, date of data, definition."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from casework.component_registry import component
from casework.data_table import Cell, DataTable

# What a spreadsheet would take for the start of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Key:
    """An entry of a legend: the class of its mark and what it means."""

    css: str
    label: str


@component("chart")
@dataclass(frozen=True)
class Chart:
    """``title`` states the message; ``definition`` says what was counted and how.

    ``as_of`` is the date of the data. Without a picture (too little data) the table
    stands alone.
    """

    id: str
    title: str
    definition: str
    table: DataTable
    as_of: str
    picture: SafeString | None = None
    legend: Sequence[Key] = ()
    csv_url: str = ""
    note: str = ""
    table_open: bool = False
    has_csv: bool = field(default=True)


def csv_text(table: DataTable) -> str:
    """The table as CSV that no spreadsheet runs as a formula."""
    labels = [column.label for column in table.columns]
    return csv_of([labels, *([said_in(cell) for cell in row] for row in table.rows)])


def csv_of(rows: Sequence[Sequence[str | int | float]]) -> str:
    """Rows as CSV that no spreadsheet runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue()


def said_in(cell: Cell | str | int) -> str | int:
    """What a cell says, without its marks."""
    return cell.text if isinstance(cell, Cell) else cell


def harmless(value: str | float) -> str | int | float:
    """A value that a spreadsheet shows as it is: text that looks like a formula gets
    an apostrophe before it; numbers stay numbers.
    """
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def csv_response(request: HttpRequest, charts: Sequence[Chart]) -> HttpResponse | None:
    """The table of the chart that ``?csv=`` names, as a file; None if it names none."""
    asked = request.GET.get("csv", "")
    chart = next((one for one in charts if one.id == asked and one.has_csv), None)
    if chart is None:
        return None
    # The mark at the start tells spreadsheets that it is UTF-8.
    answer = HttpResponse(
        "\ufeff" + csv_text(chart.table), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{chart.id}.csv"'
    return answer


def csv_url(request: HttpRequest, chart_id: str) -> str:
    """The address of the present page with the table of one chart as CSV."""
    query = request.GET.copy()
    query["csv"] = chart_id
    return f"{request.path}?{query.urlencode()}"
