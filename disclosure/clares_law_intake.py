"""Ways in about a partner or former partner: page 2 of a call, the warnings, and the
form of the website (clares-law 2.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework.actions.people import add_part, name_person
from casework.forms.fields import (
    BirthDateField,
    NameField,
    PhoneField,
    PlainTextField,
    PostcodeField,
)
from casework.models import Part, Person
from disclosure.actions.from_website import details_of
from disclosure.actions.intake import record_about, relate_them
from disclosure.forms_intake import (
    CALLER_FIELDS,
    SUBJECT_FIELDS,
    SUBJECT_HINT,
    PeopleForm,
)
from disclosure.forms_safe_contact import PLAN_FIELDS, SafeContactForm
from disclosure.intake_tables import Intake, WebsiteForm
from disclosure.website.reading import ReadApplication

if TYPE_CHECKING:
    from accounts.models import User

RISK = ("given", "family", "birth", "line1", "town", "postcode", "phone")


class AboutForm(PeopleForm, SafeContactForm):
    """Who it is about and why; everything may follow later."""

    risk_given = NameField(label="Given names", required=False)
    risk_family = NameField(label="Family name", required=False)
    risk_birth = BirthDateField(label="Date of birth (if known)", required=False)
    risk_line1 = PlainTextField(label="First line of the address", required=False)
    risk_town = PlainTextField(label="Town", max_length=120, required=False)
    risk_postcode = PostcodeField(required=False)
    risk_phone = PhoneField(label="Telephone (if known)", required=False)
    children = PlainTextField(
        label="Children and pregnancy",
        help_text="Names, ages and where they live, or “none”",
        multiline=True,
        rows=3,
        required=False,
    )

    ANSWERS = (*PeopleForm.ANSWERS, "children")
    NAMED = (("risk", "person at risk"), ("subject", "subject"))
    SECTIONS = (
        (
            "The caller",
            "Whoever applies gives these; identity is checked at the meeting.",
            CALLER_FIELDS,
        ),
        ("The person at risk", "", [f"risk_{name}" for name in RISK]),
        (
            "Safe contact with the person at risk",
            "If nobody knows, choose “No safe way is known yet”.",
            PLAN_FIELDS,
        ),
        ("The subject", SUBJECT_HINT, SUBJECT_FIELDS),
        ("Why now", "", ("relationship", "reason", "children", "subject_knows")),
    )

    def clean(self) -> dict[str, Any]:
        """A safe way to reach somebody belongs to somebody with a name."""
        said = super().clean()
        if "method" in self.fields:
            self.check_plan(needed=False)
            if said.get("method") and not self.is_named("risk"):
                self._ask_for_the_name()
        return said

    def facts(self) -> dict[str, Any]:
        """What ``record_about`` takes."""
        return {
            **super().facts(),
            "person_at_risk": self.details("risk"),
            "plan": self.plan() if "method" in self.fields else None,
        }

    def _ask_for_the_name(self) -> None:
        if "risk_given" in self.fields and "risk_given" not in self.errors:
            self.add_error("risk_given", "Enter a name of the person at risk")


# clares-law 2.1: each is told at first contact, before anything is checked.
TO_READ_OUT = (
    "Nothing can be told today. We check, meet you, and decide within 28 days.",
    (
        "There may be nothing to tell, or the law may not let us tell you. That does "
        "not mean that there is no risk."
    ),
    (
        "If something is disclosed, it goes to whoever can best protect the person at "
        "risk. That may not be you."
    ),
    "If you tell us about a crime, we may have to act on it.",
    (
        "We keep what you tell us confidential, and the subject is not told that you "
        "asked, unless the law or somebody's safety requires it."
    ),
    (
        "What you are told must stay confidential. Using it for anything but keeping "
        "somebody safe may be a crime."
    ),
    "It can be a crime to give false information knowingly.",
    "We check police records on everybody named, you too.",
)
INTAKE = Intake(
    worry="An adult, because of a partner or former partner",
    hint="Clare's Law",
    caller="Who is the caller to the adult at risk?",
    for_oneself="person_at_risk",
    form=AboutForm,
    record=record_about,
    asks=frozenset({"people_named", "relationship_and_reason_recorded"}),
    to_read_out=TO_READ_OUT,
    parts=(Part.PERSON_AT_RISK, Part.SUBJECT),
)


def record_person_at_risk(
    case: Any, application: ReadApplication, applicant: Person, *, by: User
) -> None:
    """Whom the applicant applies for, and how they stand to the subject."""
    at_risk = application.person_at_risk
    if not at_risk.name.is_missing and application.applies_for_self:
        add_part(case, applicant, by=by, part=Part.PERSON_AT_RISK)
    elif not at_risk.name.is_missing:
        details = details_of(at_risk, asked_for="previous")
        name_person(case, by=by, part=Part.PERSON_AT_RISK, details=details)
    rows = case.involvements.select_related("person")
    people = {row.part: row.person for row in rows}
    said = application.relationship
    relate_them(case, people, by, str(said.code), said.typed)


WEBSITE = WebsiteForm(
    caller=lambda application: str(application.referrer), record=record_person_at_risk
)
