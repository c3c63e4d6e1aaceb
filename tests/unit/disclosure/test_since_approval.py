"""What becomes known after words were approved stops them (clares-law 4.2, 9.4).

Words are frozen; people, items and contact plans are not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from casework.actions.contact import (
    record_contact_plan,
)
from casework.actions.identity import withdraw_match
from casework.actions.people import Details, name_person
from casework.actions.research import grade_assertion
from casework.models import Notification, Part
from casework.moment import now
from casework.pdf.problems import DocumentRefused
from casework.workflow.perform import Refused, perform
from disclosure.actions.records import add_record
from disclosure.clares_law import S
from disclosure.demo.steps_after_decision import VISIT_RISKS
from disclosure.documents import compose
from disclosure.outcomes import Outcome
from disclosure.papers.document_kinds import DocumentKind
from disclosure.queries.visits import told_by_version, told_of
from disclosure.views.delivery_words import words_of
from tests.cast import Cast
from tests.walks import DISCLOSED, walk_to

NOT_ANY_MORE = "may not be spoken any more"


def mark_as_sensitive(case: Any, cast: Cast) -> None:
    """The researcher finds out that what is told points to a source."""
    (told,) = case.assertions.all()
    grade_assertion(case, told.pk, by=cast.researcher, sensitive_source=True)


def begin(case: Any, cast: Cast) -> Any:
    """The officers are about to go."""
    return perform(case, "begin_delivery", by=cast.disclosure_officer)


def plan_visit(case: Any, cast: Cast) -> None:
    """Everything that the officers plan, at a time that the contact plan allows."""
    add_record(
        case,
        "plan",
        by=cast.disclosure_officer,
        planned_for=now() + dt.timedelta(days=1),
        place="Family centre",
        agreed=True,
        officers="Two trained officers",
        subject_absent="He is at work until the evening.",
        contact_plan_checked=True,
        risks=VISIT_RISKS,
    )
    add_record(
        case,
        "safety",
        by=cast.disclosure_officer,
        plan="A packed bag, who to ring.",
        agreed_with_recipient=False,
    )


def test_an_item_found_sensitive_is_not_approved(cast: Cast) -> None:
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    mark_as_sensitive(case, cast)
    with pytest.raises(Refused, match="Leave out what points to a sensitive source"):
        perform(
            case, "approve_disclosure", by=cast.decision_maker, reason="I agree with it"
        )


def test_an_item_found_sensitive_stops_the_approved_words(cast: Cast) -> None:
    """They are shown and printed nowhere, and the case goes back to be decided."""
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    plan_visit(case, cast)
    mark_as_sensitive(case, cast)
    with pytest.raises(Refused, match=NOT_ANY_MORE):
        begin(case, cast)
    shown = words_of(case)
    assert shown is not None
    assert shown.text == ""
    assert "sensitive source" in shown.problem
    with pytest.raises(DocumentRefused, match="sensitive source"):
        compose(case, DocumentKind.DISCLOSURE)
    back = perform(
        case,
        "return_to_decision",
        by=cast.disclosure_officer,
        why="new_facts",
        reason="An item must not be told.",
    )
    assert back.state == S.DECISION_DRAFT
    assert back.deadlines.filter(key="fast_track", met_at=None).exists()


def test_somebody_named_since_stops_words_that_name_them(cast: Cast) -> None:
    """A name that meant nobody on the case when it was approved."""
    story = replace(DISCLOSED, words=f"{DISCLOSED.words} Perpetua will help you.")
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew, story)
    plan_visit(case, cast)
    referrer = Details("Perpetua", "Quist")
    name_person(case, by=cast.researcher, part=Part.REFERRER, details=referrer)
    with pytest.raises(Refused, match=NOT_ANY_MORE):
        begin(case, cast)


def test_a_new_contact_plan_stops_the_visit_planned_under_the_old_one(
    cast: Cast,
) -> None:
    """T10: made an hour ago it is fresh, and it says that no way is safe."""
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    plan_visit(case, cast)
    at_risk = case.involvements.get(part=Part.PERSON_AT_RISK).person
    record_contact_plan(
        case,
        at_risk,
        by=cast.disclosure_officer,
        method="none_safe",
        safe_times="Not known",
    )
    with pytest.raises(Refused, match="does not allow the visit"):
        begin(case, cast)


def test_a_record_of_somebody_else_stops_the_words_at_the_door(cast: Cast) -> None:
    """Reliability 8.1: the wrong person was once disclosed."""
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    shown = words_of(case)
    assert shown is not None
    assert shown.text == DISCLOSED.words
    (match,) = case.identity_matches.all()
    withdraw_match(case, match.pk, by=cast.supervisor, why="The tattoo is not his.")
    shown = words_of(case)
    assert shown is not None
    assert shown.text == ""
    assert "who the subject is" in shown.problem
    with pytest.raises(DocumentRefused, match="who the subject is"):
        compose(case, DocumentKind.DISCLOSURE)


def test_those_who_may_tell_are_warned_of_what_must_not_be_told(cast: Cast) -> None:
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    (told,) = case.assertions.all()
    grade_assertion(case, told.pk, by=cast.researcher, may_be_told="no")
    warned = Notification.objects.filter(case=case, kind="grade_information")
    people = {row.recipient for row in warned}
    assert {cast.disclosure_officer, cast.supervisor} <= people


def fail_an_attempt(case: Any, cast: Cast) -> None:
    """The subject's car was outside."""
    add_record(
        case,
        "attempt",
        by=cast.disclosure_officer,
        attempted_at=now(),
        place="Her home",
        result="unsafe",
        next_attempt=now().date() + dt.timedelta(days=2),
        note="His car was outside.",
    )


def test_after_a_failed_attempt_the_next_visit_is_planned_first(cast: Cast) -> None:
    """What was safe then need not be safe now (clares-law 4.1)."""
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    fail_an_attempt(case, cast)
    shown = words_of(case)
    assert shown is not None
    assert (shown.text, "plan the next visit" in shown.problem) == ("", True)
    with pytest.raises(DocumentRefused, match="plan the next visit"):
        compose(case, DocumentKind.DISCLOSURE)
    plan_visit(case, cast)
    shown = words_of(case)
    assert shown is not None
    assert shown.text == DISCLOSED.words


def test_whoever_is_told_has_a_plan_that_allows_the_visit(cast: Cast) -> None:
    """Both are told, and one of them cannot be visited safely: nobody goes."""
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    sister = Details("Perpetua", "Quist")
    told = name_person(case, by=cast.researcher, part=Part.RECIPIENT, details=sister)
    assert told_of(case).holds(lambda _plan: True)
    version = case.recommendations.get()
    version.outcome = Outcome.DISCLOSE_TO_BOTH
    both = told_by_version(case, version)
    at_risk = case.involvements.get(part=Part.PERSON_AT_RISK).person_id
    assert both.people == {told.pk, at_risk}
    assert not both.holds(lambda _plan: True)
