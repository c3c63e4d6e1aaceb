"""A MARAC register and referrals, written as agencies write them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.models import Agency, User
from accounts.roles import Role
from casework.actions.contact import record_contact_plan
from casework.actions.people import Details
from casework.clock import local_date
from casework.models import Method, Part
from casework.moment import now
from casework.workflow.perform import perform
from marac.actions.referral import (
    add_to_referral,
    answer_tool,
    name_referred,
    record_part,
    start_referral,
)
from marac.actions.screening import record_screening
from marac.models import AgencyProfile, Meeting
from marac.queries.protocol import profile_of, tool_in_use
from tests.cast import Cast, make_person

RATIONALE = "The risk is high and several agencies can lower it together."
HER = Details(given="Alma", family="Testwell", date_of_birth=dt.date(1991, 4, 23))
HIM = Details(given="Boris", family="Sampleton", date_of_birth=dt.date(1985, 11, 2))


def make_register(cast: Cast) -> dict[str, Agency]:
    """Four agencies, signed up; the cast's agency and IDVA belong to two of them."""
    agencies = {}
    for kind, name in (
        ("housing", "Testshire Homes"),
        ("idva", "Testshire IDVA Service"),
        ("children", "Testshire Children's Services"),
        ("police", "Testshire Police"),
    ):
        agency = Agency.objects.create(name=name)
        AgencyProfile.objects.create(
            agency=agency,
            unit=cast.unit,
            kind=kind,
            is_core=kind in ("idva", "police"),
            agreement_signed_on=local_date(now()),
        )
        agencies[kind] = agency
    _join(cast.agency_representative, agencies["housing"])
    _join(cast.idva, agencies["idva"])
    return agencies


def _join(user: User, agency: Agency) -> None:
    """People of agencies belong to no unit."""
    user.agency, user.unit = agency, None
    User.objects.filter(pk=user.pk).update(agency=agency, unit=None)


def somebody_of(agency: Agency, username: str, name: str) -> User:
    """A representative of an agency."""
    user = make_person(username, name, None, Role.AGENCY_REPRESENTATIVE)
    _join(user, agency)
    return user


def draft(
    cast: Cast,
    *,
    by: User | None = None,
    her: Details = HER,
    him: Details = HIM,
    yes: int = 15,
    **grounds: Any,
) -> Any:
    """A referral with everything in it, not sent yet."""
    by = by or cast.agency_representative
    case = start_referral(by=by, referrer_name="Ref Erring", area="Aldershaw")
    person = name_referred(case, by=by, part=Part.PERSON_AT_RISK, details=her)
    name_referred(
        case, by=by, part=Part.CAUSES_HARM, details=him, relationship="ex_partner"
    )
    said: dict[str, Any] = {
        "part": "grounds",
        "routes": ["visible_high_risk"],
        "why_now": "He came to the house twice this week.",
        "safety_done": True,
        "safety_steps": "The locks were changed on the same day.",
        "crimes_disclosed": False,
        "is_crime": True,
    }
    record_part(case, by=by, **{**said, **grounds})
    tool = tool_in_use()
    answers = {
        number: ("yes" if number <= yes else "no", "", "") for number in range(1, 25)
    }
    answer_tool(case, by=by, tool=tool, answers=answers)
    add_to_referral(
        case,
        "sharing",
        by=by,
        consent_asked="yes",
        consented=True,
        told="yes",
        basis="crime_disorder_115",
        decided_by="Ref Erring",
    )
    record_contact_plan(
        case, person, by=by, method=Method.NONE_SAFE, contact_point="", safe_times="-"
    )
    return case


def sent(cast: Cast, **facts: Any) -> Any:
    """A referral that is received, and screened next."""
    by = facts.get("by") or cast.agency_representative
    case = draft(cast, **facts)
    return perform(case, "send_referral", by=by)


def taken_on(cast: Cast, **facts: Any) -> Any:
    """A case that waits for a list."""
    case = sent(cast, **facts)
    record_screening(
        case,
        by=cast.marac_coordinator,
        decision="suitable",
        rationale=RATIONALE,
        agreed_routes=["visible_high_risk"],
    )
    return perform(case, "take_on", by=cast.marac_coordinator)


def make_meeting(cast: Cast, *, days: int = 3, **facts: Any) -> Meeting:
    """A meeting with an open list."""
    at = now() + dt.timedelta(days=days)
    meeting = Meeting.objects.create(
        unit=cast.unit,
        profile=profile_of(cast.unit),
        starts_at=at,
        cut_off_at=at - dt.timedelta(days=2),
        publish_at=at - dt.timedelta(days=2),
        research_due_at=at - dt.timedelta(days=1),
        capacity=13,
        chair=cast.marac_chair,
        state_entered_at=now(),
        **facts,
    )
    from casework.workflow.perform import settle  # noqa: PLC0415  one step

    opened: Meeting = settle(meeting)
    return opened
