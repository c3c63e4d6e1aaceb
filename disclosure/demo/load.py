"""A year of a unit's work, made by walking real moves through the past.

Mix and times: clares-law 6.4 (60 % Right to Ask, most closed, about a fifth late).
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from accounts.roles import Role
from casework.actions.work import allocate, begin_waiting, raise_alarm
from casework.audit_context import acting_as
from casework.clock import local_date
from casework.demo import settle_old_notices
from casework.models import Case
from casework.moment import frozen, now
from disclosure.actions.papers import end_copy, prepare_paper, print_paper
from disclosure.actions.wording import write_words
from disclosure.clares_law import S
from disclosure.demo.detours import DETOURS, Act, Detour
from disclosure.demo.people import Staff, person_at_risk, subject
from disclosure.demo.second_looks import look_again
from disclosure.demo.steps_to_decision import open_application
from disclosure.demo.story import DISCLOSED, Crew, SafeHours, Story
from disclosure.demo.walks import steps_of
from disclosure.models import Paragraph
from disclosure.outcomes import Outcome, Route

CASES = 240
# How many cases stand in each stage now; the rest is closed.
OPEN = {
    S.RECEIVED: 4,
    S.INITIAL_CHECKS: 6,
    S.AWAITING_MEETING: 7,
    S.RESEARCH: 8,
    S.DECISION_DRAFT: 5,
    S.AWAITING_REVIEW: 6,
    S.DISCLOSURE_PLANNING: 4,
    S.DISCLOSURE_IN_PROGRESS: 3,
    S.NO_DISCLOSURE_CONTACT: 3,
    S.AFTERCARE: 4,
}
# Share of the whole time that has passed when each stage is left.
LEFT_AT = {
    S.RECEIVED: 0.01,
    S.INITIAL_CHECKS: 0.06,
    S.AWAITING_MEETING: 0.3,
    S.RESEARCH: 0.6,
    S.DECISION_DRAFT: 0.7,
    S.AWAITING_REVIEW: 0.8,
    S.DISCLOSURE_PLANNING: 0.9,
    S.DISCLOSURE_IN_PROGRESS: 1.0,
    S.NO_DISCLOSURE_CONTACT: 1.0,
    S.AFTERCARE: 1.4,
}
NOT_DISCLOSED = (
    Outcome.NOTHING_HELD,
    Outcome.NOTHING_HELD,
    Outcome.TEST_NOT_MET,
    Outcome.CONCERN_REMAINS,
    Outcome.ALREADY_AWARE,
)
# How long the ordinary part of a detour takes.
DAYS_OF_A_DETOUR = 20.0
SAFE = (
    SafeHours("Weekdays 9 to 3, when he is at work", range(5), dt.time(9), dt.time(15)),
    SafeHours("Tuesday and Thursday mornings", (1, 3), dt.time(8), dt.time(12)),
    SafeHours("After 9 at night; she works until 2", range(7), dt.time(21), dt.time(2)),
    SafeHours(),
)
ALARM_ON = S.INITIAL_CHECKS
WAITING_ON = (S.AWAITING_MEETING, S.RESEARCH)


def load_cases(staff: Staff, *, cases: int = CASES, seed: int = 26) -> Iterator[Case]:
    """Walk ``cases`` applications into the present; yields each as it is made."""
    # The same data in every trial; nothing here is a secret.
    dice = random.Random(seed)  # noqa: S311
    stages = [stage for stage, count in OPEN.items() for _ in range(count)]
    detours = DETOURS if cases >= len(stages) + len(DETOURS) else ()
    stages += [S.CLOSED] * max(cases - len(stages) - len(detours), 0)
    today = now()
    yield from _cases(staff, dice, stages[:cases], today)
    yield from _detours(staff, dice, detours, today)
    look_again(staff)
    _words(staff)
    settle_old_notices()


def _cases(
    staff: Staff, dice: random.Random, stages: list[S], today: dt.datetime
) -> Iterator[Case]:
    for number, stage in enumerate(reversed(stages)):
        days = min(dice.lognormvariate(2.95, 0.45), 80.0)
        age = _age(dice, stage, days, number)
        with frozen(today - age):
            story = _story(dice, stage)
        yield _walk(staff, dice, Course(story, stage, today - age, days))


def _detours(
    staff: Staff, dice: random.Random, detours: Sequence[Detour], today: dt.datetime
) -> Iterator[Case]:
    """The courses beside the ordinary one: Right to Ask, and with something to tell."""
    for detour in detours:
        received_at = today - dt.timedelta(days=detour.age_days)
        with frozen(received_at):
            story = replace(
                DISCLOSED, person_at_risk=person_at_risk(dice), subject=subject(dice)
            )
        days = min(detour.age_days, DAYS_OF_A_DETOUR)
        course = Course(story, detour.start, received_at, days, detour.act)
        yield _walk(staff, dice, course)


def _age(dice: random.Random, stage: S, days: float, number: int) -> dt.timedelta:
    """How long ago it was received, so that it stands in ``stage`` now."""
    if stage is S.CLOSED:
        return dt.timedelta(days=days * 1.5 + 2 + dice.uniform(0, 330), minutes=number)
    order = list(LEFT_AT)
    before = LEFT_AT[order[order.index(stage) - 1]] if stage is not S.RECEIVED else 0.0
    share = dice.uniform(before, LEFT_AT[stage])
    return dt.timedelta(days=max(days * share, 0.05), minutes=number)


def _story(dice: random.Random, stage: S) -> Story:
    disclosed = dice.random() < 0.42  # noqa: PLR2004  the share of clares-law 6.4
    if stage in (S.DISCLOSURE_PLANNING, S.DISCLOSURE_IN_PROGRESS):
        disclosed = True
    if stage is S.NO_DISCLOSURE_CONTACT:
        disclosed = False
    ask = stage is S.AWAITING_MEETING or dice.random() < 0.6  # noqa: PLR2004  the same
    third = ask and dice.random() < 0.15  # noqa: PLR2004  the same
    return replace(
        DISCLOSED,
        person_at_risk=person_at_risk(dice),
        subject=subject(dice),
        third_party=person_at_risk(dice) if third else None,
        route=Route.ASK if ask else Route.KNOW,
        channel=dice.choice(("101", "online", "front_counter", "officer", "agency")),
        relationship=dice.choice(("dating", "cohabiting", "ex_partner", "spouse")),
        grade=dice.choice(("standard", "standard", "medium", "medium", "high")),
        safe=dice.choice(SAFE),
        outcome=Outcome.DISCLOSE_TO_A if disclosed else dice.choice(NOT_DISCLOSED),
        holds=disclosed or dice.random() < 0.4,  # noqa: PLR2004  the same
    )


@dataclass(frozen=True)
class Course:
    """How one case goes: its story, where it stands now, and how fast it went."""

    story: Story
    stage: S
    received_at: dt.datetime
    days: float
    detour: Act | None = None


def _walk(staff: Staff, dice: random.Random, course: Course) -> Case:
    story, stage, days = course.story, course.stage, course.days
    received_at = course.received_at
    crew, today = staff.crew(dice), now()
    with acting_as(crew.intake):
        with frozen(received_at + dt.timedelta(minutes=12)):
            case = open_application(crew, story, received_at)
        last = received_at + dt.timedelta(minutes=20)
        for here, step in steps_of(story):
            if here == stage:
                break
            due = received_at + dt.timedelta(days=days * LEFT_AT[here])
            last = min(max(due, last + dt.timedelta(minutes=20)), today)
            with frozen(last):
                case = step(case, crew, story)
        with frozen(min(last + dt.timedelta(minutes=30), today)):
            if course.detour is None:
                _overlays(case, staff, dice)
        if course.detour is not None:
            with frozen(last + (today - last) / 2):
                course.detour(case, crew)
    return Case.objects.get(pk=case.pk)


def _overlays(case: Case, staff: Staff, dice: random.Random) -> None:
    """One alarm, some waits, and somebody who decides where a decision is due."""
    crew = staff.crew(dice)
    if case.stage == ALARM_ON and not Case.objects.filter(immediate_risk=True).exists():
        raise_alarm(
            case,
            by=crew.supervisor,
            incident_reference="INC-0042",
            what_was_said="He has found out about the call and is outside the house.",
        )
    if case.stage in WAITING_ON and dice.random() < 0.4:  # noqa: PLR2004  a few
        begin_waiting(
            case,
            by=crew.supervisor,
            reason="other_force",
            label="Other force's reply",
            on_whom="Northern force",
        )
    if case.stage == S.AWAITING_REVIEW:
        allocate(case, to=crew.decider, by=crew.supervisor, reason="Decision")
    if case.stage == S.DISCLOSURE_IN_PROGRESS:
        _papers(case, crew)


def _papers(case: Case, crew: Crew) -> None:
    """Copies that are out, one that came back, and a paper that waits for release."""
    for kind in ("disclosure_script", "undertaking", "visit_sheet"):
        copy = print_paper(case, kind, by=crew.officer, why="The visit as planned")
    end_copy(case, copy, by=crew.officer, ended_as="destroyed")
    prepare_paper(case, "safety_plan", by=crew.officer)


def _words(staff: Staff) -> None:
    """A new text that waits for another person's approval."""
    row = Paragraph.objects.get(scheme="clares_law", key="unanswered", version=1)
    write_words(
        row,
        by=staff.by_role[Role.SUPERVISOR][0],
        text="If you cannot answer, say so, and say when you will know. Do not guess.",
        valid_from=local_date(now()),
        review_on=local_date(now()) + dt.timedelta(days=365),
        reason="People were left without a day on which they hear more.",
        seen=1,
    )
