"""Recording how it is safe to reach somebody, and each attempt."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict

from casework.forms.fields import (
    MomentField,
    PlainTextField,
    TypedDateField,
    YesNoField,
)
from casework.forms.once import OnceForm
from casework.forms.text_fields import e164_of
from casework.models import AttemptResult, ContactPlan, Method

NOT_KNOWN = "Not known"
CHANGED = "The contact plan has changed: read the new one above, then save again."


class ContactPlanForm(OnceForm):
    """A new plan. ``current`` is the one in force, which it supersedes."""

    method = forms.ChoiceField(
        label="How is it safe to make contact?",
        choices=Method.choices,
        widget=forms.RadioSelect,
        help_text="Nothing is ever sent by post.",
    )
    contact_point = PlainTextField(
        label="Number, e-mail address or name to use",
        help_text="Shown only after the plan has been read",
        error_messages={"required": "Enter the number, e-mail address or name to use"},
    )
    safe_times = PlainTextField(
        label="When is it safe?",
        max_length=300,
        help_text="Days and times, for example “weekdays 10 to 12, never at weekends”",
        error_messages={"required": "Say when it is safe to make contact"},
    )
    unsafe_times = PlainTextField(
        label="When is it not safe?", max_length=300, required=False
    )
    code_word = PlainTextField(
        label="Code word",
        max_length=60,
        required=False,
        help_text="What they say, or we say, to know that it is safe to speak",
    )
    may_leave_message = YesNoField(label="May we leave a message?", initial=False)
    may_text = YesNoField(label="May we send a text message?", initial=False)
    may_say_police = YesNoField(label="May we say we are the police?", initial=False)
    withhold_number = YesNoField(label="Withhold our number?", initial=True)
    who_else = PlainTextField(
        label="Who else uses the phone, the e-mail or the home?",
        max_length=300,
        help_text="Write “nobody” if they say so",
        error_messages={"required": "Say who else uses it, or write “nobody”"},
    )
    if_subject_answers = PlainTextField(
        label="What do we say if the subject answers?", max_length=300, required=False
    )
    expires_on = TypedDateField(
        label="Last day on which this plan is safe",
        may_be_past=False,
        may_be_future=True,
        required=False,
        help_text="Leave empty if no day is known. For example, 27 3 2027",
    )

    def __init__(
        self, *args: Any, current: ContactPlan | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.current = current
        if self.data.get("method") == Method.NONE_SAFE:
            for name in ("contact_point", "safe_times", "who_else"):
                self.fields[name].required = False
        if current is not None and current.contact_point:
            same = self.data.get("method", current.method) == current.method
            self.fields["contact_point"].required &= not same
            self.fields[
                "contact_point"
            ].help_text = (
                "Leave empty to keep the one recorded, if the way of contact stays"
            )

    def clean(self) -> dict[str, Any]:
        """A plan says when, who else and where, unless no way is safe."""
        answers = super().clean() or {}
        if answers.get("method") == Method.NONE_SAFE:
            answers["safe_times"] = answers.get("safe_times") or NOT_KNOWN
            return answers
        self._keep_contact_point(answers)
        point = answers.get("contact_point", "")
        refuse_unusable_point(self, answers.get("method"), point)
        return answers

    def _keep_contact_point(self, answers: dict[str, Any]) -> None:
        kept = self.current
        same = kept is not None and kept.method == answers.get("method")
        if same and kept is not None and not answers.get("contact_point"):
            answers["contact_point"] = kept.contact_point


def refuse_unusable_point(form: forms.BaseForm, method: str | None, point: str) -> None:
    """An error beside ``contact_point`` when ``method`` cannot work with ``point``."""
    if not point:
        return
    if method in (Method.CALL, Method.TEXT) and not e164_of(point):
        form.add_error(
            "contact_point", "Enter a telephone number, for example 01632 960 001"
        )
    if method == Method.EMAIL:
        try:
            validate_email(point)
        except ValidationError:
            form.add_error(
                "contact_point", "Enter an e-mail address like sam@example.org"
            )


class ContactAttemptForm(OnceForm):
    """One attempt under ``plan``, which the officer has read above the form."""

    plan = forms.IntegerField(widget=forms.HiddenInput)
    at = MomentField(label="When did you try?", noun="The time of the attempt")
    method = forms.ChoiceField(
        label="How did you try?",
        choices=[row for row in Method.choices if row[0] != Method.NONE_SAFE],
        widget=forms.RadioSelect,
    )
    purpose = PlainTextField(label="What was it for?")
    result = forms.ChoiceField(
        label="What came of it?",
        choices=AttemptResult.choices,
        widget=forms.RadioSelect,
    )
    plan_confirmed = YesNoField(
        label="Did they confirm that this plan is still safe?",
        help_text="A confirmed plan counts as fresh from this moment",
    )
    note = PlainTextField(label="Note", multiline=True, rows=3, required=False)

    def __init__(self, *args: Any, in_force: ContactPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_force = in_force

    def clean(self) -> dict[str, Any]:
        """What departs from the plan needs its reason in the note."""
        answers = super().clean() or {}
        if answers.get("plan") != self.in_force.pk:
            self._point_at_plan_in_force()
            self.add_error(None, CHANGED)
        if answers.get("note") or "note" in self.errors:
            return answers
        for sentence in self._departures(answers):
            self.add_error("note", sentence)
        return answers

    def _point_at_plan_in_force(self) -> None:
        """The next try goes through: the new plan is on the page."""
        typed = cast("QueryDict", self.data).copy()
        typed["plan"] = str(self.in_force.pk)
        self.data = typed

    def _departures(self, answers: dict[str, Any]) -> list[str]:
        plan, method = self.in_force, answers.get("method")
        said = []
        if method and method != plan.method:
            way = plan.get_method_display().lower()
            said.append(f"The plan says: {way}. Say here why you used another way.")
        message = answers.get("result") == AttemptResult.MESSAGE
        if message and not plan.may_leave_message:
            said.append("The plan says to leave no message. Say here why you left one.")
        return said
