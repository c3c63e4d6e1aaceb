"""Asking agencies for their research, and what they answer (A2.4, A4.4)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction

from casework import audit
from casework.actions.door import changing
from casework.models import ActionClass
from casework.moment import now
from casework.policy import Capability as May
from casework.workflow.perform import Refused, perform, settle
from marac.actions.agencies_door import changing_thing
from marac.effects import give_part
from marac.hearing_facts import PUBLISHED, listing_of
from marac.models import ResearchEntry
from marac.outcomes import Found
from marac.states import Q

if TYPE_CHECKING:
    from accounts.models import Agency, User
    from casework.models import Case, Person
    from marac.models import ResearchRequest

OPEN_FOR_WORDS = (
    Q.ACKNOWLEDGED,
    Q.IN_PROGRESS,
    Q.QUERIED,
    Q.LATE,
    Q.RECUSED,
    Q.REOPENED,
)
CONFLICT_FIRST = "Say first whether anybody named is close to you."
SENT_ALREADY = "This answer was sent: open it again to change it."
NOT_LISTED = "The case is on no published list: nobody is asked before that."
ASKED_ALREADY = "This agency is asked already."
PAST = "The time by which to answer is over already."
AFTER_MEETING = "The answer is needed before the meeting begins."
SAY_WHY_WITHHELD = "Say why it is withheld."
NO_ENTRY = "This is not on the answer any more."


def ask_agency(
    case: Case,
    agency: Agency,
    *,
    by: User,
    due_at: dt.datetime | None = None,
    version: int | None = None,
) -> ResearchRequest:
    """Ask one more agency about a case on a published list; it has a part from now on.

    ``due_at`` gives a case that was listed late a time of its own. Refused if the list
    is not out, if the agency is asked already, or for a time that is over.
    """
    with changing(case, by=by, may=May.LIST_CASE, version=version) as locked:
        listing = listing_of(locked)
        if listing is None or listing.meeting.state not in PUBLISHED:
            raise Refused(NOT_LISTED)
        due_at = due_at or listing.meeting.research_due_at
        _check_time(due_at, listing.meeting)
        request, is_new = locked.research_requests.get_or_create(
            agency=agency,
            meeting=listing.meeting,
            defaults={"due_at": due_at, "state_entered_at": now()},
        )
        if not is_new:
            raise Refused(ASKED_ALREADY)
        give_part(locked, agency, "named")
        audit.record(
            locked,
            by=by,
            verb="ask_agency",
            sentence="Asked one more agency for its research",
            action_class=ActionClass.DISCLOSURE,
            about=request,
        )
        settle(request)
    request.refresh_from_db()
    made: ResearchRequest = request
    return made


def _check_time(due_at: dt.datetime, meeting: Any) -> None:
    if due_at <= now():
        raise Refused(PAST)
    if due_at > meeting.starts_at:
        raise Refused(AFTER_MEETING)


def record_entry(
    request: ResearchRequest,
    *,
    by: User,
    words: str,
    kind: str,
    about: Person | None = None,
    version: int | None = None,
    **facts: Any,
) -> ResearchEntry:
    """One thing that the agency knows: fact or opinion, shared or withheld with why.

    Refused before the conflict question is answered and once the answer is sent. The
    first one says as well that the agency has begun.
    """
    with transaction.atomic():
        with changing_thing(
            request, by=by, may=May.ANSWER_REQUEST, version=version
        ) as locked:
            _require_open(locked)
            if about is not None and not _is_on_case(locked, about):
                raise Refused("This person is not on the case.")
            row = {"about": about, "kind": kind, "words": words, **facts}
            made = ResearchEntry.objects.create(request=locked, by=by, at=now(), **row)
            audit.record(
                locked.case,
                by=by,
                verb="record_entry",
                sentence="Wrote down what the agency knows",
                action_class=ActionClass.COLLECTION,
                about=made,
            )
        if locked.state == Q.ACKNOWLEDGED:
            perform(locked, "start", by=by)
    return made


def withdraw_entry(
    request: ResearchRequest, entry: int, *, by: User, version: int | None = None
) -> None:
    """Take back what was written down; it stays in the record, and nobody is shown it.

    Refused once the answer is sent.
    """
    with changing_thing(
        request, by=by, may=May.ANSWER_REQUEST, version=version
    ) as locked:
        _require_open(locked)
        row = locked.entries.filter(pk=entry, withdrawn_at__isnull=True).first()
        if row is None:
            raise Refused(NO_ENTRY)
        row.withdrawn_at = now()
        row.save(update_fields=["withdrawn_at"])
        audit.record(
            locked.case,
            by=by,
            verb="withdraw_entry",
            sentence="Took back what was written down",
            about=row,
        )


def answer_request(
    request: ResearchRequest,
    *,
    by: User,
    found: str,
    withheld_reason: str = "",
    version: int | None = None,
    **facts: Any,
) -> ResearchRequest:
    """Send the answer: what the research came to, and which names were looked for.

    Refused with everything that is missing, and nothing is kept then (Q4).
    """
    if found == Found.WITHHELD and not withheld_reason:
        raise Refused(SAY_WHY_WITHHELD)
    with transaction.atomic():
        with changing_thing(
            request, by=by, may=May.ANSWER_REQUEST, version=version
        ) as locked:
            locked.found = Found(found)
            locked.withheld_reason = withheld_reason if found == Found.WITHHELD else ""
            for name, value in facts.items():
                setattr(locked, name, value)
            locked.answered_by = by
        moved: ResearchRequest = perform(locked, "return_answer", by=by)
    return moved


def _require_open(request: Any) -> None:
    if not request.conflict_answered:
        raise Refused(CONFLICT_FIRST)
    if request.state not in OPEN_FOR_WORDS:
        raise Refused(SENT_ALREADY)


def _is_on_case(request: Any, person: Person) -> bool:
    return bool(request.case.involvements.filter(person=person).exists())
