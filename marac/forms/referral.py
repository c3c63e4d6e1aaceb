"""The parts of a referral, each a form of its own (A1.5)."""

from __future__ import annotations

from typing import Any

from django import forms

from casework.forms.fields import (
    NameField,
    PhoneField,
    PlainTextField,
    TypedDateField,
    YesNoField,
)
from casework.forms.once import OnceForm
from casework.forms.people import DetailsForm, NamesField
from casework.models import Part
from casework.queries.code_lists import choices_of
from marac.outcomes import Asked, Route, Wish

INLINE = "govuk-radios--inline"
PARTS = (Part.PERSON_AT_RISK, Part.CAUSES_HARM, Part.CHILD, Part.OTHER)


def _radios(label: str, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    inline = forms.RadioSelect(attrs={"class": INLINE})
    return forms.ChoiceField(label=label, choices=choices, widget=inline, **kwargs)


def _words(label: str, *, hint: str = "", rows: int = 3) -> PlainTextField:
    return PlainTextField(
        label=label, multiline=True, rows=rows, required=False, help_text=hint
    )


def _line(label: str, *, longest: int = 120, hint: str = "") -> PlainTextField:
    return PlainTextField(
        label=label, max_length=longest, required=False, help_text=hint
    )


class StartForm(OnceForm):
    """Enough to open the case; everything else can follow."""

    agency: Any = forms.ModelChoiceField(
        queryset=None, label="Which agency refers?", empty_label="Choose"
    )
    referrer_name = NameField(label="Name of whoever refers", max_length=120)
    referrer_role = _line("Their role")
    referrer_phone = _line("Their telephone", longest=40)
    area = PlainTextField(
        label="Town or district where the person at risk lives",
        max_length=120,
        help_text="It decides which meeting hears the case.",
    )
    route = forms.ChoiceField(
        label="How did it come to you?",
        choices=Route.choices,
        initial=Route.REFERRAL,
        widget=forms.RadioSelect,
    )
    transfer_from = _line("If it moved here: from which MARAC")

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.queryset = agencies
        if len(agencies) == 1:
            field.initial = agencies[0]

    def clean(self) -> dict[str, Any]:
        """A transfer names where it comes from."""
        said = super().clean() or self.cleaned_data
        if said.get("route") == Route.TRANSFER_IN and not said.get("transfer_from"):
            self.add_error("transfer_from", "Enter the MARAC that it comes from")
        return said


class PartForm(OnceForm):
    """A part of the referral whose fields are fields of Referral."""

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)


class ReferrerForm(PartForm):
    """Who refers, and what the police know already."""

    referrer_name = NameField(label="Name of whoever refers", max_length=120)
    referrer_role = _line("Their role")
    referrer_phone = _line("Their telephone", longest=40)
    referrer_email = forms.EmailField(label="Their e-mail", required=False)
    area = PlainTextField(
        label="Town or district where the person at risk lives", max_length=120
    )
    transfer_from = _line("If it moved here: from which MARAC")
    crime_number = _line("Crime number", longest=60)
    officer_in_charge = _line("Officer in charge, of another force too")
    earlier_as_given = _line("Earlier cases here, as far as you know", longest=200)
    other_maracs = _line("Other areas that have heard it", longest=200)


class GroundsForm(PartForm):
    """Why this case, and why now."""

    routes = forms.MultipleChoiceField(
        label="Why do you refer?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose every reason that fits.",
        error_messages={"required": "Choose at least one reason"},
    )
    judgement = _words(
        "Grounds of the professional judgement",
        hint="Needed if you chose it: what concerns you more than the count does.",
    )
    why_now = _words("What happened, and why now", rows=5)
    is_crime = YesNoField(
        label="Would the latest incident be a crime if it were reported?",
        required=False,
        help_text="One of the two rules for a repeat asks for it.",
    )
    history = _words("Short history")
    triggers = _words("What makes it worse, for whom")
    support = _words("Support in place already")
    harm_unknown = _words(
        "If nobody causing harm can be named: why",
        hint="Leave this empty if somebody is named.",
        rows=2,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["routes"]
        rows = list(self.case.profile.routes.all())
        field.choices = [(row.code, row.get_code_display()) for row in rows]
        field.choice_hints = {row.code: row.explanation for row in rows}


class VoiceForm(PartForm):
    """What the person at risk says, and how they live."""

    wants = _words("What they want to happen, to feel safer")
    fears = _words("Whom they fear, and what", hint="Not only the main person.")
    safe_to_talk_to = _words("Who it is safe to talk to", rows=2)
    not_safe_to_talk_to = _words("Who it is not safe to talk to", rows=2)
    pregnancy = _line("Pregnancy", longest=60)
    housing = _line("Housing and landlord", longest=200)
    gp = _line("GP")
    health = _words("Mental and physical health", rows=2)
    substances = _words("Drugs and alcohol", rows=2)


class SafetyForm(PartForm):
    """What was done at once; nobody waits for the meeting."""

    safety_done = forms.BooleanField(label="Immediate safety was seen to")
    safety_steps = PlainTextField(
        label="What was done", multiline=True, rows=4, min_length=10
    )
    conflict_as_given = _words(
        "Does anybody named work for an agency here, or belong to somebody who does?",
        hint="Names, and where they work. Leave empty if nobody does.",
        rows=2,
    )


class CrimesForm(PartForm):
    """Crimes that came to light; the police will record each."""

    crimes_disclosed = YesNoField(label="Did a crime come to light?")
    what = _words("What, as far as it is new to the police")
    when = _line("When")
    police_wish = _radios(
        "Do they want to speak to the police about it?",
        Wish.choices,
        initial=Wish.NOT_ASKED,
    )
    police_wish_reason = _words("Why, or why they were not asked", rows=2)

    def clean(self) -> dict[str, Any]:
        """A crime is named, once; a wish is explained."""
        said = super().clean() or self.cleaned_data
        known = self.case.crimes_disclosed.exists()
        if said.get("crimes_disclosed") and not said.get("what") and not known:
            self.add_error("what", "Say what came to light")
        return said


class SharingForm(PartForm):
    """Consent, or the decision to share without it."""

    consent_asked = _radios("Were they asked for consent?", Asked.choices)
    consented = YesNoField(label="Did they consent?", required=False)
    told = _radios("Were they told about the meeting?", Asked.choices)
    why_not = _words("If they were not asked or not told: why")
    basis = forms.ChoiceField(label="Legal basis of sharing")
    necessity = _words("Why sharing is needed", hint="Needed without consent.")
    proportionality = _words(
        "Why it is in proportion", hint="What is shared, with whom, and no more."
    )
    decided_by = NameField(label="Who decided", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["basis"]
        listed = choices_of(self.case.scheme, "sharing_basis")
        field.choices = [("", "Choose"), *listed]

    def clean(self) -> dict[str, Any]:
        """The sentences of the record's own rules, beside their fields."""
        said = super().clean() or self.cleaned_data
        if said.get("consent_asked") == Asked.YES:
            if said.get("consented") is None and "consented" not in self.errors:
                self.add_error("consented", "Say whether they consented")
        else:
            said["consented"] = None
        unasked = (
            said.get("consent_asked") != Asked.YES or said.get("told") != Asked.YES
        )
        if unasked and not said.get("why_not"):
            self.add_error("why_not", "Say why they were not asked or not told")
        if said.get("consented") is not True:
            for name in ("necessity", "proportionality"):
                if not said.get(name):
                    self.add_error(name, "Without consent, write this down")
        return said


class MustNotKnowForm(PartForm):
    """Somebody who must not learn of the case."""

    name = NameField(label="Who must not know")
    relation = _line("What they are to the person at risk")
    why = PlainTextField(label="Why", multiline=True, rows=2)


class EqualityForm(PartForm):
    """What the yearly equality check counts; "not asked" is an answer."""

    ethnicity = forms.ChoiceField(label="Ethnicity")
    disability = forms.ChoiceField(label="Disability")
    sexuality = forms.ChoiceField(label="Sexuality")
    gender_identity = forms.ChoiceField(label="Gender identity")
    immigration = forms.ChoiceField(label="Immigration position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField):
                field.choices = choices_of(self.case.scheme, name)


class ReferredPersonForm(DetailsForm):
    """Somebody of the case, how they are related, and a child's school."""

    field_order = (
        "part", "given", "family", "aliases", "date_of_birth", "birth_as_given",
        "sex", "language", "relationship", "line1", "town", "postcode", "phone",
        "school", "lives_with", "is_unborn", "due_on",
    )  # fmt: skip
    part = forms.ChoiceField(
        label="Who are they?",
        choices=[(part.value, part.label) for part in PARTS],
        widget=forms.RadioSelect,
    )
    aliases = NamesField(label="Also known as", help_text="One name a line")
    relationship = forms.ChoiceField(
        label="What are they to the person at risk?",
        required=False,
        help_text="Not needed for the person at risk",
    )
    phone = PhoneField(
        label="Telephone",
        required=False,
        help_text="Kept behind the safe contact plan; it is never shown on this page",
    )
    school = _line("Of a child: school or nursery")
    lives_with = _line("Of a child: who they live with")
    is_unborn = forms.BooleanField(label="Not born yet", required=False)
    due_on = TypedDateField(
        label="Of an unborn child: due on", required=False, may_be_future=True
    )

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)
        field: Any = self.fields["relationship"]
        field.choices = [("", "Choose"), *choices_of(case.scheme, "relationship")]

    def clean(self) -> dict[str, Any]:
        """Whoever causes harm has a relationship; the person at risk is one."""
        said = super().clean()
        part = said.get("part")
        if part == Part.CAUSES_HARM and not said.get("relationship"):
            self.add_error("relationship", "Choose what they are to the person at risk")
        named = self.case.involvements.filter(part=Part.PERSON_AT_RISK).exists()
        if part == Part.PERSON_AT_RISK and named:
            self.add_error("part", "The person at risk is already named")
        return said

    def refuse_nameless(self) -> None:
        """An unborn child has no name yet."""
        if not self.cleaned_data.get("is_unborn"):
            super().refuse_nameless()

    @property
    def child(self) -> dict[str, Any] | None:
        """The fields of ChildFacts, for a child."""
        said = self.cleaned_data
        if said["part"] != Part.CHILD:
            return None
        wanted = ("school", "lives_with", "is_unborn", "due_on")
        return {name: said[name] for name in wanted}
