"""A website application as it was sent, laid out to be read.

How to reach the applicant, and where anybody but the subject lives, stands behind what
the applicant said about safe contact: that is read first (reliability 8.2, 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.components import SummaryList, SummaryRow
from casework.forms.text_fields import unprintable_in
from casework.views.masked import HIDDEN

SUBJECT = "person_asked_about"
SECTIONS = (
    ("you", "The applicant"),
    ("applying_for", "Who the applicant applies for"),
    (SUBJECT, "The subject"),
    ("declaration", "Declarations"),
)
ORDER = (
    *("in_danger_now", "why_worried", "relationship", "children_in_household"),
    *("first_name", "last_name", "previous_names", "also_known_as", "date_of_birth"),
    *("age_if_dob_not_known", "safe_to_call", "best_time", "leave_message", "phone"),
    *("email", "address", "line1", "town", "postcode", "previous_addresses"),
)
REACHES = frozenset(
    {"phone", "email", "address", "line1", "town", "postcode", "previous_addresses"}
)
_BEFORE_A_NUMBER = re.compile(r"(?<=[a-z])(?=[0-9])")
_QUOTED = re.compile("“[^”]*”")
MOST_ROWS = 300
REPLACEMENT = "\ufffd"


@dataclass(frozen=True)
class Leaf:
    """One answer, and the names under which it stands."""

    path: tuple[str, ...]
    value: Any

    @property
    def label(self) -> str:
        """The names in words."""
        return words_of(", ".join(self.path))

    @property
    def reaches_somebody(self) -> bool:
        """Whether a person can be found by it."""
        return any(name.partition(" ")[0] in REACHES for name in self.path)


def laid_out(values: Mapping[str, Any], *, is_read: bool) -> list[SummaryList]:
    """The original answers under headings, danger first, then as people read them.

    Until safe contact ``is_read``, the ways to reach anybody but the subject are
    hidden, and so is what the subject has in common with them.
    """
    parts = _parts_of(values)
    leaves = {name: list(_leaves(value)) for name, _heading, value in parts}
    hidden = set() if is_read else _hidden(leaves)
    return [
        SummaryList(_first([_row(leaf, hidden) for leaf in leaves[name]]), heading)
        for name, heading, _value in parts
    ]


def say_reasons(reasons: Iterable[Sequence[str]], *, is_read: bool) -> list[str]:
    """The sentences of what is missing or unread, without a number until it is read."""
    return [
        sentence
        if is_read or not _is_of_contact(field)
        else _QUOTED.sub("“…”", sentence)
        for field, sentence in reasons
    ]


def _is_of_contact(field: str) -> bool:
    names = field.split(".")
    return names[0] != SUBJECT and not REACHES.isdisjoint(names)


def _parts_of(values: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    single = {k: v for k, v in values.items() if not isinstance(v, dict)}
    known = [name for name, _heading in SECTIONS]
    parts: list[tuple[str, str, Mapping[str, Any]]] = [("", "The application", single)]
    parts += [
        (name, heading, values[name])
        for name, heading in SECTIONS
        if isinstance(values.get(name), dict)
    ]
    parts += [
        (name, words_of(name), value)
        for name, value in values.items()
        if isinstance(value, dict) and name not in known
    ]
    return parts


def _hidden(leaves: Mapping[str, list[Leaf]]) -> set[str]:
    return {
        _same(leaf.value)
        for name, found in leaves.items()
        for leaf in found
        if name != SUBJECT and leaf.reaches_somebody and _same(leaf.value)
    }


def _row(leaf: Leaf, hidden: set[str]) -> SummaryRow:
    if leaf.reaches_somebody and _same(leaf.value) in hidden:
        return SummaryRow(leaf.label, HIDDEN)
    return SummaryRow(leaf.label, shown(leaf.value), missing="Not answered")


def _same(value: Any) -> str:
    return "".join(
        character for character in str(value or "").casefold() if character.isalnum()
    )


def _first(rows: list[SummaryRow]) -> list[SummaryRow]:
    """No more than a page can hold, and then it says so."""
    if len(rows) <= MOST_ROWS:
        return rows
    more = f"{len(rows) - MOST_ROWS:,} more are kept and not shown here"
    return [*rows[:MOST_ROWS], SummaryRow("More answers", more)]


def _in_order(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(
        values.items(),
        key=lambda pair: ORDER.index(pair[0]) if pair[0] in ORDER else len(ORDER),
    )


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    if isinstance(value, dict) and value:
        for name, inside in _in_order(value):
            yield from _leaves(inside, (*path, name))
    elif isinstance(value, list) and value:
        *before, last = path
        for number, inside in enumerate(value, start=1):
            yield from _leaves(inside, (*before, f"{last} {number}"))
    else:
        yield Leaf(path, value)


def shown(value: Any) -> str:
    """An answer as text that can be printed."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or isinstance(value, dict | list):
        return ""
    text = str(value).replace("\r\n", "\n")
    return "".join(REPLACEMENT if unprintable_in(c) else c for c in text)


def words_of(name: str) -> str:
    """The name of an answer as a label."""
    words = _BEFORE_A_NUMBER.sub(" ", shown(name).replace("_", " ")).strip()
    return words[:1].upper() + words[1:]
