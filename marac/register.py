"""Which agencies are at the table today. Without a model: the tables ask it too."""

from __future__ import annotations

from django.db.models import Q

from casework.clock import local_date
from casework.moment import now


def still_here(path: str = "marac__") -> Q:
    """Agencies that have not left by today; ``path`` leads to their profile.

    A day that is still to come is announced, and no end yet.
    """
    left_on = f"{path}left_on"
    return Q(**{f"{left_on}__isnull": True}) | Q(
        **{f"{left_on}__gt": local_date(now())}
    )
