"""Two versions of a decision side by side: what was taken out and what came in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from casework.schemes import scheme_of
from disclosure.decision_table import decision_table_of
from disclosure.effects import COPIED
from disclosure.models import Recommendation
from disclosure.queries.labels import label_of_field
from disclosure.queries.versions import VersionRecord, answer_of

# Fewer words that stayed, between two changes, are no island.
FEWEST = 3
SAME, OUT, IN = "same", "out", "in"
ANSWERS = {"yes": "Yes", "no": "No", "na": "Not applicable", "": "Not answered"}
_WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Run:
    """Words that stayed, went out or came in."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One part of the decision that differs, in runs of words."""

    label: str
    runs: Sequence[Run]


def compare(case: Any, before: VersionRecord, after: VersionRecord) -> list[Change]:
    """Every part that differs, in the order of the page."""
    pairs = zip(_parts(case, before), _parts(case, after), strict=True)
    return [
        Change(label, runs_of(old, new))
        for (label, old), (_label, new) in pairs
        if old != new
    ]


def runs_of(old: str, new: str) -> list[Run]:
    """``old`` and ``new`` word by word: nothing of either is lost.

    One or two words that stayed between changes are read as part of the change.
    """
    left, right = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    runs: list[Run] = []
    out, into = "", ""
    for a, b, size in matcher.get_matching_blocks():
        done = len(_left_of(runs, out)), len(_right_of(runs, into))
        out += old[done[0] : _length(left[:a])]
        into += new[done[1] : _length(right[:b])]
        same = "".join(left[a : a + size])
        at_start = not runs and not (out or into)
        if size < FEWEST and not at_start and a + size < len(left):
            out, into = out + same, into + same
            continue
        runs += [Run(kind, text) for kind, text in ((OUT, out), (IN, into)) if text]
        out, into = "", ""
        runs += [Run(SAME, same)] if same else []
    return runs


def _length(words: Sequence[str]) -> int:
    return sum(map(len, words))


def _left_of(runs: Sequence[Run], out: str) -> str:
    return "".join(run.text for run in runs if run.kind != IN) + out


def _right_of(runs: Sequence[Run], into: str) -> str:
    return "".join(run.text for run in runs if run.kind != OUT) + into


def _parts(case: Any, version: VersionRecord) -> Iterator[tuple[str, str]]:
    """Everything that a version says, by its label."""
    for test in decision_table_of(case).tests:
        answer, reason = answer_of(version, test.key)
        said = f"{ANSWERS[answer]}. {reason} {version.rests_on(test.key)}".strip()
        yield test.label, said
    for name in COPIED:
        yield label_of_field(Recommendation, name), _said(version.row, name)
    for question in decision_table_of(case).questions:
        yield f"{question.label}: items", version.rests_on(question.key)
    yield "Items decided on", "\n".join(_items(version))


def _said(row: Any, name: str) -> str:
    value = str(getattr(row, name))
    if name == "outcome":
        return scheme_of(row.case).outcome_label(value)
    return ANSWERS[value] if value in ANSWERS and value else value


def _items(version: VersionRecord) -> Iterator[str]:
    rows = sorted(version.items, key=lambda row: version.numbers[row.assertion_id])
    for row in rows:
        number = version.numbers[row.assertion_id]
        extra = f" In spite of that: {row.extra}" if row.extra else ""
        yield f"Item {number}, {row.get_use_display().lower()}: {row.why}{extra}"
