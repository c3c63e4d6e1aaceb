"""Clare's Law: ages that change what must be done (clares-law section 5)."""

from __future__ import annotations

from casework.ages import AgeRule
from casework.models import Part

_ASKS = frozenset({Part.PERSON_AT_RISK, Part.APPLICANT})

# "A is 16-17", "A under 16", "applicant under 16", "B under 18": the first that fits.
AGES = (
    AgeRule(
        frozenset({Part.SUBJECT}),
        18,
        "Subject under 18",
        "orange",
        "The subject is under 18: take extra care over proportionality and consult "
        "youth justice or children's services before deciding.",
    ),
    AgeRule(
        _ASKS,
        16,
        "Under 16",
        "red",
        "Under 16: this is a child. Follow child protection procedure now and tell "
        "children's social care; do not run this scheme on the child alone.",
    ),
    AgeRule(
        _ASKS,
        18,
        "Aged 16 or 17",
        "orange",
        "16 or 17: the scheme may be used, and the duties of safeguarding a child also "
        "apply. Make a child safeguarding referral.",
    ),
)
