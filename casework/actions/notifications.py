"""Notices that somebody has read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from casework.models import Notification
from casework.moment import now

if TYPE_CHECKING:
    from accounts.models import User


def mark_read(by: User, notices: Iterable[int]) -> int:
    """Mark those of ``notices`` (primary keys) that are of ``by``; returns how many.

    Only those that the person was shown: one that came meanwhile stays unread.
    """
    unread = Notification.objects.filter(recipient=by, read_at__isnull=True)
    return unread.filter(pk__in=list(notices)).update(read_at=now())


def mark_all_read(by: User) -> int:
    """Mark everything that ``by`` was told so far as read; returns how many."""
    unread = Notification.objects.filter(recipient=by, read_at__isnull=True)
    return unread.filter(created_at__lte=now()).update(read_at=now())
