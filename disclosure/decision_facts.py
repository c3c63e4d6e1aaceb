"""The facts of research and decision, each with the officer's sentence."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from casework.models import (
    AssertionKind,
    Deadline,
)
from casework.moment import now
from casework.queries.identity import identity_stands
from casework.workflow.moves import guard
from disclosure.approval import latest_version, threshold
from disclosure.decision_record import age_gaps_of, gaps_of, unjustified_items
from disclosure.queries.third_party import leaks_in


# -- Research and decision -------------------------------------------------------------
@guard(
    "Say of every conviction or caution whether it is spent, and grade all "
    "intelligence.",
    page="case_research",
)
def information_graded(case: Any) -> bool:
    open_end = Q(item_type__in=("conviction", "caution"), spent="unknown")
    ungraded = Q(kind=AssertionKind.INTELLIGENCE, source_grade="")
    return not case.assertions.filter(open_end | ungraded).exists()


@guard(
    "Record the answer to every request to another force or agency, or close the "
    "request and say why.",
    page="case_research",
)
def requests_settled(case: Any) -> bool:
    return not case.information_requests.open().exists()


@guard(
    "A second person must confirm that the record found is about the subject.",
    page="case_identity",
    form="identity",
)
def identity_confirmed(case: Any) -> bool:
    return identity_stands(case)


@guard(
    "Complete the proposed decision: what it lacks stands on its page.",
    page="case_decision",
    form="proposal",
)
def proposal_complete(case: Any) -> bool:
    return not gaps_of(case, latest_version(case))


@guard(
    "Leave out what points to a sensitive source or is marked as not to be disclosed. "
    "Say of each item that is spent, or whose owner has not agreed, why it is told all "
    "the same.",
    page="case_decision",
    form="proposal",
)
def items_may_be_used(case: Any) -> bool:
    version = latest_version(case)
    if version is None or not version.discloses:
        return True
    return not unjustified_items(version, threshold(case, "decision_reason"))


@guard(
    "The subject is under 18, or the person at risk under 16: say how that was "
    "weighed, and have it signed off if a child is told.",
    page="case_decision",
    form="proposal",
)
def ages_weighed(case: Any) -> bool:
    return not age_gaps_of(case, latest_version(case))


@guard(
    "Take out of the words what could reveal somebody, or say why it may stay.",
    page="case_leaks",
)
def words_reveal_nobody(case: Any) -> bool:
    version = latest_version(case)
    if version is None or not version.discloses:
        return True
    return not leaks_in(case, version.words, version.recipient)


@guard("Only for a proposal to disclose.", hides=True)
def disclosure_proposed(case: Any) -> bool:
    version = latest_version(case)
    return bool(version and version.discloses)


@guard("Only for a proposal not to disclose.", hides=True)
def no_disclosure_proposed(case: Any) -> bool:
    version = latest_version(case)
    return bool(version and version.outcome and not version.discloses)


@guard("Only if the proposal asks for the subject's representations.", hides=True)
def representations_wanted(case: Any) -> bool:
    version = latest_version(case)
    return bool(version and version.ask_subject == "yes")


@guard(
    "Record the subject's response, or wait until the time for it has passed.",
    page="case_decision",
)
def response_in_or_time_passed(case: Any) -> bool:
    asked = case.representations.last()
    if asked is None or asked.responded_at is not None:
        return asked is not None
    clocks = Deadline.objects.filter(case_id=case.pk, key="representations")
    return bool(
        clocks.filter(started_at=case.stage_entered_at, due_at__lte=now()).exists()
    )
