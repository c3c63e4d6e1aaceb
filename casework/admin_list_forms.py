"""The administrator's forms for lists of answers and required checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Max, Q, QuerySet

from casework.admin_forms import LARGEST_NUMBER, choices_in_order, split_choice
from casework.models import CheckRequirement, CodeListEntry, Part
from casework.schemes import all_schemes, scheme_named

if TYPE_CHECKING:
    AnswerFormBase = forms.ModelForm[CodeListEntry]
    CheckFormBase = forms.ModelForm[CheckRequirement]
else:
    AnswerFormBase = CheckFormBase = forms.ModelForm

# What a case keeps of the answer it waits for has room for no more.
LONGEST_LABEL = 60
# One person of each in a case; of the other parts there may be several.
CHECKED_PARTS = (Part.SUBJECT, Part.PERSON_AT_RISK, Part.APPLICANT)
NEEDED_ANSWERS = {
    ("item_type", "conviction"): "the rule that asks whether a conviction is spent",
    ("item_type", "caution"): "the rule that asks whether a caution is spent",
    ("referrer", "person_at_risk"): "the start of an application by the person at risk",
    ("channel", "online"): "the applications from the force's website",
}


def list_label(code_list: str) -> str:
    """The name of a list of answers in words."""
    return code_list.replace("_", " ").capitalize()


def last_place(rows: QuerySet[Any]) -> int:
    """The position of the last of ``rows``; 0 if there are none."""
    return rows.aggregate(last=Max("position", default=0))["last"]  # type: ignore[no-any-return]  # an integer column


def _place(said: str) -> forms.IntegerField:
    return forms.IntegerField(
        label="Place in the list",
        min_value=0,
        max_value=LARGEST_NUMBER,
        required=False,
        help_text=said,
    )


class AnswerForm(AnswerFormBase):
    """The words, place and use of an answer that exists."""

    label = forms.CharField(label="Words", max_length=LONGEST_LABEL)

    class Meta:
        model = CodeListEntry
        fields = ("label", "position", "in_use")
        labels = {"position": "Place in the list", "in_use": "In use"}
        help_texts = {
            "in_use": "Untick to offer it no more. Records that have it keep it."
        }

    def clean_in_use(self) -> bool:
        """Refuses to retire what a rule asks for, or the last answer of a list."""
        in_use, row = bool(self.cleaned_data["in_use"]), self.instance
        if in_use or row.pk is None:
            return in_use
        if needed_by := NEEDED_ANSWERS.get((row.code_list, row.code)):
            raise ValidationError(
                f"This answer stays in use: {needed_by} needs it. "
                "You can change its words."
            )
        others = CodeListEntry.objects.filter(
            scheme=row.scheme, code_list=row.code_list, in_use=True
        ).exclude(pk=row.pk)
        if not others.exists():
            raise ValidationError(
                "This is the last answer in use of its list: put another one in use "
                "first."
            )
        return in_use


class NewAnswerForm(AnswerForm):
    """A new answer of a list that exists."""

    code_list = forms.ChoiceField(label="Which list")
    position = _place("Leave empty to put it last.")
    code = forms.CharField(
        max_length=40,
        help_text="Small letters, with _ between words. It cannot be changed later.",
        validators=[
            RegexValidator(
                r"\A[a-z]+(_[a-z]+)*\Z",
                "Use small letters a to z, with _ between words.",
            )
        ],
    )

    class Meta(AnswerForm.Meta):
        fields = ("code_list", "code", *AnswerForm.Meta.fields)  # type: ignore[assignment]  # two more

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = CodeListEntry.objects.order_by("scheme", "code_list", "pk")
        self.fields["code_list"].choices = choices_in_order(  # type: ignore[attr-defined]
            {
                f"{row.scheme}:{row.code_list}": (
                    f"{scheme_named(row.scheme).label}: {list_label(row.code_list)}"
                )
                for row in rows
            }
        )

    def clean_code_list(self) -> str:
        """The list alone; the scheme goes to the row."""
        self.instance.scheme, code_list = split_choice(self.cleaned_data["code_list"])
        return code_list

    def clean(self) -> dict[str, Any]:
        """One answer a code, retired ones too."""
        said = super().clean() or self.cleaned_data
        code_list, code = said.get("code_list"), said.get("code")
        of_list = CodeListEntry.objects.filter(
            scheme=self.instance.scheme, code_list=code_list
        )
        if said.get("position") is None and "position" not in self.errors:
            said["position"] = last_place(of_list) + 1
        if code_list and code and of_list.filter(code=code).exists():
            self.add_error(
                "code",
                "The list has this code already: change that answer, or choose "
                "another code.",
            )
        return said


class CheckForm(CheckFormBase):
    """The place and use of a required check that exists."""

    class Meta:
        model = CheckRequirement
        fields = ("position", "in_use")
        labels = {"position": "Place in the list", "in_use": "Required"}
        help_texts = {
            "position": "Keep the checks of one stage together.",
            "in_use": "Untick to require it no more. Checks that were made stay.",
        }


class NewCheckForm(CheckForm):
    """A new row of the check matrix."""

    position = _place("Leave empty to put it behind the others of its stage.")
    system = forms.CharField(
        label="System or agency", max_length=60, help_text="Never the name of a person."
    )
    part = forms.ChoiceField(
        label="About whom",
        choices=[("", "Choose"), *((part.value, part.label) for part in CHECKED_PARTS)],
    )
    stage = forms.ChoiceField(
        label="At which stage", help_text="Cases at this stage need it at once."
    )
    route = forms.ChoiceField(label="On which route", required=False)

    class Meta(CheckForm.Meta):
        fields = ("system", "part", "stage", "route", *CheckForm.Meta.fields)  # type: ignore[assignment]  # four more

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only at these stages does the scheme ask for the checks.
        rows = CheckRequirement.objects.order_by("scheme", "position", "pk")
        self.fields["stage"].choices = choices_in_order(  # type: ignore[attr-defined]
            {
                f"{row.scheme}:{row.stage}": (
                    f"{scheme_named(row.scheme).label}: "
                    f"{scheme_named(row.scheme).stage_label(row.stage)}"
                )
                for row in rows
            }
        )
        routes = {
            key: label
            for scheme in all_schemes()
            for key, label in scheme.routes.items()
        }
        self.fields["route"].choices = [("", "Every route"), *routes.items()]  # type: ignore[attr-defined]

    def clean_stage(self) -> str:
        """The stage alone; the scheme goes to the row."""
        self.instance.scheme, stage = split_choice(self.cleaned_data["stage"])
        return stage

    def clean(self) -> dict[str, Any]:
        """One row a check, retired ones too; none beside one that covers its route."""
        said = super().clean() or self.cleaned_data
        system, part, stage = (said.get(n) for n in ("system", "part", "stage"))
        if not (system and part and stage):
            return said
        of_stage = CheckRequirement.objects.filter(
            scheme=self.instance.scheme, stage=stage
        )
        route = said.get("route", "")
        overlaps = Q(in_use=True, route="") if route else Q(in_use=True)
        same = of_stage.filter(system__iexact=system, part=part)
        if same.filter(Q(route=route) | overlaps).exists():
            self.add_error(
                "system",
                "This check is in the list already: open that row, and tick "
                "“Required” if it is not required now.",
            )
        if said.get("position") is None and "position" not in self.errors:
            # The newer of two with one number stands behind the older.
            said["position"] = last_place(of_stage)
        return said
