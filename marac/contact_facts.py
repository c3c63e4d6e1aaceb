"""The facts of the IDVA's contact (A4.5)."""

from __future__ import annotations

from typing import Any

from casework.workflow.moves import guard


@guard("Record the attempt first.")
def attempt_recorded(contact: Any) -> bool:
    return bool(contact.attempts.exists())


@guard("Record an attempt by which they were reached.")
def contact_made(contact: Any) -> bool:
    return bool(contact.attempts.filter(reached=True).exists())


@guard("Write down what they want, or how the IDVA sees it.")
def views_written(contact: Any) -> bool:
    return bool(contact.wishes)


@guard("The case was heard.")
def case_was_heard(contact: Any) -> bool:
    return contact.case.heard_at is not None
