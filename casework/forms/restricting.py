"""Restricting a case: who may open it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from casework.forms.fields import ReasonField
from casework.forms.once import OnceForm

if TYPE_CHECKING:
    from casework.queries.named import Nameable


class NamePeopleForm(OnceForm):
    """Further people who may open the case; ``offered`` are those to choose from."""

    people = forms.MultipleChoiceField(
        label="Who may open it", widget=forms.CheckboxSelectMultiple
    )
    reason = ReasonField(label="Why they need to open it")

    def __init__(self, *args: Any, offered: Sequence[Nameable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["people"]
        people.choices = [(str(one.user.pk), str(one.user)) for one in offered]
        people.choice_hints = {str(one.user.pk): one.jobs for one in offered}
        people.error_messages["required"] = "Choose at least one person"


class RestrictForm(NamePeopleForm):
    """Who may open the case beside the supervisor who restricts it."""

    reason = ReasonField(
        label="Why the case is restricted",
        help_text=(
            "For example: the subject works for the police, or is a relative of a "
            "member of the unit. Only those who may open the case read this."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        people.label = "Who may open it beside you"
        people.help_text = (
            "Choose at least one other person who can work the case. Each may do what "
            "their job allows, and nobody else may know that the case exists."
        )


class EndGrantForm(OnceForm):
    """Whose access ends; ``named`` are those who may open the case now."""

    person = forms.ChoiceField(label="Whose access ends", widget=forms.RadioSelect)
    reason = ReasonField(label="Why it ends")

    def __init__(
        self, *args: Any, named: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = named  # type: ignore[attr-defined]


class LiftForm(OnceForm):
    """Why everybody whose job opens the case may see it again."""

    reason = ReasonField(label="Why the restriction is lifted")
