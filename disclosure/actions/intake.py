"""A way in: a telephone call in three parts.

It is made of the same writes as every other page: nothing here stores a row itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from casework.actions.contact import (
    record_contact_plan,
)
from casework.actions.door import changing
from casework.actions.opened_together import link_opened_together, share_person
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
from casework.models import Case, NameKind, Part, Person
from casework.policy import Capability
from casework.queries.opened_together import opened_with
from casework.schemes import scheme_named
from disclosure.actions.application import record_application
from disclosure.manifest import manifest_of
from disclosure.models import Danger
from disclosure.outcomes import Route

if TYPE_CHECKING:
    from accounts.models import User

TIMES_NOT_SAID = "Not said: ask first"
CALLER_SAYS = "The caller says that somebody may be hurt now."


# -- A call --------------------------------------------------------------------------
def start_application(
    *,
    by: User,
    callers: Mapping[str, str],
    caller: Details,
    plan: Mapping[str, Any] | None,
    **said: Any,
) -> Any:
    """Open the cases of a call as soon as it is safe to ring back; returns the first.

    ``callers`` are the schemes that it is about, each with a code of its list
    "referrer": a caller who is at risk themselves gets that part too. The cases are
    linked, and the caller is one person in all. ``plan`` are fields of ContactPlan for
    the caller, None if there is none yet. ``said`` are those of ``_open_one``.
    """
    with ExitStack() as held:
        held.enter_context(transaction.atomic())
        cases = [_open_one(scheme, held, by=by, **said) for scheme in callers]
        first = cases[0]
        part = Part.APPLICANT if first.route == Route.ASK else Part.REFERRER
        person = name_person(
            first, by=by, part=part, details=caller, category=callers[first.scheme]
        )
        for case in cases[1:]:
            link_opened_together(case, first, by=by)
            category = callers[case.scheme]
            share_person(case, person, by=by, part=part, category=category)
        for case in cases:
            own = manifest_of(case.scheme).calls_for_oneself
            if part is Part.APPLICANT and own and callers[case.scheme] == own:
                add_part(case, person, by=by, part=Part.PERSON_AT_RISK)
            if plan:
                record_contact_plan(case, person, by=by, **plan)
    return first


def _open_one(
    scheme: str,
    held: ExitStack,
    *,
    by: User,
    danger: str,
    incident_reference: str,
    received_at: dt.datetime,
    route: str,
    channel: str,
) -> Any:
    """A case with what was asked first; danger raises its alarm.

    It stays open for the rest of the act, which ``held`` ends.
    """
    case = open_case(scheme_named(scheme), by=by, route=route, received_at=received_at)
    held.enter_context(changing(case, by=by, may=Capability.TAKE_IN))
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
    return case


def record_said(
    case: Case,
    *,
    by: User,
    caller: Details | None,
    subject: Details | None,
    **answers: Any,
) -> None:
    """What every scheme asks: the caller, the subject, and fields of Application.

    ``caller`` is what an applicant said of themselves beside the name. The subject is
    the same person in every case that the contact opened.
    """
    if caller is not None:
        row = case.involvements.select_related("person").get(part=Part.APPLICANT)
        _add_to_caller(case, row.person, by, caller)
    if subject is not None:
        named = name_person(case, by=by, part=Part.SUBJECT, details=subject)
        for other in opened_with(case, by):
            if other.stage in scheme_named(other.scheme).intake_stages:
                share_person(other, named, by=by, part=Part.SUBJECT)
    record_application(case, by=by, **answers)


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

    ``plan`` is how the person at risk can be reached (Right to Know). ``answers`` are
    fields of Application. Stale if the page was older than the case.
    """
    with changing(case, by=by, may=Capability.TAKE_IN, version=version) as locked:
        if person_at_risk is not None:
            name_person(case, by=by, part=Part.PERSON_AT_RISK, details=person_at_risk)
        record_said(case, by=by, caller=caller, subject=subject, **answers)
        rows = locked.involvements.select_related("person")
        people = {row.part: row.person for row in rows}
        relate_them(case, people, by, str(answers["relationship"]))
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


def relate_them(
    case: Case, people: Mapping[Any, Person], by: User, kind: str, as_given: str = ""
) -> None:
    """How the person at risk and the subject are related, if both are named."""
    if kind and Part.PERSON_AT_RISK in people and Part.SUBJECT in people:
        relate(case, by=by, kind=kind, as_given=as_given)
