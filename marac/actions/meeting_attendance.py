"""Who is at a meeting, for which agency, and who signed the statement (M6, M7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.models import Agency, User
from casework.access import grants_of
from casework.moment import now
from casework.policy import Capability
from casework.workflow.perform import Refused
from marac.actions.meeting_door import arranging
from marac.models import (
    Attendance,
    CaseConflict,
    ConfidentialityStatement,
    MaracCase,
    Meeting,
    Presence,
)
from marac.states import M, S

if TYPE_CHECKING:
    from collections.abc import Iterable

TAKEN = ("take_attendance", "Recorded who is at the meeting")
READ = ("read_statement", "Read the confidentiality statement aloud")
GONE = ("end_attendance", "Recorded that everybody left")
OVER = frozenset({M.MINUTES_APPROVED, M.CLOSED, M.CANCELLED, M.MOVED})
TOO_LATE = "The minutes are approved: who was there stays as it is."
CONFLICT = "{} may know nothing of the case that is being heard: finish it first."
HERE = (Presence.PRESENT, Presence.OBSERVER)


@dataclass(frozen=True)
class Seat:
    """One person as they take part; ``left`` says that they went."""

    presence: str
    has_signed: bool = False
    left: bool = False


def take_attendance(
    meeting: Meeting,
    *,
    by: User,
    people: Mapping[int, Seat],
    others: Iterable[tuple[str, Agency | None, Seat]] = (),
) -> None:
    """Record how each of ``people`` (by user) takes part, and who else came.

    Arrivals and leavings are stamped with the time. A signature is in the words of the
    day and is never taken back. Somebody who may know nothing of the case that is being
    heard is refused (M7).
    """
    _refuse_late(meeting)
    with arranging(meeting, by=by, may=Capability.HEAR, said=TAKEN) as locked:
        heard = MaracCase.objects.filter(
            state=S.BEING_HEARD, listings__meeting=locked, listings__left_at=None
        ).first()
        users = User.objects.in_bulk(list(people))
        rows = {
            row.user_id: row for row in locked.attendances.select_related("statement")
        }
        for pk, seat in people.items():
            _refuse_conflict(users[pk], seat, heard, rows.get(pk))
            _seat(locked, rows.get(pk), seat, by, user=users[pk])
        for name, agency, seat in others:
            _seat(locked, None, seat, by, name=name, agency=agency)


def _refuse_late(meeting: Meeting) -> None:
    if meeting.state in OVER:
        raise Refused(TOO_LATE)


def _refuse_conflict(
    user: User, seat: Seat, heard: MaracCase | None, row: Attendance | None
) -> None:
    is_here = row is not None and row.joined_at and not row.left_at
    if heard is None or seat.presence not in HERE or seat.left or is_here:
        return
    conflicts = CaseConflict.objects.filter(
        case=heard, user=user, ended_at__isnull=True
    )
    named = grants_of(user).filter(content_object_id=heard.pk)
    if conflicts.exists() or (heard.restricted and not named.exists()):
        raise Refused(CONFLICT.format(user))


def _seat(
    meeting: Meeting,
    row: Attendance | None,
    seat: Seat,
    by: User,
    **who: Any,
) -> None:
    if row is None:
        user = who.get("user")
        if user is not None:
            who = {"user": user, "name": str(user), "agency": user.agency}
        row = Attendance(meeting=meeting, **who)
    row.presence, row.by, row.at = seat.presence, by, now()
    if seat.presence in HERE:
        row.joined_at = row.joined_at or now()
        row.left_at = (row.left_at or now()) if seat.left else None
    else:
        row.joined_at = row.left_at = None
    row.save()
    if seat.has_signed and not hasattr(row, "statement"):
        ConfidentialityStatement.objects.create(
            attendance=row,
            words=meeting.profile.confidentiality_text,
            signed_at=now(),
            recorded_by=by,
        )


def read_statement(meeting: Meeting, *, by: User) -> None:
    """The chair read the statement aloud; the first time counts (A2.3)."""
    _refuse_late(meeting)
    with arranging(meeting, by=by, may=Capability.HEAR, said=READ) as locked:
        if locked.statement_read_at is None:
            locked.statement_read_at, locked.statement_read_by = now(), by


def everybody_left(meeting: Meeting, *, by: User) -> None:
    """The meeting is over: whoever is still here leaves now (M12)."""
    with arranging(meeting, by=by, may=Capability.HEAR, said=GONE) as locked:
        here = locked.attendances.filter(
            presence__in=HERE, joined_at__isnull=False, left_at__isnull=True
        )
        for row in here:
            row.left_at = now()
            row.save(update_fields=["left_at"])
