"""Sarah's Law: ages that change what must be done (sarahs-law 1.6, 4.6)."""

from __future__ import annotations

from casework.ages import AgeRule
from casework.models import Part

AGES = (
    AgeRule(
        frozenset({Part.SUBJECT}),
        18,
        "Subject is a child too",
        "orange",
        "The subject is under 18: bring in youth justice before anything is decided.",
    ),
    AgeRule(
        frozenset({Part.APPLICANT, Part.RECIPIENT}),
        18,
        "A child asks",
        "red",
        "Under 18: nothing is disclosed to a child. Treat it as a referral to "
        "children's social care, and find an appropriate adult.",
    ),
)
