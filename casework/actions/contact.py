"""Safe contact: the plan in force, and each attempt under it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import BEFORE_RECEIPT, changing, is_before_receipt
from casework.clock import local_date
from casework.models import (
    ActionClass,
    Case,
    ContactAttempt,
    ContactPlan,
    Method,
    Person,
)
from casework.moment import now
from casework.policy import Capability
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User


def record_contact_plan(
    case: Case, person: Person, *, by: User, version: int | None = None, **plan: Any
) -> ContactPlan:
    """Record how ``person`` can be reached safely; it supersedes the plan before.

    ``plan`` are the fields of ContactPlan, e.g. ``method`` and ``safe_times``. Stale if
    the page was older: nobody writes over a warning that they have not read.
    """
    with changing(
        case, by=by, may=Capability.RECORD_CONTACT, version=version
    ) as locked:
        if not locked.involvements.filter(person=person).exists():
            raise Refused("This person is not on the case.")
        locked.contact_plans.filter(person=person, superseded_at__isnull=True).update(
            superseded_at=now()
        )
        made = ContactPlan.objects.create(
            case_id=locked.pk,
            person=person,
            confirmed_at=now(),
            recorded_at=now(),
            recorded_by=by,
            **plan,
        )
        audit.record(
            locked,
            by=by,
            verb="record_contact_plan",
            sentence="Recorded how it is safe to make contact",
            action_class=ActionClass.COLLECTION,
            about=made,
            fields=sorted(plan),
        )
    return made


def record_contact_attempt(
    case: Case,
    plan: ContactPlan,
    *,
    by: User,
    at: dt.datetime,
    method: str,
    purpose: str,
    result: str,
    plan_confirmed: bool,
    note: str = "",
    version: int | None = None,
) -> ContactAttempt:
    """Record an attempt under ``plan``; confirming the plan makes it fresh again.

    Refused if the plan is no longer in force, has expired, or says that no way is safe.
    Stale if the page was older than the case.
    """
    with changing(
        case, by=by, may=Capability.RECORD_CONTACT, version=version
    ) as locked:
        current = locked.contact_plans.filter(
            pk=plan.pk, superseded_at__isnull=True
        ).first()
        if current is None:
            raise Refused("The contact plan has changed: read the new one first.")
        if current.expires_on and current.expires_on < local_date(now()):
            raise Refused("The contact plan has expired: make a new one first.")
        if is_before_receipt(locked, at):
            raise Refused(BEFORE_RECEIPT)
        if current.method == Method.NONE_SAFE:
            raise Refused("No safe way is known: make a new contact plan first.")
        made = ContactAttempt.objects.create(
            case_id=locked.pk,
            person_id=current.person_id,
            plan=current,
            at=at,
            by=by,
            method=method,
            purpose=purpose,
            result=result,
            plan_confirmed=plan_confirmed,
            note=note,
        )
        if plan_confirmed:
            current.confirmed_at = at
            current.save(update_fields=["confirmed_at"])
        audit.record(
            locked,
            by=by,
            verb="record_contact_attempt",
            sentence=f"Tried to make contact: {made.get_result_display().lower()}",
            action_class=ActionClass.COLLECTION,
            about=made,
        )
    return made


def record_plan_shown(case: Case, *, by: User) -> None:
    """Somebody read the plan and asked for the number or address (logged)."""
    audit.record(
        case,
        by=by,
        verb="show_contact_point",
        sentence="Read the contact plan and saw the number or address",
        action_class=ActionClass.CONSULTATION,
    )
