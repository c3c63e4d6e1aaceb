"""A version of the decision, read as a whole, and what it still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from casework.models import Assertion, Part
from casework.models.research import MayBeTold, YesNoUnknown
from casework.queries.involved import age_of
from disclosure.approval import signed_off, threshold
from disclosure.decision_table import decision_table_of
from disclosure.outcomes import TELLS_PERSON_AT_RISK

# A column, and what to do about its gap.
ALWAYS = (
    ("rationale", "Give the reasons, taken together (question 1)."),
    ("would_change", "Say what would change this decision."),
    ("ask_subject_reason", "Say why the subject is asked or not (question 5)."),
    ("tell_subject_reason", "Say why the subject is told or not (question 6)."),
    ("safeguarding", "Say what further safeguarding is needed, or why none (7)."),
)
CHOSEN = (
    ("ask_subject", "Answer whether the subject is asked first (question 5)."),
    ("tell_subject", "Answer whether the subject is told (question 6)."),
    ("safeguarding_needed", "Answer whether safeguarding is needed (question 7)."),
)
TELLING = (
    ("words", "Write the words to be spoken (question 2)."),
    ("recipient", "Say who is told (question 3)."),
    ("delivered_by", "Say who tells them (question 4)."),
)
TELLING_WHY = (
    ("recipient_reason", "Say why this recipient (question 3)."),
    ("delivered_by_reason", "Say why they are the right ones (question 4)."),
)
DEPARTING = (
    ("departure_reason", "Say why you depart from the guidance."),
    ("departure_approved_by", "Say who approved the departure from the guidance."),
)


@dataclass(frozen=True)
class ItemUse:
    """What is decided of one item; ``use`` is "tell" or "hold"."""

    assertion: Assertion
    use: str = "tell"
    why: str = ""
    extra: str = ""


def told(items: Sequence[Assertion], why: str, extra: str = "") -> list[ItemUse]:
    """Every one of ``items`` is told, for one reason."""
    return [ItemUse(item, why=why, extra=extra) for item in items]


def objections_to(item: Assertion) -> list[str]:
    """What speaks against telling it, so that telling it needs a reason of its own."""
    said = []
    if item.spent == YesNoUnknown.YES:
        said.append("It is spent.")
    if item.owner_agrees == YesNoUnknown.NO:
        said.append(f"{item.owner_force} does not agree to its use.")
    elif item.owner_agrees != YesNoUnknown.YES:
        said.append(f"{item.owner_force} has not agreed to its use.")
    return said


def never_told_because(item: Assertion) -> str:
    """Why no reason at all opens the way to telling it; empty if one can."""
    if item.sensitive_source:
        return "It points to a sensitive source: it cannot be told"
    if item.may_be_told == MayBeTold.NO:
        return "The research says that it must not be disclosed: it cannot be told"
    return ""


@dataclass(frozen=True)
class Gap:
    """Something that is lacking, and the column, test or ITEMS where it is given."""

    field: str
    sentence: str


ITEMS = "items"
NO_OUTCOME = Gap("outcome", "Choose whether to disclose (question 1).")


def gaps_of(case: Any, version: Any) -> list[str]:
    """What the proposal lacks before it can be submitted, each a sentence."""
    if version is None or version.submitted_at:
        return ["Write a proposal first."]
    if not version.outcome:
        return [NO_OUTCOME.sentence]
    return [gap.sentence for gap in gaps_in(case, version)]


def gaps_in(case: Any, version: Any) -> list[Gap]:
    """Every gap of a draft with its place, in the order of the form's questions."""
    shortest = threshold(case, "decision_reason")
    return [
        *_test_gaps(case, version, shortest),
        *([] if version.outcome else [NO_OUTCOME]),
        *_column_gaps(version, shortest),
        *_item_gaps(case, version),
    ]


def _test_gaps(case: Any, version: Any, shortest: int) -> Iterator[Gap]:
    given = {row.test: row for row in version.answers.all()}
    for test in decision_table_of(case).tests:
        row = given.get(test.key)
        if row is None or not row.answer or len(row.reason) < shortest:
            said = (
                f"Answer “{test.label}” and say why in {shortest} characters or more."
            )
            yield Gap(test.key, said)


def _column_gaps(version: Any, shortest: int) -> Iterator[Gap]:
    reasons = [*ALWAYS, *(TELLING_WHY if version.discloses else ())]
    chosen = [*CHOSEN, *(TELLING if version.discloses else ())]
    if version.departure:
        chosen += DEPARTING
    for name, sentence in reasons:
        if len(getattr(version, name)) < shortest:
            yield Gap(name, f"{sentence[:-1]}, in {shortest} characters or more.")
    for name, sentence in chosen:
        if not getattr(version, name):
            yield Gap(name, sentence)


def _item_gaps(case: Any, version: Any) -> Iterator[Gap]:
    decided = list(version.item_decisions.all())
    telling = [row for row in decided if row.use == "tell"]
    if version.discloses and not telling:
        yield Gap(ITEMS, "Choose at least one item to tell (question 2).")
    if any(not row.why for row in telling):
        yield Gap(ITEMS, "Say of every item to tell why it is told (question 2).")
    with_reason = sum(1 for row in decided if row.use == "tell" or row.why)
    if not version.held_back and case.assertions.count() > with_reason:
        yield Gap("held_back", "Say why the other items are held back (question 2).")


# The column that asks how somebody's age was weighed, whose it is, and below what age.
YOUNG = (
    ("subject_young_reason", Part.SUBJECT, 18, "The subject is under 18"),
    ("person_young_reason", Part.PERSON_AT_RISK, 16, "The person at risk is under 16"),
)


def young_in(case: Any) -> list[str]:
    """The columns of YOUNG that this case needs (clares-law section 5)."""
    rows = case.involvements.filter(
        part__in=(Part.SUBJECT, Part.PERSON_AT_RISK)
    ).select_related("person")
    ages = {row.part: age_of(row.person) for row in rows}
    return [
        name
        for name, part, below, _said in YOUNG
        if (age := ages.get(part)) is not None and age < below
    ]


def age_gaps_of(case: Any, version: Any) -> list[str]:
    """What the ages of the people ask for."""
    needed = young_in(case) if version is not None else []
    said = {name: sentence for name, _part, _below, sentence in YOUNG}
    gaps = [
        f"{said[name]}: say how that was weighed."
        for name in needed
        if not getattr(version, name)
    ]
    is_child = "person_young_reason" in needed
    tells = is_child and version.outcome in TELLS_PERSON_AT_RISK
    if tells and not signed_off(case, "under_16"):
        gaps.append(
            "A second person must sign off telling a person under 16 themselves: "
            "a supervisor asks for it on Assessment."
        )
    return gaps


def unjustified_items(version: Any, shortest: int) -> list[Assertion]:
    """Items to tell that may not be told, or not without a reason of their own."""
    rows = version.item_decisions.filter(use="tell").select_related("assertion")
    return [
        row.assertion
        for row in rows
        if never_told_because(row.assertion)
        or (objections_to(row.assertion) and len(row.extra) < shortest)
    ]
