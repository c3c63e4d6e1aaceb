"""Tables. Their rows are written by one function instead of a template.

A template loop costs about a hundred times as much as joined strings, and lists are
the pages opened most (performance note P4, P6). Everything is escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString

from casework.component_registry import component


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; ``sort_url`` makes it a link, ``sort`` says how it is sorted now."""

    label: str
    sort_url: str = ""
    sort: Literal["", "ascending", "descending"] = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Text, perhaps a link, perhaps a tag (``tone``), with flags and a note below."""

    text: str | int = ""
    url: str = ""
    tone: str = ""
    note: str = ""
    note_tone: str = ""
    flags: Sequence[tuple[str, str]] = ()


TableRow = Sequence[Cell | str | int]


@component("data_table")
@dataclass(frozen=True)
class DataTable:
    """A list of records; sorting is done by the server through the links."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[TableRow]
    empty: str = "There are none."
    caption_hidden: bool = False
    body: SafeString = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", body_of(self.columns, self.rows))


def body_of(columns: Sequence[Column], rows: Sequence[TableRow]) -> SafeString:
    """The ``tr`` elements; the first cell of each row is its heading.

    Raises ValueError when a row has not one cell for each column.
    """
    openings = [
        f'<td role="cell" class="govuk-table__cell{_numeric(column)}" '
        f'data-label="{escape(column.label)}">'
        for column in columns[1:]
    ]
    written = [_row(openings, row) for row in rows]
    # Every text in it went through escape().
    return SafeString("".join(written))


def _row(openings: Sequence[str], row: TableRow) -> str:
    first, *rest = row
    cells = [
        f"{opening}{_content(cell)}</td>"
        for opening, cell in zip(openings, rest, strict=True)
    ]
    return (
        '<tr role="row" class="govuk-table__row"><th scope="row" role="rowheader" '
        f'class="govuk-table__header">{_content(first)}</th>{"".join(cells)}</tr>'
    )


def _numeric(column: Column) -> str:
    return " govuk-table__cell--numeric" if column.numeric else ""


def _content(cell: Cell | str | int) -> str:
    if not isinstance(cell, Cell):
        return escape(cell)
    text: str = escape(cell.text)
    if cell.url:
        text = f'<a class="govuk-link" href="{escape(cell.url)}">{text}</a>'
    if cell.tone:
        text = f'<strong class="govuk-tag govuk-tag--{cell.tone}">{text}</strong>'
    for label, tone in cell.flags:
        badge = f"moj-badge cw-badge--{escape(tone)}"
        text += f' <span class="{badge}">{escape(label)}</span>'
    if cell.note:
        tone = f" cw-timing--{cell.note_tone}" if cell.note_tone else ""
        text += f'<span class="cw-note{tone}">{escape(cell.note)}</span>'
    return text
