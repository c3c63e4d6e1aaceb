"""The database refuses nonsense, whoever writes it (architecture 1.8)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    transaction,
)

from casework.models import Case, Deadline, ImmediateRisk, StageVisit
from casework.moment import now
from disclosure.clares_law import S
from disclosure.models import Recommendation, Review
from disclosure.models.endings import (
    SignOff,
)
from tests.cast import Cast
from tests.refused_sql import assert_refused
from tests.walks import walk_to


def decide(case: Any, **facts: Any) -> Review:
    """A row of the second person's decision, written past the policy."""
    with transaction.atomic():
        return Review.objects.create(
            case_id=case.pk,
            recommendation=case.recommendations.latest("number"),
            result="agree",
            reason="A test",
            at=now(),
            **facts,
        )


@pytest.mark.parametrize("author", ["researcher", "supervisor"])
def test_a_decision_by_an_author_is_refused(cast: Cast, author: str) -> None:
    """Whoever checked, recorded information or proposed cannot decide."""
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    person = getattr(cast, author)
    if author == "supervisor":  # has only recorded one item of information
        case.assertions.update(recorded_by=cast.supervisor)
    with pytest.raises(IntegrityError, match="either researches or decides"):
        decide(case, proposed_by=cast.decision_maker, by=person)
    assert not case.reviews.exists()


def test_the_proposer_is_not_the_reviewer(cast: Cast) -> None:
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    with pytest.raises(IntegrityError, match="reviewer_is_not_the_proposer"):
        decide(case, proposed_by=cast.decision_maker, by=cast.decision_maker)
    assert decide(case, proposed_by=cast.researcher, by=cast.decision_maker).pk


def test_a_decision_and_a_submitted_version_are_never_changed(cast: Cast) -> None:
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    for statement in (
        "UPDATE disclosure_review SET reason = 'Other' WHERE case_id = %s",
        "DELETE FROM disclosure_review WHERE case_id = %s",
        "UPDATE disclosure_recommendation SET words = 'Other' WHERE case_id = %s",
        "DELETE FROM disclosure_recommendation WHERE case_id = %s",
    ):
        assert_refused(statement, case.pk)
    assert "Other" not in Recommendation.objects.get(case=case).words


def test_a_closed_case_has_an_outcome(cast: Cast) -> None:
    case = walk_to("the end", cast.crew)
    assert_refused("UPDATE casework_case SET outcome = '' WHERE id = %s", case.pk)
    assert_refused(
        "UPDATE casework_case SET next_due_at = now() WHERE id = %s", case.pk
    )


def test_a_case_closes_without_danger_and_after_its_receipt(cast: Cast) -> None:
    case = walk_to("the end", cast.crew)
    assert_refused(
        "UPDATE casework_case SET immediate_risk = true WHERE id = %s", case.pk
    )
    assert_refused(
        "UPDATE casework_case SET closed_at = received_at - interval '1 minute'"
        " WHERE id = %s",
        case.pk,
    )


def test_a_case_is_never_deleted(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk)._raw_delete("default")
    assert_refused("DELETE FROM casework_case WHERE id = %s", case.pk)
    assert Case.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    "change",
    [
        "received_at = received_at + interval '1 day'",
        "reference = 'CL-26-999999-X'",
        "scheme = 'marac'",
    ],
)
def test_receipt_reference_and_scheme_never_change(cast: Cast, change: str) -> None:
    """The clock starts at receipt, and lateness cannot be hidden by moving it."""
    case = walk_to(S.RECEIVED, cast.crew)
    assert_refused(
        f"UPDATE casework_case SET {change} WHERE id = %s",  # noqa: S608  of this file
        case.pk,
    )


def test_the_statutory_date_never_moves(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    for column in ("due_at", "started_at"):
        assert_refused(
            f"UPDATE casework_deadline SET {column} = {column} + interval '1 hour'"  # noqa: S608
            " WHERE case_id = %s AND key = 'overall'",
            case.pk,
        )
    assert_refused("DELETE FROM casework_deadline WHERE case_id = %s", case.pk)
    assert_refused(
        "UPDATE casework_case SET target_on = due_on - 1 WHERE id = %s",
        case.pk,
    )


def test_a_deadline_is_met_or_ended_not_both(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    first = Deadline.objects.filter(case=case).first()
    assert first is not None
    assert_refused(
        "UPDATE casework_deadline SET met_at = now(), ended_at = now() WHERE id = %s",
        first.pk,
    )


def test_a_case_is_in_one_place_at_a_time(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    with (
        pytest.raises(IntegrityError, match="one_open_visit_a_case"),
        transaction.atomic(),
    ):
        StageVisit.objects.create(
            case_id=case.pk,
            stage=S.RESEARCH,
            entered_at=now(),
            move="x",
            by=cast.supervisor,
        )


def test_the_state_is_one_of_the_known_ones(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    assert_refused(
        "UPDATE disclosure_clareslawcase SET state = 'accepted' WHERE case_ptr_id = %s",
        case.pk,
    )


def test_one_subject_and_one_person_at_risk_a_case(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    for part, other in (("subject", "person_at_risk"), ("person_at_risk", "subject")):
        assert_refused(
            "INSERT INTO casework_involvement"
            " (case_id, person_id, part, category, note)"
            " SELECT case_id, person_id, %s, '', '' FROM casework_involvement"
            " WHERE case_id = %s AND part = %s",
            part,
            case.pk,
            other,
        )


def test_an_alarm_ends_with_the_action_and_the_reason(cast: Cast) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    alarm = ImmediateRisk.objects.create(
        case_id=case.pk,
        raised_by=cast.control_room,
        raised_at=now(),
        what_was_said="He is outside.",
    )
    assert_refused(
        "UPDATE casework_immediaterisk SET stood_down_at = now() WHERE id = %s",
        alarm.pk,
    )


def test_whoever_asks_does_not_sign_off(cast: Cast) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    with (
        pytest.raises(IntegrityError, match="sign_off_by_another_person"),
        transaction.atomic(),
    ):
        SignOff.objects.create(
            case_id=case.pk,
            purpose="closure",
            asked_by=cast.supervisor,
            asked_at=now(),
            reason="A test",
            by=cast.supervisor,
            at=now(),
        )


def test_a_delivery_without_identity_words_or_undertaking_is_refused(
    cast: Cast,
) -> None:
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    whole = {
        "identity_checked": "Passport",
        "words_hash": "a" * 64,
        "undertaking": "signed",
    }
    for missing in whole:
        with pytest.raises(IntegrityError), transaction.atomic():
            case.delivery_attempts.create(
                attempted_at=now(),
                place="Here",
                result="delivered",
                by=cast.disclosure_officer,
                at=now(),
                **{**whole, missing: ""},
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        case.delivery_attempts.create(
            attempted_at=now(),
            place="Here",
            result="delivered",
            by=cast.disclosure_officer,
            at=now(),
            **{**whole, "undertaking": "refused_withheld"},
        )


def test_an_extension_moves_the_target_later_and_says_who_was_told(
    cast: Cast,
) -> None:
    case = walk_to(S.RESEARCH, cast.crew)
    target = case.target_on
    for new, told in ((target, True), (target + dt.timedelta(days=1), False)):
        with pytest.raises(IntegrityError), transaction.atomic():
            case.extensions.create(
                old_target=target,
                new_target=new,
                reason="A test",
                applicant_told=told,
                by=cast.supervisor,
                at=now(),
            )
