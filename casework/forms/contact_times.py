"""Days of the week, times of day, and periods, as people type them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework import moment
from casework.clock import local_date
from casework.forms.date_fields import FURTHEST_DAYS, SCHEME_START, parse_typed_time
from casework.forms.fields import PlainTextField
from casework.safe_hours import (
    DAYS,
)
from casework.typed_dates import UnreadableDate, parse_typed_date

ASK_FOR_PERIOD = (
    "Write each period on a line of its own, for example 24/12/2026 to 2/1/2027"
)


class WeekdaysField(forms.TypedMultipleChoiceField):
    """Days of the week; gives their numbers in order, Monday 0."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        )
        super().__init__(
            choices=[(str(number), day) for number, day in enumerate(DAYS)],
            coerce=int,
            empty_value=[],
            **kwargs,
        )

    def clean(self, value: Any) -> list[int]:
        return sorted(super().clean(value))


class DayTimeField(PlainTextField):
    """A time of day; gives a time, or None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "govuk-input--width-5"})
        )
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        if isinstance(value, dt.time):
            return value
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return parse_typed_time(typed)
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from None

    def prepare_value(self, value: Any) -> Any:
        """A stored time is shown as people type it."""
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value


class PausesField(PlainTextField):
    """Periods, one a line; gives pairs of dates in ISO form, as the plan keeps them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            multiline=True,
            rows=2,
            required=False,
            help_text="One a line, first and last day: 24/12/2026 to 2/1/2027",
            **kwargs,
        )
        self.counted_length = 0

    def clean(self, value: Any) -> list[list[str]]:
        if isinstance(value, list):
            return value
        typed = super().clean(value)
        lines = [line for line in typed.split("\n") if line.strip()]
        return [[day.isoformat() for day in self._period(line)] for line in lines]

    def _period(self, line: str) -> tuple[dt.date, dt.date]:
        first, word, last = line.partition(" to ")
        try:
            days = self._day(first), self._day(last if word else first)
        except UnreadableDate:
            raise ValidationError(ASK_FOR_PERIOD) from None
        if days[0] > days[1]:
            raise ValidationError("A period ends before it begins: check the dates")
        return days

    def _day(self, text: str) -> dt.date:
        furthest = local_date(moment.now()) + dt.timedelta(days=FURTHEST_DAYS)
        return parse_typed_date(
            text.strip(),
            earliest=SCHEME_START,
            latest=furthest,
            too_early=ASK_FOR_PERIOD,
            too_late=ASK_FOR_PERIOD,
        )

    def prepare_value(self, value: Any) -> Any:
        """Stored periods are shown as people type them."""
        if not isinstance(value, list):
            return value
        read = dt.date.fromisoformat
        return "\n".join(
            f"{read(first):%d/%m/%Y} to {read(last):%d/%m/%Y}" for first, last in value
        )
