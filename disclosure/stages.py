"""The stages that schemes of disclosure can have, and those that belong together.

A scheme picks its stages and names them in its own words (``clares_law.S``). Because
the values are the same, a record, a page or a move that is shared works in each.
"""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """Where the work is, in the order it happens."""

    RECEIVED = "received"
    INITIAL_CHECKS = "initial_checks"
    SCOPE_REVIEW = "scope_review"
    AWAITING_MEETING = "awaiting_meeting"
    RESEARCH = "research"
    DECISION_DRAFT = "decision_draft"
    AWAITING_REVIEW = "awaiting_review"
    REPRESENTATIONS = "representations"
    DISCLOSURE_PLANNING = "disclosure_planning"
    DISCLOSURE_IN_PROGRESS = "disclosure_in_progress"
    UNDERTAKING_REFUSED = "undertaking_refused"
    NO_DISCLOSURE_CONTACT = "no_disclosure_contact"
    AFTERCARE = "aftercare"
    TRANSFER_PENDING = "transfer_pending"
    CLOSED = "closed"


TAKEN_IN = (Stage.RECEIVED, Stage.INITIAL_CHECKS, Stage.SCOPE_REVIEW)
BEFORE_DECISION = (
    *TAKEN_IN,
    Stage.AWAITING_MEETING,
    Stage.RESEARCH,
    Stage.DECISION_DRAFT,
    Stage.AWAITING_REVIEW,
    Stage.REPRESENTATIONS,
)
TRANSFERABLE = (
    Stage.INITIAL_CHECKS,
    Stage.SCOPE_REVIEW,
    Stage.AWAITING_MEETING,
    Stage.RESEARCH,
    Stage.DECISION_DRAFT,
)
DRAFTED_AT = (Stage.RESEARCH, Stage.DECISION_DRAFT)
DELIVERY = (Stage.DISCLOSURE_PLANNING, Stage.DISCLOSURE_IN_PROGRESS)
OPEN = tuple(stage for stage in Stage if stage is not Stage.CLOSED)


class End(StrEnum):
    """Outcomes that every scheme has under the same code."""

    TRANSFERRED_OUT = "transferred_out"
    WITHDRAWN = "withdrawn"
    UNABLE_TO_CONTACT = "unable_to_contact"
    DECLINED = "declined_by_recipient"
    MALICIOUS = "malicious_or_false"
    DUPLICATE = "duplicate"
