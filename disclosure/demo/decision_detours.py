"""Decisions of the trial that show more than the ordinary course."""

from __future__ import annotations

from typing import Any

from casework.actions.people import Details, name_person
from casework.actions.research import record_assertion
from casework.clock import local_date
from casework.models import Part
from casework.moment import now
from casework.workflow.perform import perform
from disclosure.actions.leaks import override_leaks
from disclosure.actions.proposal import save_proposal
from disclosure.approval import latest_version
from disclosure.decision_record import ItemUse
from disclosure.demo.story import Crew
from disclosure.outcomes import Test
from disclosure.queries.third_party import leak_check_of

WORDS = (
    "The person you asked about was convicted of assaulting a former partner in 2017. "
    "By the grace of a neighbour's quick call she was not badly hurt. There was also a "
    "caution in 2009. Call us at once if Grace Darling House is no longer safe for you."
)


def decide_on_more(case: Any, crew: Crew) -> Any:
    """Returned, then sent again: items held back, one spent, a marked place stays."""
    case = perform(
        case,
        "return_proposal",
        by=crew.decider,
        reason="Say what the caution of 2009 adds, and what is held back.",
    )
    name_person(
        case, by=crew.supervisor, part=Part.CHILD, details=Details("Grace", "Fixture")
    )
    caution = _record(case, crew, "caution", "A caution for common assault.", "yes")
    theft = _record(case, crew, "conviction", "Theft from a shop.", "no")
    known = case.assertions.exclude(pk__in=(caution.pk, theft.pk))
    save_proposal(
        case,
        by=crew.supervisor,
        answers={
            Test.SPENT: ("yes", "The caution is spent; without it the pattern is lost.")
        },
        items=[
            *(ItemUse(item, why="It shows the pattern.") for item in known),
            ItemUse(
                caution,
                why="It is the first of a pattern.",
                extra="Eight years lie between the two; she must know that it goes on.",
            ),
            ItemUse(theft, use="hold", why="It says nothing about abuse."),
        ],
        evidence={Test.PRESSING_NEED: [*known, caution], Test.SPENT: [caution]},
        words=WORDS,
        departure="The applicant was met by video, not in person.",
        departure_reason="She could not leave home without being followed.",
        departure_approved_by="Detective inspector of the unit",
    )
    hits = leak_check_of(case).open_hits(latest_version(case).words)
    why = "It is the name of a house in the street, known to everybody here."
    reasons = {hit.key: why for hit in hits}
    override_leaks(case, by=crew.supervisor, reasons=reasons)
    return perform(case, "submit_for_decision", by=crew.supervisor)


def _record(case: Any, crew: Crew, item_type: str, text: str, spent: str) -> Any:
    return record_assertion(
        case,
        case.involvements.get(part=Part.SUBJECT).person,
        by=crew.supervisor,
        kind="fact",
        item_type=item_type,
        text=text,
        happened_on="2009",
        source="PNC",
        owner_force="Our force",
        owner_agrees="yes",
        spent=spent,
        relevance="Looked at for the pattern.",
        last_verified_on=local_date(now()),
        may_be_told="yes",
        may_be_told_why="It may bear on the risk.",
    )
