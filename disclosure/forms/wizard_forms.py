"""The pages of a wizard as forms: some fields of a record, or all of it at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from casework.forms.base import CaseworkForm
from casework.forms.fields import PlainTextField
from casework.forms.once import OnceForm
from casework.queries.code_lists import choices_of
from disclosure.delivery_tables import delivery_tables
from disclosure.forms.record_forms import record_form
from disclosure.forms.visit_forms import TICK_WARNINGS
from disclosure.models.delivery import (
    ReferralState,
    Result,
)
from disclosure.wizards import HERE, Step, Wizard, result_of

IS_HERE = "They are here, alone, and it is safe to speak"
# A page asks less than its record: what the record needs of them.
NEEDED = frozenset(
    {"identity_checked", "undertaking", "words_read", "warnings_given", "result"}
)


class ReferralsForm(OnceForm):
    """Every agency of the list: needed, made, or not needed and why."""

    case: ClassVar[Any] = None

    def clean(self) -> dict[str, Any]:
        """A reason for each answer that is given."""
        cleaned = super().clean() or {}
        for code in self.agencies():
            why = f"referral_{code}_why"
            if cleaned.get(f"referral_{code}") and not cleaned.get(why):
                self.add_error(why, "Say why, or why not")
        return cleaned

    def agencies(self) -> list[str]:
        """The codes that the page asks about."""
        return [
            name.removeprefix("referral_").removesuffix("_why")
            for name in self.fields
            if name.startswith("referral_") and name.endswith("_why")
        ]

    def rows(self) -> list[dict[str, str]]:
        """The answers as records of referrals."""
        said = self.cleaned_data
        return [
            {
                "agency": code,
                "state": said[f"referral_{code}"],
                "reason": said[f"referral_{code}_why"],
            }
            for code in self.agencies()
            if said[f"referral_{code}"]
        ]


def referrals_form(case: Any) -> type[ReferralsForm]:
    """The form about every agency; a blank answer leaves it as it stands."""
    body: dict[str, Any] = {"case": case}
    for code, label in choices_of(case.scheme, "referral"):
        body[f"referral_{code}"] = forms.ChoiceField(
            label=label,
            choices=ReferralState.choices,
            widget=forms.RadioSelect,
            required=code != "other",
        )
        body[f"referral_{code}_why"] = PlainTextField(
            label=f"{label}: why, or why not", required=False
        )
    return type("ReferralsForm", (ReferralsForm,), body)


def full_form(kind: str, case: Any) -> type[Any]:
    """The whole record of ``kind``."""
    return referrals_form(case) if kind == "referrals" else record_form(kind, case)


def step_form(step: Step, case: Any) -> type[CaseworkForm]:
    """The fields of one page; what the record needs of them is required here."""
    whole = full_form(step.kind, case)
    names = step.names or _rest(step, whole)
    fields = {name: whole.base_fields[name] for name in names}
    for name in NEEDED & fields.keys():
        fields[name].required = True
    if "result" in fields:
        others = [row for row in Result.choices if row[0] not in OUTCOMES]
        fields["result"].label = "Can you speak to them?"
        fields["result"].choices = [(HERE, IS_HERE), *others]
    if "undertaking" in fields:
        chosen = fields["undertaking"]
        chosen.choices = [row for row in chosen.choices if row[0]]
    return type("StepForm", (StepForm,), {**fields, "case": case})


# A page never asks for them: they follow from the other answers.
OUTCOMES = (Result.DELIVERED, Result.REFUSED)


def _rest(step: Step, whole: type[Any]) -> list[str]:
    if step.kind == "plan":
        return [name for name in whole.base_fields if name.startswith("risk_")]
    hidden = ("submission", "version")
    return [name for name in whole.base_fields if name not in hidden]


class StepForm(CaseworkForm):
    """One page. What only the whole record can know is asked again at the end."""

    case: ClassVar[Any] = None

    def clean(self) -> dict[str, Any]:
        """Each measure, each warning and each reason, where it is asked."""
        cleaned = super().clean() or {}
        for name in self.fields:
            answer, other = cleaned.get(name), f"{name}_measure"
            if other in self.fields and answer not in (None, "", "no"):
                self._need(other, "Say what we do about it")
            if f"{name}_why" in self.fields and answer:
                self._need(f"{name}_why", "Say why, or why not")
        warnings = delivery_tables(self.case.scheme).warnings
        if set(cleaned.get("warnings_given", warnings)) != set(warnings):
            self.add_error("warnings_given", TICK_WARNINGS)
        return cleaned

    def _need(self, name: str, sentence: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)


def whole_forms(
    wizard: Wizard, case: Any, typed: QueryDict
) -> Mapping[str, forms.BaseForm]:
    """The records that the answers make, each as its whole form with the answers."""
    data = typed.copy()
    if "result" in data:
        data["result"] = result_of(data)
    return {kind: full_form(kind, case)(data) for kind in wizard.kinds(typed)}
