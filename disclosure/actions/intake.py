"""Ways in: a telephone call in three parts, and an application of the website.

Both are made of the same writes as every other page: nothing here stores a row itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from casework.actions.contact import (
    record_contact_plan,
)
from casework.actions.door import changing
from casework.actions.opening import open_case
from casework.actions.people import (
    Details,
    add_part,
    change_person,
    name_person,
    relate,
)
from casework.actions.work import raise_alarm
from casework.forms.text_fields import e164_of
from casework.models import Case, Method, NameKind, Part, Person
from casework.moment import now
from casework.policy import Capability
from casework.schemes import scheme_named
from disclosure.actions.application import confirm_warnings, record_application
from disclosure.models import Danger
from disclosure.outcomes import Route
from disclosure.website.people import Person as PersonRead
from disclosure.website.reading import ReadApplication
from disclosure.website.words import SafeToCall, is_nothing

if TYPE_CHECKING:
    from accounts.models import User

SCHEME = "clares_law"
AT_RISK_CALLS = "person_at_risk"
TIMES_NOT_SAID = "Not said: ask first"
WEBSITE_SAYS = "The application says that somebody is in danger now."
CALLER_SAYS = "The caller says that somebody may be hurt now."
NAME_NOT_GIVEN = "Name not given"


# -- A call --------------------------------------------------------------------------
def start_application(
    *,
    by: User,
    danger: str,
    incident_reference: str,
    received_at: dt.datetime,
    route: str,
    channel: str,
    caller: Details,
    caller_is: str,
    plan: Mapping[str, Any] | None,
) -> Any:
    """Open the case of a call as soon as it is safe to ring back; returns the case.

    ``caller_is`` is a code of the list "referrer": the person at risk gets that part
    too. ``plan`` are fields of ContactPlan for the caller, None if there is none yet.
    """
    asks = route == Route.ASK
    with transaction.atomic():
        case = open_case(
            scheme_named(SCHEME), by=by, route=route, received_at=received_at
        )
        with changing(case, by=by, may=Capability.TAKE_IN):
            record_application(
                case,
                by=by,
                channel=channel,
                danger=danger,
                incident_reference=incident_reference,
            )
            if danger == Danger.YES:
                raise_alarm(
                    case,
                    by=by,
                    what_was_said=CALLER_SAYS,
                    incident_reference=incident_reference,
                )
            part = Part.APPLICANT if asks else Part.REFERRER
            person = name_person(
                case, by=by, part=part, details=caller, category=caller_is
            )
            if asks and caller_is == AT_RISK_CALLS:
                add_part(case, person, by=by, part=Part.PERSON_AT_RISK)
            if plan:
                record_contact_plan(case, person, by=by, **plan)
    return case


def record_about(
    case: Case,
    *,
    by: User,
    version: int | None = None,
    caller: Details | None = None,
    person_at_risk: Details | None,
    subject: Details | None,
    plan: Mapping[str, Any] | None,
    **answers: Any,
) -> None:
    """Record who a call is about, as far as it is known; the rest can follow.

    ``caller`` is what an applicant said of themselves beside the name. ``plan`` is how
    the person at risk can be reached (Right to Know). ``answers`` are fields of
    Application. Stale if the page was older than the case.
    """
    with changing(case, by=by, may=Capability.TAKE_IN, version=version) as locked:
        rows = locked.involvements.select_related("person")
        people = {row.part: row.person for row in rows}
        if caller is not None:
            _add_to_caller(case, people[Part.APPLICANT], by, caller)
        for part, details in (
            (Part.PERSON_AT_RISK, person_at_risk),
            (Part.SUBJECT, subject),
        ):
            if details is not None:
                people[part] = name_person(case, by=by, part=part, details=details)
        record_application(case, by=by, **answers)
        _relate(case, people, by, str(answers["relationship"]))
        if plan and Part.PERSON_AT_RISK in people:
            record_contact_plan(case, people[Part.PERSON_AT_RISK], by=by, **plan)


def _add_to_caller(case: Case, person: Person, by: User, said: Details) -> None:
    """The name stays as it was taken on the first page."""
    name = person.names.get(kind=NameKind.MAIN)
    details = replace(said, given=name.given, family=name.family, sex=person.sex)
    change_person(case, person, by=by, details=details)


def details_of_caller(given: str, family: str, contact_point: str) -> Details:
    """The caller; what looks like a number or an e-mail is kept as one."""
    return Details(
        given=given,
        family=family,
        phone=contact_point if e164_of(contact_point) else "",
        email=contact_point if "@" in contact_point else "",
    )


def _relate(
    case: Case, people: Mapping[Any, Person], by: User, kind: str, as_given: str = ""
) -> None:
    if kind and Part.PERSON_AT_RISK in people and Part.SUBJECT in people:
        relate(case, by=by, kind=kind, as_given=as_given)


# -- The website ----------------------------------------------------------------------
def open_from_website(application: ReadApplication, *, by: User) -> Any:
    """Open a case of an application as far as it can be read; returns the case.

    Its clock starts when the website took it in. What is missing stays missing: the
    first move asks for it. Danger raises the alarm at once.
    """
    with transaction.atomic():
        case = open_case(
            scheme_named(SCHEME),
            by=by,
            route=application.route,
            received_at=application.received_at or now(),
        )
        with changing(case, by=by, may=Capability.TAKE_IN):
            record_application(case, by=by, **_answers(application))
            if application.is_urgent:
                raise_alarm(case, by=by, what_was_said=WEBSITE_SAYS)
            people = _name_people(case, application, by)
            relationship = application.relationship
            _relate(case, people, by, str(relationship.code), relationship.typed)
            record_contact_plan(
                case, people[Part.APPLICANT], by=by, **contact_plan_of(application)
            )
            agreed = application.declaration
            if (
                agreed.truthful
                and agreed.understands_sharing
                and agreed.understands_confidential
            ):
                confirm_warnings(case, by=by)
    return case


def _answers(application: ReadApplication) -> dict[str, Any]:
    return {
        "channel": "online",
        "danger": str(application.danger),
        "incident_reference": application.police_reference,
        "relationship": str(application.relationship.code),
        "relationship_as_given": application.relationship.typed,
        "reason": application.why_worried,
        "children": application.children.typed,
        "person_at_risk_knows": str(application.knows_about_application),
        "submission_id": application.submission_id,
    }


def _name_people(
    case: Case, application: ReadApplication, by: User
) -> dict[Any, Person]:
    """The people of the form who have a name; the applicant in any case, for it is
    the applicant who can be asked for the rest.
    """
    applicant, at_risk = application.applicant, application.person_at_risk
    people = {
        Part.APPLICANT: name_person(
            case,
            by=by,
            part=Part.APPLICANT,
            details=details_of(applicant, asked_for="previous"),
            category=str(application.referrer),
        )
    }
    if not at_risk.name.is_missing:
        if application.applies_for_self:
            people[Part.PERSON_AT_RISK] = people[Part.APPLICANT]
            add_part(case, people[Part.APPLICANT], by=by, part=Part.PERSON_AT_RISK)
        else:
            people[Part.PERSON_AT_RISK] = name_person(
                case,
                by=by,
                part=Part.PERSON_AT_RISK,
                details=details_of(at_risk, asked_for="previous"),
            )
    if not application.subject.name.is_missing:
        people[Part.SUBJECT] = name_person(
            case,
            by=by,
            part=Part.SUBJECT,
            details=details_of(application.subject, asked_for="aliases"),
        )
    return people


def details_of(person: PersonRead, *, asked_for: str) -> Details:
    """A person of the form. It asks applicants for previous names and of subjects for
    aliases (``asked_for``); a maiden name is a previous name wherever it stands.
    """
    names = person.other_names
    is_previous = [asked_for == "previous" or name.is_maiden for name in names]
    pairs = list(zip(names, is_previous, strict=True))
    phone = person.phone.typed
    return Details(
        given=person.name.given,
        family=NAME_NOT_GIVEN if person.name.is_missing else person.name.family,
        date_of_birth=person.birth.day,
        birth_as_given=person.birth.typed or person.age_typed,
        aliases=[name.shown for name, previous in pairs if not previous],
        previous_names=[name.shown for name, previous in pairs if previous],
        line1=person.address.line1,
        town=person.address.town,
        postcode=person.address.postcode,
        phone="" if is_nothing(phone) else phone,
        email=person.email.address,
        other_addresses=[
            (place.line1, place.town, place.postcode)
            for place in person.previous_addresses
        ],
    )


def contact_plan_of(application: ReadApplication) -> dict[str, Any]:
    """The fields of ContactPlan that the applicant's answers allow, and no more.

    A text cannot reach a landline, and a call was not said to be safe.
    """
    said, phone = application.safe_contact, application.applicant.phone
    method = Method.NONE_SAFE
    if said.safe_to_call is SafeToCall.YES and phone.e164:
        method = Method.CALL
    if said.safe_to_call is SafeToCall.TEXT_ONLY and phone.e164:
        method = Method.NONE_SAFE if phone.is_landline else Method.TEXT
    may_use = method is not Method.NONE_SAFE
    typed = said.safe_to_call_typed
    return {
        "method": method,
        "contact_point": phone.typed if may_use else "",
        "safe_times": said.best_times or TIMES_NOT_SAID,
        "may_leave_message": may_use and said.leave_message,
        "may_text": method is Method.TEXT,
        "who_else": "" if may_use or not typed else f"Safe to call? “{typed}”",
    }
