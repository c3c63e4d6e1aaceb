"""Who works a case of the trial or of a test, and how the case goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from casework.actions.people import Details
from disclosure.outcomes import Outcome, Route

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Crew:
    """Who does which part of the work."""

    intake: User
    researcher: User
    decider: User
    supervisor: User
    officer: User


@dataclass(frozen=True)
class SafeHours:
    """When somebody can be reached, in words and as days and hours."""

    words: str = "Any day, at any time"
    days: Sequence[int] = tuple(range(7))
    opens: dt.time = dt.time.min
    closes: dt.time = dt.time.min


class Background(Protocol):
    """What the first steps ask of the story of any scheme."""

    @property
    def subject(self) -> Details:
        """Whose past is asked about."""

    @property
    def safe(self) -> SafeHours:
        """When somebody can be reached."""

    @property
    def holds(self) -> bool:
        """Whether the police hold something."""

    @property
    def discloses(self) -> bool:
        """Whether somebody is told."""


@dataclass(frozen=True)
class Story:
    """What this case is about and how it goes."""

    person_at_risk: Details = field(
        default_factory=lambda: Details(
            "Alma", "Testwell", dt.date(1991, 4, 23), phone="01632 960 101"
        )
    )
    subject: Details = field(
        default_factory=lambda: Details(
            "Boris", "Sampleton", dt.date(1985, 11, 2), town="Easterby"
        )
    )
    third_party: Details | None = None
    route: str = Route.ASK
    channel: str = "101"
    relationship: str = "dating"
    reason: str = "He checks my phone and his last partner moved away suddenly."
    grade: str = "medium"
    outcome: str = Outcome.DISCLOSE_TO_A
    words: str = (
        "We have information that the person you asked about was convicted of "
        "assaulting a former partner. We are telling you so that you can decide what "
        "is safe for you."
    )
    holds: bool = True
    safe: SafeHours = field(default_factory=SafeHours)

    @property
    def discloses(self) -> bool:
        """Whether somebody is told."""
        return self.outcome.startswith("disclose_")


DISCLOSED = Story()
NOT_DISCLOSED = replace(DISCLOSED, outcome=Outcome.NOTHING_HELD, holds=False)
RIGHT_TO_KNOW = replace(DISCLOSED, route=Route.KNOW, channel="agency")
