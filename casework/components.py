"""The parts that pages are built from: marks, the case, lists.

Navigation and filters are in ``navigation.py``, tables in ``data_table.py``. Words and
tones arrive as data: no template asks which state a case is in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from casework.component_registry import Toned, component

ALERT_TONES = {
    # The levels of django.contrib.messages in the words of the alert component.
    "debug": "information",
    "info": "information",
    "information": "information",
    "success": "success",
    "warning": "warning",
    "error": "error",
}
Day = dt.date | dt.datetime


# -- Marks ------------------------------------------------------------------------
@component("tag")
@dataclass(frozen=True)
class Tag(Toned):
    """A status in one or two words: never a link, never colour alone."""

    label: str
    tone: str = "blue"


@component("badge")
@dataclass(frozen=True)
class Badge(Toned):
    """A flag that must be seen: immediate risk, restricted, late, waiting."""

    label: str
    tone: str = "red"


@component("deadline")
@dataclass(frozen=True)
class Deadline(Toned):
    """A due date with its timing in words; ``name`` says what is due."""

    on: Day | None
    label: str = ""
    tone: str = "grey"
    name: str = ""


@component("alert")
@dataclass(frozen=True)
class Alert:
    """One message after an act; ``tone`` is a level of the messages framework."""

    text: str
    tone: str = "information"
    heading: str = ""

    @property
    def variant(self) -> str:
        return ALERT_TONES.get(self.tone, "information")


@component("warning")
@dataclass(frozen=True)
class WarningText:
    """One sentence that must not be missed."""

    text: str


# -- The case ---------------------------------------------------------------------
@component("identity_bar")
@dataclass(frozen=True)
class IdentityBar(Toned):
    """The strip on every page of a case; ``tone`` colours the stage."""

    reference: str
    url: str
    scheme: str
    stage: str
    owner: str = ""
    days_in_stage: int | None = None
    days_since_receipt: int | None = None
    deadline: Deadline | None = None
    flags: Sequence[Badge] = ()
    tone: str = "blue"


@dataclass(frozen=True)
class TrackerStep:
    """One stage: when it was entered and how many days it took (so far)."""

    name: str
    state: Literal["done", "current", "todo"]
    on: Day | None = None
    days: int | None = None
    note: str = ""


@component("stage_tracker")
@dataclass(frozen=True)
class StageTracker:
    """The stages in order, each with its date and days."""

    steps: Sequence[TrackerStep]
    label: str = "Stages of this case"


@dataclass(frozen=True)
class Missing:
    """A fact that is not there yet, and the page where it is recorded."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Move:
    """One act on the case: a button, or a refusal with all its reasons.

    ``facts`` are reasons too: what is missing, each with where it is recorded.
    ``post`` sends a form at once, with the fields of ``sends`` that nobody sees; else
    ``url`` is the page that asks for the facts.
    ``kind`` is "", "secondary" or "warning".
    """

    label: str
    url: str = ""
    explanation: str = ""
    allowed: bool = True
    reasons: Sequence[str] = ()
    facts: Sequence[Missing] = ()
    kind: Literal["", "secondary", "warning"] = ""
    post: bool = False
    sends: Sequence[tuple[str, str]] = ()


@component("moves_list")
@dataclass(frozen=True)
class MovesList:
    """What this person may do next, and why the rest is refused."""

    moves: Sequence[Move]
    heading: str = "What you can do next"
    refused_heading: str = "Not possible yet"
    nothing: str = "There is nothing for you to do on this case at this stage."

    @property
    def possible(self) -> list[Move]:
        return [move for move in self.moves if move.allowed]

    @property
    def refused(self) -> list[Move]:
        return [move for move in self.moves if not move.allowed]


@component("missing_list")
@dataclass(frozen=True)
class MissingList:
    """What stands between the case and its next stage."""

    items: Sequence[Missing]
    heading: str = "What is missing"
    complete: str = "Everything needed at this stage is recorded."


# -- Lists ------------------------------------------------------------------------
@dataclass(frozen=True)
class SummaryRow:
    """A fact: lines of ``value`` stay lines; an empty value reads as ``missing``."""

    label: str
    value: str | int = ""
    url: str = ""
    link_label: str = "Change"
    note: str = ""
    tag: Tag | None = None
    missing: str = "Not recorded"


@component("summary_list")
@dataclass(frozen=True)
class SummaryList:
    """Facts with labels; ``heading`` puts them on a card."""

    rows: Sequence[SummaryRow]
    heading: str = ""


@dataclass(frozen=True)
class Task(Toned):
    """A piece of work; without a tone its status is plain text (done)."""

    title: str
    url: str = ""
    hint: str = ""
    status: str = ""
    tone: str = ""


@component("task_list")
@dataclass(frozen=True)
class TaskList:
    """Tasks in any order; ``prefix`` keeps ids apart when a page has two lists."""

    tasks: Sequence[Task]
    prefix: str = "task"


@dataclass(frozen=True)
class Event:
    """A line of a history: what, when, by whom; an unknown ``by`` stays empty."""

    title: str
    at: Day
    by: str = ""
    lines: Sequence[str] = ()
    url: str = ""
    link_label: str = ""


@component("timeline")
@dataclass(frozen=True)
class Timeline:
    """What happened, newest first."""

    events: Sequence[Event]
    empty: str = "Nothing is recorded yet."


@dataclass(frozen=True)
class Number(Toned):
    """A figure that opens the list behind it; ``value`` may be "1,000+"."""

    value: int | str
    label: str
    url: str
    tone: str = ""


@component("number_panel")
@dataclass(frozen=True)
class NumberPanel:
    """A row of figures."""

    numbers: Sequence[Number]
    label: str = "At a glance"


@component("empty_state")
@dataclass(frozen=True)
class EmptyState:
    """What to say when a list is empty, and what to do about it."""

    heading: str
    text: str = ""
    url: str = ""
    link_label: str = ""
