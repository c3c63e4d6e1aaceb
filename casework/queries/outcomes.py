"""Outcomes that somebody must not know for now, taken off the rows of lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from casework.models import Case
from casework.schemes import all_schemes

if TYPE_CHECKING:
    from accounts.models import User


def hide_outcomes(user: User, cases: Iterable[Case]) -> None:
    """Empties the outcome of what ``user`` is reading blind; the rows are not saved.

    No query unless one of ``cases`` has an outcome, then one a scheme.
    """
    ended = [case for case in cases if case.outcome]
    if not ended:
        return
    blind = {pk for scheme in all_schemes() for pk in scheme.reading_blind(user)}
    for case in ended:
        if case.pk in blind:
            case.outcome = ""
