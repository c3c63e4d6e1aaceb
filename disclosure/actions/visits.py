"""A whole visit, or its plan, as one act: every record of it or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from casework.actions.door import changing
from casework.models import Case
from casework.policy import Capability
from disclosure.actions.records import add_record

if TYPE_CHECKING:
    from accounts.models import User


def record_visit(
    case: Case,
    *,
    by: User,
    records: Iterable[tuple[str, Mapping[str, Any]]],
    version: int | None = None,
) -> None:
    """Add ``records`` (kind and values) in one act on the case.

    Refused, and nothing written, if one of them is refused. Stale if the page was older
    than the case.
    """
    with changing(case, by=by, may=Capability.DELIVER, version=version):
        for kind, values in records:
            add_record(case, kind, by=by, **values)
