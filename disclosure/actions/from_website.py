"""A way in: an application of the force's website becomes a case.

What a form asks beside applicant and subject, its scheme records (``WebsiteForm``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from casework.actions.contact import record_contact_plan
from casework.actions.door import changing
from casework.actions.opening import open_case
from casework.actions.people import Details, name_person
from casework.actions.work import raise_alarm
from casework.models import Case, Method, Part, Person
from casework.moment import now
from casework.policy import Capability
from casework.schemes import scheme_named
from disclosure.actions.application import confirm_warnings, record_application
from disclosure.actions.intake import TIMES_NOT_SAID
from disclosure.manifest import website_form_of
from disclosure.website.children import Child
from disclosure.website.people import Person as PersonRead
from disclosure.website.reading import ReadApplication
from disclosure.website.words import SafeToCall, is_nothing

if TYPE_CHECKING:
    from accounts.models import User

WEBSITE_SAYS = "The application says that somebody is in danger now."
NAME_NOT_GIVEN = "Name not given"


def open_from_website(application: ReadApplication, *, by: User) -> Any:
    """Open a case of an application as far as it can be read; returns the case.

    Its clock starts when the website took it in. What is missing stays missing: the
    first move asks for it. Danger raises the alarm at once.
    """
    form = website_form_of(application.scheme)
    with transaction.atomic():
        case = open_case(
            scheme_named(application.scheme),
            by=by,
            route=application.route,
            received_at=application.received_at or now(),
        )
        with changing(case, by=by, may=Capability.TAKE_IN):
            record_application(case, by=by, **_answers(application))
            if application.is_urgent:
                raise_alarm(case, by=by, what_was_said=WEBSITE_SAYS)
            applicant = _name_people(case, application, form.caller(application), by)
            form.record(case, application, applicant, by=by)
            record_contact_plan(case, applicant, by=by, **contact_plan_of(application))
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
        "children": application.children.typed
        or "\n".join(child.typed for child in application.children_named),
        "person_at_risk_knows": str(application.knows_about_application),
        "submission_id": application.submission_id,
    }


def _name_people(
    case: Case, application: ReadApplication, category: str, by: User
) -> Person:
    """The subject if the form names one, and the applicant in any case, for it is the
    applicant who can be asked for the rest; returns the applicant.
    """
    person = name_person(
        case,
        by=by,
        part=Part.APPLICANT,
        details=details_of(application.applicant, asked_for="previous"),
        category=category,
    )
    if not application.subject.name.is_missing:
        name_person(
            case,
            by=by,
            part=Part.SUBJECT,
            details=details_of(application.subject, asked_for="aliases"),
        )
    return person


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


def details_of_child(child: Child) -> Details:
    """A child of the form; what is no date is kept as it was typed."""
    name = child.name
    return Details(
        given=name.given,
        family=NAME_NOT_GIVEN if name.is_missing else name.family,
        date_of_birth=child.born,
        birth_as_given="" if child.born else child.born_typed,
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
