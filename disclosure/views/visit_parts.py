"""What stands beside the questions of a visit: the words, the plan, the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from casework.moment import now
from casework.safe_hours import say_when
from casework.views.frame import Frame
from casework.views.safe_now import Standing, standing_of
from disclosure.approval import approval_of
from disclosure.queries.visits import NO_PLAN, told_of
from disclosure.views.delivery_words import Words, words_of
from disclosure.wizards import Step, Wizard

TOLD_AS_DECIDED = {
    "yes": "The decision says that the subject is told.",
    "no": "The decision says that the subject is not told.",
}


@dataclass(frozen=True)
class Beside:
    """What the officer reads on the page, if anything."""

    words: Words | None = None
    standing: Standing | None = None
    safe_times: tuple[str, ...] = ()
    decided: str = ""


def beside_of(frame: Frame, wizard: Wizard, step: Step) -> Beside:
    """The approved words where they are read; the contact plan where a time is set."""
    if step.key == "words":
        return Beside(words=words_of(frame.case))
    if (wizard.key, step.key) == ("visit", "arrival"):
        plans = told_of(frame.case).plans
        return Beside(standing=standing_of(plans[0] if plans else None))
    if (wizard.key, step.key) == ("plan", "when"):
        return Beside(safe_times=_safe_times(frame.case))
    if (wizard.key, step.key) == ("visit", "subject"):
        return Beside(decided=told_as_decided(frame.case))
    return Beside()


def _safe_times(case: Any) -> tuple[str, ...]:
    """When those who are told can be visited: the plan is for later, not for now."""
    plans = told_of(case).plans
    if not plans:
        return (NO_PLAN.sentence,)
    return tuple(say_when(plan.rules) or plan.safe_times for plan in plans)


def start_of(frame: Frame, step: Step) -> dict[str, Any]:
    """What need not be typed at a door: the time, and the place of the plan."""
    return start_of_attempt(frame.case) if step.key == "arrival" else {}


def start_of_attempt(case: Any) -> dict[str, Any]:
    """The time as it is now, and the place of the latest plan."""
    plan = case.delivery_plans.last()
    return {"attempted_at": now(), "place": plan.place if plan else ""}


def told_as_decided(case: Any) -> str:
    """What the decision says about telling the subject, with its reason."""
    act = approval_of(case)
    version = getattr(act, "recommendation", None)
    if version is None or not version.tell_subject:
        return "The decision does not say whether the subject is told: do not tell."
    said = TOLD_AS_DECIDED.get(version.tell_subject, "")
    return f"{said} {version.tell_subject_reason}".strip()
