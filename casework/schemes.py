"""The registry of schemes. A scheme describes itself; the core never imports one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts.roles import Role
from casework.figures.words import Figures
from casework.models.people import Part
from casework.policy import Capability

if TYPE_CHECKING:
    from django.forms import Form

    from accounts.models import User
    from casework.ages import AgeRule
    from casework.clocks import Clock
    from casework.events import Event
    from casework.ladders import Ladder, Step
    from casework.models import Case
    from casework.notify import Notice
    from casework.workflow.tracks import Track

COMMON_PARTS = tuple(part for part in Part if part is not Part.CAUSES_HARM)
Rule = Callable[["User", "Case"], str]
FormNow = Callable[[Any], "FactForm | None"]
MoveFacts = Callable[[Any, str], Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class CasePage:
    """A page of one case in the sub-navigation; who lacks ``see`` has no such page."""

    label: str
    url_name: str
    see: Capability
    # A page aside that the summary leads to.
    on_summary: bool = False


# Before anything that the schemes can hold (clares-law T1: not before 2014).
FROM_THE_START = dt.date(2014, 1, 1)


@dataclass(frozen=True)
class EarlierLimit:
    """A limit of an older rule set, in force until the scheme's ``since``."""

    key: str
    limit: int
    basis: str
    guidance_version: str


@dataclass(frozen=True)
class FactForm:
    """A form on which a fact is recorded, and what it takes to fill it in."""

    url_name: str
    may: Capability
    args: Sequence[object] = ()


@dataclass(frozen=True)
class Defaults:
    """The rows a scheme ships: limits come from its clocks, the rest is here.

    ``since`` is the day from which those limits hold; ``earlier`` are those before it,
    for cases that are imported from the time of older rules.
    """

    code_lists: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    thresholds: Sequence[tuple[str, str, int, str]] = ()
    checks: Sequence[tuple[str, str, str, str]] = ()
    request_words: Mapping[str, str] = field(default_factory=dict)
    events: Sequence[Event] = ()
    reminders: Sequence[Step] = ()
    since: dt.date = FROM_THE_START
    earlier: Sequence[EarlierLimit] = ()


@dataclass(frozen=True)
class Scheme:
    """Everything the core needs to know about one kind of case."""

    key: str
    label: str
    prefix: str
    model: Any
    states: type[models.TextChoices]
    tones: Mapping[str, str]
    routes: Mapping[str, str]
    outcomes: type[models.TextChoices]
    clocks: Sequence[Clock]
    roles: Mapping[Capability, frozenset[Role]]
    rules: Mapping[Capability, Sequence[Rule]]
    notices: Mapping[str, Sequence[Notice]]
    intake_stages: frozenset[str]
    delivery_stages: frozenset[str]
    main_line: Mapping[str, Sequence[str]]
    guidance_version: str
    pages: Sequence[CasePage] = ()
    pages_aside: Sequence[CasePage] = ()
    move_forms: Mapping[str, type[Form]] = field(default_factory=dict)
    facts: Callable[[Any], Sequence[tuple[str, Sequence[Any]]]] = lambda _case: ()
    drafts: Mapping[str, Capability] = field(default_factory=dict)
    move_pages: Mapping[str, str] = field(default_factory=dict)
    move_facts: MoveFacts = lambda _case, _move: ()
    # The form of a fact on a case, or None while it cannot be filled in there.
    forms: Mapping[str, FormNow] = field(default_factory=dict)
    defaults: Defaults = Defaults()
    ages: Sequence[AgeRule] = ()
    reading_blind: Callable[[User], Collection[int]] = lambda _user: ()
    overall: str = "overall"
    # What people are reminded of, beside limits, requests, waits and contacts.
    ladders: Sequence[Ladder] = ()
    # Words that would tell an outsider which scheme a notice is about.
    telling_names: Collection[str] = ()
    # The parts that people have in its cases; the first is who must be named first.
    parts: Sequence[Part] = COMMON_PARTS
    # Cases that a job opens in this scheme, beside those of ``access.SCOPES``.
    scopes: Mapping[Role, Callable[[User], Q]] = field(default_factory=dict)
    # Cases of which a person may know nothing, whatever their job.
    hidden_from: Callable[[User], Q] | None = None
    # Jobs of people who belong to no unit, such as those of partner agencies.
    guests: frozenset[Role] = frozenset()
    # Stages where a case may end; without any, the last of the states.
    ends: frozenset[str] = frozenset()
    # Stages whose dates are not limits of their own, such as those of a meeting.
    undated: frozenset[str] = frozenset()
    # What moves by rows of its own beside the case.
    tracks: Sequence[Track] = ()
    # The clock of a decision that delivery sent back, if the scheme has one.
    fast_track: str = ""
    figures: Figures = field(default_factory=Figures)
    # The parts of those who are told by whoever delivers, though they asked themselves.
    told_parts: Collection[str] = ("person_at_risk",)

    def stage_label(self, stage: str) -> str:
        """The stage in the words of the screen."""
        return str(self.states(stage).label)

    def outcome_label(self, outcome: str) -> str:
        """The outcome in words, or an empty string while there is none."""
        return str(self.outcomes(outcome).label) if outcome else ""

    def stages_on(self, route: str) -> Sequence[str]:
        """The stages of the ordinary course on ``route``, in order."""
        return self.main_line[route]


_registry: dict[str, Scheme] = {}


def register(scheme: Scheme) -> None:
    """Make ``scheme`` known; called once from its app's ``ready()``."""
    _registry[scheme.key] = scheme


def scheme_named(key: str) -> Scheme:
    """The scheme with this key; KeyError if there is none."""
    return _registry[key]


def scheme_of(case: Case) -> Scheme:
    """The scheme of a case."""
    return _registry[case.scheme]


def scheme_by_reference(reference: str) -> Scheme | None:
    """The scheme whose prefix the reference has, or None."""
    prefix = reference.upper().partition("-")[0]
    return next((s for s in _registry.values() if s.prefix == prefix), None)


def all_schemes() -> list[Scheme]:
    """Every registered scheme, in the order of registration."""
    return list(_registry.values())


def names_that_tell() -> list[str]:
    """What no notice may say, because it tells the scheme."""
    names = {
        name
        for scheme in _registry.values()
        for name in (scheme.label, scheme.prefix, *scheme.telling_names)
    }
    return sorted(names)
