"""The parts of a referral, each a form of its own (A1.5)."""

from __future__ import annotations

from typing import Any

from django import forms

from casework.forms.fields import (
    NameField,
    PlainTextField,
    YesNoField,
)
from casework.forms.once import OnceForm
from casework.queries.code_lists import choices_of
from marac.forms.referred_people import line, radios, words
from marac.outcomes import Asked, Route, Wish


class StartForm(OnceForm):
    """Enough to open the case; everything else can follow."""

    agency: Any = forms.ModelChoiceField(
        queryset=None, label="Which agency refers?", empty_label="Choose"
    )
    referrer_name = NameField(label="Name of whoever refers", max_length=120)
    referrer_role = line("Their role")
    referrer_phone = line("Their telephone", longest=40)
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
    transfer_from = line("If it moved here: from which MARAC")

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
    referrer_role = line("Their role")
    referrer_phone = line("Their telephone", longest=40)
    referrer_email = forms.EmailField(label="Their e-mail", required=False)
    area = PlainTextField(
        label="Town or district where the person at risk lives", max_length=120
    )
    transfer_from = line("If it moved here: from which MARAC")
    crime_number = line("Crime number", longest=60)
    officer_in_charge = line("Officer in charge, of another force too")
    earlier_as_given = line("Earlier cases here, as far as you know", longest=200)
    other_maracs = line("Other areas that have heard it", longest=200)


class GroundsForm(PartForm):
    """Why this case, and why now."""

    routes = forms.MultipleChoiceField(
        label="Why do you refer?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose every reason that fits.",
        error_messages={"required": "Choose at least one reason"},
    )
    judgement = words(
        "Grounds of the professional judgement",
        hint="Needed if you chose it: what concerns you more than the count does.",
    )
    why_now = words("What happened, and why now", rows=5)
    is_crime = YesNoField(
        label="Would the latest incident be a crime if it were reported?",
        required=False,
        help_text="One of the two rules for a repeat asks for it.",
    )
    history = words("Short history")
    triggers = words("What makes it worse, for whom")
    support = words("Support in place already")
    harm_unknown = words(
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

    wants = words("What they want to happen, to feel safer")
    fears = words("Whom they fear, and what", hint="Not only the main person.")
    safe_to_talk_to = words("Who it is safe to talk to", rows=2)
    not_safe_to_talk_to = words("Who it is not safe to talk to", rows=2)
    pregnancy = line("Pregnancy", longest=60)
    housing = line("Housing and landlord", longest=200)
    gp = line("GP")
    health = words("Mental and physical health", rows=2)
    substances = words("Drugs and alcohol", rows=2)


class SafetyForm(PartForm):
    """What was done at once; nobody waits for the meeting."""

    safety_done = forms.BooleanField(label="Immediate safety was seen to")
    safety_steps = PlainTextField(
        label="What was done", multiline=True, rows=4, min_length=10
    )
    conflict_as_given = words(
        "Does anybody named work for an agency here, or belong to somebody who does?",
        hint="Names, and where they work. Leave empty if nobody does.",
        rows=2,
    )


class CrimesForm(PartForm):
    """Crimes that came to light; the police will record each."""

    crimes_disclosed = YesNoField(label="Did a crime come to light?")
    what = words("What, as far as it is new to the police")
    when = line("When")
    police_wish = radios(
        "Do they want to speak to the police about it?",
        Wish.choices,
        initial=Wish.NOT_ASKED,
    )
    police_wish_reason = words("Why, or why they were not asked", rows=2)

    def clean(self) -> dict[str, Any]:
        """A crime is named, once; a wish is explained."""
        said = super().clean() or self.cleaned_data
        known = self.case.crimes_disclosed.exists()
        if said.get("crimes_disclosed") and not said.get("what") and not known:
            self.add_error("what", "Say what came to light")
        return said


class SharingForm(PartForm):
    """Consent, or the decision to share without it."""

    consent_asked = radios("Were they asked for consent?", Asked.choices)
    consented = YesNoField(label="Did they consent?", required=False)
    told = radios("Were they told about the meeting?", Asked.choices)
    why_not = words("If they were not asked or not told: why")
    basis = forms.ChoiceField(label="Legal basis of sharing")
    necessity = words("Why sharing is needed", hint="Needed without consent.")
    proportionality = words(
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
    relation = line("What they are to the person at risk")
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
