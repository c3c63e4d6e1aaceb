"""The versions of the proposed decision, as one person reads and compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from disclosure.decision_table import decision_table_of
from disclosure.effects import COPIED
from disclosure.models import Recommendation
from disclosure.queries.labels import label_of_field

ITEMS, EVIDENCE = "Items decided on", "What supports the answers"


@dataclass(frozen=True)
class VersionRecord:
    """A version with its rows loaded, and what changed since the one before.

    ``numbers`` are those of the items on the page of the case.
    """

    row: Recommendation
    answers: Mapping[str, Any]
    items: list[Any]
    evidence: Mapping[str, list[int]]
    numbers: Mapping[int, int]
    changed: list[str] = field(default_factory=list)
    previous: int = 0

    def rests_on(self, key: str) -> str:
        """The items that support an answer, in words; empty if none are named."""
        numbers = sorted(self.numbers[pk] for pk in self.evidence.get(key, ()))
        said = ", ".join(map(str, numbers))
        return f"Rests on item{'s' if len(numbers) > 1 else ''} {said}." if said else ""


def versions_of(case: Any) -> list[VersionRecord]:
    """Every version, latest first, in a constant number of queries."""
    rows = case.recommendations.select_related("proposed_by").prefetch_related(
        "answers", "item_decisions__assertion", "evidence"
    )
    numbers = numbers_of(case)
    made: list[VersionRecord] = []
    for row in rows:
        version = _record(row, numbers)
        if made:
            before = made[-1]
            version.changed.extend(changed_names(case, before, version))
            version = VersionRecord(**{**vars(version), "previous": before.row.number})
        made.append(version)
    return list(reversed(made))


def numbers_of(case: Any) -> dict[int, int]:
    """The id of each item of information to its number on the page."""
    ids = case.assertions.order_by("recorded_at", "id").values_list("pk", flat=True)
    return {pk: number for number, pk in enumerate(ids, start=1)}


def _record(row: Recommendation, numbers: Mapping[int, int]) -> VersionRecord:
    evidence: dict[str, list[int]] = {}
    for link in row.evidence.all():
        evidence.setdefault(link.question, []).append(link.assertion_id)
    return VersionRecord(
        row,
        {answer.test: answer for answer in row.answers.all()},
        list(row.item_decisions.all()),
        evidence,
        numbers,
    )


def changed_names(case: Any, before: VersionRecord, after: VersionRecord) -> list[str]:
    """The names of what differs, in the order of the page."""
    tests = [
        test.label
        for test in decision_table_of(case).tests
        if answer_of(before, test.key) != answer_of(after, test.key)
    ]
    fields = [
        label_of_field(Recommendation, name)
        for name in COPIED
        if getattr(before.row, name) != getattr(after.row, name)
    ]
    items = [] if _items(before) == _items(after) else [ITEMS]
    evidence = [] if _sorted(before) == _sorted(after) else [EVIDENCE]
    return [*tests, *fields, *items, *evidence]


def answer_of(version: VersionRecord, test: str) -> tuple[str, str]:
    """The answer to a test, and its reason."""
    row = version.answers.get(test)
    return (row.answer, row.reason) if row else ("", "")


def _items(version: VersionRecord) -> dict[int, tuple[str, str, str]]:
    return {row.assertion_id: (row.use, row.why, row.extra) for row in version.items}


def _sorted(version: VersionRecord) -> dict[str, list[int]]:
    return {key: sorted(ids) for key, ids in version.evidence.items()}
