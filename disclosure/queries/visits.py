"""The visit: whether it is safe by the contact plan, its risks, and what is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casework.models import Part
from casework.queries.safe_contact import permission_for
from casework.safe_contact import (
    IN_PERSON,
    Act,
    Reason,
    judge,
)
from disclosure.approval import approval_of
from disclosure.decision_table import decision_table_of

# Who may be spoken to about it (clares-law 4.1).
TOLD = (Part.PERSON_AT_RISK, Part.RECIPIENT)
NOBODY: frozenset[str] = frozenset()
# A value of ReferralState, whose module imports the facts that ask this.
NEEDED = "needed"
NO_PLAN = Reason(
    "no_plan", "Record the contact plan of the person who is told first: there is none."
)


@dataclass(frozen=True)
class Told:
    """Who is told, and the plans in force by which they are reached.

    ``are_all``: each of them is told. Otherwise it is not known which of them, and the
    plan of one is enough.
    """

    people: frozenset[int]
    plans: tuple[Any, ...]
    are_all: bool

    def holds(self, fits: Callable[[Any], bool]) -> bool:
        """Whether the plan of each of them (or of one, see ``are_all``) fits."""
        fitting = {plan.person_id for plan in self.plans if fits(plan)}
        return bool(fitting) and (not self.are_all or fitting == self.people)


def told_of(case: Any) -> Told:
    """Whoever is told as it was approved, on ``case``.

    In an emergency, and while nobody better placed is named on the case, it is the
    person at risk or somebody better placed. Three queries.
    """
    return told_by_version(case, getattr(approval_of(case), "recommendation", None))


def told_by_version(case: Any, version: Any) -> Told:
    """The same as one version of the decision says it."""
    kinds = decision_table_of(case).kinds
    kind = kinds.kind_of(version.outcome) if version else ""
    parts = kinds.told.get(kind, NOBODY)
    rows = set(case.involvements.filter(part__in=TOLD).values_list("part", "person"))
    are_all = bool(parts) and parts <= {part for part, _person in rows}
    people = frozenset(pk for part, pk in rows if not are_all or part in parts)
    plans = case.contact_plans.filter(person__in=people, superseded_at__isnull=True)
    return Told(people, tuple(plans), are_all)


def visit_reasons(case: Any, at: dt.datetime, *, agreed: bool) -> list[Reason]:
    """What stands against a visit at ``at``; empty if the plans of the told allow it.

    ``agreed``: the person chose this time and place themselves. A decision made in
    danger stands above the plan.
    """
    told = told_of(case)
    if not told.plans or (told.are_all and len(told.plans) < len(told.people)):
        return [NO_PLAN]
    act = Act(IN_PERSON, at, agreed=agreed)
    judged: list[tuple[Reason, ...]] = [
        () if permission_for(case, plan.person_id) else judge(plan.rules, act)
        for plan in told.plans
    ]
    pick = max if told.are_all else min
    chosen: tuple[Reason, ...] = pick(judged, key=len)
    return list(chosen)


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
