"""The facts that listing, hearing and ending a case depend on."""

from __future__ import annotations

from typing import Any

from casework.access import grants_of
from casework.clock import local_date
from casework.models import CodeListEntry
from casework.moment import now
from casework.workflow.moves import guard
from marac.states import ANSWERED, FINAL_ACTIONS, Contact, Handover, M

PUBLISHED = (
    M.LIST_PUBLISHED,
    M.RESEARCH_CLOSED,
    M.CONTRIBUTIONS_OPEN,
    M.IN_SESSION,
    M.PAUSED,
)
SITS = (M.IN_SESSION, M.CONTRIBUTIONS_OPEN)
APPROVED = (M.MINUTES_APPROVED, M.CLOSED)
TOLD = (Contact.FEEDBACK_GIVEN, Contact.FEEDBACK_UNSAFE)


def listing_of(case: Any) -> Any:
    """The case's place on the list of a meeting now, or None."""
    found = case.listings.filter(left_at__isnull=True)
    return found.select_related("meeting").last()


def here_now(meeting: Any) -> Any:
    """Those who take part in a meeting at this moment."""
    return meeting.attendances.filter(
        presence__in=("present", "observer"),
        joined_at__isnull=False,
        left_at__isnull=True,
    )


@guard("The list of its meeting is published first.")
def list_is_published(case: Any) -> bool:
    listing = listing_of(case)
    return bool(listing and listing.meeting.state in PUBLISHED)


@guard("Every answer is in, or the time for research has passed.")
def research_is_over(case: Any) -> bool:
    listing = listing_of(case)
    if listing is None:
        return False
    asked = case.research_requests.filter(meeting=listing.meeting)
    if asked.exists() and not asked.exclude(state__in=ANSWERED).exists():
        return True
    return bool(now() >= listing.meeting.research_due_at)


# -- The hearing (R13, R15) ------------------------------------------------------------
@guard("The meeting is in session first.")
def meeting_sits(case: Any) -> bool:
    listing = listing_of(case)
    return bool(listing and listing.meeting.state in SITS)


@guard("Too few agencies are here for this case.")
def enough_agencies_here(case: Any) -> bool:
    listing = listing_of(case)
    if listing is None:
        return False
    if listing.meeting.kind == "paper":
        return True
    agencies = here_now(listing.meeting).filter(agency__isnull=False)
    count = agencies.values("agency").distinct().count()
    return bool(count >= case.profile.quorum)


@guard("Somebody is here who may know nothing of this case.")
def nobody_conflicted_here(case: Any) -> bool:
    listing = listing_of(case)
    if listing is None:
        return False
    here = [row.user for row in here_now(listing.meeting).select_related("user")]
    conflicted = set(
        case.conflicts.filter(ended_at__isnull=True).values_list("user_id", flat=True)
    )
    if any(user is not None and user.pk in conflicted for user in here):
        return False
    return not case.restricted or all(
        user is not None and grants_of(user).filter(content_object_id=case.pk).exists()
        for user in here
    )


@guard("Sum up the risk: what harm is likely, and to whom.")
def risk_summed_up(case: Any) -> bool:
    listing = listing_of(case)
    summary = getattr(listing, "risk_summary", None) if listing else None
    return bool(summary and summary.harm)


@guard("Agree an action, or say why there is none.")
def actions_or_reason(case: Any) -> bool:
    listing = listing_of(case)
    if listing is None:
        return False
    agreed = listing.actions.exclude(state="cancelled")
    return bool(listing.no_action_reason) or bool(agreed.exists())


@guard("Answer each of the check questions.")
def questions_answered(case: Any) -> bool:
    listing = listing_of(case)
    if listing is None:
        return False
    asked = CodeListEntry.objects.filter(
        scheme=case.scheme, code_list="check_question", in_use=True
    )
    answered = set(listing.check_answers.values_list("question", flat=True))
    return set(asked.values_list("code", flat=True)) <= answered


@guard("Name who tells the person at risk, or who judges if it is safe.")
def feedback_owner_named(case: Any) -> bool:
    listing = listing_of(case)
    return bool(listing and listing.feedback_owner)


# -- Actions, and the end (R16 to R22) -------------------------------------------------
@guard("At least one action is open.")
def an_action_open(case: Any) -> bool:
    return bool(case.actions.exclude(state__in=FINAL_ACTIONS).exists())


@guard("Every action has a final state first.")
def no_action_open(case: Any) -> bool:
    return not case.actions.exclude(state__in=FINAL_ACTIONS).exists()


@guard("The minutes of its meeting are approved first.")
def minutes_approved(case: Any) -> bool:
    heard = case.listings.filter(left="heard").select_related("meeting").last()
    return bool(heard and heard.meeting.state in APPROVED)


@guard(
    "Record that the person at risk was told, or why it is not safe.",
)
def feedback_recorded(case: Any) -> bool:
    contact = getattr(case, "idva_contact", None)
    return bool(contact and contact.state in TOLD)


@guard("Ask the agencies to flag their files.")
def flags_asked(case: Any) -> bool:
    return bool(case.flags.exists())


@guard("Another MARAC has taken it on first.")
def transfer_taken_on(case: Any) -> bool:
    gone = case.marac_transfers.filter(direction="out")
    return bool(gone.filter(state__in=(Handover.TAKEN, Handover.CLOSED)).exists())


@guard("The months of a repeat are over.")
def flag_window_over(case: Any) -> bool:
    return bool(case.flag_until and local_date(now()) > case.flag_until)


@guard("The day of the review of retention has come.")
def retention_is_over(case: Any) -> bool:
    return bool(case.review_on and local_date(now()) >= case.review_on)
