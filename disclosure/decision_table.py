"""What a decision must answer: one literal table a scheme (clares-law 3.1, 3.2).

Each scheme on these pages hands over its own (``register_manifest``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.models import Part
from disclosure.outcomes import NO_DISCLOSURES, RECIPIENT_OF, RECIPIENTS, Test


@dataclass(frozen=True)
class LegalTest:
    """A test: yes, no or not applicable, with a reason.

    ``is_needed``: a "no" forbids telling anybody. ``prompt`` helps to answer it.
    """

    key: str
    label: str
    prompt: str
    is_needed: bool = False


@dataclass(frozen=True)
class Question:
    """One of the questions that follow the tests.

    ``fields`` are its columns of the recommendation, in the order of the form.
    """

    key: str
    label: str
    prompt: str
    fields: Sequence[str]


@dataclass(frozen=True)
class DisclosureKinds:
    """The question that tells the outcomes that disclose apart: answer to outcome.

    ``told`` are the parts of the people who are told by each, ``named`` is what a
    recipient is called if nothing else is said; ``recipient_hint`` helps to say it.
    """

    label: str
    missing: str
    recipient_hint: str
    choices: Sequence[tuple[str, str]]
    outcomes: Mapping[str, str]
    told: Mapping[str, frozenset[str]]
    named: Mapping[str, str] = field(default_factory=dict)

    def kind_of(self, outcome: str) -> str:
        """The answer that stands for ``outcome``; empty if it discloses nothing."""
        found = (kind for kind, code in self.outcomes.items() if code == outcome)
        return next(found, "")


@dataclass(frozen=True)
class DecisionTable:
    """The tests and the questions of one scheme.

    ``kinds`` tell the outcomes that disclose apart, ``silent`` are those that do not.
    """

    tests: Sequence[LegalTest]
    questions: Sequence[Question]
    kinds: DisclosureKinds
    silent: Sequence[tuple[str, str]]

    @property
    def keys(self) -> list[str]:
        """Everything that items of information can support."""
        return [*(t.key for t in self.tests), *(q.key for q in self.questions)]

    def label_of(self, key: str) -> str:
        """The test or question in words."""
        tests = {test.key: test.label for test in self.tests}
        return tests.get(key) or {q.key: q.label for q in self.questions}[key]


CLARES_LAW = DecisionTable(
    tests=(
        LegalTest(
            Test.LAWFUL,
            Test.LAWFUL.label,
            "To prevent a crime or to protect somebody; say which.",
            is_needed=True,
        ),
        LegalTest(
            Test.NECESSARY,
            Test.NECESSARY.label,
            "Would something less intrusive protect them as well?",
            is_needed=True,
        ),
        LegalTest(
            Test.PRESSING_NEED,
            Test.PRESSING_NEED.label,
            "What could happen, to whom, how likely and how soon? There is no "
            "presumption for or against.",
            is_needed=True,
        ),
        LegalTest(
            Test.PROPORTIONATE,
            Test.PROPORTIONATE.label,
            "Weigh both sides. No more than the person needs in order to act.",
            is_needed=True,
        ),
        LegalTest(
            Test.DATA_PROTECTION,
            Test.DATA_PROTECTION.label,
            "When was each item last verified, and who owns it?",
        ),
        LegalTest(
            Test.SPENT,
            Test.SPENT.label,
            "Spent convictions may be told when that is necessary; say why.",
        ),
        LegalTest(
            Test.FAIRNESS,
            Test.FAIRNESS.label,
            "Not asking should be rare, for urgency or because of the risk.",
        ),
    ),
    questions=(
        Question(
            "disclose",
            "1. Disclose or not",
            "Your answer to the tests, taken together.",
            ("outcome", "rationale"),
        ),
        Question(
            "what",
            "2. What exactly",
            "Only what the person needs in order to be safe. Never other people's "
            "names.",
            ("words", "held_back"),
        ),
        Question(
            "whom",
            "3. To whom",
            "",
            ("recipient_kind", "recipient", "recipient_reason"),
        ),
        Question("by_whom", "4. By whom", "", ("delivered_by", "delivered_by_reason")),
        Question(
            "ask_subject",
            "5. Ask the subject first",
            "Not asking should be rare, but asking can raise the risk.",
            ("ask_subject", "ask_subject_reason"),
        ),
        Question(
            "tell_subject",
            "6. Tell the subject afterwards",
            "",
            ("tell_subject", "tell_subject_reason"),
        ),
        Question(
            "safeguarding",
            "7. Further safeguarding",
            "Whatever the outcome: support is offered each time.",
            ("safeguarding_needed", "safeguarding"),
        ),
    ),
    kinds=DisclosureKinds(
        label="Who is told?",
        missing="Choose who is told",
        recipient_hint=(
            "For example “the person's social worker”. No names. Leave empty for the "
            "person at risk alone."
        ),
        choices=RECIPIENTS,
        outcomes={kind: str(outcome) for outcome, kind in RECIPIENT_OF.items()},
        told={
            "person_at_risk": frozenset({Part.PERSON_AT_RISK}),
            "better_placed": frozenset({Part.RECIPIENT}),
            "both": frozenset({Part.PERSON_AT_RISK, Part.RECIPIENT}),
        },
        named={"person_at_risk": "The person at risk"},
    ),
    silent=[(outcome.value, str(outcome.label)) for outcome in NO_DISCLOSURES],
)
TABLES: dict[str, DecisionTable] = {}


def decision_table_of(case: Any) -> DecisionTable:
    """What a decision on ``case`` must answer."""
    return TABLES[case.scheme]
