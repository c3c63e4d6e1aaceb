"""What disclosure tells the figures: with whom time counts, how outcomes are told.

Stages and waits of clares-law 9.3 and 9.6; the groups of outcomes of 3.4.
"""

from __future__ import annotations

from casework.figures.words import Figures, With
from disclosure.outcomes import DISCLOSURES, NO_DISCLOSURES, Outcome

# Stages in which nothing can be done until somebody else acts.
STAGES = {
    "representations": With.OTHERS,
    "transfer_pending": With.OTHERS,
}
# Answers of the list "waiting" that are with another organisation. The rest waits for
# a person: the applicant, the recipient, a safe moment.
WAITS = {
    "other_force": With.OTHERS,
    "agency": With.OTHERS,
    "owner_consent": With.OTHERS,
    "interpreter": With.OTHERS,
    "investigation": With.OTHERS,
    "legal": With.OTHERS,
    "forum": With.OTHERS,
    "reviewer": With.US,
    "officer": With.US,
}
FIGURES = Figures(
    stages=STAGES,
    waits=WAITS,
    outcomes=(
        ("Disclosure", DISCLOSURES),
        ("No disclosure", NO_DISCLOSURES),
        ("Withdrawn", (Outcome.WITHDRAWN, Outcome.DECLINED)),
    ),
)
