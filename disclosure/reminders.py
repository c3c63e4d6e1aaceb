"""Clare's Law: who is reminded when, and of what (9.5); each row becomes a setting.

No job is called "lead": whoever decides stands in for it, and a unit can change that.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from accounts.roles import Role
from casework.ladders import (
    DAYS,
    DUE,
    HOURS,
    OWNER,
    START,
    SUPERVISORS,
    Ladder,
    Step,
)
from casework.steps import moment_point
from disclosure.clares_law import S
from disclosure.models import DeliveryAttempt, DeliveryPlan

WHO_GOES = "planner"
LATER_PLAN = DeliveryPlan.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
TRIED = DeliveryAttempt.objects.filter(
    case=OuterRef("case"), attempted_at__gte=OuterRef("at")
)
VISITS = Ladder(
    "visit",
    "Planned visits",
    DeliveryPlan,
    ~Q(Exists(LATER_PLAN))
    & ~Q(Exists(TRIED))
    & Q(case__stage__in=(S.DISCLOSURE_PLANNING, S.DISCLOSURE_IN_PROGRESS)),
    lambda row: {DUE: moment_point(row.planned_for)},
    audiences={WHO_GOES: lambda row: [row.by]},
    in_hours=lambda _row: True,
    related=("case", "case__owner", "by"),
    anchors=(DUE,),
)
LADDERS = (VISITS,)
REMINDERS = (
    *(Step("overall", DUE, days, DAYS, OWNER, "limit_ahead") for days in (-14, -7, -3)),
    *(Step("overall", DUE, days, DAYS, OWNER, "limit_ahead") for days in (-1, 0)),
    Step("overall", START, 21, DAYS, SUPERVISORS, "limit_escalated"),
    Step("overall", START, 25, DAYS, str(Role.DECISION_MAKER), "limit_escalated"),
    Step("overall", DUE, 1, DAYS, OWNER, "limit_passed"),
    Step("overall", DUE, 1, DAYS, SUPERVISORS, "limit_passed"),
    Step("visit", DUE, -24, HOURS, WHO_GOES, "contact_ahead"),
    Step("visit", DUE, -2, HOURS, WHO_GOES, "contact_ahead"),
    Step("visit", DUE, 4, HOURS, WHO_GOES, "contact_unrecorded"),
    Step("visit", DUE, 24, HOURS, SUPERVISORS, "contact_unrecorded"),
)
