"""Whom the IDVA service has to reach and to tell, and until when (A4.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from casework.clock import add_working_days, end_of_day, local_date
from casework.clocks import bank_holidays_near
from casework.models import Part
from casework.policy import Capability as May
from casework.queries.safe_contact import plan_for
from marac.models import IdvaContact, MaracCase
from marac.policy import ROLES
from marac.states import Contact

if TYPE_CHECKING:
    from accounts.models import User
    from casework.models import ContactAttempt, ContactPlan

WATCHERS = ROLES[May.JUDGE_ACTION] | ROLES[May.SUPERVISE]
TO_REACH = (Contact.ALLOCATED, Contact.ATTEMPTING)
TO_DO = (*TO_REACH, Contact.CONTACTED, Contact.DECLINED, Contact.FEEDBACK_DUE)
MOST = 200
LONGEST_LIMIT = 60  # Days: how far a limit that begins on the last day can reach.


def contacts_for(user: User) -> QuerySet[IdvaContact]:
    """The contacts that the person may know of: of their service, or of the unit."""
    rows: QuerySet[IdvaContact] = IdvaContact.objects.filter(
        case__in=MaracCase.objects.visible_to(user)
    ).select_related("case__profile", "agency", "idva")
    if user.holds(*WATCHERS):
        return rows
    return rows.filter(agency_id=user.agency_id or 0)


def due_of(contact: Any) -> dt.datetime | None:
    """Until when the first attempt or the telling is due; None if neither is."""
    return dues_of([contact])[contact.pk]


def dues_of(contacts: Sequence[Any]) -> dict[int, dt.datetime | None]:
    """The same of many, by their keys; bank holidays are asked for once."""
    counted = {row.pk: counted_from(row) for row in contacts}
    starts = [found[0] for found in counted.values() if found]
    if not starts:
        return dict.fromkeys(counted)
    span = (max(starts) - min(starts)).days + LONGEST_LIMIT
    holidays = bank_holidays_near(min(starts), span)
    return {
        key: end_of_day(add_working_days(local_date(found[0]), found[1], holidays))
        if found
        else None
        for key, found in counted.items()
    }


def counted_from(contact: Any) -> tuple[dt.datetime, int] | None:
    """From when how many working days are counted, if a time runs."""
    case, profile = contact.case, contact.case.profile
    if contact.state == Contact.ALLOCATED:
        return case.submitted_at, profile.first_attempt_days
    if contact.state == Contact.FEEDBACK_DUE:
        return case.heard_at, profile.feedback_days
    return None


def plan_of_person_at_risk(case: Any) -> ContactPlan | None:
    """How the person at risk is reached safely."""
    row = case.involvements.filter(part=Part.PERSON_AT_RISK).first()
    return plan_for(case, row.person_id) if row else None


def person_at_risk(case: Any) -> int | None:
    """The key of the person at risk."""
    row = case.involvements.filter(part=Part.PERSON_AT_RISK).first()
    return row.person_id if row else None


def safe_attempt_after(case: Any, since: dt.datetime) -> ContactAttempt | None:
    """The latest contact with the person at risk since then that was spoken with them,
    as the plan for safe contact allowed.
    """
    found: ContactAttempt | None = (
        case.contact_attempts.filter(
            person_id=person_at_risk(case), at__gte=since, result="spoke"
        )
        .order_by("at")
        .last()
    )
    return found
