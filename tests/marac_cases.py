"""Cases, agencies and meetings of MARAC for tests, made by real moves.

The facts of a referral are written as rows here, because these tests are about what
follows it; every stage is reached through ``perform()``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Agency, User
from accounts.roles import Role
from casework.actions.opening import open_case
from casework.actions.people import Details, name_person
from casework.clock import local_date
from casework.models import ContactPlan, Part
from casework.moment import now
from casework.workflow.perform import perform
from marac.actions.calendar import go_on_with_time, plan_meetings
from marac.actions.meetings import name_chair, put_children_first
from marac.models import (
    AgencyProfile,
    Attendance,
    ConfidentialityStatement,
    Meeting,
    Representative,
)
from marac.queries.meeting_profiles import profile_of
from marac.scheme import MARAC
from marac.states import M
from tests.cast import Cast, make_person

KINDS = ("police", "idva", "children", "housing", "probation")
LOCAL_NAMES = {
    "police": "Testshire Police",
    "idva": "Testshire IDVA service",
    "children": "Testshire Children's Services",
    "housing": "Testshire Homes",
    "probation": "Testshire Probation",
}


@dataclass(frozen=True)
class Table:
    """The agencies at the table, each with one person who speaks for it."""

    cast: Cast
    agencies: dict[str, Agency]
    people: dict[str, User]

    @property
    def housing(self) -> User:
        """Who speaks for housing."""
        return self.people["housing"]


def make_table(cast: Cast) -> Table:
    """Five core agencies that have signed the sharing agreement."""
    agencies, people = {}, {}
    today = local_date(now())
    for kind in KINDS:
        agency = Agency.objects.create(name=LOCAL_NAMES[kind])
        AgencyProfile.objects.create(
            agency=agency,
            unit=cast.unit,
            kind=kind,
            is_core=True,
            agreement_signed_on=today - dt.timedelta(days=30),
            agreement_review_on=today + dt.timedelta(days=300),
        )
        role = Role.IDVA if kind == "idva" else Role.AGENCY_REPRESENTATIVE
        person = make_person(f"rep_{kind}", f"Rep {kind.title()}", cast.unit, role)
        person.unit, person.agency = None, agency
        person.save()
        Representative.objects.create(
            agency=agency, user=person, since=today, by=cast.marac_coordinator
        )
        agencies[kind], people[kind] = agency, person
    return Table(cast, agencies, people)


def refer(table: Table, name: str = "Ann Atrisk", *, children: int = 0) -> Any:
    """A referral of the children's services that is complete and sent: in screening."""
    by = table.people["children"]
    profile = profile_of(table.cast.unit, local_date(now()))
    case = open_case(
        MARAC,
        by=by,
        route="referral",
        received_at=now(),
        unit=table.cast.unit,
        profile=profile,
        referring_agency=table.agencies["children"],
    )
    given, _, family = name.partition(" ")
    case.agencies.create(agency=by.agency, part="referrer", since=now())
    person = name_person(
        case, by=by, part=Part.PERSON_AT_RISK, details=Details(given, family)
    )
    name_person(case, by=by, part=Part.CAUSES_HARM, details=Details("Bob", family))
    for number in range(children):
        details = Details(f"Child{number}", family)
        name_person(case, by=by, part=Part.CHILD, details=details)
    stamp = {"by": by, "at": now()}
    type(case).referral.related.related_model.objects.create(
        case=case,
        area="Testtown",
        why_now="Violence came more often and she wants to leave.",
        safety_done=True,
        safety_steps="Staying with her sister.",
        crimes_disclosed=False,
        wants="To be safe at home.",
        **stamp,
    )
    case.routes.create(code="professional_judgement")
    case.referral.judgement = "Every sign points to an escalation after separation."
    case.referral.save()
    case.marac_assessments.create(why_no_tool="No time.", threshold=14, **stamp)
    case.sharing.create(
        consent_asked="yes",
        consented=True,
        told="yes",
        basis="dpa_vital",
        decided_by="Team manager",
        **stamp,
    )
    ContactPlan.objects.create(
        case_id=case.pk,
        person=person,
        method="call",
        safe_times="Mornings",
        confirmed_at=now(),
        recorded_at=now(),
        recorded_by=by,
    )
    return perform(fresh(case), "send_referral", by=by)


def take_on(table: Table, case: Any) -> Any:
    """Screened as suitable."""
    by = table.cast.marac_coordinator
    case.screenings.create(
        decision="suitable", rationale="High risk of serious harm.", by=by, at=now()
    )
    return perform(fresh(case), "take_on", by=by)


def list_on(table: Table, case: Any, meeting: Meeting) -> Any:
    """Put on the open list of a meeting."""
    by = table.cast.marac_coordinator
    return perform(fresh(case), "list_case", by=by, meeting=meeting)


def next_meeting(table: Table) -> Meeting:
    """The meeting whose cut-off is still to come, with its list open and its chair."""
    plan_meetings(table.cast.unit)
    go_on_with_time()
    opened = Meeting.objects.filter(unit=table.cast.unit, state=M.LIST_OPEN)
    found: Meeting | None = opened.order_by("starts_at").last()
    assert found is not None
    name_chair(found, by=table.cast.marac_coordinator, chair=table.cast.marac_chair)
    return found


def publish(table: Table, meeting: Meeting) -> Meeting:
    """The list is out and research is asked for."""
    by = table.cast.marac_coordinator
    put_children_first(meeting, by=by)
    published: Meeting = perform(meeting, "publish_list", by=by)
    return published


def close_research(table: Table, meeting: Meeting) -> None:
    """The coordinator ends the research of every case on the list."""
    for row in meeting.cases.filter(left_at__isnull=True):
        perform(
            fresh(row.case),
            "close_research",
            by=table.cast.marac_coordinator,
            reason="All that is known is in.",
        )


def seat(table: Table, meeting: Meeting, *kinds: str) -> list[Attendance]:
    """The chair and one person of each agency of ``kinds`` are here and have signed."""
    coordinator = table.cast.marac_coordinator
    seated = [
        meeting.attendances.create(
            user=user,
            name=str(user),
            agency=user.agency,
            presence="present",
            joined_at=now(),
            by=coordinator,
            at=now(),
        )
        for user in (
            table.cast.marac_chair,
            coordinator,
            *(table.people[k] for k in kinds),
        )
    ]
    for row in seated:
        ConfidentialityStatement.objects.create(
            attendance=row, words="As read.", signed_at=now(), recorded_by=coordinator
        )
    return seated


def in_session(table: Table, cases: Sequence[Any]) -> Meeting:
    """A meeting that sits with all agencies, and ``cases`` ready to be heard."""
    meeting = next_meeting(table)
    for case in cases:
        list_on(table, take_on(table, case), meeting)
    meeting = publish(table, meeting)
    close_research(table, meeting)
    seat(table, meeting, *KINDS)
    meeting.statement_read_at, meeting.statement_read_by = now(), table.cast.marac_chair
    meeting.save()
    begun: Meeting = perform(meeting, "begin_session", by=table.cast.marac_chair)
    return begun


def fresh(thing: Any) -> Any:
    """The row as it is in the database now."""
    return type(thing).objects.get(pk=thing.pk)
