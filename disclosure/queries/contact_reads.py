"""Who has read what an applicant of the website said about safe contact."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casework.models import Threshold
from casework.moment import now
from casework.queries.safe_contact import READ_MINUTES
from disclosure.models import SubmissionRead, WebsiteSubmission

if TYPE_CHECKING:
    from accounts.models import User

SCHEME = "clares_law"


def has_read_contact(row: WebsiteSubmission, user: User) -> bool:
    """Whether ``user`` has read it, and not longer ago than the unit allows."""
    minutes = Threshold.objects.get(scheme=SCHEME, key=READ_MINUTES).value
    since = now() - dt.timedelta(minutes=minutes)
    reads = SubmissionRead.objects.filter(submission=row, by=user, at__gt=since)
    return reads.exists()
