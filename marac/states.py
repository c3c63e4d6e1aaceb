"""The states of everything that moves in MARAC, in the order it happens (A4)."""

from __future__ import annotations

from django.db import models


class S(models.TextChoices):
    """A case (A4.1)."""

    DRAFT = "draft", "Being written"
    AWAITING_SIGNOFF = "awaiting_signoff", "Manager's check"
    SUBMITTED = "submitted", "Received"
    SCREENING = "screening", "Screening"
    RETURNED = "returned", "Returned for information"
    NOT_SUITABLE = "not_suitable", "Not suitable"
    SUITABLE = "accepted", "Suitable, to be listed"
    EMERGENCY = "emergency", "Emergency"
    LISTED = "listed", "Listed"
    IN_RESEARCH = "in_research", "Research"
    READY = "ready", "Ready to be heard"
    BEING_HEARD = "being_heard", "Being heard"
    DEFERRED = "deferred", "Deferred"
    HEARD = "heard", "Heard"
    ACTIONS_OPEN = "actions_open", "Actions open"
    ACTIONS_COMPLETE = "actions_complete", "Actions complete"
    CLOSED = "closed", "Closed"
    FLAG_LAPSED = "flag_lapsed", "Flag lapsed"
    TRANSFERRED_OUT = "transferred_out", "Transferred out"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DISPOSED = "disposed", "Retention ended"


class M(models.TextChoices):
    """A meeting (A4.2)."""

    PLANNED = "planned", "Planned"
    LIST_OPEN = "list_open", "List open"
    LIST_PUBLISHED = "list_published", "List published"
    CONTRIBUTIONS_OPEN = "contributions_open", "Contributions open"
    RESEARCH_CLOSED = "research_closed", "Research closed"
    IN_SESSION = "in_session", "In session"
    PAUSED = "paused", "Paused"
    ACTIONS_AGREED = "actions_agreed", "Actions agreed"
    ENDED = "ended", "Ended"
    MINUTES_DRAFT = "minutes_draft", "Minutes in draft"
    MINUTES_APPROVED = "minutes_approved", "Minutes approved"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"
    MOVED = "moved", "Moved"


class A(models.TextChoices):
    """An action (A4.3)."""

    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    IN_PROGRESS = "in_progress", "In progress"
    DONE_CLAIMED = "done_claimed", "Reported as done"
    DONE_VERIFIED = "done_verified", "Done"
    NOT_POSSIBLE = "not_possible", "Not possible: things changed"
    NOT_DONE = "not_done", "Not done"
    NOT_DONE_NOTED = "not_done_noted", "Not done, settled by the chair"
    EXTENSION_REQUESTED = "extension_requested", "More time asked for"
    REASSIGNED = "reassigned", "Offered to another agency"
    ESCALATED_1 = "escalated_1", "Overdue: manager told"
    ESCALATED_2 = "escalated_2", "Overdue: chair told"
    ESCALATED_3 = "escalated_3", "Overdue: steering group told"
    CANCELLED = "cancelled", "Cancelled"


class Q(models.TextChoices):
    """A request for an agency's research (A4.4)."""

    CREATED = "created", "To be sent"
    SENT = "sent", "Sent"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    IN_PROGRESS = "in_progress", "In progress"
    RETURNED = "returned", "Returned"
    QUERIED = "queried", "Queried"
    TAKEN = "accepted", "Ready for the meeting"
    SPOKEN = "spoken", "Shared at the meeting"
    LATE = "late", "Late"
    NO_RETURN = "no_return", "No return"
    RECUSED = "recused", "With the alternate"
    REOPENED = "reopened", "Opened again"


class Contact(models.TextChoices):
    """The IDVA's contact with the person at risk (A4.5)."""

    ALLOCATED = "allocated", "Allocated"
    ATTEMPTING = "attempting", "Trying to make contact"
    CONTACTED = "contacted", "In contact"
    NO_SAFE_CONTACT = "no_safe_contact", "No safe way to make contact"
    DECLINED = "declined", "Support declined"
    VIEWS_RECORDED = "views_recorded", "Views recorded"
    REPRESENTED = "represented", "Represented at the meeting"
    FEEDBACK_DUE = "feedback_due", "To be told the result"
    FEEDBACK_GIVEN = "feedback_given", "Told the result"
    FEEDBACK_UNSAFE = "feedback_unsafe", "Telling the result is not safe"


class Handover(models.TextChoices):
    """A transfer between MARACs (A4.6)."""

    PROPOSED = "proposed", "Proposed"
    PACK_BUILT = "pack_built", "Pack built"
    SENT = "sent", "Sent"
    RECEIVED = "received", "Received"
    TAKEN = "accepted", "Taken on"
    QUERIED = "queried", "Queried"
    REFUSED = "refused", "Not taken on"
    CLOSED = "closed", "Closed"


class Flagging(models.TextChoices):
    """An agency's flag on its own files (A4.7)."""

    REQUESTED = "requested", "Asked for"
    SET = "set", "Set"
    REFRESHED = "refreshed", "To be set anew"
    LAPSE_NOTICE = "lapse_notice", "About to lapse"
    TO_REMOVE = "to_remove", "To be removed"
    REMOVED = "removed", "Removed"
    RETAINED = "retained", "Kept with a reason"


FINAL_ACTIONS = (A.DONE_VERIFIED, A.NOT_POSSIBLE, A.NOT_DONE_NOTED, A.CANCELLED)
# An agency has answered; the coordinator may still look at it.
ANSWERED = (Q.RETURNED, Q.TAKEN, Q.SPOKEN)
