"""Asking how somebody can be reached without putting them in danger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from casework.forms.contact import refuse_unusable_point
from casework.forms.fields import PlainTextField, YesNoField
from casework.forms.once import OnceForm
from casework.models import Method
from disclosure.actions.intake import TIMES_NOT_SAID

NEEDS_A_POINT = frozenset(
    {Method.CALL, Method.TEXT, Method.EMAIL, Method.THROUGH_SOMEONE}
)
PLAN_FIELDS = (
    "method",
    "contact_point",
    "safe_times",
    "may_leave_message",
    "who_else",
    "code_word",
)


class SectionedForm(OnceForm):
    """Fields under headings; optional ones say so in their own labels."""

    mark_optional = False
    SECTIONS: Sequence[tuple[str, str, Sequence[str]]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Errors are listed in the order of the page."""
        super().__init__(*args, **kwargs)
        self.order_fields([name for part in self.SECTIONS for name in part[2]])

    def sections(self) -> list[tuple[str, str, list[BoundField]]]:
        """Heading, sentence and fields of each part that has any."""
        parts = [
            (heading, hint, [self[name] for name in names if name in self.fields])
            for heading, hint, names in self.SECTIONS
        ]
        return [part for part in parts if part[2]]


class SafeContactForm(SectionedForm):
    """How somebody can be reached without putting them in danger."""

    method = forms.ChoiceField(
        label="Which way is safe?",
        choices=Method.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
    )
    contact_point = PlainTextField(
        label="Number, address or name to use", required=False
    )
    safe_times = PlainTextField(
        label="When is it safe?",
        max_length=300,
        required=False,
        help_text="For example, weekdays 10 to 12, never after 4",
    )
    may_leave_message = YesNoField(label="May we leave a message?", initial=False)
    who_else = PlainTextField(
        label="Who else uses the phone, e-mail or home? (if anyone)",
        max_length=300,
        required=False,
    )
    code_word = PlainTextField(
        label="Code word (if one is agreed)", max_length=60, required=False
    )

    def check_plan(self, *, needed: bool) -> None:
        """A plan says which way, with what, and when; errors go beside the fields."""
        said = self.cleaned_data
        method = said.get("method")
        if not method:
            if needed and "method" not in self.errors:
                self.add_error(
                    "method",
                    "Choose the safe way, or “No safe way is known yet”",
                )
            return
        if method == Method.NONE_SAFE:
            said["safe_times"] = said.get("safe_times") or TIMES_NOT_SAID
        elif not said.get("safe_times") and "safe_times" not in self.errors:
            self.add_error("safe_times", "Enter when it is safe to make contact")
        if method in NEEDS_A_POINT and not said.get("contact_point"):
            self.add_error("contact_point", "Enter the number, address or name to use")
        refuse_unusable_point(self, method, said.get("contact_point") or "")

    def plan(self) -> dict[str, Any] | None:
        """The fields of ContactPlan, or None when no way was chosen."""
        if not self.cleaned_data.get("method"):
            return None
        plan = {name: self.cleaned_data[name] for name in PLAN_FIELDS}
        plan["may_text"] = plan["method"] == Method.TEXT
        return plan
