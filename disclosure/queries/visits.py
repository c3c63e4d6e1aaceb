"""The visit: whether it is safe by the contact plan, its risks, and what is open."""

from __future__ import annotations

import datetime as dt
from typing import Any

from casework.models import Part
from casework.queries.safe_contact import permission_for
from casework.safe_contact import IN_PERSON, Act, Reason, judge

# Who may be spoken to about it (clares-law 4.1).
TOLD = (Part.PERSON_AT_RISK, Part.RECIPIENT)
# A value of ReferralState, whose module imports the facts that ask this.
NEEDED = "needed"
NO_PLAN = Reason(
    "no_plan", "Record the contact plan of the person who is told first: there is none."
)


def plans_of_the_told(case: Any) -> list[Any]:
    """The contact plans in force of whoever may be told."""
    told = case.involvements.filter(part__in=TOLD).values("person")
    plans = case.contact_plans.filter(person__in=told, superseded_at__isnull=True)
    return list(plans)


def visit_reasons(case: Any, at: dt.datetime, *, agreed: bool) -> list[Reason]:
    """What stands against a visit at ``at``; empty if a plan of theirs allows it.

    ``agreed``: the person chose this time and place themselves. A decision made in
    danger stands above the plan.
    """
    plans = plans_of_the_told(case)
    if not plans:
        return [NO_PLAN]
    act = Act(IN_PERSON, at, agreed=agreed)
    judged: list[tuple[Reason, ...]] = [
        () if permission_for(case, plan.person_id) else judge(plan.rules, act)
        for plan in plans
    ]
    mildest: tuple[Reason, ...] = min(judged, key=len)
    return list(mildest)


def referrals_standing(case: Any) -> dict[str, Any]:
    """Agency to the latest word about a referral to it; one query."""
    return {row.agency: row for row in case.referrals.order_by("at", "id")}


def outstanding_referrals(case: Any) -> list[str]:
    """The agencies that are needed and were not asked yet."""
    return [
        agency
        for agency, row in referrals_standing(case).items()
        if row.state == NEEDED
    ]
