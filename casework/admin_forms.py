"""The forms for rows of settings: what is refused there, and in which words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError

from casework.clock import local_date
from casework.models import (
    BankHolidayChange,
    ClockRule,
    Threshold,
)
from casework.moment import now
from casework.schemes import scheme_named

if TYPE_CHECKING:
    LimitFormBase = forms.ModelForm[ClockRule]
    ThresholdFormBase = forms.ModelForm[Threshold]
    HolidayFormBase = forms.ModelForm[BankHolidayChange]
else:
    LimitFormBase = ThresholdFormBase = HolidayFormBase = forms.ModelForm

# In working days about four years: the bank holidays of that time are known.
LONGEST_LIMIT = 999
LARGEST_NUMBER = 9999


def today() -> dt.date:
    """The date in London, as deadlines count it."""
    return local_date(now())


def split_choice(chosen: str) -> tuple[str, str]:
    """The scheme and the name that a choice such as ``clares_law:overall`` holds."""
    scheme, _, name = chosen.partition(":")
    return scheme, name


def choices_in_order(pairs: dict[str, str]) -> list[tuple[str, str]]:
    return [("", "Choose"), *pairs.items()]


def _refuse_past(day: dt.date) -> dt.date:
    if day < today():
        raise ValidationError("Choose today or a later day.")
    return day


class NewLimitForm(LimitFormBase):
    """A new limit for a clock that exists; the older one stays for older cases."""

    key = forms.ChoiceField(label="Which limit")
    limit = forms.IntegerField(label="Number", min_value=1, max_value=LONGEST_LIMIT)

    class Meta:
        model = ClockRule
        fields = ("key", "limit", "unit", "basis", "guidance_version", "valid_from")
        labels = {"unit": "Counted in", "valid_from": "Counts from"}
        help_texts = {
            "basis": "Where the number comes from; write “to confirm” while it is "
            "not confirmed. Shown on each case's page of dates.",
            "guidance_version": "Such as 2023-04. New cases are marked with it.",
            "valid_from": "Today or later.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = choices_in_order(  # type: ignore[attr-defined]
            {
                f"{rule.scheme}:{rule.key}": (
                    f"{scheme_named(rule.scheme).label}: {rule.label}"
                )
                for rule in ClockRule.objects.order_by("scheme", "key", "valid_from")
            }
        )

    def clean_key(self) -> str:
        """The key alone; scheme and name are those of the latest row of the clock."""
        scheme, key = split_choice(self.cleaned_data["key"])
        latest = ClockRule.objects.filter(scheme=scheme, key=key).latest("valid_from")
        self.instance.scheme, self.instance.label = scheme, latest.label
        return key

    def clean_valid_from(self) -> dt.date:
        """Refuses the past: the dates of cases that are here must not change."""
        return _refuse_past(self.cleaned_data["valid_from"])

    def clean(self) -> dict[str, Any]:
        """One limit a clock and day."""
        said = super().clean() or self.cleaned_data
        key, day = said.get("key"), said.get("valid_from")
        of_clock = ClockRule.objects.filter(scheme=self.instance.scheme, key=key)
        if key and day and of_clock.filter(valid_from=day).exists():
            self.add_error(
                "valid_from",
                "This limit has a row for that day already: choose another day.",
            )
        return said


class ThresholdForm(ThresholdFormBase):
    """A number of the unit, and where it comes from."""

    value = forms.IntegerField(label="Number", min_value=1, max_value=LARGEST_NUMBER)

    class Meta:
        model = Threshold
        fields = ("value", "basis")
        help_texts = {
            "basis": "Where the number comes from; write “to confirm” while it is "
            "not confirmed."
        }


class HolidayForm(HolidayFormBase):
    """The name of a changed day, and whether it is off."""

    class Meta:
        model = BankHolidayChange
        fields = ("name", "is_day_off")
        labels = {"is_day_off": "Day off"}


class NewHolidayForm(HolidayForm):
    """A day that becomes a bank holiday, or is none any more."""

    day = forms.DateField(
        widget=AdminDateWidget,
        help_text="Today or later. It cannot be changed afterwards.",
    )

    class Meta(HolidayForm.Meta):
        fields = ("day", *HolidayForm.Meta.fields)  # type: ignore[assignment]  # one more

    def clean_day(self) -> dt.date:
        """Refuses the past, and a day that has a row: that row can be changed."""
        day = _refuse_past(self.cleaned_data["day"])
        if BankHolidayChange.objects.filter(day=day).exists():
            raise ValidationError("This day is in the list already: change that row.")
        return day
