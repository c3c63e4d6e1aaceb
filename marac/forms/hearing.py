"""The one form of the chair's screen: everything typed goes with every button."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import Agency, User
from casework.clock import local_date
from casework.forms.editing import EditForm
from casework.forms.fields import PlainTextField, ReasonField, TypedDateField
from casework.forms.once import OnceForm
from casework.moment import now
from marac.actions.hearing import Board, NewAction
from marac.models import Shared
from marac.outcomes import ForWhom
from marac.queries.hearing import Hearing, Turn, owners_for

ANSWERS = (
    ("", "Not asked yet"),
    ("yes", "Yes"),
    ("no", "No"),
    ("not_needed", "Not needed"),
)
WHO = "Choose who does it"
WHEN = "Say until when"
TOO_SHORT = "Say in more words what is to be done, or below why so few are enough"
WHAT = "Say what is to be done"


class HearingForm(EditForm):
    """Risk, check questions, turns and one new action; merged field by field.

    Words for an action are taken with whatever button is pressed, so that none is lost.
    """

    mark_optional = False  # almost all are; the list below the buttons says what lacks
    harm = PlainTextField(
        label="Harm that is likely, and to whom", multiline=True, rows=4, required=False
    )
    worse = PlainTextField(
        label="What makes it more likely", multiline=True, rows=4, required=False
    )
    safer = PlainTextField(
        label="What protects already", multiline=True, rows=4, required=False
    )
    act_words = PlainTextField(
        label="What is to be done",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "action-templates", "accesskey": "a"}),
    )
    act_owner = forms.ChoiceField(label="Who does it", required=False)
    act_due = TypedDateField(
        label="Until",
        noun="The day",
        required=False,
        may_be_past=False,
        may_be_future=True,
        help_text="",
    )
    act_for = forms.ChoiceField(
        label="For whom", choices=ForWhom.choices, required=False
    )
    why_not_smart = PlainTextField(
        label="Why so few words are enough", required=False, max_length=300
    )
    crime = PlainTextField(
        label="A crime that came to light",
        help_text="It is recorded in the minutes, and the police record it.",
        required=False,
        max_length=1000,
    )
    feedback_owner = PlainTextField(
        label="Who tells the person at risk", required=False, max_length=120
    )
    no_action_reason = PlainTextField(
        label="If there is no action, why", required=False, max_length=1000
    )

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        self.hearing = hearing
        super().__init__(
            *args, known=hearing.known, recorded_at=hearing.version, **kwargs
        )
        owner: Any = self.fields["act_owner"]
        owner.choices = [("", "Choose"), *owners_for(hearing.listing.meeting)]

    @classmethod
    def asking(cls, hearing: Hearing) -> type[HearingForm]:
        """The form with a field for each question and for each agency's turn."""
        asked = {
            f"q-{code}": forms.ChoiceField(label=label, choices=ANSWERS, required=False)
            for code, label in hearing.questions
        }
        turns = {f"t-{turn.agency.pk}": _turn(turn) for turn in hearing.turns}
        return type("AskedHearing", (cls,), {**asked, **turns})

    def clean(self) -> dict[str, Any]:
        """An action needs words, somebody and a day; few words need a reason."""
        said = super().clean()
        words = said.get("act_words", "")
        if words:
            if not said.get("act_owner"):
                self.add_error("act_owner", WHO)
            if not said.get("act_due") and "act_due" not in self.errors:
                self.add_error("act_due", WHEN)
            enough = self.hearing.listing.meeting.profile.action_length
            if len(words) < enough and not said.get("why_not_smart"):
                self.add_error("act_words", TOO_SHORT)
        elif "add" in self.data and "act_words" not in self.errors:
            self.add_error("act_words", WHAT)
        return said

    def board(self) -> Board:
        """What differs from the record."""
        changed = {
            name: self.cleaned_data.get(name, "")
            for name, theirs in self.hearing.known.items()
            if name in self.data and self.cleaned_data.get(name, "") != theirs
        }
        answers = {
            name[2:]: said
            for name, said in changed.items()
            if name.startswith("q-") and said
        }
        turns = {
            int(name[2:]): said
            for name, said in changed.items()
            if name.startswith("t-") and said
        }
        words = {n: said for n, said in changed.items() if n[:2] not in ("q-", "t-")}
        return Board(words, answers, turns)

    def action(self) -> NewAction | None:
        """The action that was typed, if any."""
        said = self.cleaned_data
        if not said.get("act_words"):
            return None
        agency, _, person = said["act_owner"].partition("-")
        return NewAction(
            words=said["act_words"],
            agency=Agency.objects.get(pk=int(agency)),
            due_on=said["act_due"] or local_date(now()),
            for_whom=said.get("act_for") or ForWhom.PERSON_AT_RISK,
            person=User.objects.get(pk=int(person)) if person else None,
            why_not_smart=said.get("why_not_smart", ""),
        )


def _turn(turn: Turn) -> forms.ChoiceField:
    small = {"class": "govuk-radios--inline govuk-radios--small"}
    return forms.ChoiceField(
        label=str(turn.agency),
        choices=Shared.choices,
        required=False,
        widget=forms.RadioSelect(attrs=small),
    )


class DeferForm(OnceForm):
    """A case that is not reached or adjourned (R14)."""

    reason = ReasonField(label="Why it is deferred")
    until_then = ReasonField(label="What protects until then")
