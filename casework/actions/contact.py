"""Safe contact: the plan in force, who read it, and each contact under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from casework import audit
from casework.actions.door import changing
from casework.models import (
    ActionClass,
    Case,
    ContactPermission,
    ContactPlan,
    ContactPlanRead,
    Part,
    Person,
)
from casework.moment import now
from casework.policy import Capability, require
from casework.queries.involved import ASKED
from casework.queries.safe_contact import (
    PERMISSION_HOURS,
    plan_for,
    threshold,
)
from casework.safe_contact import (
    Reason,
)
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

NOT_HERE = "This person is not on the case."
ONLY_IN_DANGER = (
    "Contact against the plan is only for danger: raise the alarm of immediate risk "
    "first."
)


def require_reach(user: User, case: Any, person: int) -> None:
    """Who asked and is not at risk is reached by some jobs only.

    Refused if the person is not on the case, PermissionDenied if ``user`` has none of
    those jobs.
    """
    parts = set(
        case.involvements.filter(person_id=person).values_list("part", flat=True)
    )
    if not parts:
        raise Refused(NOT_HERE)
    if parts & ASKED and Part.PERSON_AT_RISK not in parts:
        require(user, Capability.REACH_APPLICANT, case)


def record_contact_plan(
    case: Case, person: Person, *, by: User, version: int | None = None, **plan: Any
) -> ContactPlan:
    """Record how ``person`` can be reached safely; it supersedes the plan before.

    ``plan`` are the fields of ContactPlan, e.g. ``method`` and ``safe_times``. Whoever
    records a plan has read it. Stale if the page was older: nobody writes over a
    warning that they have not read.
    """
    with changing(
        case, by=by, may=Capability.RECORD_CONTACT, version=version
    ) as locked:
        require_reach(by, locked, person.pk)
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
        _read(locked, person.pk, made, by)
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


def allow_contact(
    case: Case, person: Person, *, by: User, reason: str, version: int | None = None
) -> ContactPermission:
    """Decide that contact is made against the plan, because somebody is in danger.

    It lasts for the unit's hours. Refused unless an alarm of immediate risk is open.
    """
    with changing(case, by=by, may=Capability.ALLOW_CONTACT, version=version) as locked:
        if not locked.immediate_risk:
            raise Refused(ONLY_IN_DANGER)
        require_reach(by, locked, person.pk)
        hours = threshold(locked, PERMISSION_HOURS)
        made = ContactPermission.objects.create(
            case_id=locked.pk,
            person=person,
            plan=plan_for(locked, person.pk),
            reason=reason,
            by=by,
            at=now(),
            until=now() + dt.timedelta(hours=hours),
        )
        audit.record(
            locked,
            by=by,
            verb="allow_contact",
            sentence="Allowed contact against the plan, because of danger",
            about=made,
            reason=reason,
        )
    return made


def record_plan_shown(
    case: Case, person: Person, plan: ContactPlan | None, *, by: User
) -> None:
    """Somebody read the plan, or that there is none (logged); numbers follow."""
    with transaction.atomic():
        _read(case, person.pk, plan, by)
        audit.record(
            case,
            by=by,
            verb="show_contact_point",
            sentence="Read the contact plan"
            if plan
            else "Read that there is no contact plan",
            action_class=ActionClass.CONSULTATION,
            about=plan,
        )


def _read(case: Any, person: int, plan: ContactPlan | None, by: User) -> None:
    ContactPlanRead.objects.create(
        case_id=case.pk, person_id=person, plan=plan, by=by, at=now()
    )


def record_blocked(
    case: Case, *, by: User, reasons: Iterable[Reason], was_made: bool = False
) -> None:
    """A contact against the plan: refused, or made all the same (logged)."""
    rules = [reason.rule for reason in reasons]
    said = ", ".join(rule.replace("_", " ") for rule in rules)
    start = "Contact was made against the plan" if was_made else "Contact was blocked"
    audit.record(
        case,
        by=by,
        verb="contact_against_plan" if was_made else "contact_blocked",
        sentence=f"{start}: {said}",
        action_class=ActionClass.COLLECTION if was_made else ActionClass.SECURITY,
        fields=rules,
    )
