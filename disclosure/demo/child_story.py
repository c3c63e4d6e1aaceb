"""What a Sarah's Law case of the trial or of a test is about, and its first contact."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from casework.actions.contact import record_contact_plan
from casework.actions.people import Details, name_person
from casework.models import Part
from disclosure.actions.application import confirm_warnings
from disclosure.actions.records import add_record
from disclosure.demo.steps_to_decision import opened, safe_plan
from disclosure.demo.story import Crew, SafeHours
from disclosure.outcomes import Route
from disclosure.sarahs_law.outcomes import Outcome


@dataclass(frozen=True)
class ChildStory:
    """What the case is about and how it goes."""

    parent: Details = field(
        default_factory=lambda: Details(
            "Carys", "Rehearsal", dt.date(1988, 2, 9), phone="01632 960 141"
        )
    )
    child: Details = field(
        default_factory=lambda: Details(
            "Ffion", "Rehearsal", birth_as_given="About six"
        )
    )
    subject: Details = field(
        default_factory=lambda: Details(
            "Dorian", "Pretend", dt.date(1979, 6, 14), town="Dunholme"
        )
    )
    route: str = Route.ASK
    channel: str = "online"
    grade: str = "medium"
    outcome: str = Outcome.PRESUMED
    is_managed: bool = True
    holds: bool = True
    is_unborn: bool = False
    words: str = (
        "We have information that the person you asked about was convicted of a "
        "sexual offence. Do not leave anybody young alone with this person."
    )
    safe: SafeHours = field(default_factory=SafeHours)

    @property
    def discloses(self) -> bool:
        """Whether somebody is told."""
        return self.outcome.startswith("disclose_")


TOLD = ChildStory()
NOT_TOLD = replace(TOLD, outcome=Outcome.NOTHING_HELD, holds=False, is_managed=False)
STARTED_BY_POLICE = replace(TOLD, route=Route.KNOW, channel="internal")


def open_request(crew: Crew, story: ChildStory, received_at: dt.datetime) -> Any:
    """A first contact with everything that the next stage needs, still RECEIVED."""
    by, asks = crew.intake, story.route == Route.ASK
    case = opened(
        crew,
        story,
        "sarahs_law",
        received_at,
        relationship="new_partner" if asks else "",
        reason="He offers to babysit and sends messages at night.",
    )
    part = Part.APPLICANT if asks else Part.RECIPIENT
    category = "parent" if asks else ""
    parent = name_person(
        case, by=by, part=part, details=story.parent, category=category
    )
    name_person(case, by=by, part=Part.SUBJECT, details=story.subject)
    child = name_person(case, by=by, part=Part.CHILD, details=story.child)
    record_contact_plan(
        case, parent, by=by, contact_point="01632 960 141", **safe_plan(story)
    )
    _describe(case, crew, story, parent, child)
    if asks:
        confirm_warnings(case, by=by)
    return case


def _describe(
    case: Any, crew: Crew, story: ChildStory, parent: Any, child: Any
) -> None:
    """Child, parent and access; for Right to Know what made the police begin."""
    by = crew.intake
    add_record(
        case,
        "child",
        by=by,
        child=child,
        is_unborn=story.is_unborn,
        applicant_is="parent",
        subject_is="step_parent",
        lives_with="The parent",
    )
    add_record(
        case,
        "parent",
        by=by,
        parent=parent,
        is_to_child="parent",
        has_responsibility="yes",
        knows="yes" if story.route == Route.ASK else "no",
    )
    add_record(
        case,
        "access",
        by=by,
        way="household",
        frequency="weekly",
        supervised="no",
        overnight="unknown",
        online="yes",
        since="Since the spring; he wants to move in.",
    )
    if story.route == Route.KNOW:
        add_record(
            case,
            "trigger",
            by=by,
            source="Home visit by the public protection manager",
            grading="B2P",
            why_now="He mentioned a new family.",
            would_be_told="The parent, by telephone in school hours",
            done_already="The public protection manager spoke to him.",
            manager_agrees="yes",
        )
