"""Who has the case, what it waits for, and when somebody is in danger."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from accounts.roles import CASELOAD_ROLES, Role
from casework import audit, notify
from casework.access import has_grant
from casework.actions.door import changing
from casework.models import (
    ActionClass,
    Assignment,
    Case,
    Extension,
    ImmediateRisk,
    Note,
    WaitingInterval,
)
from casework.moment import now
from casework.notify import Notice, everyone_who, the_owner
from casework.policy import Capability
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User


ALARM = (
    Notice(the_owner, "needs you now", urgent=True),
    Notice(everyone_who(Role.SUPERVISOR), "needs you now", urgent=True),
)
CLOSED = "This case is closed."


def why_not_to(case: Case, to: User) -> str:
    """Why ``to`` cannot have the case, as a sentence; "" if they can."""
    if not (to.is_active and to.holds(*CASELOAD_ROLES)):
        return f"{to} holds no job that carries cases."
    if to.unit_id != case.unit_id:
        return f"{to} belongs to another unit."
    if case.is_closed:
        return "A closed case is not allocated."
    if case.restricted and not has_grant(to, case):
        return f"{to} may not open this case."
    return ""


def allocate(
    case: Case, *, to: User, by: User, reason: str = "", version: int | None = None
) -> None:
    """Give the case to ``to``; it leaves the list of whoever had it.

    Refused if ``to`` carries no caseload or may not see the case.
    """
    with changing(case, by=by, may=Capability.ALLOCATE, version=version) as locked:
        if refusal := why_not_to(locked, to):
            raise Refused(refusal)
        Assignment.objects.filter(case_id=locked.pk, ended_at__isnull=True).update(
            ended_at=now()
        )
        Assignment.objects.create(
            case_id=locked.pk, user=to, started_at=now(), by=by, reason=reason
        )
        locked.owner = to
        # Now, because whom the notice may tell is asked of the database.
        locked.save(update_fields=["owner"])
        audit.record(
            locked,
            by=by,
            verb="allocate",
            sentence=f"Allocated to {to}",
            fields=["owner"],
            reason=reason,
        )
        notices = [Notice(the_owner, "was allocated to you")]
        notify.tell(locked, by=by, notices=notices, kind="allocate")


def begin_waiting(
    case: Case,
    *,
    by: User,
    reason: str,
    label: str,
    on_whom: str,
    note: str = "",
    version: int | None = None,
) -> None:
    """Say what the case waits for; the clock runs on. A wait before it ends."""
    with changing(case, by=by, may=Capability.WAIT, version=version) as locked:
        if locked.is_closed:
            raise Refused(CLOSED)
        _end_wait(locked, by)
        WaitingInterval.objects.create(
            case_id=locked.pk,
            reason=reason,
            on_whom=on_whom,
            note=note,
            started_at=now(),
            by=by,
        )
        locked.waiting_on = label
        audit.record(
            locked,
            by=by,
            verb="begin_waiting",
            sentence=f"Waiting: {label.lower()}",
            fields=["waiting_on"],
        )


def end_waiting(case: Case, *, by: User, version: int | None = None) -> None:
    """What the case waited for has come. Refused if it did not wait."""
    with changing(case, by=by, may=Capability.WAIT, version=version) as locked:
        if not _end_wait(locked, by):
            raise Refused("This case is not waiting for anything.")
        audit.record(
            locked,
            by=by,
            verb="end_waiting",
            sentence="No longer waiting",
            fields=["waiting_on"],
        )


def _end_wait(case: Case, by: User) -> int:
    case.waiting_on = ""
    return WaitingInterval.objects.filter(
        case_id=case.pk, ended_at__isnull=True
    ).update(ended_at=now(), ended_by=by)


def extend_target(
    case: Case,
    *,
    by: User,
    new_target: dt.date,
    reason: str,
    applicant_told: bool,
    not_told_reason: str = "",
) -> None:
    """Exceptional circumstances: a later working target; the statutory date stands."""
    with changing(case, by=by, may=Capability.EXTEND) as locked:
        if locked.is_closed:
            raise Refused(CLOSED)
        if new_target <= locked.target_on:
            raise Refused("The new target is later than the old one.")
        Extension.objects.create(
            case_id=locked.pk,
            old_target=locked.target_on,
            new_target=new_target,
            reason=reason,
            applicant_told=applicant_told,
            not_told_reason=not_told_reason,
            by=by,
            at=now(),
        )
        locked.target_on = new_target
        audit.record(
            locked,
            by=by,
            verb="extend_target",
            fields=["target_on"],
            reason=reason,
            sentence=f"Extended the working target to {new_target:%d/%m/%Y}",
        )


def raise_alarm(
    case: Case, *, by: User, what_was_said: str, incident_reference: str = ""
) -> None:
    """Somebody may need protection now; the owner and the supervisors are told.

    Refused on a closed case, and while an alarm is open already.
    """
    with changing(case, by=by, may=Capability.RAISE_ALARM) as locked:
        if locked.is_closed:
            raise Refused(
                "This case is closed: ring 999 or the control room, then reopen it."
            )
        if locked.immediate_risk:
            raise Refused("An alarm is already open: add to it what is new.")
        ImmediateRisk.objects.create(
            case_id=locked.pk,
            raised_by=by,
            raised_at=now(),
            what_was_said=what_was_said,
            incident_reference=incident_reference,
        )
        locked.immediate_risk = True
        audit.record(
            locked,
            by=by,
            verb="raise_alarm",
            fields=["immediate_risk"],
            sentence="Raised the alarm: immediate risk",
            action_class=ActionClass.COLLECTION,
        )
        notify.tell(locked, by=by, notices=ALARM, kind="raise_alarm")


def stand_down(
    case: Case, *, by: User, action_taken: str, reason: str, incident_reference: str
) -> None:
    """The danger is dealt with; says what was done and why the alarm ends."""
    with changing(case, by=by, may=Capability.STAND_DOWN) as locked:
        alarm = locked.alarms.filter(stood_down_at__isnull=True).first()
        if alarm is None:
            raise Refused("There is no open alarm.")
        alarm.action_taken, alarm.stand_down_reason = action_taken, reason
        alarm.incident_reference = incident_reference or alarm.incident_reference
        alarm.stood_down_by, alarm.stood_down_at = by, now()
        alarm.save()
        locked.immediate_risk = False
        # What danger alone allowed ends with it.
        locked.contact_permissions.filter(until__gt=now()).update(until=now())
        audit.record(
            locked,
            by=by,
            verb="stand_down",
            fields=["immediate_risk"],
            sentence="Stood the alarm down",
            reason=reason,
        )


def write_note(case: Case, *, by: User, text: str) -> Note:
    """Leave a note for the next person."""
    with changing(case, by=by, may=Capability.NOTE) as locked:
        note = Note.objects.create(case_id=locked.pk, text=text, by=by, at=now())
        audit.record(
            locked,
            by=by,
            verb="write_note",
            sentence="Wrote a note",
            action_class=ActionClass.COLLECTION,
            about=note,
        )
    return note
