"""Being away, and handing over everything of somebody who leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from casework.forms.base import CaseworkForm, FilterForm
from casework.forms.fields import ReasonField, TypedDateField
from casework.forms.once import OnceForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User


def _people(people: Sequence[User]) -> list[tuple[str, str]]:
    return [("", "Choose"), *((str(one.pk), str(one)) for one in people)]


class AbsenceForm(OnceForm):
    """Who is away, from when to when, and who is told in their place."""

    user = forms.ChoiceField(label="Who is away")
    cover = forms.ChoiceField(label="Who covers")
    first_day = TypedDateField(label="First day away", may_be_future=True)
    last_day = TypedDateField(label="Last day away", may_be_future=True)

    def __init__(
        self,
        *args: Any,
        who: Sequence[User],
        people: Sequence[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = _people(who)  # type: ignore[attr-defined]  # ours has it
        self.fields["cover"].choices = _people(people)  # type: ignore[attr-defined]  # the same

    def clean(self) -> dict[str, Any]:
        """Nobody covers for themselves, and a time away has an end after its start."""
        said = super().clean() or self.cleaned_data
        if said.get("user") and said.get("user") == said.get("cover"):
            self.add_error("cover", "Choose somebody else to cover.")
        first, last = said.get("first_day"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day must not be before the first.")
        return said


class WhoLeavesForm(FilterForm):
    """Whose cases go to whom."""

    leaver = forms.ChoiceField(label="Whose cases")
    to = forms.ChoiceField(label="Who takes them")

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("leaver", "to"):
            self.fields[name].choices = _people(people)  # type: ignore[attr-defined]  # the same

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        said = super().clean() or self.cleaned_data
        if said.get("leaver") and said.get("leaver") == said.get("to"):
            self.add_error("to", "Choose somebody else to take them.")
        return said


class HandOverForm(OnceForm):
    """Why the cases change hands; said with each of them."""

    reason = ReasonField(label="Reason")


class MailTimesForm(CaseworkForm):
    """When e-mails that are not urgent may come."""

    HOURS = [(str(hour), f"{hour:02d}:00") for hour in range(24)]
    quiet_from = forms.TypedChoiceField(
        label="No e-mails from", coerce=int, choices=HOURS
    )
    quiet_until = forms.TypedChoiceField(label="Until", coerce=int, choices=HOURS)
    digest_hour = forms.TypedChoiceField(
        label="The morning's e-mail at", coerce=int, choices=HOURS
    )
    at_weekends = forms.BooleanField(label="E-mails at weekends too", required=False)
