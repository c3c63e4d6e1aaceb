"""The facts of a transfer between MARACs (A4.6)."""

from __future__ import annotations

from typing import Any

from casework.workflow.moves import guard


@guard("The new address is known, and it is safe to hold it.")
def address_may_be_held(transfer: Any) -> bool:
    return bool(transfer.address_known and transfer.address_safe)


@guard(
    "Say whether it was heard here and whether the list was out.",
)
def sender_asked(transfer: Any) -> bool:
    return transfer.heard_here is not None and transfer.list_was_out is not None


@guard("Say which papers go with it.")
def papers_attached(transfer: Any) -> bool:
    return bool(transfer.papers)


@guard("The two IDVAs speak to each other first.")
def workers_spoke(transfer: Any) -> bool:
    return transfer.workers_spoke_on is not None
