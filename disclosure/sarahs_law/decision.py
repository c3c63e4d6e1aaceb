"""What a decision under Sarah's Law must answer (sarahs-law 2.3, 3.1 to 3.3)."""

from __future__ import annotations

from casework.models import Part
from disclosure.decision_table import (
    DecisionTable,
    DisclosureKinds,
    LegalTest,
    Question,
)
from disclosure.sarahs_law.outcomes import NO_DISCLOSURES, Outcome

TESTS = (
    LegalTest(
        "power",
        "Is there a power to tell?",
        "Common law, to prevent crime and protect; s.327A as well if MAPPA-managed.",
        is_needed=True,
    ),
    LegalTest(
        "child_at_risk",
        "Does the subject pose a risk of harm to a child?",
        "Which child, what harm, how likely and how soon.",
        is_needed=True,
    ),
    LegalTest(
        "necessary",
        "Is telling needed to protect the child?",
        "Could the subject tell them, move away or be supervised instead?",
        is_needed=True,
    ),
    LegalTest(
        "proportionate",
        "Is it proportionate?",
        "The least that protects. Vigilantism, and harm to the family, count too.",
        is_needed=True,
    ),
    LegalTest(
        "human_rights",
        "Does the child's protection outweigh the subject's private life?",
        "Article 8 of the subject and the family; articles 3 and 8 of the child.",
    ),
    LegalTest(
        "data_protection",
        "Was the information verified as accurate?",
        "Before anything is told; say by whom and when.",
    ),
    LegalTest(
        "spent",
        "Is anything spent or unproven told, and is that justified?",
        "Each needs a reason of its own.",
    ),
    LegalTest(
        "anonymity",
        "Do the words keep everybody who was harmed before unknown?",
        "For life, by law. Relations and places can name somebody too.",
    ),
    LegalTest(
        "fairness",
        "Was it considered to ask the subject first?",
        "If not asked, say why: risk, urgency or an investigation.",
    ),
)
QUESTIONS = (
    Question(
        "disclose",
        "1. Disclose or not",
        "On what it rests is answered only if something is disclosed.",
        ("outcome", "rationale", "recipient_kind"),
    ),
    Question(
        "what",
        "2. Which words",
        "Nothing that could show who was harmed before.",
        ("words", "held_back"),
    ),
    Question(
        "whom",
        "3. Who can protect the child best",
        "Often not whoever applied. Further recipients have words of their own.",
        ("recipient", "recipient_reason"),
    ),
    Question(
        "by_whom",
        "4. Who tells them",
        "A public protection manager or social worker goes along if possible.",
        ("delivered_by", "delivered_by_reason"),
    ),
    Question(
        "ask_subject",
        "5. Representations of the subject",
        "This cannot stay empty.",
        ("ask_subject", "ask_subject_reason"),
    ),
    Question(
        "tell_subject",
        "6. Whether the subject is told, and when",
        "",
        ("tell_subject", "tell_subject_reason"),
    ),
    Question(
        "safeguarding",
        "7. Safeguarding of the child",
        "Social care, school, a marker on the address.",
        ("safeguarding_needed", "safeguarding"),
    ),
)
DECISION = DecisionTable(
    tests=TESTS,
    questions=QUESTIONS,
    kinds=DisclosureKinds(
        recipient_hint=(
            "For example “the parent whom the child lives with”. No names, and never a "
            "child."
        ),
        label="On what does the disclosure rest?",
        missing="Choose on what it rests",
        choices=(
            ("presumption", "A conviction for a sexual offence against a child"),
            ("other_conviction", "Another conviction"),
            ("not_convicted", "Information without a conviction"),
        ),
        outcomes={
            "presumption": Outcome.PRESUMED.value,
            "other_conviction": Outcome.OTHER_CONVICTION.value,
            "not_convicted": Outcome.NOT_CONVICTED.value,
        },
        # On whatever it rests: never the child.
        told=dict.fromkeys(
            ("presumption", "other_conviction", "not_convicted"),
            frozenset({Part.RECIPIENT}),
        ),
    ),
    silent=[(outcome.value, str(outcome.label)) for outcome in NO_DISCLOSURES],
)
