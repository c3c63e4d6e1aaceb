"""The list of contents of the proposal: its parts, and what each still lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from casework.components import Missing
from casework.forms.renderer import CaseworkBoundField
from disclosure.decision_record import ITEMS, NO_OUTCOME, Gap
from disclosure.forms.proposal import ProposalForm

TESTS = "tests"
# Columns that are asked for in another field than the one of their name.
ASKED_IN: Mapping[str, str] = {"recipient": "recipient_kind"}


@dataclass(frozen=True)
class PartOfProposal:
    """A heading of the form; ``said`` is empty while nothing is saved."""

    label: str
    anchor: str
    said: str


@dataclass(frozen=True)
class Contents:
    """What stands at the top of the form."""

    parts: Sequence[PartOfProposal]
    lacking: Sequence[Missing]


def contents_of(form: ProposalForm, gaps: Sequence[Gap], *, is_saved: bool) -> Contents:
    """The parts of ``form``; ``gaps`` are those of what was saved last."""
    tests = {test.key for test in form.table.tests}
    parts = [("The tests", TESTS, tests)]
    for group in (*form.questions(), form.last()):
        names = {field.name for field in group.fields}
        more = {ITEMS} if group.key == "what" else set()
        parts.append((group.heading, group.key, names | more))
    return Contents(
        [
            PartOfProposal(label, anchor, _said(gaps, names) if is_saved else "")
            for label, anchor, names in parts
        ],
        [Missing(gap.sentence, place_of(form, gap)) for gap in gaps],
    )


def place_of(form: Any, gap: Gap) -> str:
    """The address, on the page of ``form``, of the control that fills ``gap``."""
    name = ASKED_IN.get(gap.field, gap.field)
    if name not in form.fields:
        return f"#{gap.field}"
    return f"#{cast('CaseworkBoundField', form[name]).focus_id}"


def _said(gaps: Sequence[Gap], names: set[str]) -> str:
    found = sum(1 for gap in gaps if ASKED_IN.get(gap.field, gap.field) in names)
    if found:
        return f"Lacks {found}"
    # What a disclosure needs is not known before the outcome is.
    return "" if NO_OUTCOME in gaps else "Nothing lacking"
