"""A table of agencies and cases at it, made through moves, for the tests of what
agencies answer, do and confirm.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accounts.models import Agency, RoleGrant, User
from accounts.roles import Role
from casework.actions.contact import record_contact_plan
from casework.actions.opening import open_case
from casework.actions.people import Details, name_person
from casework.models import Part
from casework.moment import now
from casework.workflow.perform import perform, settle
from marac.models import (
    Action,
    AgencyProfile,
    CaseRoute,
    ConfidentialityStatement,
    Meeting,
    ProtocolProfile,
    Referral,
    ResearchRequest,
    RiskAssessment,
    RiskSummary,
    Screening,
    SharingDecision,
)
from marac.scheme import MARAC
from marac.states import Q
from tests.cast import PASSWORD, SINCE, Cast, make_cast

LONG = "Several things point the same way, and none of them alone says enough."


@dataclass(frozen=True)
class Table:
    """Two agencies, the IDVA service and the police; each with its people."""

    cast: Cast
    health: Agency
    housing: Agency
    service: Agency
    police: Agency
    hana: User  # health
    hugo: User  # health, a colleague
    rosa: User  # housing
    ida: User  # the IDVA service

    @property
    def coordinator(self) -> User:
        """Runs the list."""
        return self.cast.marac_coordinator

    @property
    def chair(self) -> User:
        """Runs the meeting."""
        return self.cast.marac_chair


def guest(username: str, name: str, agency: Agency, role: Role) -> User:
    """Somebody of an agency: they belong to no unit."""
    user = User(username=username, name=name, agency=agency)
    user.set_password(PASSWORD)
    user.save()
    RoleGrant.objects.create(user=user, role=role, valid_from=SINCE)
    return user


def make_table(cast: Cast | None = None) -> Table:
    """Everybody, in the database; each agency has signed the agreement."""
    cast = cast or make_cast()
    names = {
        "health": "Testshire Health",
        "housing": "Testshire Homes",
        "idva": "Testshire IDVA service",
        "police": "Testshire Police",
    }
    made = {kind: Agency.objects.create(name=name) for kind, name in names.items()}
    rep = Role.AGENCY_REPRESENTATIVE
    hana = guest("hana", "Hana Health", made["health"], rep)
    hugo = guest("hugo", "Hugo Health", made["health"], rep)
    rosa = guest("rosa", "Rosa Housing", made["housing"], rep)
    ida = guest("ida", "Ida Service", made["idva"], Role.IDVA)
    for kind, agency in made.items():
        AgencyProfile.objects.create(
            agency=agency,
            unit=cast.unit,
            kind=kind,
            is_core=kind == "health",
            manager=hugo if kind == "health" else None,
            agreement_signed_on=SINCE,
        )
    return Table(
        cast=cast,
        health=made["health"],
        housing=made["housing"],
        service=made["idva"],
        police=made["police"],
        hana=hana,
        hugo=hugo,
        rosa=rosa,
        ida=ida,
    )


def refer(table: Table, *, by: User | None = None, name: str = "Wren") -> Any:
    """A complete referral of the coordinator, not sent yet."""
    by = by or table.coordinator
    case = open_case(
        MARAC,
        by=by,
        route="referral",
        received_at=now() - dt.timedelta(hours=1),
        unit=table.cast.unit,
        profile=ProtocolProfile.objects.get(unit=None),
        referring_agency=by.agency or table.police,
    )
    person = name_person(
        case,
        by=by,
        part=Part.PERSON_AT_RISK,
        details=Details(given=name, family="Example", aliases=("Wren Sample",)),
    )
    name_person(
        case,
        by=by,
        part=Part.CAUSES_HARM,
        details=Details(given="Ash", family="Example"),
    )
    said = {"by": by, "at": now()}
    Referral.objects.create(
        case=case,
        area="Testtown",
        safety_done=True,
        safety_steps="Locks were changed.",
        crimes_disclosed=False,
        **said,
    )
    CaseRoute.objects.create(case=case, code="professional_judgement")
    Referral.objects.filter(case=case).update(judgement=LONG)
    RiskAssessment.objects.create(
        case=case, threshold=14, why_no_tool="The form was lost.", **said
    )
    SharingDecision.objects.create(
        case=case,
        consent_asked="yes",
        consented=True,
        told="yes",
        basis="gdpr_public_task",
        decided_by=str(by),
        **said,
    )
    record_contact_plan(
        case,
        person,
        by=by,
        method="call",
        safe_times="Mornings",
    )
    return case


def suitable(table: Table, **facts: Any) -> Any:
    """A case that was screened and may be listed."""
    case = perform(refer(table, **facts), "send_referral", by=table.coordinator)
    Screening.objects.create(
        case=case,
        decision="suitable",
        rationale=LONG,
        by=table.coordinator,
        at=now(),
    )
    return perform(case, "take_on", by=table.coordinator)


def make_meeting(table: Table, *, in_days: int = 3, **facts: Any) -> Meeting:
    """A meeting whose list is open."""
    starts_at = now() + dt.timedelta(days=in_days)
    made = Meeting.objects.create(
        unit=table.cast.unit,
        profile=ProtocolProfile.objects.get(unit=None),
        starts_at=starts_at,
        cut_off_at=now(),
        publish_at=now(),
        research_due_at=starts_at - dt.timedelta(hours=20),
        capacity=14,
        chair=table.chair,
        state_entered_at=now(),
        **facts,
    )
    opened: Meeting = settle(made)
    return opened


def publish(table: Table, *cases: Any, meeting: Meeting | None = None) -> Meeting:
    """The cases on the list of a meeting, which is out: agencies are asked."""
    meeting = meeting or make_meeting(table)
    for case in cases:
        perform(case, "list_case", by=table.coordinator, meeting=meeting)
    published: Meeting = perform(meeting, "publish_list", by=table.coordinator)
    return published


def request_to(case: Any, agency: Agency) -> ResearchRequest:
    """The latest request to ``agency`` about ``case``."""
    found: ResearchRequest = case.research_requests.filter(agency=agency).latest("pk")
    assert found.state != Q.CREATED
    return found


def conclude(table: Table, case: Any, *agencies: Agency, **facts: Any) -> list[Action]:
    """The case is heard, with an agreed action for each of ``agencies``."""
    listing = case.listings.get(left_at__isnull=True)
    meeting = listing.meeting
    _open_session(table, meeting)
    perform(case, "begin_hearing", by=table.chair)
    listing.feedback_owner = "IDVA"
    listing.no_action_reason = "" if agencies else "Nothing is left to do."
    listing.save()
    said = {"by": table.chair, "at": now()}
    RiskSummary.objects.create(listing=listing, harm="Serious harm.", **said)
    for question in _questions():
        listing.check_answers.create(question=question, answer="no", **said)
    made = [add_action(table, case, agency, **facts) for agency in agencies]
    perform(case, "conclude", by=table.chair)
    return [Action.objects.get(pk=one.pk) for one in made]


def add_action(table: Table, case: Any, agency: Agency, **facts: Any) -> Action:
    """A proposed action of ``agency``."""
    row = {
        "due_on": (now() + dt.timedelta(days=7)).date(),
        "words": "Call the person and agree on a safe time to talk",
        "for_whom": "person_at_risk",
        "listing": case.listings.latest("pk"),
        **facts,
    }
    made: Action = Action.objects.create(
        case=case,
        owner_agency=agency,
        by=table.chair,
        at=now(),
        state_entered_at=now(),
        **row,
    )
    return made


def _questions() -> list[str]:
    return [code for code, _words in MARAC.defaults.code_lists["check_question"]]


def _open_session(table: Table, meeting: Meeting) -> None:
    """The chair and the agencies are here, and each has signed."""
    meeting.refresh_from_db()
    if meeting.state == "in_session":
        return
    for user in (table.chair, table.hana, table.rosa, table.ida):
        row = meeting.attendances.create(
            user=user,
            name=str(user),
            agency=user.agency or table.police,
            presence="present",
            joined_at=now(),
            by=table.coordinator,
            at=now(),
        )
        ConfidentialityStatement.objects.create(
            attendance=row, words="Kept.", signed_at=now(), recorded_by=table.chair
        )
    meeting.statement_read_at, meeting.statement_read_by = now(), table.chair
    meeting.save()
    for listed in meeting.cases.filter(left_at__isnull=True).select_related("case"):
        if listed.case.state == "in_research":
            perform(
                listed.case, "close_research", by=table.coordinator, reason="All in."
            )
    perform(meeting, "begin_session", by=table.chair)
