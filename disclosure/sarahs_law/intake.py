"""Ways in about a child: page 2 of a call, the warnings, and the form of the website.

Source: sarahs-law 1.6, 2.1, 2.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from casework.actions.people import Details
from casework.forms.fields import BirthDateField, NameField, PlainTextField, YesNoField
from casework.models import Part
from casework.models.research import YesNoUnknown
from casework.queries.code_lists import labels_of
from disclosure.forms_intake import (
    CALLER_FIELDS,
    SUBJECT_FIELDS,
    SUBJECT_HINT,
    PeopleForm,
    radios,
)
from disclosure.intake_tables import Intake, WebsiteForm
from disclosure.sarahs_law.intake_records import (
    NOT_SAID,
    record_child_about,
    record_children,
)
from disclosure.website.children import read_to_children

# So many children are asked for on the page; more are added on the page of the case.
CHILDREN = (1, 2)
CHILD = ("given", "family", "birth", "age", "unborn", "lives_with")
ACCESS = ("way", "frequency", "supervised", "overnight", "online", "since")
MORE = (
    "A name, an age or “about six” is enough. Further children are added later, on the "
    "page “Child” of the case."
)
NAME_THE_CHILD = "Enter a name of the child, or “not given”"


def _known(label: str) -> forms.ChoiceField:
    return radios(label, choices=YesNoUnknown.choices, required=False)


class ChildAboutForm(PeopleForm):
    """Who the child is, what access the subject has, and why now."""

    child_subject_is = forms.ChoiceField(
        label="What is the subject to the child?", required=False
    )
    child_applicant_is = forms.ChoiceField(
        label="What is the caller to the child?", required=False
    )
    access_way = forms.ChoiceField(label="What kind of access?", required=False)
    access_frequency = forms.ChoiceField(label="How often?", required=False)
    access_supervised = _known("Is somebody else there?")
    access_overnight = _known("Does the child stay overnight?")
    access_online = _known("Is there contact online or by phone?")
    access_since = PlainTextField(
        label="Since when, and what is planned?", max_length=300, required=False
    )

    SECTIONS = (
        (
            "The caller",
            "Whoever applies gives these; identity is checked at the interview.",
            CALLER_FIELDS,
        ),
        ("The subject", SUBJECT_HINT, SUBJECT_FIELDS),
        *(
            (
                "The child" if number == 1 else "A second child",
                MORE if number == 1 else "Leave it empty if there is none.",
                [f"child_{number}_{name}" for name in CHILD],
            )
            for number in CHILDREN
        ),
        (
            "The subject and the child",
            "Real contact with the child, or contact that is planned.",
            (
                "child_subject_is",
                "child_applicant_is",
                *(f"access_{name}" for name in ACCESS),
            ),
        ),
        ("Why now", "", ("relationship", "reason", "subject_knows")),
    )

    def own_fields(self) -> dict[str, forms.Field]:
        """Those of each child."""
        self.fields["relationship"].label = "What is the subject to the caller?"
        return _child_fields()

    def lists(self) -> Iterator[tuple[str, str]]:
        """Those of the link to the child and of access too."""
        yield from super().lists()
        yield "child_subject_is", "subject_child"
        yield "child_applicant_is", "applicant_child"
        yield "access_way", "access"
        yield "access_frequency", "frequency"

    def clean(self) -> dict[str, Any]:
        """What is said of a child belongs to one; so does the link."""
        said = super().clean()
        for number in CHILDREN:
            home = said.get(f"child_{number}_lives_with")
            details = self.details(f"child_{number}")
            if (details or home) and not self.is_named(f"child_{number}"):
                self.add_error(f"child_{number}_given", NAME_THE_CHILD)
        return said

    def facts(self) -> dict[str, Any]:
        """What ``record_child_about`` takes."""
        return {
            **super().facts(),
            "children": [self._child(number) for number in self._named()],
            "access": self._access(),
        }

    def _named(self) -> list[int]:
        return [number for number in CHILDREN if self.details(f"child_{number}")]

    def _child(self, number: int) -> tuple[Details | None, dict[str, Any]]:
        said = self.cleaned_data
        link = {
            "is_unborn": bool(said.get(f"child_{number}_unborn")),
            "applicant_is": said.get("child_applicant_is") or "",
            "subject_is": said.get("child_subject_is") or "not_known",
            "lives_with": said.get(f"child_{number}_lives_with") or NOT_SAID,
        }
        return self.details(f"child_{number}"), link

    def _access(self) -> dict[str, str]:
        """Nothing until the kind is known: it is what the first move asks for."""
        said = self.cleaned_data
        if not said.get("access_way"):
            return {}
        return {
            "way": said["access_way"],
            "frequency": said.get("access_frequency") or "not_known",
            **{
                name: said.get(f"access_{name}") or YesNoUnknown.UNKNOWN
                for name in ("supervised", "overnight", "online")
            },
            "since": said.get("access_since") or NOT_SAID,
        }


def _child_fields() -> dict[str, forms.Field]:
    return {
        name: field
        for number in CHILDREN
        for name, field in (
            (f"child_{number}_given", NameField(label="Given names", required=False)),
            (f"child_{number}_family", NameField(label="Family name", required=False)),
            (
                f"child_{number}_birth",
                BirthDateField(label="Date of birth (if known)", required=False),
            ),
            (
                f"child_{number}_age",
                PlainTextField(
                    label="Or age, as the caller says it",
                    max_length=60,
                    required=False,
                ),
            ),
            (
                f"child_{number}_unborn",
                YesNoField(
                    label="Is the child still to be born?",
                    required=False,
                    initial=False,
                ),
            ),
            (
                f"child_{number}_lives_with",
                PlainTextField(
                    label="Whom does the child live with?",
                    max_length=200,
                    required=False,
                ),
            ),
        )
    }


def what_was_said(case: Any) -> list[tuple[str, str]]:
    """Page 3: the children and the access, in words."""
    labels = labels_of(case.scheme)
    rows = [
        ("Child", _said_of(row, labels))
        for row in case.children_described.select_related("child").prefetch_related(
            "child__names"
        )
    ]
    accesses = [
        ("Access", f"{labels.get(('access', row.way), row.way)}. {row.since}")
        for row in case.accesses.all()
    ]
    return [*rows, *accesses]


def _said_of(row: Any, labels: Mapping[tuple[str, str], str]) -> str:
    name = str(row.child.main_name) if row.child else row.description
    subject = labels.get(("subject_child", row.subject_is), row.subject_is)
    unborn = "Still to be born" if row.is_unborn else ""
    lines = (name, unborn, f"Lives with: {row.lives_with}", f"The subject: {subject}")
    return "\n".join(filter(None, lines))


# Nothing about the subject is told at first contact (sarahs-law 1.2, 2.2).
TO_READ_OUT = (
    (
        "Nothing can be told today. We check at once whether a child is in danger "
        "now, interview you within 10 days, and decide within 28 days."
    ),
    (
        "There may be nothing to tell, or the law may not let us tell you. That does "
        "not mean that a child is safe with anybody."
    ),
    (
        "If something is disclosed, it goes to whoever can best protect the child. "
        "That may not be you, and you may never learn whether anybody was told."
    ),
    (
        "If a child may be in danger, or you tell us about a crime, the police act on "
        "it."
    ),
    (
        "We may share what you tell us with children's social care and others who "
        "protect children. The subject is not told that you asked."
    ),
    (
        "What you are told must stay confidential. Passing it on, or using it for "
        "anything but keeping a child safe, may lead to legal proceedings."
    ),
    (
        "To give false information knowingly, or to ask for another reason than to "
        "protect a child, may lead to action against you."
    ),
    (
        "We will ask for proof of who you are and of your link to the child, and "
        "check police records on everybody named, you too."
    ),
)
INTAKE = Intake(
    worry="A child, because of somebody who may harm children",
    hint="Sarah's Law",
    caller="Who is the caller to the child?",
    form=ChildAboutForm,
    record=record_child_about,
    asks=frozenset(
        {"people_named", "child_described", "access_described", "reason_recorded"}
    ),
    to_read_out=TO_READ_OUT,
    parts=(Part.SUBJECT,),
    recorded={
        "child": lambda case: case.children_described.exists(),
        "access": lambda case: case.accesses.exists(),
    },
    said=what_was_said,
    said_on="case_child",
)
WEBSITE = WebsiteForm(
    caller=lambda application: read_to_children(application.referrer_typed).first,
    record=record_children,
)
