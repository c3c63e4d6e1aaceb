"""Asking other forces and agencies, asking again, and what came of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from casework import audit
from casework.actions.door import (
    BEFORE_RECEIPT,
    changing,
    is_before_receipt,
    refuse_closed,
)
from casework.clock import local_date
from casework.clocks import due_of, rules_for
from casework.models import (
    ActionClass,
    Case,
    ClockRule,
    InformationRequest,
    Person,
    Reply,
    RequestChase,
)
from casework.moment import now
from casework.policy import Capability
from casework.queries.who_asked import asked_by_in
from casework.workflow.perform import Refused

if TYPE_CHECKING:
    from accounts.models import User

# Which settings row gives which date of a request.
LIMITS = {
    "request_due": "due_at",
    "request_chase": "chase_at",
    "request_escalate": "escalate_at",
}
SETTLED = "This request is answered or closed already."


def dates_of(scheme: str, sent_at: dt.datetime) -> dict[str, dt.datetime]:
    """When the answer is due, to be asked for again, and to be taken higher.

    Refused if the unit has no such limits.
    """
    day = local_date(sent_at)
    rules: dict[str, ClockRule] = rules_for(scheme, dict.fromkeys(LIMITS, day))
    if len(rules) < len(LIMITS):
        raise Refused("The limits for requests are not set: tell an administrator.")
    return {name: due_of(rules[key], sent_at) for key, name in LIMITS.items()}


def send_request(
    case: Case,
    about: Person,
    *,
    by: User,
    sent_at: dt.datetime,
    question: str,
    safe_words: str,
    version: int | None = None,
    **request: Any,
) -> InformationRequest:
    """Record what was asked of whom; ``request`` are fields of InformationRequest.

    Refused if the words say who asked (clares-law 1.3), if it is said to have been
    sent before the case came in, and on a closed case. Stale if the page was older.
    """
    with changing(case, by=by, may=Capability.RESEARCH, version=version) as locked:
        refuse_closed(locked)
        if not locked.involvements.filter(person=about).exists():
            raise Refused("This person is not on the case.")
        if is_before_receipt(locked, sent_at):
            raise Refused(BEFORE_RECEIPT)
        if asked_by_in(locked, question, safe_words, about=about):
            raise Refused(NAMES_WHO_ASKED)
        made = InformationRequest.objects.create(
            case_id=locked.pk,
            about=about,
            question=question,
            safe_words=safe_words,
            sent_at=sent_at,
            sent_by=by,
            recorded_at=now(),
            **dates_of(locked.scheme, sent_at),
            **request,
        )
        audit.record(
            locked,
            by=by,
            verb="send_request",
            sentence="Asked another force or agency",
            action_class=ActionClass.DISCLOSURE,
            about=made,
        )
    return made


NAMES_WHO_ASKED = (
    "The words name whoever asked, or say how to reach them. Take it out: nobody "
    "outside the unit learns who made the application."
)


def chase_request(
    case: Case,
    request: int,
    *,
    by: User,
    how: str,
    is_escalation: bool,
    note: str = "",
    version: int | None = None,
) -> None:
    """They were asked again, or somebody higher was. Refused once it is settled."""
    with changing(case, by=by, may=Capability.RESEARCH, version=version) as locked:
        row = _open_request(locked, request)
        made = RequestChase.objects.create(
            request=row,
            at=now(),
            by=by,
            how=how,
            is_escalation=is_escalation,
            note=note,
        )
        went = "Took a request higher" if is_escalation else "Asked again"
        audit.record(locked, by=by, verb="chase_request", sentence=went, about=made)


def answer_request(
    case: Case,
    request: int,
    *,
    by: User,
    reply: str,
    answered_at: dt.datetime,
    reply_reference: str = "",
    reply_note: str = "",
    version: int | None = None,
) -> None:
    """Record what they said. Refused once it is settled, and before it was sent."""
    with changing(case, by=by, may=Capability.RESEARCH, version=version) as locked:
        row = _open_request(locked, request)
        if answered_at < row.sent_at:
            raise Refused("The answer came before the request: check the date.")
        row.reply, row.answered_at, row.answered_by = Reply(reply), answered_at, by
        row.reply_reference, row.reply_note = reply_reference, reply_note
        row.save()
        audit.record(
            locked,
            by=by,
            verb="answer_request",
            sentence=f"Another force or agency answered: {row.get_reply_display()}",
            action_class=ActionClass.COLLECTION,
            about=row,
        )


def close_request(
    case: Case, request: int, *, by: User, reason: str, version: int | None = None
) -> None:
    """Nobody waits for the answer any more; says why. Refused once it is settled."""
    with changing(case, by=by, may=Capability.RESEARCH, version=version) as locked:
        row = _open_request(locked, request)
        row.closed_reason, row.closed_at, row.closed_by = reason, now(), by
        row.save()
        audit.record(
            locked,
            by=by,
            verb="close_request",
            sentence="Closed a request without an answer",
            about=row,
            reason=reason,
        )


def _open_request(case: Any, request: int) -> InformationRequest:
    row: InformationRequest | None = (
        case.information_requests.open().filter(pk=request).first()
    )
    if row is None:
        raise Refused(SETTLED)
    return row
