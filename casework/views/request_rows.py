"""The requests of a case as a table, and where each stands, in words."""

from __future__ import annotations

from casework.clock import due_day, is_late
from casework.components import Tag
from casework.data_table import Cell, Column, DataTable, TableRow
from casework.forms.date_fields import say_date
from casework.models import InformationRequest
from casework.moment import now
from casework.views.deadlines import words_of
from casework.views.frame import Frame
from casework.views.moments import say_moment_short

COLUMNS = tuple(
    Column(label)
    for label in ("Asked of", "Sent", "Answer due", "Ask again", "Take higher", "State")
)
OPEN_TAGS = {True: ("No answer, overdue", "red"), False: ("No answer yet", "blue")}


def requests_table(frame: Frame) -> DataTable:
    """Every request of the case, the open and oldest first; one query."""
    rows = list(frame.case.information_requests.select_related("about"))
    ordered = sorted(rows, key=lambda row: (not row.is_open, row.due_at, row.pk))
    return DataTable(
        "Requests to other forces and agencies",
        COLUMNS,
        [_line(frame, row) for row in ordered],
        empty="Nobody outside the unit has been asked yet.",
        caption_hidden=True,
    )


def _line(frame: Frame, row: InformationRequest) -> TableRow:
    tag = state_of(row)
    return [
        Cell(row.asked_of, frame.url("case_request", row.pk)),
        say_moment_short(row.sent_at),
        _date(row, "due_at"),
        _date(row, "chase_at"),
        _date(row, "escalate_at"),
        Cell(tag.label, tone=tag.tone),
    ]


def _date(row: InformationRequest, name: str) -> Cell:
    """The day, and while the request is open how far away it is."""
    due_at = getattr(row, name)
    day = say_date(due_day(due_at))
    if not row.is_open:
        return Cell(day)
    late = is_late(due_at, now())
    return Cell(day, note=words_of(due_at), note_tone="red" if late else "")


def state_of(row: InformationRequest) -> Tag:
    """Where a request stands, in words."""
    if row.answered_at is not None:
        return Tag(row.get_reply_display(), "green")
    if row.closed_at is not None:
        return Tag("Closed without an answer", "grey")
    return Tag(*OPEN_TAGS[row.is_overdue(now())])
