"""The forms of a call: danger and safe contact, who it is about, the warnings.

What differs by scheme is in the ``Intake`` of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from casework.actions.people import Details
from casework.forms.fields import (
    BirthDateField,
    MomentField,
    NameField,
    PlainTextField,
    PostcodeField,
)
from casework.forms.once import OnceForm
from casework.queries.code_lists import choices_of
from disclosure.actions.intake import details_of_caller
from disclosure.forms_safe_contact import PLAN_FIELDS, SafeContactForm, SectionedForm
from disclosure.intake_tables import Intake
from disclosure.manifest import all_manifests
from disclosure.models import Danger, Knows
from disclosure.outcomes import Route

CALLER = ("birth", "line1", "town", "postcode")
SUBJECT = ("given", "family", "birth", "age", "aliases", "line1", "town", "postcode")
CALLER_FIELDS = [f"caller_{name}" for name in CALLER]
SUBJECT_FIELDS = [f"subject_{name}" for name in SUBJECT]
SUBJECT_HINT = "The person whose past is asked about."
CHOOSE_ONE = "Choose what the worry is about; tick both if it is about both"
NOT_TICKED = "Leave it empty if you did not tick this above."
PROFESSIONALS = (
    "Right to Know is started by police or an agency: choose who they are, or choose "
    "Right to Ask"
)


def radios(label: str, **kwargs: Any) -> forms.ChoiceField:
    """One answer of a few."""
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, **kwargs)


def intakes() -> dict[str, Intake]:
    """Of each scheme that a call can open a case of."""
    rows = {tables.key: tables.intake for tables in all_manifests()}
    return {key: intake for key, intake in rows.items() if intake is not None}


class StartForm(SafeContactForm):
    """Danger, then safe contact: enough to open the case if the call drops."""

    danger = radios("Is anyone in danger now?", choices=Danger.choices)
    incident_reference = PlainTextField(
        label="Incident reference (if there is one)", max_length=60, required=False
    )
    received_at = MomentField(
        label="When did it reach the police?", noun="The time of receipt"
    )
    route = radios("Who started it?", choices=Route.choices)
    channel = forms.ChoiceField(label="How did it come in?")
    given = NameField(label="Given names", required=False)
    family = NameField(label="Family name", required=False)
    about = forms.MultipleChoiceField(
        label="Whom is the worry about?",
        help_text="Tick both if it is about both: each gets a case of its own.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": CHOOSE_ONE},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.intakes = intakes()
        fields: Any = self.fields
        fields["route"].choice_hints = {
            Route.ASK: "A member of the public asks",
            Route.KNOW: "Police or an agency ask that somebody is told",
        }
        about = fields["about"]
        about.choices = [(key, row.worry) for key, row in self.intakes.items()]
        about.choice_hints = {key: row.hint for key, row in self.intakes.items()}
        channels = [pair for key in self.intakes for pair in choices_of(key, "channel")]
        fields["channel"].choices = [("", "Choose"), *dict(channels).items()]
        for key, row in self.intakes.items():
            listed = choices_of(key, "referrer")
            fields[caller_field(key)] = forms.ChoiceField(
                label=row.caller,
                choices=[("", "Choose"), *listed],
                required=False,
                help_text=NOT_TICKED,
            )
        self.SECTIONS = self._sections()
        self.order_fields([name for part in self.SECTIONS for name in part[2]])

    def _sections(self) -> Sequence[tuple[str, str, Sequence[str]]]:
        callers = [caller_field(key) for key in self.intakes]
        return (
            ("Danger", "", ("danger", "incident_reference")),
            (
                "Safe contact, in case the call drops",
                (
                    "For a police or agency referral (Right to Know), give only their "
                    "number: safe contact with others is asked later."
                ),
                PLAN_FIELDS,
            ),
            ("The caller", "", ("given", "family")),
            ("The worry", "", ("about", *callers)),
            ("The application", "", ("received_at", "route", "channel")),
        )

    def clean(self) -> dict[str, Any]:
        """Safe contact may wait only for danger, and for a professional's referral."""
        said = super().clean() or self.cleaned_data
        if not (said.get("given") or said.get("family")) and not (
            {"given", "family"} & self.errors.keys()
        ):
            self.add_error("given", "Enter a name, or “not given”")
        if said.get("route") != Route.KNOW:
            self.check_plan(needed=said.get("danger") != Danger.YES)
        for key in said.get("about") or ():
            self._check_caller(key, said.get(caller_field(key)))
        return said

    def _check_caller(self, key: str, caller: str | None) -> None:
        name, own = caller_field(key), self.intakes[key].for_oneself
        if not caller and name not in self.errors:
            self.add_error(name, "Choose who the caller is")
        if self.cleaned_data.get("route") == Route.KNOW and own and caller == own:
            self.add_error(name, PROFESSIONALS)

    def facts(self) -> dict[str, Any]:
        """What ``start_application`` takes."""
        said = self.cleaned_data
        asks = said["route"] == Route.ASK
        same = ("danger", "incident_reference", "received_at", "route", "channel")
        return {
            **{name: said[name] for name in same},
            "callers": {key: said[caller_field(key)] for key in said["about"]},
            "caller": details_of_caller(
                said["given"], said["family"], said["contact_point"]
            ),
            "plan": self.plan() if asks else None,
        }


def caller_field(scheme: str) -> str:
    """The name of the question who the caller is to the person of a scheme."""
    return f"caller_is_{scheme}"


class PeopleForm(SectionedForm):
    """Page 2: the caller and the subject, and why now; everything may follow later.

    A scheme adds its own fields. The part of a name before the first line is what need
    not be asked again once it is recorded.
    """

    caller_birth = BirthDateField(label="Date of birth (if given)", required=False)
    caller_line1 = PlainTextField(label="First line of the address", required=False)
    caller_town = PlainTextField(label="Town", max_length=120, required=False)
    caller_postcode = PostcodeField(required=False)
    subject_given = NameField(label="Given names", required=False)
    subject_family = NameField(label="Family name", required=False)
    subject_birth = BirthDateField(label="Date of birth (if known)", required=False)
    subject_age = PlainTextField(
        label="Or age, as the caller says it", max_length=60, required=False
    )
    subject_aliases = PlainTextField(
        label="Other names or nicknames (if any)",
        help_text="With commas between them",
        required=False,
    )
    subject_line1 = PlainTextField(label="First line of the address", required=False)
    subject_town = PlainTextField(label="Town", max_length=120, required=False)
    subject_postcode = PostcodeField(required=False)
    reason = PlainTextField(
        label="What prompted the request?",
        help_text="In the caller's own words",
        multiline=True,
        required=False,
    )
    subject_knows = radios(
        "Does the subject know of the request?", choices=Knows.choices, required=False
    )
    relationship = forms.ChoiceField(
        label="What are they to each other?", required=False
    )

    ANSWERS: Sequence[str] = ("relationship", "reason", "subject_knows")
    NAMED: Sequence[tuple[str, str]] = (("subject", "subject"),)

    def __init__(
        self, *args: Any, scheme: str, without: Sequence[str] = (), **kwargs: Any
    ) -> None:
        """``without``: what the case has already ("subject", "plan" and so on)."""
        super().__init__(*args, **kwargs)
        self.fields.update(self.own_fields())
        self.order_fields([name for part in self.SECTIONS for name in part[2]])
        for name in list(self.fields):
            known = "plan" if name in PLAN_FIELDS else name.partition("_")[0]
            if known in without and name != "subject_knows":
                del self.fields[name]
        for name, code_list in self.lists():
            field: Any = self.fields.get(name)
            if field is not None:
                field.choices = [("", "Choose"), *choices_of(scheme, code_list)]

    def own_fields(self) -> dict[str, forms.Field]:
        """The fields that are asked more than once."""
        return {}

    def lists(self) -> Iterator[tuple[str, str]]:
        """The fields whose answers are a list of the scheme."""
        yield "relationship", "relationship"

    def clean(self) -> dict[str, Any]:
        """Details belong to somebody with a name."""
        said = super().clean() or self.cleaned_data
        for who, whose in self.NAMED:
            if self.details(who) and not self.is_named(who):
                self.add_error(f"{who}_given", f"Enter a name of the {whose}")
        return said

    def facts(self) -> dict[str, Any]:
        """What the scheme's ``record`` takes."""
        return {
            **{name: self.cleaned_data[name] for name in self.ANSWERS},
            "version": self.cleaned_data.get("version"),
            "caller": self.details("caller"),
            "subject": self.details("subject"),
        }

    def is_named(self, who: str) -> bool:
        """Whether a name was given, or tried."""
        said = self.cleaned_data
        names = (f"{who}_given", f"{who}_family")
        return any(said.get(name) or name in self.errors for name in names)

    def details(self, who: str) -> Details | None:
        """What was said of somebody; None when it was nothing."""
        said = self.cleaned_data.get
        aliases = str(said(f"{who}_aliases") or "").split(",")
        details = Details(
            given=said(f"{who}_given") or "",
            family=said(f"{who}_family") or "",
            date_of_birth=said(f"{who}_birth"),
            birth_as_given=said(f"{who}_age") or "",
            aliases=tuple(name.strip() for name in aliases if name.strip()),
            line1=said(f"{who}_line1") or "",
            town=said(f"{who}_town") or "",
            postcode=said(f"{who}_postcode") or "",
            phone=said(f"{who}_phone") or "",
        )
        return None if details == Details() else details


class ReadOutForm(OnceForm):
    """The applicant was told everything above."""

    read_out = forms.BooleanField(
        label="I have read all of this to the caller, and they want to go on"
    )
