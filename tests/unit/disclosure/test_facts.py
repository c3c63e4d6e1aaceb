"""Each fact of Clare's Law: what makes it true, and its sentence while it is not.

Written from the column "Guard" of clares-law 9.4, by the T numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from casework.actions.contact import (
    record_contact_plan,
)
from casework.actions.contact_attempts import (
    record_contact_attempt,
)
from casework.actions.links import record_link
from casework.actions.research import answer_excuse, record_assertion, record_check
from casework.actions.work import raise_alarm, stand_down
from casework.models import Case, LinkKind
from casework.moment import frozen, now
from casework.queries.checks import outstanding_checks
from casework.workflow.moves import Guard
from casework.workflow.perform import Refused, perform
from disclosure import approval, decision_facts, delivery_facts, facts
from disclosure.actions.records import add_record
from disclosure.actions.second_person import (
    answer_transfer,
    ask_sign_off,
    give_sign_off,
    record_response,
    review_emergency,
)
from disclosure.clares_law import S
from disclosure.demo.steps_after_decision import plan
from disclosure.demo.steps_to_decision import propose
from disclosure.demo.story import DISCLOSED
from disclosure.outcomes import Outcome
from tests.cast import Cast
from tests.refused_sql import refused_by
from tests.stages import case_at
from tests.walks import NOT_DISCLOSED, RIGHT_TO_KNOW, walk_to

EMERGENCY: dict[str, Any] = {
    "reason": "He is on his way.",
    "words": "Leave now.",
    "recipient": "The person at risk",
}


LONG_AGO = dt.datetime(2026, 1, 2, 9, tzinfo=dt.UTC)


def again(case: Any) -> Any:
    """The row as it is now."""
    return Case.objects.get(pk=case.pk).scheme_case()


def test_each_unmet_fact_says_where_it_is_recorded() -> None:
    known = [*vars(facts).values(), *vars(delivery_facts).values()]
    guards = [fact for fact in known if isinstance(fact, Guard)]
    assert len(guards) > 30
    for fact in guards:
        assert fact.sentence.endswith(".")
        assert fact.hides or fact.page.startswith("case_"), fact.name


def test_every_check_is_made_or_excused_before_triage(cast: Cast) -> None:
    """T3: done or excused; the last one missing is enough to refuse."""
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    missing = outstanding_checks(case)
    assert missing
    for row in missing[:-1]:
        record_check(
            case,
            by=cast.researcher,
            system=row.system,
            person=row.person,
            part=row.part,
            result="no_trace",
            identifiers_used="Name",
        )
    assert not facts.checks_complete(again(case))
    last = missing[-1]
    unmade = record_check(
        case,
        by=cast.researcher,
        system=last.system,
        person=last.person,
        part=last.part,
        result="not_done",
        not_done_reason="The system is away until Monday.",
    )
    assert not facts.checks_complete(again(case))
    answer_excuse(case, unmade.pk, by=cast.supervisor, agrees=True)
    assert facts.checks_complete(again(case))


def test_the_latest_word_on_scope_counts(cast: Cast) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    assert not facts.in_scope(case)
    for answer in (True, False):
        add_record(case, "scope", by=cast.supervisor, in_scope=answer, reason="A test")
        assert facts.in_scope(again(case)) is answer


@pytest.mark.parametrize(("grade", "alone"), [("standard", True), ("medium", False)])
def test_closing_without_progress_needs_a_second_person_from_medium_risk(
    cast: Cast, grade: str, alone: bool
) -> None:
    """T3x: second review if the risk is medium or higher."""
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    add_record(
        case, "risk", by=cast.researcher, tool="initial", grade=grade, reason="A test"
    )
    assert facts.second_person_agrees_to_close(again(case)) is alone
    ask_sign_off(case, by=cast.supervisor, purpose="closure", reason="Out of scope")
    assert facts.second_person_agrees_to_close(again(case)) is alone
    give_sign_off(case, by=cast.decision_maker, purpose="closure")
    assert facts.second_person_agrees_to_close(again(case))


@pytest.mark.parametrize("kind", LinkKind.values)
def test_a_duplicate_has_a_case_that_goes_on(cast: Cast, kind: str) -> None:
    """T3x, and clares-law 5: link, do not delete; from whichever of the two cases."""
    case, other = (walk_to(S.RECEIVED, cast.crew) for _ in range(2))
    assert not facts.duplicate_linked(case)
    record_link(other, case, by=cast.researcher, kind=kind)
    is_one = kind == LinkKind.DUPLICATE
    assert facts.duplicate_linked(case) is facts.duplicate_linked(other) is is_one
    Case.objects.filter(pk=other.pk).update(outcome=Outcome.DUPLICATE)
    assert not facts.duplicate_linked(case)
    facts.refuse_unlinked_duplicate(case, outcome=Outcome.OUT_OF_SCOPE)
    with pytest.raises(Refused, match="Link the case that this one duplicates"):
        facts.refuse_unlinked_duplicate(case, outcome=Outcome.DUPLICATE)


def test_a_meeting_counts_if_it_was_genuine_and_confirmed_the_plan(cast: Cast) -> None:
    """T4: identity seen or excused, and the contact plan confirmed again."""
    case = walk_to(S.AWAITING_MEETING, cast.crew)
    held: dict[str, Any] = {
        "held_at": now(),
        "place": "Station",
        "was_alone": True,
        "identity_exception": "She fled without papers.",
        "account": "As before.",
        "support_offered": "IDVA",
        "declaration_made": True,
    }
    for genuine, confirmed in ((False, False), (True, False), (True, True)):
        add_record(
            case,
            "meeting",
            by=cast.researcher,
            is_genuine=genuine,
            contact_plan_confirmed=confirmed,
            **held,
        )
        assert facts.meeting_recorded(again(case)) is genuine
        assert facts.contact_plan_confirmed(again(case)) is confirmed
    add_record(
        case, "risk", by=cast.researcher, tool="initial", grade="high", reason="Again"
    )
    assert not facts.risk_tool_used(again(case))
    add_record(
        case, "risk", by=cast.researcher, tool="dara", grade="high", reason="Again"
    )
    assert facts.risk_tool_used(again(case))


def attempts_at(case: Any, cast: Cast, *instants: dt.datetime) -> None:
    """Attempts to make contact, without success."""
    in_force = case.contact_plans.get(superseded_at=None)
    for at in instants:
        record_contact_attempt(
            case,
            in_force,
            by=cast.researcher,
            at=at,
            method="call",
            purpose="Meeting",
            result="no_answer",
            plan_confirmed=False,
        )


def test_three_attempts_on_two_days_are_enough(cast: Cast) -> None:
    """T4b: at least 3 safe attempts on at least 2 days."""
    case = walk_to(S.AWAITING_MEETING, cast.crew, received_at=LONG_AGO)
    day = dt.datetime(2026, 1, 5, 11, tzinfo=dt.UTC)
    attempts_at(case, cast, day, day, day)
    assert not facts.enough_attempts(again(case))
    attempts_at(case, cast, day + dt.timedelta(days=1))
    assert facts.enough_attempts(again(case))


def test_the_days_of_attempts_are_those_of_london(cast: Cast) -> None:
    """23:30 and 00:30 in summer are two days here and one in UTC."""
    case = walk_to(S.AWAITING_MEETING, cast.crew, received_at=LONG_AGO)
    late = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)
    attempts_at(case, cast, late, late, late + dt.timedelta(hours=1))
    assert facts.enough_attempts(again(case))


def test_intelligence_is_graded_before_research_ends(cast: Cast) -> None:
    """T5: each item graded; of old rows too, which have no grading yet."""
    case = walk_to(S.RESEARCH, cast.crew)
    subject = case.involvements.get(part="subject").person
    item: dict[str, Any] = {
        "kind": "intelligence",
        "item_type": "intelligence",
        "text": "Seen near her work.",
        "source": "Local",
        "owner_force": "Testshire",
        "relevance": "It is new.",
    }
    made = record_assertion(case, subject, by=cast.researcher, **item)
    assert not decision_facts.information_graded(again(case))
    type(made).objects.filter(pk=made.pk).update(
        source_grade="2", information_grade="B", handling_code="P"
    )
    assert decision_facts.information_graded(again(case))
    with refused_by("a_grading_is_whole"):
        type(made).objects.filter(pk=made.pk).update(handling_code="")


def test_an_item_marked_as_not_to_be_told_is_not_proposed(cast: Cast) -> None:
    """T6: what the researcher marked "no" is in no proposal to disclose."""
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    propose(case, cast.crew, DISCLOSED)
    version = case.recommendations.get()
    assert decision_facts.items_may_be_used(again(case))
    told = case.assertions.filter(pk__in=version.item_decisions.values("assertion"))
    told.update(may_be_told="no", may_be_told_why="It is hearsay.")
    assert not decision_facts.items_may_be_used(again(case))
    told.update(may_be_told="only_with", told_only_with="the date left out")
    assert decision_facts.items_may_be_used(again(case))


def test_a_conviction_says_whether_it_is_spent(cast: Cast) -> None:
    """T5: each item graded."""
    case = walk_to(S.RESEARCH, cast.crew)
    subject = case.involvements.get(part="subject").person
    item = record_assertion(
        case,
        subject,
        by=cast.researcher,
        kind="fact",
        item_type="caution",
        text="A caution",
        source="PNC",
        owner_force="Our force",
        relevance="A pattern",
    )
    assert not decision_facts.information_graded(again(case))
    item.spent = "yes"
    item.save()
    assert decision_facts.information_graded(again(case))


WANTED = (
    "rationale",
    "would_change",
    "safeguarding",
    "safeguarding_needed",
    "delivered_by_reason",
    "ask_subject",
    "ask_subject_reason",
    "tell_subject",
    "tell_subject_reason",
    "recipient",
    "recipient_reason",
    "delivered_by",
    "words",
    "outcome",
)


@pytest.mark.parametrize("missing", [*WANTED, "an answer", "an item"])
def test_a_proposal_lacks_nothing(cast: Cast, missing: str) -> None:
    """T6: every test, every question, recipient, script and item."""
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    case = perform(
        case, "return_proposal", by=cast.decision_maker, reason="Look again."
    )
    assert decision_facts.proposal_complete(case)
    version = approval.latest_version(case)
    if missing == "an answer":
        version.answers.first().delete()
    elif missing == "an item":
        version.item_decisions.all().delete()
    else:
        setattr(version, missing, "")
        version.save()
    assert not decision_facts.proposal_complete(again(case))


def test_nothing_to_tell_needs_no_recipient_and_no_words(cast: Cast) -> None:
    case = walk_to(S.AWAITING_REVIEW, cast.crew, NOT_DISCLOSED)
    version = approval.latest_version(case)
    assert (version.words, version.recipient) == ("", "")
    assert not version.item_decisions.exists()
    assert decision_facts.no_disclosure_proposed(case)
    assert not decision_facts.disclosure_proposed(case)


def test_representations_wait_for_the_answer_or_the_time(cast: Cast) -> None:
    """T9: response recorded, or five days passed."""
    case = case_at(S.REPRESENTATIONS, cast)
    assert not decision_facts.response_in_or_time_passed(case)
    with frozen(now() + dt.timedelta(days=4)):
        assert not decision_facts.response_in_or_time_passed(again(case))
    with frozen(now() + dt.timedelta(days=6)):
        assert decision_facts.response_in_or_time_passed(again(case))
    record_response(case, by=cast.researcher, response="I have changed.")
    assert decision_facts.response_in_or_time_passed(again(case))


def test_a_contact_plan_is_fresh_for_72_hours(cast: Cast) -> None:
    """T10."""
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    person = case.involvements.get(part="applicant").person
    record_contact_plan(
        case, person, by=cast.disclosure_officer, method="call", safe_times="Mornings"
    )
    for hours, fresh in ((71, True), (73, False)):
        with frozen(now() + dt.timedelta(hours=hours)):
            assert delivery_facts.contact_plan_fresh(again(case)) is fresh


def test_only_the_approved_words_count_as_delivered(cast: Cast) -> None:
    """T12: the script's hash at delivery equals the approved one."""
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    words, approved = approval.approved_words(case)
    assert words == DISCLOSED.words
    for words_hash in ("b" * 64, approved):
        add_record(
            case,
            "attempt",
            by=cast.disclosure_officer,
            attempted_at=now(),
            place="Centre",
            result="delivered",
            identity_checked="Passport",
            words_hash=words_hash,
            undertaking="signed",
        )
        right = words_hash == approved
        assert delivery_facts.approved_words_delivered(again(case)) is right


def test_no_words_are_approved_before_the_decision(cast: Cast) -> None:
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    assert approval.approved_words(case) == ("", "")


def test_facts_of_an_earlier_stay_do_not_count(cast: Cast) -> None:
    """Back from delivery to a decision: the old plan and attempt are history."""
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    case = perform(
        case, "return_to_decision", by=cast.disclosure_officer, reason="New facts"
    )
    assert not delivery_facts.attempt_recorded(case)
    assert not delivery_facts.delivery_planned(case)
    assert not facts.risk_reviewed(case)


def test_an_emergency_is_reviewed_by_somebody_else(cast: Cast) -> None:
    """T8e: at any time, with the alarm; the review is another person's."""
    case = walk_to(S.RESEARCH, cast.crew)
    with pytest.raises(Refused, match="immediate risk is open"):
        perform(case, "authorise_emergency_disclosure", by=cast.supervisor, **EMERGENCY)
    raise_alarm(case, by=cast.researcher, what_was_said="He is on his way.")
    case = perform(
        case, "authorise_emergency_disclosure", by=cast.supervisor, **EMERGENCY
    )
    assert case.state == S.DISCLOSURE_PLANNING
    assert approval.approved_words(case)[0] == "Leave now."
    assert not delivery_facts.emergency_reviewed(case)
    with pytest.raises(Refused, match="another person"):
        review_emergency(case, by=cast.supervisor, review="Right")
    review_emergency(case, by=cast.decision_maker, review="Right")
    assert delivery_facts.emergency_reviewed(again(case))


def close(case: Any, cast: Cast) -> Any:
    """The last move of a case in aftercare."""
    return perform(case, "close_case", by=cast.supervisor, lateness_cause="")


def test_no_case_closes_with_an_open_alarm(cast: Cast) -> None:
    case = walk_to(S.AFTERCARE, cast.crew)
    add_record(
        case,
        "aftercare",
        by=cast.disclosure_officer,
        done_at=now(),
        declined=True,
        note="She declined.",
        intelligence_reference="INT/1",
    )
    raise_alarm(case, by=cast.disclosure_officer, what_was_said="He is outside.")
    with pytest.raises(Refused, match="Stand down the alarm"):
        close(case, cast)
    stand_down(
        case,
        by=cast.supervisor,
        action_taken="A patrol went there.",
        reason="He was arrested.",
        incident_reference="1",
    )
    assert close(case, cast).state == S.CLOSED


def test_high_risk_closes_with_a_referral(cast: Cast) -> None:
    case = walk_to(S.AFTERCARE, cast.crew)
    add_record(
        case, "risk", by=cast.disclosure_officer, tool="dash", grade="high", reason="A"
    )
    assert not delivery_facts.high_risk_referred(again(case))
    refer: dict[str, Any] = {
        "by": cast.disclosure_officer,
        "agency": "marac",
        "reason": "High",
    }
    add_record(case, "referral", state="needed", **refer)
    assert not delivery_facts.high_risk_referred(again(case))
    assert not delivery_facts.referrals_settled(again(case))
    add_record(case, "referral", state="made", **refer)
    assert delivery_facts.high_risk_referred(again(case))
    assert delivery_facts.referrals_settled(again(case))


def test_a_returned_transfer_goes_where_it_came_from(cast: Cast) -> None:
    """T15: and nowhere else."""
    case = case_at(S.TRANSFER_PENDING, cast)
    assert facts.offered_from(S.RESEARCH)(case)
    assert not facts.offered_from(S.INITIAL_CHECKS)(case)
    answer_transfer(case, by=cast.supervisor, accepted=False, reference="R 1")
    with pytest.raises(Refused, match="offered at that stage"):
        perform(case, "resume_initial_checks", by=cast.supervisor)
    assert not facts.transfer_accepted(again(case))
    assert perform(case, "resume_research", by=cast.supervisor).state == S.RESEARCH


def test_a_sign_off_of_an_earlier_stay_reopens_nothing(cast: Cast) -> None:
    """T16: each reopening has a second person of its own."""
    case = walk_to("the end", cast.crew)
    assert not facts.reopening_signed_off(case)
    ask_sign_off(case, by=cast.supervisor, purpose="reopening", reason="New facts")
    assert not facts.reopening_signed_off(again(case))
    give_sign_off(case, by=cast.decision_maker, purpose="reopening")
    with frozen(now() + dt.timedelta(days=1)):
        assert facts.reopening_signed_off(again(case))
        case = perform(case, "reopen_case", by=cast.supervisor, reason="New facts")
    assert not facts.reopening_signed_off(again(case))


ROUTES: list[tuple[Callable[[Cast], Any], bool]] = [
    (lambda cast: walk_to(S.INITIAL_CHECKS, cast.crew), True),
    (lambda cast: walk_to(S.INITIAL_CHECKS, cast.crew, RIGHT_TO_KNOW), False),
]


@pytest.mark.parametrize(("make", "asks"), ROUTES)
def test_each_route_has_moves_of_its_own(
    cast: Cast, make: Callable[[Cast], Any], asks: bool
) -> None:
    case = make(cast)
    assert facts.right_to_ask(case) is asks
    assert facts.right_to_know(case) is not asks
    other = "begin_right_to_know_research" if asks else "arrange_meeting"
    with pytest.raises(Refused, match="Only for Right to"):
        perform(case, other, by=cast.supervisor)


def test_a_plan_made_in_planning_lets_delivery_begin(cast: Cast) -> None:
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    with pytest.raises(Refused) as refusal:
        perform(case, "begin_delivery", by=cast.disclosure_officer)
    said = " ".join(refusal.value.sentences)
    assert "when, where and by whom" in said
    assert "safety plan" in said
    assert plan(case, cast.crew, DISCLOSED).state == S.DISCLOSURE_IN_PROGRESS
