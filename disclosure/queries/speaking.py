"""Whether approved words may still be spoken: what became known since counts."""

from __future__ import annotations

from typing import Any

from disclosure.approval import approval_of, told_by, words_of
from disclosure.decision_record import never_told_because
from disclosure.queries.third_party import REVEALS, leaks_in

MUST_NOT_BE_TOLD = (
    "An item that these words tell is marked by now as never to be told, or points to "
    "a sensitive source."
)


def why_not_spoken(case: Any) -> str:
    """Why the words approved for ``case`` may not be spoken; empty if they may.

    They are frozen and the record is not: a person named on the case since then can be
    revealed by them, and an item can be found to point to a sensitive source.
    """
    act = approval_of(case)
    words, _version = words_of(act)
    if not words:
        return ""
    if leaks_in(case, words, told_by(act)):
        return REVEALS
    version = getattr(act, "recommendation", None)
    return MUST_NOT_BE_TOLD if version and _tells_what_it_must_not(version) else ""


def _tells_what_it_must_not(version: Any) -> bool:
    told = version.item_decisions.filter(use="tell").select_related("assertion")
    return any(never_told_because(row.assertion) for row in told)
