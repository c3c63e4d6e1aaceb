"""Asking how somebody can be reached without putting them in danger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from casework.forms.contact import refuse_unusable_point
from casework.forms.contact_times import DayTimeField, WeekdaysField
from casework.forms.fields import PlainTextField, YesNoField
from casework.forms.once import OnceForm
from casework.models import Method
from disclosure.actions.intake import TIMES_NOT_SAID

NEEDS_A_POINT = frozenset(
    {Method.CALL, Method.TEXT, Method.EMAIL, Method.THROUGH_SOMEONE}
)
HOURS = ("days", "opens", "closes")
NOBODY = frozenset({"", "nobody", "no one", "none", "no"})
PLAN_FIELDS = (
    "method",
    "contact_point",
    "safe_times",
    "days",
    "opens",
    "closes",
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
    days = WeekdaysField(
        label="Safe days (if they can say)",
        required=False,
        help_text="Nobody makes contact before days and hours are recorded",
    )
    opens = DayTimeField(label="Safe from", required=False)
    closes = DayTimeField(label="Safe until", required=False)
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
        self._check_hours()
        if method in NEEDS_A_POINT and not said.get("contact_point"):
            self.add_error("contact_point", "Enter the number, address or name to use")
        refuse_unusable_point(self, method, said.get("contact_point") or "")

    def _check_hours(self) -> None:
        said = self.cleaned_data
        if said.get("method") == Method.NONE_SAFE:
            said.update(days=[], opens=None, closes=None)
        given = [said.get(name) not in (None, []) for name in HOURS]
        wrong = any(name in self.errors for name in HOURS)
        if any(given) and not all(given) and not wrong:
            self.add_error("days", "Give the days and both times, or none of them")

    def plan(self) -> dict[str, Any] | None:
        """The fields of ContactPlan, or None when no way was chosen."""
        if not self.cleaned_data.get("method"):
            return None
        plan = {name: self.cleaned_data[name] for name in PLAN_FIELDS}
        plan["may_text"] = plan["method"] == Method.TEXT
        plan["others_answer"] = plan["who_else"].strip().casefold() not in NOBODY
        return plan
