"""Codes of Clare's Law that rules depend on (clares-law 3.4, 1.3, 1.4, 3.2)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models


class Route(models.TextChoices):
    """Who started it."""

    ASK = "right_to_ask", "Right to Ask"
    KNOW = "right_to_know", "Right to Know"


class Outcome(models.TextChoices):
    """How a case ends. The words "accepted" and "rejected" are not used."""

    DISCLOSE_TO_A = "disclose_to_a", "Disclosure to the person at risk"
    DISCLOSE_TO_OTHER = "disclose_to_other", "Disclosure to somebody better placed"
    DISCLOSE_TO_BOTH = "disclose_to_a_and_other", "Disclosure to both"
    NOTHING_HELD = "no_disclosure_nothing_held", "No disclosure: nothing held"
    TEST_NOT_MET = "no_disclosure_test_not_met", "No disclosure: test not met"
    CONCERN_REMAINS = "no_disclosure_concern_remains", "No disclosure: concern remains"
    ALREADY_AWARE = "already_aware", "Already aware"
    OUT_OF_SCOPE = "not_progressed_out_of_scope", "Not progressed: out of scope"
    REFERRED_ELSEWHERE = "referred_elsewhere", "Referred elsewhere"
    TRANSFERRED_OUT = "transferred_out", "Transferred to another force"
    WITHDRAWN = "withdrawn", "Withdrawn"
    UNABLE_TO_CONTACT = "unable_to_contact", "Unable to make contact safely"
    DECLINED = "declined_by_recipient", "Declined by the recipient"
    MALICIOUS = "malicious_or_false", "Judged not genuine"
    DUPLICATE = "duplicate", "Duplicate"


DISCLOSURES = (
    Outcome.DISCLOSE_TO_A,
    Outcome.DISCLOSE_TO_OTHER,
    Outcome.DISCLOSE_TO_BOTH,
)
# Who is told by each, as one answer (question 3 of clares-law 3.1).
RECIPIENT_OF: dict[str, str] = {
    Outcome.DISCLOSE_TO_A: "person_at_risk",
    Outcome.DISCLOSE_TO_OTHER: "better_placed",
    Outcome.DISCLOSE_TO_BOTH: "both",
}
RECIPIENTS = (
    ("person_at_risk", "The person at risk"),
    ("better_placed", "Somebody better placed to protect them"),
    ("both", "Both"),
)
TELLS_PERSON_AT_RISK = (Outcome.DISCLOSE_TO_A, Outcome.DISCLOSE_TO_BOTH)
NO_DISCLOSURES = (
    Outcome.NOTHING_HELD,
    Outcome.TEST_NOT_MET,
    Outcome.CONCERN_REMAINS,
    Outcome.ALREADY_AWARE,
)
NOT_PROGRESSED = (
    Outcome.OUT_OF_SCOPE,
    Outcome.DUPLICATE,
    Outcome.REFERRED_ELSEWHERE,
    Outcome.MALICIOUS,
)


class OutcomeKind(models.TextChoices):
    """What an outcome means for the person at risk; for the second look at cases."""

    NIL = "nil", "Nothing is told"
    TOLD = "told", "Somebody is told"
    STOPPED = "stopped", "It did not go on"


# Cases that end in another way were not judged here, and are not looked at again. By
# the key of the scheme; filled by ``register_manifest``.
KINDS_OF_OUTCOME: dict[str, Mapping[str, OutcomeKind]] = {}
MEANING: Mapping[str, OutcomeKind] = {
    **dict.fromkeys(NO_DISCLOSURES, OutcomeKind.NIL),
    **dict.fromkeys(DISCLOSURES, OutcomeKind.TOLD),
    Outcome.OUT_OF_SCOPE: OutcomeKind.STOPPED,
    Outcome.REFERRED_ELSEWHERE: OutcomeKind.STOPPED,
    Outcome.MALICIOUS: OutcomeKind.STOPPED,
    Outcome.UNABLE_TO_CONTACT: OutcomeKind.STOPPED,
    Outcome.WITHDRAWN: OutcomeKind.STOPPED,
}


class Test(models.TextChoices):
    """The legal tests, each answered with a reason (clares-law 3.2)."""

    LAWFUL = "lawful", "Is there a proper policing purpose (lawful)?"
    NECESSARY = "necessary", "Is telling needed to protect somebody from crime?"
    PRESSING_NEED = "pressing_need", "Is there a pressing need?"
    PROPORTIONATE = (
        "proportionate",
        "Is it proportionate: does the protection outweigh the subject's private life?",
    )
    DATA_PROTECTION = (
        "data_protection",
        "Is the information accurate and no more than needed?",
    )
    SPENT = "spent", "Is anything spent included, and is that justified?"
    FAIRNESS = "fairness", "Was asking the subject for representations considered?"
