"""The forms of a call: danger and safe contact, who it is about, the warnings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from casework.actions.people import Details
from casework.forms.fields import (
    BirthDateField,
    MomentField,
    NameField,
    PhoneField,
    PlainTextField,
    PostcodeField,
)
from casework.forms.once import OnceForm
from casework.queries.code_lists import choices_of
from disclosure.actions.intake import SCHEME, details_of_caller
from disclosure.forms_safe_contact import PLAN_FIELDS, SafeContactForm
from disclosure.models import Danger, Knows
from disclosure.outcomes import Route

CALLER = ("birth", "line1", "town", "postcode")
RISK = ("given", "family", "birth", "line1", "town", "postcode", "phone")
SUBJECT = ("given", "family", "birth", "age", "aliases", "line1", "town", "postcode")


def _radios(label: str, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, **kwargs)


class StartForm(SafeContactForm):
    """Danger, then safe contact: enough to open the case if the call drops."""

    danger = _radios("Is anyone in danger now?", choices=Danger.choices)
    incident_reference = PlainTextField(
        label="Incident reference (if there is one)", max_length=60, required=False
    )
    received_at = MomentField(
        label="When did it reach the police?", noun="The time of receipt"
    )
    route = _radios("Who started it?", choices=Route.choices)
    channel = forms.ChoiceField(label="How did it come in?")
    given = NameField(label="Given names", required=False)
    family = NameField(label="Family name", required=False)
    caller_is = forms.ChoiceField(label="Who is the caller?")

    SECTIONS = (
        ("Danger", "", ("danger", "incident_reference")),
        (
            "Safe contact, in case the call drops",
            (
                "For a police or agency referral (Right to Know), give only their "
                "number: safe contact with the person at risk is asked on page 2."
            ),
            PLAN_FIELDS,
        ),
        ("The caller", "", ("given", "family", "caller_is")),
        ("The application", "", ("received_at", "route", "channel")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        route = self.fields["route"]
        route.choice_hints = {  # type: ignore[attr-defined]
            Route.ASK: "A member of the public asks",
            Route.KNOW: "Police or an agency ask that somebody is told",
        }
        for name, code_list in (("channel", "channel"), ("caller_is", "referrer")):
            field = self.fields[name]
            field.choices = [("", "Choose"), *choices_of(SCHEME, code_list)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Safe contact may wait only for danger, and for a professional's referral."""
        said = super().clean() or self.cleaned_data
        if not (said.get("given") or said.get("family")) and not (
            {"given", "family"} & self.errors.keys()
        ):
            self.add_error("given", "Enter a name, or “not given”")
        if said.get("route") != Route.KNOW:
            self.check_plan(needed=said.get("danger") != Danger.YES)
        if said.get("route") == Route.KNOW and said.get("caller_is") == (
            "person_at_risk"
        ):
            self.add_error(
                "caller_is",
                "Right to Know is started by police or an agency: choose who they are, "
                "or choose Right to Ask",
            )
        return said

    def facts(self) -> dict[str, Any]:
        """What ``start_application`` takes."""
        said = self.cleaned_data
        asks = said["route"] == Route.ASK
        same = ("danger", "incident_reference", "received_at", "route", "channel")
        return {
            **{name: said[name] for name in (*same, "caller_is")},
            "caller": details_of_caller(
                said["given"], said["family"], said["contact_point"]
            ),
            "plan": self.plan() if asks else None,
        }


class AboutForm(SafeContactForm):
    """Who it is about and why; everything may follow later."""

    caller_birth = BirthDateField(label="Date of birth (if given)", required=False)
    caller_line1 = PlainTextField(label="First line of the address", required=False)
    caller_town = PlainTextField(label="Town", max_length=120, required=False)
    caller_postcode = PostcodeField(required=False)
    risk_given = NameField(label="Given names", required=False)
    risk_family = NameField(label="Family name", required=False)
    risk_birth = BirthDateField(label="Date of birth (if known)", required=False)
    risk_line1 = PlainTextField(label="First line of the address", required=False)
    risk_town = PlainTextField(label="Town", max_length=120, required=False)
    risk_postcode = PostcodeField(required=False)
    risk_phone = PhoneField(label="Telephone (if known)", required=False)
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
    relationship = forms.ChoiceField(
        label="What are they to each other?", required=False
    )
    reason = PlainTextField(
        label="What prompted the request?",
        help_text="In the caller's own words",
        multiline=True,
        required=False,
    )
    children = PlainTextField(
        label="Children and pregnancy",
        help_text="Names, ages and where they live, or “none”",
        multiline=True,
        rows=3,
        required=False,
    )
    subject_knows = _radios(
        "Does the subject know of the request?", choices=Knows.choices, required=False
    )

    SECTIONS = (
        (
            "The caller",
            "Whoever applies gives these; identity is checked at the meeting.",
            [f"caller_{name}" for name in CALLER],
        ),
        (
            "The person at risk",
            "",
            [f"risk_{name}" for name in RISK],
        ),
        (
            "Safe contact with the person at risk",
            "If nobody knows, choose “No safe way is known yet”.",
            PLAN_FIELDS,
        ),
        (
            "The subject",
            "The person whose past is asked about.",
            [f"subject_{name}" for name in SUBJECT],
        ),
        ("Why now", "", ("relationship", "reason", "children", "subject_knows")),
    )

    def __init__(self, *args: Any, without: Sequence[str] = (), **kwargs: Any) -> None:
        """``without``: what the case has already ("risk", "plan" and so on)."""
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            known = "plan" if name in PLAN_FIELDS else name.partition("_")[0]
            if known in without and name != "subject_knows":
                del self.fields[name]
        field = self.fields["relationship"]
        field.choices = [  # type: ignore[attr-defined]
            ("", "Choose"),
            *choices_of(SCHEME, "relationship"),
        ]

    def clean(self) -> dict[str, Any]:
        """Details belong to somebody with a name."""
        said = super().clean() or self.cleaned_data
        for who, whose in (("risk", "person at risk"), ("subject", "subject")):
            if self._details(who) and not self._is_named(who):
                self.add_error(f"{who}_given", f"Enter a name of the {whose}")
        if "method" in self.fields:
            self.check_plan(needed=False)
            if said.get("method") and not self._is_named("risk"):
                self._ask_for_the_name()
        return said

    def facts(self) -> dict[str, Any]:
        """What ``record_about`` takes."""
        answers = ("relationship", "reason", "children", "subject_knows")
        return {
            **{name: self.cleaned_data[name] for name in answers},
            "version": self.cleaned_data.get("version"),
            "caller": self._details("caller"),
            "person_at_risk": self._details("risk"),
            "subject": self._details("subject"),
            "plan": self.plan() if "method" in self.fields else None,
        }

    def _ask_for_the_name(self) -> None:
        if "risk_given" in self.fields and "risk_given" not in self.errors:
            self.add_error("risk_given", "Enter a name of the person at risk")

    def _is_named(self, who: str) -> bool:
        said = self.cleaned_data
        names = (f"{who}_given", f"{who}_family")
        return any(said.get(name) or name in self.errors for name in names)

    def _details(self, who: str) -> Details | None:
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
