"""What happens with safe contact now and then, through the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework.actions.contact_attempts import (
    plan_contact,
    record_contact_attempt,
)
from casework.models import Part
from casework.moment import now
from casework.queries.safe_contact import plan_for
from casework.safe_contact import (
    next_safe,
)
from disclosure.actions.records import add_record
from disclosure.demo.story import Crew


def plan_the_aftercare(case: Any, crew: Crew) -> Any:
    """A call is planned for the next safe time, and a referral is still to be made."""
    plan = _plan_of_the_person_at_risk(case)
    soon = next_safe(plan.rules, plan.method, now() + dt.timedelta(hours=20))
    if soon is not None:
        plan_contact(
            case,
            plan,
            by=crew.officer,
            planned_for=soon,
            method=plan.method,
            purpose="Aftercare",
        )
    add_record(
        case,
        "referral",
        by=crew.officer,
        agency="adults",
        state="needed",
        reason="Her mother depends on her care; asked for it yesterday.",
    )
    return case


def leave_the_plan_in_doubt(case: Any, crew: Crew) -> Any:
    """She could not speak freely, so nobody knows whether the plan still holds."""
    plan = _plan_of_the_person_at_risk(case)
    record_contact_attempt(
        case,
        plan,
        by=crew.officer,
        at=now(),
        method=plan.method,
        purpose="Arrange the visit",
        result="declined",
        plan_confirmed=False,
        note="She said that it was a wrong number and rang off.",
    )
    return case


def _plan_of_the_person_at_risk(case: Any) -> Any:
    person = case.involvements.get(part=Part.PERSON_AT_RISK).person
    return plan_for(case, person.pk)
