"""On one case a person researches or decides, whatever the order of the acts.

Product: whoever researched or recommended can never decide, in the page, in the code
and in the database.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from accounts.models import RoleGrant, User
from accounts.roles import Role
from casework.actions.research import record_assertion
from casework.actions.work import raise_alarm
from casework.models import Duty, Part
from casework.workflow.perform import Refused, perform
from disclosure.actions.proposal import save_proposal
from disclosure.actions.second_person import review_emergency
from disclosure.approval import approved_words
from disclosure.clares_law import S
from disclosure.decision_record import told
from disclosure.models import ClaresLawCase
from tests.cast import SINCE, Cast, make_person
from tests.refused_sql import assert_refused
from tests.walks import DISCLOSED, walk_to

WORDS: dict[str, Any] = {
    "reason": "It cannot wait.",
    "words": "Leave now.",
    "recipient": "Her sister",
}


@pytest.fixture
def two_jobs(cast: Cast) -> User:
    """Somebody who may research and decide, though never on one case."""
    return make_person(
        "two_jobs", "Tia Twojobs", cast.unit, Role.RESEARCHER, Role.DECISION_MAKER
    )


def record_item(case: Any, by: User) -> None:
    subject = case.involvements.get(part=Part.SUBJECT).person
    record_assertion(
        case,
        subject,
        by=by,
        kind="fact",
        item_type="arrest",
        text="Arrested in 2019.",
        source="PNC",
        owner_force="Ours",
        owner_agrees="yes",
        spent="no",
        relevance="The same pattern.",
    )


def test_whoever_wrote_the_words_is_not_forgotten_when_another_submits(
    cast: Cast, two_jobs: User
) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    everything: dict[str, Any] = {
        "outcome": DISCLOSED.outcome,
        "recipient": "The person at risk",
        "recipient_reason": "She can act on it and be safe.",
        "delivered_by": "Officer",
        "delivered_by_reason": "They are trained for it and known.",
        "words": "He was convicted.",
        "ask_subject": "no",
        "ask_subject_reason": "Asking would raise the risk.",
        "tell_subject": "no",
        "tell_subject_reason": "Telling would raise the risk.",
        "safeguarding_needed": "yes",
        "safeguarding": "A referral to an IDVA.",
        "rationale": "The tests carry the outcome.",
        "would_change": "New facts from another force.",
    }
    tests = (
        "lawful",
        "necessary",
        "pressing_need",
        "proportionate",
        "data_protection",
        "spent",
        "fairness",
    )
    save_proposal(
        case,
        by=two_jobs,
        answers=dict.fromkeys(tests, ("yes", "Because of what was found.")),
        items=told(list(case.assertions.all()), "She needs to know it."),
        **everything,
    )
    case = perform(case, "submit_for_decision", by=cast.researcher)
    with pytest.raises(PermissionDenied, match="another member of the unit decides"):
        perform(case, "approve_disclosure", by=two_jobs, reason="I wrote it myself.")


def test_whoever_decided_does_not_research_afterwards(
    cast: Cast, two_jobs: User
) -> None:
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    case = perform(case, "return_proposal", by=two_jobs, reason="Look again, please.")
    with pytest.raises(PermissionDenied, match="You decided on this case"):
        record_item(case, two_jobs)
    with pytest.raises(IntegrityError, match="either researches or decides"):
        case.assertions.update(recorded_by=two_jobs)


def test_an_author_neither_authorises_nor_reviews_an_emergency(cast: Cast) -> None:
    RoleGrant.objects.create(
        user=cast.researcher, role=Role.SUPERVISOR, valid_from=SINCE
    )
    researcher = User.objects.get(pk=cast.researcher.pk)
    case = walk_to(S.RESEARCH, cast.crew)
    raise_alarm(case, by=cast.supervisor, what_was_said="He is at the door.")
    with pytest.raises(PermissionDenied, match="another member"):
        perform(case, "authorise_emergency_disclosure", by=researcher, **WORDS)
    case = perform(
        case, "authorise_emergency_disclosure", by=cast.decision_maker, **WORDS
    )
    with pytest.raises(PermissionDenied, match="another member"):
        review_emergency(case, by=researcher, review="It was right.")
    with pytest.raises(Refused, match="another person must review"):
        review_emergency(case, by=cast.decision_maker, review="It was right.")
    review_emergency(case, by=cast.supervisor, review="It was right.")


def test_a_duty_is_never_changed_or_taken_away(cast: Cast) -> None:
    case = walk_to(S.RESEARCH, cast.crew)
    duty = Duty.objects.get(case=case, user=cast.researcher)
    assert duty.kind == "author"
    assert_refused("DELETE FROM casework_duty WHERE case_id = %s", case.pk)
    assert_refused("UPDATE casework_duty SET kind = 'decider' WHERE id = %s", duty.pk)


def test_the_latest_act_says_which_words_may_be_spoken(cast: Cast) -> None:
    """An emergency after an agreement has its own words (clares-law T8e)."""
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    assert approved_words(case)[0] == DISCLOSED.words
    case = perform(
        case, "return_to_decision", by=cast.disclosure_officer, reason="New facts came."
    )
    raise_alarm(case, by=cast.supervisor, what_was_said="He is at the door.")
    case = perform(
        case, "authorise_emergency_disclosure", by=cast.decision_maker, **WORDS
    )
    assert approved_words(case)[0] == WORDS["words"]


def test_no_way_to_closed_passes_an_unreviewed_emergency() -> None:
    closing = [row for row in ClaresLawCase.rows() if row.to == S.CLOSED]
    assert closing
    for row in closing:
        assert "emergency_reviewed" in {fact.name for fact in row.when}, row.name
