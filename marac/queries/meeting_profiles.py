"""Which version of the protocol a unit works under on a day (A2.13)."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, Q

from accounts.models import Unit
from marac.models import ProtocolProfile


def profile_of(unit: Unit, day: dt.date) -> ProtocolProfile:
    """The latest version of the unit that holds on ``day``, else the shipped one."""
    known = ProtocolProfile.objects.filter(
        Q(unit=unit) | Q(unit__isnull=True), valid_from__lte=day
    )
    own_first = F("unit").desc(nulls_last=True)
    found: ProtocolProfile = known.order_by(own_first, "-valid_from", "-version")[0]
    return found
