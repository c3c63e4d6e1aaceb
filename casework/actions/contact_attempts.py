"""Each contact under the plan in force: tried, planned, or called off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.contact import record_blocked, require_reach
from casework.actions.door import BEFORE_RECEIPT, changing, is_before_receipt
from casework.models import (
    ActionClass,
    AttemptResult,
    Case,
    ContactAttempt,
    ContactPlan,
    PlannedContact,
)
from casework.moment import now
from casework.policy import Capability
from casework.queries.safe_contact import (
    permission_for,
    plan_for,
)
from casework.safe_contact import (
    Act,
    Reason,
    judge,
)
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

CHANGED = "The contact plan has changed: read the new one first."
# Without these there is no plan under which anything was tried.
NO_PLAN_LEFT = frozenset({"none_safe", "expired", "doubted"})
# The person answered, or somebody else did: a plan that nobody confirmed is in doubt.
REACHED = frozenset({AttemptResult.SPOKE, AttemptResult.DECLINED})


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
    """Record a contact that was tried under ``plan``, judged by its rules.

    Refused if the plan is no longer in force or allows no contact at all, and for what
    departs from it without a ``note`` that says why. Confirming the plan makes it fresh
    again; reaching the person without that puts it in doubt. Stale if the page was
    older than the case.
    """
    with changing(
        case, by=by, may=Capability.RECORD_CONTACT, version=version
    ) as locked:
        current = _in_force(locked, plan, by)
        permission = permission_for(locked, current.person_id, at)
        reasons = judge(current.rules, act_of(method, at, result))
        _refuse_unexplained(
            locked, at, reasons, note=note, is_allowed=permission is not None
        )
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
            departures=[reason.rule for reason in reasons],
            permission=permission if reasons else None,
            note=note,
        )
        _settle_plan(current, made)
        _settle_planned(locked, current.person_id, at)
        _log(locked, made, by)
        if reasons:
            record_blocked(locked, by=by, reasons=reasons, was_made=True)
    return made


def _log(locked: Any, made: ContactAttempt, by: User) -> None:
    audit.record(
        locked,
        by=by,
        verb="record_contact_attempt",
        sentence=f"Tried to make contact: {made.get_result_display().lower()}",
        action_class=ActionClass.COLLECTION,
        about=made,
    )


def act_of(method: str, at: dt.datetime, result: str = "") -> Act:
    """A contact as the rules read it."""
    return Act(method, at, leaves_message=result == AttemptResult.MESSAGE)


def _refuse_unexplained(
    case: Case,
    at: dt.datetime,
    reasons: Iterable[Reason],
    *,
    note: str,
    is_allowed: bool,
) -> None:
    if is_before_receipt(case, at):
        raise Refused(BEFORE_RECEIPT)
    if is_allowed:
        return
    reasons = list(reasons)
    hopeless = [r.sentence for r in reasons if r.rule in NO_PLAN_LEFT]
    if hopeless:
        raise Refused(*hopeless)
    if reasons and not note:
        raise Refused(*(r.sentence for r in reasons), "Say why it was done otherwise.")


def _in_force(locked: Any, plan: ContactPlan, by: User) -> ContactPlan:
    current = plan_for(locked, plan.person_id)
    if current is None or current.pk != plan.pk:
        raise Refused(CHANGED)
    require_reach(by, locked, current.person_id)
    return current


def _settle_plan(plan: ContactPlan, made: ContactAttempt) -> None:
    """A plan is confirmed, or in doubt, by every contact that reached somebody.

    A confirmation that is written down late takes back no doubt that came after it.
    """
    if made.plan_confirmed:
        if plan.doubted_at is not None and made.at < plan.doubted_at:
            return
        plan.confirmed_at, plan.doubted_at = max(made.at, plan.confirmed_at), None
    elif made.result in REACHED or made.result == AttemptResult.WRONG_PERSON:
        plan.doubted_at = made.at
    else:
        return
    plan.save(update_fields=["confirmed_at", "doubted_at"])


def _settle_planned(locked: Any, person: int, at: dt.datetime) -> None:
    """What was planned for this person by then has been tried."""
    locked.planned_contacts.filter(
        person_id=person, settled_at__isnull=True, planned_for__lte=at
    ).update(settled_at=now())


def plan_contact(
    case: Case,
    plan: ContactPlan,
    *,
    by: User,
    planned_for: dt.datetime,
    method: str,
    purpose: str,
    version: int | None = None,
) -> PlannedContact:
    """Note a contact to be made. Refused with a sentence for each rule it breaks."""
    with changing(
        case, by=by, may=Capability.RECORD_CONTACT, version=version
    ) as locked:
        current = _in_force(locked, plan, by)
        reasons = judge(current.rules, Act(method, planned_for))
        if reasons:
            raise Refused(*(reason.sentence for reason in reasons))
        made = PlannedContact.objects.create(
            case_id=locked.pk,
            person_id=current.person_id,
            plan=current,
            planned_for=planned_for,
            method=method,
            purpose=purpose,
            by=by,
            at=now(),
        )
        audit.record(
            locked,
            by=by,
            verb="plan_contact",
            sentence="Planned a contact at a safe time",
            action_class=ActionClass.COLLECTION,
            about=made,
        )
    return made


def call_off_contact(
    case: Case, planned: int, *, by: User, reason: str, version: int | None = None
) -> None:
    """A planned contact is not made, for ``reason``."""
    with changing(
        case, by=by, may=Capability.RECORD_CONTACT, version=version
    ) as locked:
        row = locked.planned_contacts.filter(
            pk=planned, settled_at__isnull=True
        ).first()
        if row is None:
            raise Refused("This contact was made or called off already.")
        require_reach(by, locked, row.person_id)
        row.called_off, row.settled_at = reason, now()
        row.save(update_fields=["called_off", "settled_at"])
        audit.record(
            locked,
            by=by,
            verb="call_off_contact",
            sentence="Called off a planned contact",
            about=row,
            reason=reason,
        )
