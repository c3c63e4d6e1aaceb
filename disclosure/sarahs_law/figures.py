"""What Sarah's Law tells the figures (sarahs-law 3.4); stages and waits are shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.figures.words import Figures
from disclosure.figures import BANDS as BANDS_OF_BOTH
from disclosure.figures import DELIVERY_AND_AFTER, STAGES, WAITS
from disclosure.queries.measures import measures_of
from disclosure.sarahs_law.outcomes import DISCLOSURES, NO_DISCLOSURES, Outcome

# D5 is reported separately: nobody was told by the police.
SILENT = tuple(one for one in NO_DISCLOSURES if one is not Outcome.SELF_DISCLOSED)
BANDS = (
    (
        "Received, first checks and interview",
        ("received", "initial_checks", "scope_review", "awaiting_meeting"),
    ),
    *BANDS_OF_BOTH[1:3],
    ("Telling and follow-up", (*DELIVERY_AND_AFTER, "undertaking_refused")),
)


def plans_and_care(cases: Any) -> Sequence[tuple[str, int, int]]:
    """Of what both schemes count, without the referrals that only the other makes."""
    return measures_of("sarahs_law", DISCLOSURES, cases)[:3]


FIGURES = Figures(
    bands=BANDS,
    measures=plans_and_care,
    stages=STAGES,
    waits=WAITS,
    outcomes=(
        ("Disclosure", DISCLOSURES),
        ("No disclosure", SILENT),
        ("Told by the subject", (Outcome.SELF_DISCLOSED,)),
        ("Withdrawn", (Outcome.WITHDRAWN, Outcome.DECLINED)),
    ),
)
