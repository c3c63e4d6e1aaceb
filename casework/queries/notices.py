"""A person's notices, and how the e-mails that go with them fare."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from casework.actions.outbox import PATIENCE
from casework.models import Case, Delivery, DeliveryState, Notification
from casework.moment import now

if TYPE_CHECKING:
    from accounts.models import User

MOST_COUNTED = 100
INBOX_PAGE = 50
MOST_MAILS = 100
# Name in the address, words of the link, what is shown.
MAIL_FILTERS: dict[str, tuple[str, Q]] = {
    "": ("All", Q()),
    "trouble": (
        "Not delivered",
        Q(status__in=(DeliveryState.DEAD, DeliveryState.BOUNCED))
        | Q(status=DeliveryState.WAITING, failed_at__isnull=False),
    ),
    "waiting": ("Waiting", Q(status=DeliveryState.WAITING)),
    "sent": ("Sent", Q(status=DeliveryState.SENT)),
}


def notices_of(user: User) -> QuerySet[Notification]:
    """The notices of ``user`` about no case, or about one that they may know of."""
    visible = Case.objects.visible_to(user).values("pk")
    return Notification.objects.filter(
        Q(case__isnull=True) | Q(case_id__in=visible), recipient=user
    )


def count_unread(user: User) -> int:
    """How many are unread, at most MOST_COUNTED: one query on every page."""
    rows = notices_of(user).filter(read_at__isnull=True).order_by()
    return rows[:MOST_COUNTED].count()


def inbox(user: User, *, before: int | None = None) -> list[Notification]:
    """One page of notices and one more, newest first, unread and read alike."""
    rows = notices_of(user).select_related("case")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[: INBOX_PAGE + 1])


def notice_of(user: User, token: uuid.UUID) -> Notification | None:
    """The notice that an e-mail's link names, if it is theirs to open."""
    return notices_of(user).select_related("case").filter(token=token).first()


def failing_mails() -> int:
    """How many e-mails a person must look at, counted to MOST_COUNTED."""
    return Delivery.objects.failing(now(), PATIENCE)[:MOST_COUNTED].count()


def mails(wanted: str) -> list[Delivery]:
    """The newest e-mails of one of MAIL_FILTERS, with one more than is shown."""
    rows = Delivery.objects.filter(MAIL_FILTERS[wanted][1]).select_related("recipient")
    return list(rows.order_by("-created_at", "-pk")[: MOST_MAILS + 1])
