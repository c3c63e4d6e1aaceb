"""Who is here: one answer a person, so that it is taken in seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.models import Agency
from casework.forms.editing import EditForm
from casework.forms.fields import NameField
from marac.actions.meeting_attendance import Seat
from marac.models import Meeting
from marac.queries.meeting_people import Expected

SEATS: dict[str, tuple[str, Seat]] = {
    "present_signed": ("Here, has signed", Seat("present", has_signed=True)),
    "present": ("Here, has not signed yet", Seat("present")),
    "observer_signed": ("Observer, has signed", Seat("observer", has_signed=True)),
    "observer": ("Observer, has not signed yet", Seat("observer")),
    "apologies": ("Apologies", Seat("apologies")),
    "absent": ("Absent", Seat("absent")),
    "left": ("Left, had signed", Seat("present", has_signed=True, left=True)),
}
CHOICES = [("", "Not here yet"), *((key, label) for key, (label, _) in SEATS.items())]


def seat_of(one: Expected) -> str:
    """The answer that stands now for somebody."""
    row = one.row
    if row is None:
        return ""
    if row.presence == "present" and row.left_at is not None:
        return "left"
    if row.presence in ("present", "observer") and one.has_signed:
        return f"{row.presence}_signed"
    return str(row.presence)


class AttendanceForm(EditForm):
    """A select for each person expected, and a line for somebody else.

    Two people may keep it at once: answers that one did not touch are taken from the
    record (decision 0030).
    """

    mark_optional = False
    other_name = NameField(label="Somebody else", required=False)
    other_agency = forms.ModelChoiceField(
        Agency.objects.none(), label="For which agency", required=False
    )
    other_as = forms.ChoiceField(
        label="Takes part as", choices=CHOICES[1:], required=False
    )

    def __init__(
        self, *args: Any, meeting: Meeting, expected: Sequence[Expected], **kwargs: Any
    ) -> None:
        self.expected = expected
        known = {f"p{one.user.pk}": seat_of(one) for one in expected}
        super().__init__(*args, known=known, recorded_at=meeting.version, **kwargs)
        field: Any = self.fields["other_agency"]
        field.queryset = Agency.objects.filter(marac__unit_id=meeting.unit_id)

    @classmethod
    def asking(cls, expected: Sequence[Expected]) -> type[AttendanceForm]:
        """The form with a field for each person expected."""
        return type("Seats", (cls,), {f"p{o.user.pk}": _field(o) for o in expected})

    def people(self) -> dict[int, Seat]:
        """Whose answer differs from the record, and how."""
        said = {}
        for one in self.expected:
            answer = self.cleaned_data.get(f"p{one.user.pk}", "")
            if answer and answer != seat_of(one):
                said[one.user.pk] = SEATS[answer][1]
        return said

    def others(self) -> list[tuple[str, Agency | None, Seat]]:
        """Somebody without an account, if one was typed."""
        name = self.cleaned_data.get("other_name", "")
        if not name:
            return []
        seat = SEATS[self.cleaned_data.get("other_as") or "observer"][1]
        return [(name, self.cleaned_data.get("other_agency"), seat)]


def _field(one: Expected) -> forms.ChoiceField:
    label = f"{one.user} ({one.agency})" if one.agency else str(one.user)
    return forms.ChoiceField(label=label, choices=CHOICES, required=False)
