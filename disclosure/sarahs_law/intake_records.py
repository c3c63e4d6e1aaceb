"""What a call about a child writes down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from casework.actions.door import changing
from casework.actions.people import Details, name_person
from casework.models import Case, Part, Person
from casework.models.research import YesNoUnknown
from casework.policy import Capability
from disclosure.actions.from_website import details_of_child
from disclosure.actions.intake import record_said
from disclosure.actions.records import add_record
from disclosure.website.children import read_contact, read_to_children
from disclosure.website.reading import ReadApplication

if TYPE_CHECKING:
    from accounts.models import User

NOT_SAID = "Not said"


def record_child_about(
    case: Case,
    *,
    by: User,
    version: int | None = None,
    children: list[tuple[Details, dict[str, Any]]],
    access: Mapping[str, Any],
    **said: Any,
) -> None:
    """Record who a call about a child is about, as far as it is known.

    ``children`` are people with the fields of ChildFacts, ``access`` those of Access,
    ``said`` what ``record_said`` takes. Stale if the page was older than the case.
    """
    with changing(case, by=by, may=Capability.TAKE_IN, version=version):
        record_said(case, by=by, **said)
        for details, link in children:
            add_child(case, details, by=by, **link)
        if access:
            add_record(case, "access", by=by, **access)


def add_child(case: Case, details: Details, *, by: User, **link: Any) -> None:
    """A child with a part in the case, and what is known of the links to it."""
    child = name_person(case, by=by, part=Part.CHILD, details=details)
    add_record(case, "child", by=by, child=child, **link)


def record_children(
    case: Case, application: ReadApplication, _applicant: Person, *, by: User
) -> None:
    """The children that the website's form names, and the contact in its words."""
    said = application.access_typed
    way, subject_is = read_contact(said)
    applicant_is = read_to_children(application.referrer_typed).second
    for child in application.children_named:
        add_child(
            case,
            details_of_child(child),
            by=by,
            is_unborn=child.is_unborn,
            applicant_is=applicant_is,
            subject_is=subject_is,
            lives_with=child.lives_with or NOT_SAID,
        )
    if said:
        online = YesNoUnknown.YES if way == "online" else YesNoUnknown.UNKNOWN
        add_record(
            case,
            "access",
            by=by,
            way=way,
            frequency="not_known",
            supervised=YesNoUnknown.UNKNOWN,
            overnight=YesNoUnknown.UNKNOWN,
            online=online,
            since=f"As the form says it: “{said}”",
        )
