"""What Sarah's Law tells the figures (sarahs-law 3.4); stages and waits are shared."""

from __future__ import annotations

from casework.figures.words import Figures
from disclosure.figures import STAGES, WAITS
from disclosure.sarahs_law.outcomes import DISCLOSURES, NO_DISCLOSURES, Outcome

# D5 is reported separately: nobody was told by the police.
SILENT = tuple(one for one in NO_DISCLOSURES if one is not Outcome.SELF_DISCLOSED)
FIGURES = Figures(
    stages=STAGES,
    waits=WAITS,
    outcomes=(
        ("Disclosure", DISCLOSURES),
        ("No disclosure", SILENT),
        ("Told by the subject", (Outcome.SELF_DISCLOSED,)),
        ("Withdrawn", (Outcome.WITHDRAWN, Outcome.DECLINED)),
    ),
)
