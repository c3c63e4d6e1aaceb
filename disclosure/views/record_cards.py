"""Records as cards: a section a kind, with what is recorded and a way to add more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.components import SummaryList, SummaryRow
from casework.models import Person, Risk
from casework.views.frame import Frame
from casework.views.moments import say_moment
from disclosure.actions.records import is_offered, kinds_of
from disclosure.queries.labels import label_of_field

SHORT_HASH = 8
# Answers of lists that the force edits: field to list.
LISTED = {
    "photo_identity": "identity",
    "second_identity": "identity",
    "agency": "referral",
}
Labels = Mapping[tuple[str, str], str]
SPECIAL: Mapping[str, Callable[[str], str]] = {
    "grade": lambda grade: str(Risk(grade).label),
    "words_hash": lambda digest: digest[:SHORT_HASH],
}


@dataclass(frozen=True)
class Section:
    """One kind of record on a page; without ``add_url`` it is only read."""

    title: str
    cards: Sequence[SummaryList]
    add_url: str = ""
    add_label: str = "Add"
    empty: str = "Nothing is recorded yet."


def sections_of(
    frame: Frame, kinds: Mapping[str, str], labels: Labels
) -> list[Section]:
    """A section for each kind; ``kinds`` map a kind to its words on the button."""
    return [_section(frame, kind, add, labels) for kind, add in kinds.items()]


def _section(frame: Frame, kind: str, add: str, labels: Labels) -> Section:
    row = kinds_of(frame.case)[kind]
    found = row.model.objects.filter(case_id=frame.case.pk).select_related("by")
    offered = is_offered(frame.case, kind) and frame.may(row.needs(frame.case))
    return Section(
        row.title,
        [card_of(record, row.fields, labels) for record in reversed(list(found))],
        add_url=frame.url("case_record", kind) if offered else "",
        add_label=add,
    )


def card_of(record: Any, fields: Sequence[str], labels: Labels) -> SummaryList:
    """A record as a card that says when and by whom it was made."""
    said = ((name, value_of(record, name, labels)) for name in fields)
    rows = [
        SummaryRow(label_of_field(record, name), value) for name, value in said if value
    ]
    return SummaryList(rows, f"{say_moment(record.at)}, {record.by}")


def value_of(record: Any, name: str, labels: Labels) -> str:
    """A field in words."""
    value = getattr(record, name)
    if isinstance(value, list):
        return str(len(value) or "")
    if name in SPECIAL:
        return SPECIAL[name](value)
    listed = {**LISTED, **getattr(record, "LISTED", {})}
    if name in listed:
        return labels.get((listed[name], value), value or "")
    for kind, say in SAID:
        if isinstance(value, kind):
            return say(value)
    display = getattr(record, f"get_{name}_display", None)
    return str(display() if display else value or "")


# Read from the top: a moment is a date too.
SAID: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: "Yes" if value else "No"),
    (dt.datetime, say_moment),
    (dt.date, lambda value: f"{value.day} {value:%B %Y}"),
    (Person, lambda value: str(value.main_name)),
)
