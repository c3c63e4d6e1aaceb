"""What the officer supplies with a move, beside the click.

A move without a row here asks for nothing but the confirmation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from casework.forms.base import CaseworkForm
from casework.forms.fields import PlainTextField, ReasonField, YesNoField
from casework.queries.code_lists import choices_of
from casework.schemes import scheme_of
from disclosure.approval import threshold
from disclosure.effects import RECORD_REFUSAL, UNDERTAKING_REFUSED
from disclosure.endings import was_late
from disclosure.facts import (
    LINK_FIRST,
    duplicate_linked,
)
from disclosure.forms.leaks import refuse_leaks
from disclosure.forms.review import require_further_reason
from disclosure.manifest import Manifest, manifest_of
from disclosure.stages import End


class MoveForm(CaseworkForm):
    """Knows the case; what it cleans goes into ``perform()`` as inputs."""

    def __init__(self, *args: Any, case: Any, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)


class ReasonForm(MoveForm):
    """Only why."""

    reason = ReasonField()


class SecondPersonForm(ReasonForm):
    """The second person's reason has a least length of its own (clares-law 3.5)."""

    reason = ReasonField(label="Your reasons")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason: Any = self.fields["reason"]
        reason.shortest = threshold(self.case, "review_reason")


class OutcomeForm(ReasonForm):
    """Which outcome of those that the scheme has for the move."""

    outcome = forms.ChoiceField(label="Outcome", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.choices = self.choices()

    def offered(self, tables: Manifest) -> Sequence[str]:
        """The outcomes of ``tables`` that the move can have."""
        raise NotImplementedError

    def choices(self) -> list[tuple[str, str]]:
        """Code and label, in the order of the scheme."""
        scheme = scheme_of(self.case)
        offered = self.offered(manifest_of(self.case.scheme))
        return [(str(code), scheme.outcome_label(code)) for code in offered]


class ClosingForm(MoveForm):
    """A late case says why it was late, with one main cause (clares-law 9.6)."""

    reason = ReasonField(label="Anything the record should say about the closure")
    lateness_cause = forms.ChoiceField(
        label="Main cause of the lateness", required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if was_late(self.case):
            field = self.fields["lateness_cause"]
            field.required = True
            field.choices = choices_of(self.case.scheme, "lateness")  # type: ignore[attr-defined]
        else:
            del self.fields["lateness_cause"]

    def clean(self) -> dict[str, Any]:
        """No cause for a case on time."""
        cleaned = super().clean() or {}
        return {"lateness_cause": "", **cleaned}


class NotProgressedForm(OutcomeForm, ClosingForm):
    """Why the application does not go on."""

    reason = ReasonField(label="Anything the record should say about the closure")

    def offered(self, tables: Manifest) -> Sequence[str]:
        """Those of a case that never began."""
        return tables.not_progressed

    def clean(self) -> dict[str, Any]:
        """A duplicate says of which case (clares-law 5)."""
        cleaned = super().clean()
        is_duplicate = cleaned.get("outcome") == End.DUPLICATE
        if is_duplicate and not duplicate_linked(self.case):
            self.add_error("outcome", LINK_FIRST)
        return cleaned


class AgainstForm(OutcomeForm, SecondPersonForm):
    """The outcome in place of the proposed disclosure."""

    reason = ReasonField(label="Your reasons")
    further_reason = PlainTextField(
        label="Further reason", multiline=True, rows=4, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = manifest_of(self.case.scheme).further_reason(self.case)
        self.fields["further_reason"].label = question
        if not question:
            del self.fields["further_reason"]

    def offered(self, tables: Manifest) -> Sequence[str]:
        """Every one without a disclosure."""
        return tables.no_disclosures

    def clean(self) -> dict[str, Any]:
        """What the scheme asks beside the reason."""
        cleaned = super().clean() or {}
        if "further_reason" in self.fields:
            require_further_reason(self, cleaned)
        return cleaned


class EndForm(OutcomeForm):
    """Why nobody was told."""

    def offered(self, tables: Manifest) -> Sequence[str]:
        """Those of a disclosure that could not be made."""
        return tables.not_delivered


class ReturnForm(SecondPersonForm):
    """Back to the proposer; a nil outcome can be overruled."""

    overrule = YesNoField(
        label="Do you overrule the proposal?",
        help_text="Yes: you disagree with its outcome. No: something is missing.",
    )


class StopForm(ReasonForm):
    """Why nobody could be reached, and whether to go on without the applicant (T4b)."""

    right_to_know = ReasonField(
        label="Do we go on as Right to Know? Say why, or why not"
    )

    def clean(self) -> dict[str, Any]:
        """Both answers are kept with the move."""
        cleaned = super().clean() or {}
        if {"reason", "right_to_know"} <= cleaned.keys():
            considered = cleaned["right_to_know"]
            cleaned["reason"] += f"\nRight to Know considered: {considered}"
        return cleaned


class ComeBackForm(ReasonForm):
    """Why delivery stops and the decision is made anew, on the fast track (T12r)."""

    why = forms.ChoiceField(
        label="What happened?",
        choices=[
            (UNDERTAKING_REFUSED, "The undertaking was refused; nothing was said"),
            ("new_facts", "There are new facts"),
        ],
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label="What the decision maker must know")

    def clean(self) -> dict[str, Any]:
        """A refusal is recorded as an attempt first."""
        cleaned = super().clean() or {}
        last = self.case.delivery_attempts.last()
        withheld = last is not None and last.undertaking == "refused_withheld"
        if cleaned.get("why") == UNDERTAKING_REFUSED and not withheld:
            self.add_error("why", RECORD_REFUSAL)
        return cleaned


class EmergencyForm(MoveForm):
    """What is told at once, to whom, and why it cannot wait."""

    reason = ReasonField(label="Why it cannot wait")
    recipient = PlainTextField(label="Who is told")
    words = PlainTextField(label="Words to be spoken", multiline=True)
    leak_reason = PlainTextField(
        label="Why marked words may stay, if some are marked",
        multiline=True,
        rows=3,
        required=False,
        help_text=(
            "The words are checked for who asked and who helped. Take out what is "
            "marked, or say here why it may be said."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Nobody who must not be known is named, however urgent it is."""
        cleaned = super().clean() or {}
        if not cleaned.get("leak_reason"):
            refuse_leaks(self, self.case, ("words", "recipient"))
        return cleaned


class TransferForm(MoveForm):
    """Which force should lead."""

    force = PlainTextField(label="Force that should lead")
    handover = PlainTextField(label="How the case is handed over securely")
    reason = ReasonField()


class SkipMeetingForm(ReasonForm):
    """Why there is no meeting, and how identity will be seen."""

    reason = ReasonField(
        label="Why no meeting is needed, and how identity will be seen"
    )


MOVE_FORMS: dict[str, type[MoveForm]] = {
    "skip_meeting": SkipMeetingForm,
    "close_without_progressing": NotProgressedForm,
    "stop_trying_to_contact": StopForm,
    "research_further": ReasonForm,
    "return_proposal": ReturnForm,
    "approve_disclosure": SecondPersonForm,
    "ask_subject_first": SecondPersonForm,
    "approve_no_disclosure": SecondPersonForm,
    "decide_against_disclosure": AgainstForm,
    "authorise_emergency_disclosure": EmergencyForm,
    "plan_another_attempt": ReasonForm,
    "return_to_decision": ComeBackForm,
    "end_without_disclosure": EndForm,
    "close_after_contact": ClosingForm,
    "close_case": ClosingForm,
    "offer_transfer": TransferForm,
    "complete_transfer": ClosingForm,
    "reopen_case": ReasonForm,
    "withdraw_and_contact": ReasonForm,
    "withdraw_and_close": ClosingForm,
}
