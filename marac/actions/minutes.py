"""Minutes: written from the record, corrected by addenda, copied by number (A2.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from casework import audit
from casework.models import ActionClass
from casework.moment import now
from casework.policy import Capability
from casework.workflow.perform import Refused
from marac.actions.meeting_door import arranging
from marac.minutes_content import built_from
from marac.models import Meeting, Minutes, MinutesAddendum, NumberedCopy
from marac.states import M

if TYPE_CHECKING:
    from accounts.models import Agency, User

WRITTEN = ("write_minutes", "Wrote the minutes from the record")
ADDED = ("add_addendum", "Added a correction to the minutes")
ISSUED = ("issue_minutes", "Issued the minutes to the agencies")
NOT_DRAFT = "The minutes are not in draft."
LOCKED = "Corrections are added once the minutes are approved."
APPROVED = (M.MINUTES_APPROVED, M.CLOSED)


def write_minutes(
    meeting: Meeting, *, by: User, other_business: str = "", version: int | None = None
) -> None:
    """Build the draft anew from what was entered, with other business (M10)."""
    with arranging(
        meeting, by=by, may=Capability.KEEP_MINUTES, said=WRITTEN, version=version
    ) as locked:
        if locked.state != M.MINUTES_DRAFT:
            raise Refused(NOT_DRAFT)
        minutes = Minutes.objects.select_for_update(of=("self",)).get(meeting=locked)
        minutes.content = {**built_from(locked), "other_business": other_business}
        minutes.drafted_by, minutes.drafted_at = by, now()
        minutes.save()


def add_addendum(
    meeting: Meeting, *, by: User, words: str, version: int | None = None
) -> MinutesAddendum:
    """A dated correction; what was approved stays as it is."""
    with arranging(
        meeting, by=by, may=Capability.HEAR, said=ADDED, version=version
    ) as locked:
        if locked.state not in APPROVED:
            raise Refused(LOCKED)
        added: MinutesAddendum = locked.minutes.addenda.create(
            words=words, by=by, at=now()
        )
        return added


def issue_minutes(meeting: Meeting, *, by: User) -> None:
    """A numbered copy for each person who was there for an agency (M12)."""
    with arranging(meeting, by=by, may=Capability.KEEP_MINUTES, said=ISSUED) as locked:
        if locked.state not in APPROVED:
            raise Refused(LOCKED)
        there = locked.attendances.filter(user__isnull=False, agency__isnull=False)
        for row in there.select_related("user", "agency").order_by("pk"):
            known = locked.minutes.copies.filter(reader=row.user)
            if row.presence != "absent" and not known.exists():
                number_copy(locked, reader=row.user, agency=row.agency)


def number_copy(meeting: Any, *, reader: User, agency: Agency | None) -> NumberedCopy:
    """The next number for ``reader``; the copy is made from the approved words."""
    minutes = meeting.minutes
    last = minutes.copies.aggregate(last=Max("number"))["last"] or 0
    copy: NumberedCopy = minutes.copies.create(
        number=last + 1,
        agency=agency,
        is_extract=agency is not None,
        reader=reader,
        made_at=now(),
        content_hash=minutes.content_hash,
    )
    return copy


@transaction.atomic
def take_copy(meeting: Meeting, *, reader: User) -> NumberedCopy:
    """The reader's own numbered copy, new each time that it is downloaded (A2.7)."""
    minutes = Minutes.objects.select_for_update(of=("self",)).filter(
        meeting=meeting, approved_at__isnull=False
    )
    if not minutes.exists():
        raise PermissionDenied("The minutes are not approved yet.")
    agency = reader.agency if reader.unit_id != meeting.unit_id else None
    copy = number_copy(meeting, reader=reader, agency=agency)
    audit.record(
        None,
        by=reader,
        verb="take_copy",
        sentence=f"Took copy {copy.number} of the minutes of meeting {meeting.pk}",
        action_class=ActionClass.DISCLOSURE,
        about=copy,
    )
    return copy
