"""A year of Sarah's Law for the trial, by real moves (mix of sarahs-law 5.3)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casework.actions.people import Details
from casework.audit_context import acting_as
from casework.demo import settle_old_notices
from casework.models import Case
from casework.moment import frozen, now
from disclosure.demo.people import GIVEN_HER, person_at_risk, subject
from disclosure.demo.sarahs_law import TOLD, ChildStory, open_request, steps_for
from disclosure.outcomes import Route
from disclosure.sarahs_law.moves import S
from disclosure.sarahs_law.outcomes import Outcome

if TYPE_CHECKING:
    from disclosure.demo.people import Staff

CASES = 180
# So many before the pages of a trial are served; the rest of the year meanwhile.
FIRST_CASES = 60
# Share of the whole time that has passed when each stage is left, and how many cases
# stand there now; the rest is closed.
COURSE: tuple[tuple[S, float, int], ...] = (
    (S.RECEIVED, 0.01, 3),
    (S.INITIAL_CHECKS, 0.04, 4),
    (S.SCOPE_REVIEW, 0.06, 3),
    (S.AWAITING_MEETING, 0.3, 5),
    (S.RESEARCH, 0.6, 6),
    (S.DECISION_DRAFT, 0.7, 3),
    (S.AWAITING_REVIEW, 0.8, 4),
    (S.DISCLOSURE_PLANNING, 0.9, 2),
    (S.DISCLOSURE_IN_PROGRESS, 1.0, 2),
    (S.NO_DISCLOSURE_CONTACT, 1.0, 3),
    (S.AFTERCARE, 1.5, 3),
)
TO_BE_TOLD = (S.DISCLOSURE_PLANNING, S.DISCLOSURE_IN_PROGRESS, S.AFTERCARE)
TOLD_SHARE, KNOW_SHARE, MANAGED_SHARE, UNBORN_SHARE = 0.14, 0.15, 0.12, 0.05
SILENT = (Outcome.NOTHING_HELD, Outcome.NOTHING_HELD, Outcome.NOT_NEEDED)


def load_child_cases(
    staff: Staff, *, cases: int = CASES, seed: int = 5
) -> Iterator[Case]:
    """Walk ``cases`` requests into the present; yields each as it is made."""
    stages = [stage for stage, _share, count in COURSE for _ in range(count)]
    stages = [*stages[:cases], *([S.CLOSED] * max(cases - len(stages), 0))]
    yield from _load(staff, list(reversed(stages)), seed)
    settle_old_notices()


def load_closed_child_cases(staff: Staff, *, cases: int, seed: int) -> Iterator[Case]:
    """Walk ``cases`` more requests to their end, behind those of the first start."""
    yield from _load(staff, [S.CLOSED] * cases, seed)
    settle_old_notices()


def _load(staff: Staff, stages: Sequence[S], seed: int) -> Iterator[Case]:
    # The same data in every trial; nothing here is a secret.
    dice = random.Random(seed)  # noqa: S311
    today = now()
    for number, stage in enumerate(stages):
        days = min(dice.lognormvariate(2.9, 0.4), 70.0)
        received_at = today - _age(dice, stage, days) - dt.timedelta(minutes=number)
        with frozen(received_at):
            story = _story(dice, stage)
        yield _walk(staff, dice, Course(story, stage, received_at, days))


def _age(dice: random.Random, stage: S, days: float) -> dt.timedelta:
    if stage is S.CLOSED:
        return dt.timedelta(days=days * 1.5 + 2 + dice.uniform(0, 330))
    order = [here for here, _share, _count in COURSE]
    ends = {here: share for here, share, _count in COURSE}
    place = order.index(stage)
    begins = ends[order[place - 1]] if place else 0.0
    share = dice.uniform(min(begins, ends[stage]), ends[stage])
    return dt.timedelta(days=max(days * share, 0.05))


def _story(dice: random.Random, stage: S) -> ChildStory:
    told = stage in TO_BE_TOLD or dice.random() < TOLD_SHARE
    if stage is S.NO_DISCLOSURE_CONTACT:
        told = False
    asks = stage is S.AWAITING_MEETING or dice.random() >= KNOW_SHARE
    unborn = dice.random() < UNBORN_SHARE
    parent = person_at_risk(dice)
    child = Details(
        "Unborn child" if unborn else dice.choice(GIVEN_HER),
        parent.family,
        birth_as_given="Due soon" if unborn else f"About {dice.randint(2, 14)}",
    )
    silent = dice.choice(SILENT)
    return replace(
        TOLD,
        parent=parent,
        child=child,
        subject=subject(dice),
        route=Route.ASK if asks else Route.KNOW,
        channel=dice.choice(("online", "online", "101")) if asks else "internal",
        grade=dice.choice(("standard", "medium", "high")),
        outcome=Outcome.PRESUMED if told else silent,
        holds=told or silent == Outcome.NOT_NEEDED,
        is_managed=told or dice.random() < MANAGED_SHARE,
        is_unborn=unborn,
    )


@dataclass(frozen=True)
class Course:
    """How one case goes: its story, where it stands now, and how fast it went."""

    story: ChildStory
    stage: S
    received_at: dt.datetime
    days: float


def _walk(staff: Staff, dice: random.Random, course: Course) -> Case:
    crew, today, received_at = staff.crew(dice), now(), course.received_at
    shares = {here: share for here, share, _count in COURSE}
    pause = dt.timedelta(minutes=25)
    with acting_as(crew.intake):
        last = received_at + pause
        with frozen(min(last, today)):
            case = open_request(crew, course.story, received_at)
        for here, step in steps_for(course.story):
            if here == course.stage:
                break
            due = received_at + dt.timedelta(days=course.days * shares[S(here)])
            last = min(max(due, last + pause), today)
            with frozen(last):
                case = step(case, crew, course.story)
    return Case.objects.get(pk=case.pk)
