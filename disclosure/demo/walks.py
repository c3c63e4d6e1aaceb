"""Walking a Clare's Law case from stage to stage through the real actions.

Nothing here writes a row itself: demo data and tests get exactly what officers would.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from casework.moment import now
from disclosure.clares_law import S
from disclosure.demo.steps_after_decision import close, decide, deliver, plan, tell
from disclosure.demo.steps_to_decision import (
    hand_over,
    meet,
    open_application,
    propose,
    research,
    triage,
)
from disclosure.demo.story import DISCLOSED, Crew, Story
from disclosure.outcomes import Route

Step = Callable[[Any, Crew, Story], Any]


def steps_of(story: Story) -> list[tuple[S, Step]]:
    """The stages of the ordinary course, each with the step that leaves it."""
    meeting = [(S.AWAITING_MEETING, meet)] if story.route == Route.ASK else []
    told: list[tuple[S, Step]] = [
        (S.DISCLOSURE_PLANNING, plan),
        (S.DISCLOSURE_IN_PROGRESS, deliver),
    ]
    return [
        (S.RECEIVED, hand_over),
        (S.INITIAL_CHECKS, triage),
        *meeting,
        (S.RESEARCH, research),
        (S.DECISION_DRAFT, propose),
        (S.AWAITING_REVIEW, decide),
        *(told if story.discloses else [(S.NO_DISCLOSURE_CONTACT, tell)]),
        (S.AFTERCARE, close),
    ]


def walk_to(
    stage: str,
    crew: Crew,
    story: Story = DISCLOSED,
    *,
    received_at: dt.datetime | None = None,
) -> Any:
    """A new case walked to ``stage`` at the present moment; returns its row."""
    case = open_application(crew, story, received_at or now())
    for here, step in steps_of(story):
        if here == stage:
            return case
        case = step(case, crew, story)
    return case
