"""Typed dates and times in Europe/London. What was typed stays in the box."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework import moment
from casework.clock import LONDON, ImpossibleLocalTime, local_date, resolve_local
from casework.typed_dates import UnreadableDate, parse_birth_date, parse_typed_date

# The scheme began in England and Wales in March 2014; nothing it records is older.
SCHEME_START = dt.date(2014, 1, 1)
FURTHEST_DAYS = 732

ASK_FOR_TIME = "Enter a time on the 24-hour clock, for example 14:05"
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})\s*(?:[:.h]?\s*(?P<minute>[0-9]{2}))?\s*(?P<half>am|pm)?"
)
NOON = 12


def say_date(day: dt.date) -> str:
    """The date as people say it: 1 January 2014."""
    return f"{day.day} {day:%B %Y}"


def parse_typed_time(text: str) -> dt.time:
    """Reads 14:05, 14.05, 1405, 2pm or 2.05 pm.

    Raises ValueError with the sentence to show.
    """
    tidy = text.strip().lower().replace("a.m.", "am").replace("p.m.", "pm")
    match = _TIME.fullmatch(tidy.removesuffix("hrs").strip())
    if match is None or not (match["minute"] or match["half"]):
        raise ValueError(ASK_FOR_TIME)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= NOON:
            raise ValueError(ASK_FOR_TIME)
        hour = hour % NOON + (NOON if match["half"] == "pm" else 0)
    try:
        return dt.time(hour, minute)
    except ValueError:
        raise ValueError(ASK_FOR_TIME) from None


class Limits:
    """Which days a field takes, and the sentences for those that it does not."""

    def __init__(
        self, *, earliest: dt.date, may_be_past: bool, may_be_future: bool
    ) -> None:
        self.earliest = earliest
        self.may_be_past = may_be_past
        self.may_be_future = may_be_future

    def read(self, text: str, noun: str) -> dt.date:
        """The day typed in ``text``; raises UnreadableDate with the sentence."""
        today = local_date(moment.now())
        furthest = today + dt.timedelta(days=FURTHEST_DAYS)
        too_late = f"{noun} must be {say_date(furthest)} or earlier"
        too_early = f"{noun} must be {say_date(self.earliest)} or later"
        if not self.may_be_future:
            too_late = f"{noun} must be today or in the past"
        if not self.may_be_past:
            too_early = f"{noun} must be today or in the future"
        return parse_typed_date(
            text,
            earliest=self.earliest if self.may_be_past else today,
            latest=furthest if self.may_be_future else today,
            too_early=too_early,
            too_late=too_late,
        )


class TypedDateField(forms.Field):
    """A date typed in one box in any usual way; gives a date, or None when empty.

    ``earliest`` defaults to the start of the scheme. ``may_be_future`` allows up to
    two years ahead; ``may_be_past=False`` asks for today or later. ``noun`` names the
    field in sentences (default: its label).
    """

    def __init__(
        self,
        *,
        noun: str = "",
        earliest: dt.date = SCHEME_START,
        may_be_past: bool = True,
        may_be_future: bool = False,
        **kwargs: Any,
    ) -> None:
        self.noun = noun
        self.limits = Limits(
            earliest=earliest, may_be_past=may_be_past, may_be_future=may_be_future
        )
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "govuk-input--width-10"})
        )
        kwargs.setdefault("help_text", "For example, 27 3 2026")
        super().__init__(**kwargs)

    @property
    def said(self) -> str:
        """The field's name at the start of a sentence."""
        return self.noun or str(self.label or "The date")

    def to_python(self, value: Any) -> dt.date | None:
        """Reads what was typed; the refusal is a sentence."""
        if isinstance(value, dt.date):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return self.read(text)
        except UnreadableDate as refusal:
            raise ValidationError(str(refusal)) from None

    def read(self, text: str) -> dt.date:
        """The day in ``text``; raises UnreadableDate."""
        return self.limits.read(text, self.said)

    def prepare_value(self, value: Any) -> Any:
        """A stored date is shown as people type it."""
        return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares dates, not the ways to write them."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class BirthDateField(TypedDateField):
    """A date of birth: in the past, and of somebody who can be alive."""

    def __init__(self, *, label: str = "Date of birth", **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 27 3 1985")
        super().__init__(label=label, **kwargs)

    def read(self, text: str) -> dt.date:
        return parse_birth_date(text, today=local_date(moment.now()))


class MomentWidget(forms.MultiWidget):
    """Two boxes: the date, and the time of day."""

    use_fieldset = True

    def __init__(self) -> None:
        super().__init__(
            {
                "date": forms.TextInput(
                    attrs={"class": "govuk-input govuk-input--width-10"}
                ),
                "time": forms.TextInput(
                    attrs={"class": "govuk-input govuk-input--width-5"}
                ),
            }
        )

    def decompress(self, value: Any) -> list[str | None]:
        """A stored instant as the London date and time in the boxes."""
        if not isinstance(value, dt.datetime):
            return [None, None]
        local = value.astimezone(LONDON)
        return [f"{local:%d/%m/%Y}", f"{local:%H:%M}"]


class MomentField(forms.MultiValueField):
    """A date and a time of day in London; gives an aware UTC instant or None.

    Parameters as TypedDateField. A time that the clocks skipped is refused; one that
    happened twice is the first. By default the instant is past or present.
    """

    part_labels = ("Date", "Time")

    def __init__(
        self,
        *,
        noun: str = "",
        earliest: dt.date = SCHEME_START,
        may_be_past: bool = True,
        may_be_future: bool = False,
        **kwargs: Any,
    ) -> None:
        self.noun = noun
        self.limits = Limits(
            earliest=earliest, may_be_past=may_be_past, may_be_future=may_be_future
        )
        kwargs.setdefault("help_text", "For example, 27 3 2026 at 14:05")
        parts = (forms.CharField(required=False), forms.CharField(required=False))
        super().__init__(
            fields=parts, widget=MomentWidget(), require_all_fields=False, **kwargs
        )

    @property
    def said(self) -> str:
        """The field's name at the start of a sentence."""
        return self.noun or str(self.label or "The time")

    def clean(self, value: Any) -> dt.datetime | None:
        """Reads both boxes; the first thing that is wrong is said."""
        if isinstance(value, dt.datetime):
            return value
        typed_date, typed_time = (str(part or "").strip() for part in value or ("", ""))
        if not typed_date and not typed_time:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not typed_date:
            raise ValidationError("Enter the date as well as the time")
        if not typed_time:
            raise ValidationError("Enter the time as well as the date")
        return self.compress([typed_date, typed_time])

    def compress(self, data_list: Any) -> dt.datetime:
        """The instant in UTC; ValidationError holds the sentence."""
        typed_date, typed_time = data_list
        try:
            day = self.limits.read(typed_date, self.said)
            instant = resolve_local(
                dt.datetime.combine(day, parse_typed_time(typed_time))
            )
        except (UnreadableDate, ImpossibleLocalTime, ValueError) as refusal:
            raise ValidationError(str(refusal)) from None
        self._refuse_wrong_side_of_now(instant)
        return instant

    def _refuse_wrong_side_of_now(self, instant: dt.datetime) -> None:
        now = moment.now()
        clock = f"it is now {now.astimezone(LONDON):%H:%M}"
        if instant > now and not self.limits.may_be_future:
            raise ValidationError(f"{self.said} must not be in the future; {clock}")
        if instant < now and not self.limits.may_be_past:
            raise ValidationError(f"{self.said} must not be in the past; {clock}")
