"""The versions of the proposed decision, as one person reads and compares them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from disclosure.effects import COPIED
from disclosure.models import Recommendation
from disclosure.outcomes import Test
from disclosure.queries.labels import label_of_field


@dataclass(frozen=True)
class VersionRecord:
    """A version with its rows loaded, and what changed since the one before."""

    row: Recommendation
    answers: dict[str, Any]
    items: list[Any]
    changed: list[str]
    previous: int = 0


def versions_of(case: Any) -> list[VersionRecord]:
    """Every version, latest first, in a constant number of queries."""
    rows = case.recommendations.select_related("proposed_by").prefetch_related(
        "answers", "items"
    )
    made: list[VersionRecord] = []
    for row in rows:
        version = VersionRecord(
            row, {a.test: a for a in row.answers.all()}, list(row.items.all()), []
        )
        if made:
            before = made[-1]
            version.changed.extend(_changed(before, version))
            version = VersionRecord(
                row,
                version.answers,
                version.items,
                version.changed,
                before.row.number,
            )
        made.append(version)
    return list(reversed(made))


def _changed(before: VersionRecord, after: VersionRecord) -> list[str]:
    """The names of what differs, in the order of the page."""
    tests = [
        str(test.label)
        for test in Test
        if _answer(before, test) != _answer(after, test)
    ]
    fields = [
        label_of_field(Recommendation, name)
        for name in COPIED
        if getattr(before.row, name) != getattr(after.row, name)
    ]
    same_items = {i.pk for i in before.items} == {i.pk for i in after.items}
    return [*tests, *fields, *([] if same_items else ["Information to disclose"])]


def _answer(version: VersionRecord, test: str) -> tuple[str, str]:
    row = version.answers.get(str(test))
    return (row.answer, row.reason) if row else ("", "")
