"""Writes that belong to a move of a case: rows of MARAC's own tables.

Called by ``perform()`` inside its transaction, as ``effect(case, by=user, **inputs)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from accounts.models import Agency
from casework import clocks
from casework.clock import due_day, local_date
from casework.models import Risk
from casework.moment import now
from casework.schemes import scheme_of
from casework.workflow.perform import Refused, perform, settle
from marac.hearing_facts import PUBLISHED, listing_of
from marac.months import add_months
from marac.queries.repeats import evaluate_repeat
from marac.register import still_here
from marac.scanning import scan_names
from marac.states import S

if TYPE_CHECKING:
    from accounts.models import User

SAY_MISSING = "Name at least one thing that is missing."
SAY_INTERIM = "Say why it is deferred, and what protects until then."
NOT_OPEN = "The list of that meeting is not open: choose another meeting."
NOT_PUBLISHED = "The list of that meeting is not published: list the case as usual."
FULL = "The list of that meeting is full: say why this case cannot wait."
SAY_LATE = "Say why the case is added after the list was published."
SAY_WHY = "Say why."
LEFT_FOR = {
    S.EMERGENCY: "emergency",
    S.DEFERRED: "deferred",
    S.TRANSFERRED_OUT: "transferred",
    S.WITHDRAWN: "withdrawn",
}


# -- Receiving (R1 to R5) --------------------------------------------------------------
def sign_off(case: Any, *, by: User, **_inputs: Any) -> None:
    """The manager's name; never the author's (the policy says so too)."""
    case.signed_off_by = by


def receive(case: Any, **_inputs: Any) -> None:
    """The clock starts, answers are fixed, names are compared, repeats looked for."""
    case.risk = Risk.HIGH
    for row in case.marac_assessments.filter(finished_at__isnull=True):
        yes = row.answers.filter(answer="yes", question__counts=True).count()
        row.score = yes if row.tool_id else None
        row.finished_at = now()
        row.save()
    _start_hearing_clock(case)
    _bring_in_idva(case)
    scan_names(case)
    evaluate_repeat(case)


def _start_hearing_clock(case: Any) -> None:
    """From the first sending; what is sent again keeps its day."""
    if case.deadlines.filter(key="hearing").exists():
        return
    clock = clocks.clock_named(scheme_of(case), "hearing")
    deadline = clocks.start_clock(case, clock, now(), 1)
    case.due_on = case.target_on = due_day(deadline.due_at)


def _bring_in_idva(case: Any) -> None:
    """Every case goes to the IDVA service as well (principle 2)."""
    service = Agency.objects.filter(
        still_here(), marac__unit_id=case.unit_id, marac__kind="idva"
    ).first()
    if service is not None:
        give_part(case, service, "idva")
    contact = type(case).idva_contact.related.related_model
    contact.objects.get_or_create(
        case=case,
        defaults={
            "agency": service or case.referring_agency,
            "state_entered_at": now(),
        },
    )


def give_part(case: Any, agency: Agency, part: str) -> None:
    """From now on the people of ``agency`` know of the case."""
    case.agencies.get_or_create(agency=agency, defaults={"part": part, "since": now()})


def list_missing(
    case: Any, *, by: User, missing: Sequence[str] = (), **_inputs: Any
) -> None:
    """One row for each thing that the referrer is asked for."""
    wanted = [words.strip() for words in missing if words.strip()]
    if not wanted:
        raise Refused(SAY_MISSING)
    for words in wanted:
        case.missing_items.create(what=words, asked_by=by, asked_at=now())


# -- Lists (R9, R10, R14) --------------------------------------------------------------
def put_on_list(
    case: Any, *, by: User, meeting: Any, why_over_capacity: str = "", **_inputs: Any
) -> None:
    """On the open list of a meeting; past its capacity only with a reason."""
    held = _lock_meeting(case, meeting)
    if held.state != "list_open":
        raise Refused(NOT_OPEN)
    waiting = held.cases.filter(left_at__isnull=True).count()
    if waiting >= held.capacity and not why_over_capacity:
        raise Refused(FULL)
    _enlist(case, held, by, why_over_capacity=why_over_capacity)


def put_on_published_list(
    case: Any, *, by: User, meeting: Any, why_late: str = "", **_inputs: Any
) -> None:
    """On a list that is out already; only the agencies of this case are told."""
    held = _lock_meeting(case, meeting)
    if held.state not in PUBLISHED:
        raise Refused(NOT_PUBLISHED)
    if not why_late:
        raise Refused(SAY_LATE)
    _enlist(case, held, by, why_late=why_late)


def _lock_meeting(case: Any, meeting: Any) -> Any:
    rows = type(meeting).objects.select_for_update(of=("self",), no_key=True)
    held = rows.get(pk=meeting.pk)
    if held.unit_id != case.unit_id:
        raise PermissionDenied("That meeting is another unit's.")
    return held


def _enlist(case: Any, meeting: Any, by: User, **why: str) -> None:
    case.listings.create(
        meeting=meeting,
        listed_by=by,
        listed_at=now(),
        position=meeting.cases.count() + 1,
        **why,
    )


def leave_list(
    case: Any, *, reason: str = "", until_then: str = "", **_inputs: Any
) -> None:
    """The case leaves the list it is on; it is never just gone from it."""
    if not reason:
        raise Refused(SAY_WHY)
    if case.state == S.DEFERRED and not until_then:
        raise Refused(SAY_INTERIM)
    listing = listing_of(case)
    if listing is None:
        return
    listing.left, listing.left_at = LEFT_FOR[S(case.state)], now()
    listing.why_left, listing.until_then = reason, until_then
    listing.save()


# -- Research and hearing (R11, R13, R15) ----------------------------------------------
def ask_agencies(case: Any, **_inputs: Any) -> None:
    """A request to each agency in scope; of a restricted case to those named alone."""
    meeting = listing_of(case).meeting
    agencies = {row.agency for row in case.agencies.select_related("agency")}
    if not case.restricted:
        core = Agency.objects.filter(
            still_here(), marac__unit_id=case.unit_id, marac__is_core=True
        )
        agencies |= set(core)
    conflicted = set(
        case.conflicts.filter(ended_at__isnull=True).values_list(
            "user__agency_id", flat=True
        )
    )
    for agency in sorted(agencies, key=lambda one: one.pk):
        give_part(case, agency, "asked")
        profile = getattr(agency, "marac", None)
        alternate = profile.senior_contact if profile else None
        request, is_new = case.research_requests.get_or_create(
            agency=agency,
            meeting=meeting,
            defaults={
                "due_at": meeting.research_due_at,
                "state_entered_at": now(),
                "alternate": alternate if agency.pk in conflicted else None,
            },
        )
        if is_new:
            settle(request)


def start_hearing(case: Any, **_inputs: Any) -> None:
    """From now on the timer of this case runs."""
    listing = listing_of(case)
    listing.began_at = listing.began_at or now()
    listing.save(update_fields=["began_at"])


def conclude(case: Any, *, by: User, **_inputs: Any) -> None:
    """Actions go out, agencies are asked to flag, and the list goes on."""
    listing = listing_of(case)
    listing.left, listing.left_at = "heard", now()
    listing.save()
    for action in listing.actions.filter(state="proposed").order_by("pk"):
        # First the part in the case: nobody is told of a case that they may not know.
        give_part(case, action.owner_agency, "action")
        perform(action, "agree", by=by)
    months = case.profile.flag_months
    case.flag_until = add_months(local_date(now()), months)
    for part in case.agencies.select_related("agency").order_by("pk"):
        case.flags.get_or_create(
            agency=part.agency,
            defaults={"until": case.flag_until, "state_entered_at": now()},
        )
    settle(case.idva_contact)
    for request in case.research_requests.filter(meeting=listing.meeting):
        settle(request)


def ask_flags_removed(case: Any, **_inputs: Any) -> None:
    """Each agency's flag goes on to its removal."""
    for flag in case.flags.order_by("pk"):
        settle(flag)
