"""Whether approved words may still be spoken: what became known since counts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework.queries.identity import identity_stands
from disclosure.approval import approval_of, told_by, words_of
from disclosure.decision_record import never_told_because
from disclosure.queries.third_party import REVEALS, leaks_in

# A value of Result, whose module imports what asks this.
DELIVERED = "delivered"
RETURN = "Return the case to decision and have new words approved."
NAMES_SOMEBODY = f"{REVEALS} {RETURN}"
MUST_NOT_BE_TOLD = (
    "An item that these words tell is marked by now as never to be told, or points to "
    f"a sensitive source. {RETURN}"
)
NOT_CONFIRMED = (
    "It is not confirmed any more who the subject is: say nothing before a second "
    "person has compared the record again."
)


NOT_PLANNED_ANEW = (
    "The last attempt failed: plan the next visit first. What was safe then need not "
    "be safe now."
)


def why_not_spoken(case: Any) -> str:
    """Why the words approved for ``case`` may not be spoken; empty if they may.

    They are frozen and the record is not: a person named on the case since then can be
    revealed by them, an item can be found to point to a sensitive source, and what was
    found can turn out to be about somebody else.
    """
    act = approval_of(case)
    words, _version = words_of(act)
    if not words:
        return ""
    if leaks_in(case, words, told_by(act)):
        return NAMES_SOMEBODY
    if _was_confirmed(case) and not identity_stands(case):
        return NOT_CONFIRMED
    if _failed_since(case, act.at):
        return NOT_PLANNED_ANEW
    version = getattr(act, "recommendation", None)
    return MUST_NOT_BE_TOLD if version and _tells_what_it_must_not(version) else ""


def _was_confirmed(case: Any) -> bool:
    """Before delivery begins a guard of the move asks; in danger nobody has yet."""
    return bool(case.identity_matches.filter(confirmed_at__isnull=False).exists())


def _failed_since(case: Any, approved_at: dt.datetime) -> bool:
    """The last attempt did not deliver, and no visit was planned after it."""
    last = case.delivery_attempts.filter(at__gt=approved_at).order_by("at", "id").last()
    if last is None or last.result == DELIVERED:
        return False
    return not case.delivery_plans.filter(at__gte=last.at).exists()


def _tells_what_it_must_not(version: Any) -> bool:
    told = version.item_decisions.filter(use="tell").select_related("assertion")
    return any(never_told_because(row.assertion) for row in told)
