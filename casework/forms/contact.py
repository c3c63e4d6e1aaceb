"""Recording how it is safe to reach somebody, and each contact under it."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict

from casework.actions.contact_attempts import (
    NO_PLAN_LEFT,
    act_of,
)
from casework.forms.contact_times import (
    DayTimeField,
    PausesField,
    WeekdaysField,
)
from casework.forms.fields import (
    MomentField,
    PlainTextField,
    TypedDateField,
    YesNoField,
)
from casework.forms.once import OnceForm
from casework.forms.text_fields import e164_of
from casework.models import AttemptResult, ContactPermission, ContactPlan, Method
from casework.safe_contact import (
    LEAVES_A_TRACE,
    Reason,
    judge,
)
from casework.safe_hours import (
    Rules,
)

NOT_KNOWN = "Not known"
READ_AGAIN = "The contact plan has changed: read the new one above, then save again."
NEVER_A_WAY = (Method.POST,)
WAYS = [row for row in Method.choices if row[0] not in NEVER_A_WAY]


class ContactPlanForm(OnceForm):
    """A new plan. ``current`` is the one in force, which it supersedes."""

    method = forms.ChoiceField(
        label="How is it safe to make contact?",
        choices=WAYS,
        widget=forms.RadioSelect,
    )
    contact_point = PlainTextField(
        label="Number, e-mail address or name to use",
        help_text="Shown only after the plan has been read",
        error_messages={"required": "Enter the number, e-mail address or name to use"},
    )
    safe_times = PlainTextField(
        label="When is it safe, in their words?",
        max_length=300,
        help_text="For example “weekdays 10 to 12, never at weekends”",
        error_messages={"required": "Say when it is safe to make contact"},
    )
    days = WeekdaysField(label="Safe days")
    opens = DayTimeField(
        label="Safe from",
        help_text="For example, 10:00. From 00:00 until 00:00 is the whole day.",
    )
    closes = DayTimeField(
        label="Safe until",
        help_text="A time before the first one is on the next day",
    )
    unsafe_times = PlainTextField(
        label="When is it not safe, in their words?", max_length=300, required=False
    )
    pauses = PausesField(label="Periods in which nobody may make contact")
    code_word = PlainTextField(
        label="Code word",
        max_length=60,
        required=False,
        help_text="What they say, or we say, to know that it is safe to speak",
    )
    others_answer = YesNoField(label="Does anybody else answer, read or hear it?")
    who_else = PlainTextField(
        label="Who else uses the phone, the e-mail or the home?",
        max_length=300,
        required=False,
    )
    may_leave_message = YesNoField(label="May we leave a message?", initial=False)
    may_text = YesNoField(label="May we send a text message?", initial=False)
    may_say_police = YesNoField(label="May we say we are the police?", initial=False)
    withhold_number = YesNoField(label="Withhold our number?", initial=True)
    post_is_safe = YesNoField(
        label="Is it safe to send post?",
        initial=False,
        help_text="Almost never: say yes only if they asked for it themselves",
    )
    interpreter = PlainTextField(
        label="Interpreter",
        max_length=120,
        required=False,
        help_text="Language; an independent interpreter, never the family",
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
            for name in ("contact_point", "safe_times", "days", "opens", "closes"):
                self.fields[name].required = False
            self.fields["others_answer"].required = False
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
            return without_a_way(answers)
        self._keep_contact_point(answers)
        point = answers.get("contact_point", "")
        refuse_unusable_point(self, answers.get("method"), point)
        refuse_unread_ways(self, answers)
        return answers

    def _keep_contact_point(self, answers: dict[str, Any]) -> None:
        kept = self.current
        same = kept is not None and kept.method == answers.get("method")
        if same and kept is not None and not answers.get("contact_point"):
            answers["contact_point"] = kept.contact_point


def without_a_way(answers: dict[str, Any]) -> dict[str, Any]:
    """The plan that says that no way is safe: it has no days and no hours."""
    answers["safe_times"] = answers.get("safe_times") or NOT_KNOWN
    answers["others_answer"] = bool(answers.get("others_answer"))
    return {**answers, "days": [], "opens": None, "closes": None}


def refuse_unread_ways(form: forms.BaseForm, answers: dict[str, Any]) -> None:
    """Who else reads is named; what they would read is no safe way."""
    if not answers.get("others_answer"):
        return
    if not answers.get("who_else") and "who_else" not in form.errors:
        form.add_error("who_else", "Say who else answers, reads or hears it")
    if answers.get("method") in LEAVES_A_TRACE:
        form.add_error("method", "Somebody else reads it: choose another way")


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


class UnderPlanForm(OnceForm):
    """A contact under ``in_force``, which the officer has read above the form."""

    plan = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        in_force: ContactPlan,
        permission: ContactPermission | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.in_force, self.permission = in_force, permission
        self.reasons: tuple[Reason, ...] = ()
        self.fields["method"].choices = ways_of(in_force.rules)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The plan on the page is the one in force."""
        answers = super().clean() or {}
        if answers.get("plan") != self.in_force.pk:
            # The next try goes through: the new plan is on the page.
            typed = cast("QueryDict", self.data).copy()
            typed["plan"] = str(self.in_force.pk)
            self.data = typed
            self.add_error(None, READ_AGAIN)
        return answers


def ways_of(rules: Rules) -> list[tuple[str, str]]:
    """What a form offers: everything but post, unless the plan marks post as safe."""
    never = {Method.NONE_SAFE, *(() if rules.post_is_safe else NEVER_A_WAY)}
    return [(str(way), str(label)) for way, label in Method.choices if way not in never]


class ContactAttemptForm(UnderPlanForm):
    """One attempt; what departs from the plan needs its reason in the note."""

    at = MomentField(label="When did you try?", noun="The time of the attempt")
    method = forms.ChoiceField(label="How did you try?", widget=forms.RadioSelect)
    purpose = PlainTextField(label="What was it for?")
    result = forms.ChoiceField(
        label="What came of it?",
        choices=AttemptResult.choices,
        widget=forms.RadioSelect,
    )
    plan_confirmed = YesNoField(
        label="Did they confirm that this plan is still safe?",
        help_text=(
            "Ask each time. If you spoke to them and they did not, a new plan is needed"
        ),
    )
    note = PlainTextField(label="Note", multiline=True, rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """Each rule of the plan that was not kept is one sentence."""
        answers = super().clean()
        if not {"method", "at", "result"} <= answers.keys():
            return answers
        act = act_of(answers["method"], answers["at"], answers["result"])
        self.reasons = judge(self.in_force.rules, act)
        if self.permission is None:
            self._ask_why(answers)
        return answers

    def _ask_why(self, answers: dict[str, Any]) -> None:
        """Under a plan that allows nothing there is no why."""
        hopeless = [row for row in self.reasons if row.rule in NO_PLAN_LEFT]
        for reason in hopeless:
            self.add_error(None, reason.sentence)
        if hopeless or answers.get("note") or "note" in self.errors:
            return
        for reason in self.reasons:
            self.add_error("note", f"{reason.sentence} Say here why you did otherwise.")


class PlannedContactForm(UnderPlanForm):
    """A contact to be made at a safe time."""

    planned_for = MomentField(
        label="When will you make contact?",
        noun="The time of the contact",
        may_be_past=False,
        may_be_future=True,
    )
    method = forms.ChoiceField(label="How?", widget=forms.RadioSelect)
    purpose = PlainTextField(label="What is it for?")

    def clean(self) -> dict[str, Any]:
        """A time or way that the plan does not allow is refused beside its field."""
        answers = super().clean()
        if {"method", "planned_for"} <= answers.keys():
            instant: dt.datetime = answers["planned_for"]
            self.reasons = judge(
                self.in_force.rules, act_of(answers["method"], instant)
            )
            for reason in self.reasons:
                self.add_error(BESIDE.get(reason.rule), reason.sentence)
        return answers


BESIDE = {
    "method": "method",
    "post": "method",
    "others": "method",
    "day": "planned_for",
    "hours": "planned_for",
    "pause": "planned_for",
    "expired": "planned_for",
}
