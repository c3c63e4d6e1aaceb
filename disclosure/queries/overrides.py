"""Marked words that stayed, for whoever watches over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.models import Case
from casework.queries.timeline import Page, page_of
from disclosure.models import LeakOverride

if TYPE_CHECKING:
    from accounts.models import User


def overrides_for(user: User, before: int = 0) -> Page[LeakOverride]:
    """Of the cases that ``user`` may know of, newest first, a page at a time."""
    cases = Case.objects.visible_to(user).values("pk")
    rows = LeakOverride.objects.filter(case_id__in=cases)
    return page_of(rows.select_related("case", "by"), before)
