"""What a scheme tells the figures: with whom time counts, and how outcomes are told.

Literal tables of the scheme; what a table does not name is with us.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Measures = Callable[[Any], Sequence[tuple[str, int, int]]]


class With(StrEnum):
    """With whom a piece of a case's time was."""

    US = "us"
    OTHERS = "others"
    WAITING = "waiting"


WITH_LABELS: Mapping[With, str] = {
    With.US: "With us",
    With.OTHERS: "With others",
    With.WAITING: "Waiting",
}


@dataclass(frozen=True)
class Figures:
    """The words of one scheme.

    ``stages`` and ``waits`` say with whom a stage or a wait is; a wait comes before its
    stage. ``outcomes`` are the groups in which outcomes are told, in order. ``ended``
    are the stages in which nobody works (beside ``Scheme.ends``), ``whole`` the clock
    of the whole case if it is not ``Scheme.overall``, ``bands`` a few groups of stages
    for a chart of all of them. ``measures`` counts facts of the scheme among closed
    cases: a label, how many, of how many.
    """

    stages: Mapping[str, With] = field(default_factory=dict)
    waits: Mapping[str, With] = field(default_factory=dict)
    outcomes: Sequence[tuple[str, Sequence[str]]] = ()
    ended: frozenset[str] = frozenset({"closed"})
    bands: Sequence[tuple[str, Sequence[str]]] = ()
    whole: str = ""
    measures: Measures = lambda _cases: ()

    def group_of(self, outcome: str) -> str:
        """The group in which ``outcome`` is told, or "Other"."""
        for label, members in self.outcomes:
            if outcome in members:
                return label
        return "Other"

    def band_of(self, stage: str) -> str:
        """The group of stages that ``stage`` is in, or "Open"."""
        for label, members in self.bands:
            if stage in members:
                return label
        return "Open"
