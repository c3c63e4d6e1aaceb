"""What disclosure tells the figures: with whom time counts, how outcomes are told.

Stages and waits of clares-law 9.3 and 9.6; the groups of outcomes of 3.4.
"""

from __future__ import annotations

from functools import partial

from casework.figures.words import Figures, With
from disclosure.outcomes import DISCLOSURES, NO_DISCLOSURES, Outcome
from disclosure.queries.measures import measures_of

DELIVERY_AND_AFTER = (
    "disclosure_planning",
    "disclosure_in_progress",
    "no_disclosure_contact",
    "aftercare",
    "transfer_pending",
)
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
BANDS = (
    ("Received and first checks", ("received", "initial_checks", "awaiting_meeting")),
    ("Research", ("research",)),
    ("Decision", ("decision_draft", "awaiting_review", "representations")),
    ("Telling and aftercare", DELIVERY_AND_AFTER),
)
FIGURES = Figures(
    bands=BANDS,
    measures=partial(measures_of, "clares_law", DISCLOSURES),
    stages=STAGES,
    waits=WAITS,
    outcomes=(
        ("Disclosure", DISCLOSURES),
        ("No disclosure", NO_DISCLOSURES),
        ("Withdrawn", (Outcome.WITHDRAWN, Outcome.DECLINED)),
    ),
)
