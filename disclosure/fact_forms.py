"""The forms on which facts are recorded, for links straight to them.

A scheme with kinds of records of its own adds ``record_forms`` of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from casework.policy import Capability as May
from casework.queries.identity import matches_of
from casework.schemes import FactForm, FormNow
from disclosure.actions.records import KINDS, is_offered, kinds_of
from disclosure.stages import DRAFTED_AT


def _record(kind: str) -> FormNow:
    def form(case: Any) -> FactForm | None:
        if not is_offered(case, kind):
            return None
        return FactForm("case_record", kinds_of(case)[kind].needs(case), (kind,))

    return form


def record_forms(kinds: Iterable[str]) -> dict[str, FormNow]:
    """The form of each kind of record, under its key."""
    return {kind: _record(kind) for kind in kinds}


def _proposal(case: Any) -> FactForm | None:
    return FactForm("case_proposal", May.PROPOSE) if case.stage in DRAFTED_AT else None


def _identity(case: Any) -> FactForm | None:
    """The comparison that waits for its second person; the first one if none does."""
    open_ones = [one for one in matches_of(case) if one.withdrawn_at is None]
    waiting = [one for one in open_ones if one.confirmed_at is None]
    if len(waiting) == 1:
        return FactForm("case_identity_match", May.CONFIRM_IDENTITY, (waiting[0].pk,))
    return None if open_ones else FactForm("case_identity_propose", May.RESEARCH)


def _transfer(case: Any) -> FactForm | None:
    if not case.transfers.filter(answered_at__isnull=True).exists():
        return None
    return FactForm("case_transfer_answer", May.TRANSFER)


FORMS: Mapping[str, FormNow] = {
    **record_forms(KINDS),
    "application": lambda _case: FactForm("case_application_change", May.TAKE_IN),
    "warnings": lambda _case: FactForm("case_warnings", May.TAKE_IN),
    "identity": _identity,
    "proposal": _proposal,
    "transfer": _transfer,
}
