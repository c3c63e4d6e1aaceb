"""Forms about a meeting as a whole: its chair, moving it, cancelling it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import RoleGrant, User
from accounts.roles import Role
from casework.clock import local_date
from casework.forms.fields import ReasonField
from casework.forms.once import OnceForm
from casework.moment import now
from marac.models import Meeting
from marac.queries.meetings import say_start, takes_over


class ChairForm(OnceForm):
    """Who chairs the meeting: somebody of the unit with that job."""

    chair = forms.ModelChoiceField(User.objects.none(), label="Chair")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        granted = RoleGrant.objects.in_force(local_date(now()))
        chairs = granted.filter(role=Role.MARAC_CHAIR).values("user_id")
        field: Any = self.fields["chair"]
        field.queryset = User.objects.filter(
            Q(pk__in=chairs), unit_id=meeting.unit_id, is_active=True
        ).order_by("name")


class CancelForm(OnceForm):
    """A meeting that is not held, with the reason."""

    reason = ReasonField(label="Why it is not held")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(*args, **kwargs)


class MoveForm(CancelForm):
    """Which meeting takes over the list, and why."""

    to = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="The meeting that takes over its list",
        empty_label="Choose a meeting",
    )
    reason = ReasonField(label="Why it is moved")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = takes_over(meeting)
        field.label_from_instance = say_start
        self.order_fields(["to", "reason"])


class SimpleForm(OnceForm):
    """A move that asks for nothing but the confirmation."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(*args, **kwargs)


ASKED: dict[str, type[OnceForm]] = {"cancel": CancelForm, "move_meeting": MoveForm}
