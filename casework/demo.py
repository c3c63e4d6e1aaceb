"""What every scheme's demonstration data needs once it is loaded. For a trial alone."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from casework.models import Delivery, DeliveryState, Notification
from casework.moment import now

STILL_NEWS = dt.timedelta(days=2)


def settle_old_notices() -> None:
    """Nobody begins a trial with a year of unread notices, or of e-mails."""
    old = now() - STILL_NEWS
    Notification.objects.filter(created_at__lt=old, read_at=None).update(
        read_at=F("created_at"), digested_at=F("created_at")
    )
    Delivery.objects.filter(created_at__lt=old, status=DeliveryState.WAITING).update(
        status=DeliveryState.SENT, attempts=1, ended_at=F("created_at")
    )
