"""What the officer supplies with a move of Sarah's Law, beside the click."""

from __future__ import annotations

from disclosure.move_forms import (
    AgainstForm,
    ClosingForm,
    EndForm,
    MoveForm,
    NotProgressedForm,
    ReasonForm,
    ReturnForm,
    SecondPersonForm,
    StopForm,
    TransferForm,
)


class DisengagedForm(StopForm, ClosingForm):
    """Never reached: whether to go on without the applicant, and why it is late."""


MOVE_FORMS: dict[str, type[MoveForm]] = {
    "end_out_of_scope": ReasonForm,
    "close_without_progressing": NotProgressedForm,
    "close_as_disengaged": DisengagedForm,
    "close_as_safeguarded": ClosingForm,
    "research_further": ReasonForm,
    "return_proposal": ReturnForm,
    "ask_subject_first": SecondPersonForm,
    "approve_disclosure": SecondPersonForm,
    "approve_no_disclosure": SecondPersonForm,
    "decide_against_disclosure": AgainstForm,
    "disclose_all_the_same": SecondPersonForm,
    "withhold_after_refusal": AgainstForm,
    "return_after_refusal": ReasonForm,
    "return_to_decision": ReasonForm,
    "plan_another_attempt": ReasonForm,
    "end_without_disclosure": EndForm,
    "close_after_contact": ClosingForm,
    "close_case": ClosingForm,
    "withdraw_and_contact": ReasonForm,
    "withdraw_and_close": ClosingForm,
    "offer_transfer": TransferForm,
    "complete_transfer": ClosingForm,
    "reopen_case": ReasonForm,
}
