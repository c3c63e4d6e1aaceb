"""What a scheme hands over to the pages of a visit: its warnings and its questions.

One row a scheme; the pages and the facts read it and know no scheme (clares-law 4.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DeliveryTables:
    """``warnings`` are said before the words, each ticked; ``risks`` are the questions
    about the visit itself, each answered. Code to sentence, in the order to ask.
    ``high_risk`` is the agency of the list "referral" that is asked of high risk.
    """

    warnings: Mapping[str, str]
    risks: Mapping[str, str]
    high_risk: str


CLARES_LAW = DeliveryTables(
    warnings={
        "confidential": "What you are told is confidential: you may not pass it on.",
        "purpose": ("You may use it only to keep yourself and any children safe."),
        "sharing": (
            "If you want to share it with somebody who helps you, ask the officer "
            "first."
        ),
        "offence": (
            "Using or passing it on for anything else may be a crime, and may bring "
            "legal action."
        ),
        "not_a_promise": (
            "It is what is known now. It is no promise that nothing else is known, or "
            "that there is no other risk."
        ),
        "nothing_in_writing": "Nothing is handed over or sent in writing.",
    },
    risks={
        "subject_there": "Could the subject be there, or come back?",
        "others_there": "Could somebody else be there who tells the subject?",
        "seen": "Could the visit be seen or noticed by somebody who tells the subject?",
        "weapons": "Is there anything about weapons or violence against officers?",
        "animals": "Are there dogs or other animals?",
        "way_out": "Is a way out, or help nearby, uncertain?",
        "no_signal": "Could there be no signal for a phone or radio?",
    },
    high_risk="marac",
)
TABLES: dict[str, DeliveryTables] = {}


def delivery_tables(scheme: str) -> DeliveryTables:
    """The tables of a scheme, by its key; KeyError if it has none."""
    return TABLES[scheme]
