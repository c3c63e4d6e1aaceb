"""The forms for reminders: which there are, from what they count, whom they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from accounts.roles import Role
from casework.admin_forms import choices_in_order, split_choice
from casework.ladders import (
    LIMITS,
    OWNER,
    STAGE,
    SUPERVISORS,
    Ladder,
    ladders_of_all,
)
from casework.models import NoticeRule, ReminderStep
from casework.models.reminders import StepUnit
from casework.schemes import Scheme, all_schemes, scheme_named

if TYPE_CHECKING:
    StepFormBase = forms.ModelForm[ReminderStep]
else:
    StepFormBase = forms.ModelForm

LONGEST_STEP = 999
ANY_STAGE = {
    STAGE: "Any limit of a stage, in days",
    f"{STAGE}_hours": "Any limit of a stage, in hours",
}
PEOPLE = {
    OWNER: "Whoever has the case",
    SUPERVISORS: "The supervisors of the unit",
}
ANCHORS = {
    "start": "it began",
    "due": "it is due",
    "chase": "it is asked for again",
    "escalate": "somebody senior is asked",
    "statutory": "the statutory date of its case comes",
}


def things_of(scheme: Scheme) -> dict[str, str]:
    """By name what reminders of ``scheme`` can be about, in words."""
    clocks = {clock.key: clock.label for clock in scheme.clocks}
    others = {
        ladder.key: ladder.label
        for ladder in ladders_of_all([scheme])
        if ladder is not LIMITS
    }
    return clocks | ANY_STAGE | others


def ladder_named(scheme: Scheme, name: str) -> Ladder:
    """The ladder that the steps called ``name`` belong to."""
    for ladder in ladders_of_all([scheme]):
        if ladder.key == name:
            return ladder
    return LIMITS


def people_of(scheme: Scheme, name: str) -> dict[str, str]:
    """By name whom a reminder can tell, in words."""
    own = ladder_named(scheme, name).audiences
    mine = dict.fromkeys(own, "Whoever arranged or sent it")
    return PEOPLE | mine | {role.value: role.label for role in Role}


class StepForm(StepFormBase):
    """When a reminder that exists is sent, to whom, and whether it is."""

    amount = forms.IntegerField(
        min_value=-LONGEST_STEP,
        max_value=LONGEST_STEP,
        help_text="Below 0: before that time. 0: at that time, or on that day.",
    )
    audience = forms.ChoiceField(label="Whom it tells")
    event = forms.ChoiceField(label="What it says")

    class Meta:
        model = ReminderStep
        fields = ("amount", "unit", "hour", "audience", "event", "in_use")
        labels = {"unit": "Counted in", "hour": "At this hour, if counted in days"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        scheme = row.scheme or next(iter(all_schemes())).key
        rules = NoticeRule.objects.filter(scheme=scheme).order_by("text")
        self._choose("event", {rule.event: rule.text for rule in rules})
        self._choose("audience", people_of(scheme_named(scheme), row.ladder))

    def _choose(self, name: str, pairs: dict[str, str]) -> None:
        self.fields[name].choices = choices_in_order(pairs)  # type: ignore[attr-defined]  # ours has it


class NewStepForm(StepForm):
    """A new reminder of something that is watched."""

    thing = forms.ChoiceField(label="What it is about")
    anchor = forms.ChoiceField(label="Counted from")

    class Meta(StepForm.Meta):
        fields = ("thing", "anchor", *StepForm.Meta.fields)  # type: ignore[assignment]  # two more

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        things = {
            f"{scheme.key}:{name}": f"{scheme.label}: {label}"
            for scheme in all_schemes()
            for name, label in things_of(scheme).items()
        }
        self._choose("thing", things)
        self._choose("anchor", {key: f"when {said}" for key, said in ANCHORS.items()})

    def clean(self) -> dict[str, Any]:
        """What it is about must have that time, and no such reminder yet."""
        said = super().clean() or self.cleaned_data
        scheme, name = split_choice(said.get("thing", ""))
        if not scheme or "anchor" not in said:
            return said
        self.instance.scheme, self.instance.ladder = scheme, name
        self.instance.anchor = said["anchor"]
        if said["anchor"] not in ladder_named(scheme_named(scheme), name).anchors:
            self.add_error("anchor", "What it is about has no such time.")
        return said


def said_of(row: ReminderStep) -> str:
    """The time of a reminder in words: "3 days before it is due"."""
    anchor = ANCHORS.get(row.anchor, row.anchor)
    if row.amount == 0:
        return f"{'on the day ' if row.unit == StepUnit.DAYS else ''}when {anchor}"
    count = abs(row.amount)
    noun = row.unit[:-1] if count == 1 else row.unit
    return f"{count} {noun} {'before' if row.amount < 0 else 'after'} {anchor}"
