"""The short pages of a visit, for an officer with a phone: a table of them.

A page asks for some fields of a record (``forms.record_forms``); the last one shows the
answers and sends them. What was answered is kept page by page as a draft, so that
nothing is lost when the signal or the session ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.models.delivery import (
    Result,
    Undertaking,
)

CHECK = "check"
# The first answer of a visit: not yet a result, if somebody can be spoken to.
HERE = "here"
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One page: its question, the record it belongs to, and that record's fields.

    Without ``names`` it asks for all fields of the record.
    """

    key: str
    title: str
    kind: str
    names: Sequence[str] = ()
    hint: str = ""


@dataclass(frozen=True)
class Wizard:
    """The pages of one task, and which of them these answers need."""

    key: str
    title: str
    stages: Sequence[str]
    steps: Sequence[Step]
    path: Callable[[Answers], Sequence[str]]
    said: str

    def step(self, key: str) -> Step | None:
        """The page with this key."""
        return next((step for step in self.steps if step.key == key), None)

    def kinds(self, answers: Answers) -> list[str]:
        """The records that the pages of these answers make, in order."""
        keys = self.path(answers)
        return list(dict.fromkeys(step.kind for step in self.steps if step.key in keys))


def _every_page(_answers: Answers) -> Sequence[str]:
    return [step.key for step in PLAN_STEPS]


def _visit_path(answers: Answers) -> Sequence[str]:
    """Nobody there is short; a refusal stops before the words (clares-law 4.1)."""
    if answers.get("result", HERE) != HERE:
        return ["arrival", "again"]
    before = ["arrival", "identity", "warnings", "undertaking"]
    if answers.get("undertaking") == Undertaking.REFUSED_WITHHELD:
        return [*before, "risk", "referrals"]
    return [*before, "words", "safety", "risk", "referrals", "subject"]


def result_of(answers: Answers) -> str:
    """What came of the visit: "here" becomes delivered, or refused."""
    result = str(answers.get("result", ""))
    if result != HERE:
        return result
    withheld = answers.get("undertaking") == Undertaking.REFUSED_WITHHELD
    return str(Result.REFUSED if withheld else Result.DELIVERED)


PLAN_STEPS = (
    Step("when", "When and where", "plan", ("planned_for", "place", "agreed")),
    Step("who", "Who goes", "plan", ("officers", "second_person", "partner")),
    Step(
        "subject",
        "Where the subject is",
        "plan",
        ("subject_absent", "contact_plan_checked"),
    ),
    Step(
        "risks",
        "What could go wrong",
        "plan",
        hint="Answer each question. Say what you do about what may be there.",
    ),
)
VISIT_STEPS = (
    Step("arrival", "Before you speak", "attempt", ("attempted_at", "place", "result")),
    Step("again", "What happens next", "attempt", ("next_attempt", "note")),
    Step(
        "identity",
        "Is it the right person?",
        "attempt",
        ("identity_checked", "present"),
        hint="Check before you say why you are there.",
    ),
    Step(
        "warnings",
        "Say each warning",
        "attempt",
        ("warnings_given",),
        hint="Say them one by one and tick each.",
    ),
    Step(
        "undertaking",
        "The undertaking",
        "attempt",
        ("undertaking", "undertaking_note"),
        hint=(
            "It is signed before the words are spoken. If it is refused, say nothing: "
            "choose “Refused, disclosure withheld”. The decision maker decides anew."
        ),
    ),
    Step("words", "Read the words", "attempt", ("words_read", "reaction")),
    Step("safety", "The safety plan", "safety"),
    Step("risk", "The risk as it is now", "risk"),
    Step(
        "referrals",
        "Who else should help?",
        "referrals",
        hint="What is needed and not made keeps the case open.",
    ),
    Step("subject", "Was the subject told?", "subject_told"),
)
WIZARDS: Mapping[str, Wizard] = {
    wizard.key: wizard
    for wizard in (
        Wizard(
            "plan",
            "Plan the visit",
            ("disclosure_planning", "disclosure_in_progress"),
            PLAN_STEPS,
            _every_page,
            "The plan of the visit is recorded.",
        ),
        Wizard(
            "visit",
            "The visit",
            ("disclosure_in_progress",),
            VISIT_STEPS,
            _visit_path,
            "The visit is recorded.",
        ),
    )
}
