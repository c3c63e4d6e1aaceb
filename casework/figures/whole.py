"""Which clock is the whole case's, and in which stages nobody works."""

from __future__ import annotations

from casework.schemes import all_schemes, scheme_named


def whole_clocks() -> list[str]:
    """The keys of the clocks of whole cases, of every scheme."""
    return sorted({one.figures.whole or one.overall for one in all_schemes()})


def is_ended(scheme: str, stage: str) -> bool:
    """Whether nobody works on a case at this stage."""
    known = scheme_named(scheme)
    return stage in known.figures.ended or stage in known.ends
