"""Saying that marked words may stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import changing
from casework.models import Case
from casework.moment import now
from casework.policy import Capability
from casework.workflow.perform import Refused
from disclosure.approval import latest_version
from disclosure.leaks.hits import Hit
from disclosure.models.leaks import LeakOverride
from disclosure.queries.third_party import leak_check_of

if TYPE_CHECKING:
    from accounts.models import User

GONE = "The words have changed: read the marked places again."
NOT_DRAFTED = "The words are not being drafted at this stage."


def override_leaks(
    case: Case, *, by: User, reasons: Mapping[str, str], version: int | None = None
) -> int:
    """Let hits stay in the drafted words; ``reasons`` by the key of each hit.

    Returns how many are overridden. Refused once the words are submitted, and for a
    hit that is in them no more.
    """
    with changing(case, by=by, may=Capability.PROPOSE, version=version) as locked:
        draft = latest_version(locked)
        if draft is None or draft.submitted_at is not None:
            raise Refused(NOT_DRAFTED)
        hits = leak_check_of(locked).open_hits(draft.words, draft.recipient)
        found = {hit.key: hit for hit in hits}
        if not set(reasons) <= set(found):
            raise Refused(GONE)
        for key, reason in reasons.items():
            keep_override(locked, found[key], by=by, reason=reason)
    return len(reasons)


def keep_override(case: Any, hit: Hit, *, by: User, reason: str) -> None:
    """The row and its audit event; the caller holds the lock of the case."""
    row = LeakOverride.objects.create(
        case_id=case.pk,
        key=hit.key,
        found=hit.text[:300],
        what=_joined(hit.what),
        parts=_joined(hit.parts),
        sure=hit.sure.label,
        reason=reason,
        by=by,
        at=now(),
    )
    audit.record(
        case,
        by=by,
        verb="override_leak",
        about=row,
        reason=reason,
        sentence=f"Let marked words stay: {row.what}, could reveal {row.parts}",
    )


def _joined(pieces: Sequence[str]) -> str:
    return ", ".join(pieces)[:200]
