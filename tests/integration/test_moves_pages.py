"""The page of a move: what it asks, what it refuses, and that it acts once."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from casework.actions.work import raise_alarm, write_note
from casework.models import AuditEvent, Case, StageVisit
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
REASON = "The research answers every question."


def words_of(response: Any) -> str:
    """The page as read: no tags, one space between words."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def page_of(case: Any, move: str) -> str:
    return f"/cases/{case.reference}/moves/{move}/"


def hidden_in(response: Any) -> dict[str, str]:
    """The token and the version that the form carries."""
    page = response.content.decode()
    return dict(
        re.findall(r'type="hidden" name="(submission|version)" value="([^"]*)"', page)
    )


def test_the_form_of_a_move_is_asked_and_the_case_moves(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("awaiting_review", cast.crew)
    client = sign_in(cast.decision_maker)
    asked = client.get(page_of(case, "approve_disclosure"))
    assert "From Decision To Planning the disclosure" in words_of(asked)
    assert set(hidden_in(asked)) == {"submission", "version"}

    done = client.post(
        page_of(case, "approve_disclosure"),
        {**hidden_in(asked), "reason": REASON},
        follow=True,
    )

    assert done.redirect_chain == [(f"/cases/{case.reference}/", 302)]
    assert "Moved to Planning the disclosure." in words_of(done)
    assert case.reviews.get().reason == REASON


def test_a_move_without_questions_is_confirmed(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("received", cast.crew)
    client = sign_in(cast.control_room)

    asked = client.get(page_of(case, "begin_initial_checks"))

    assert "From Received To Initial checks" in words_of(asked)
    assert asked.content.decode().count("<textarea") == 0


def test_whoever_hands_a_case_on_and_sees_it_no_longer_goes_home(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("received", cast.crew)
    client = sign_in(cast.control_room)
    address = page_of(case, "begin_initial_checks")
    sent = hidden_in(client.get(address))

    done = client.post(address, sent)
    again = client.post(address, sent)

    assert done.headers["Location"] == again.headers["Location"] == "/"
    assert client.get(f"/cases/{case.reference}/").status_code == 404
    assert (
        StageVisit.objects.filter(case_id=case.pk, stage="initial_checks").count() == 1
    )


def test_a_double_submit_moves_once_and_says_so(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("awaiting_review", cast.crew)
    client = sign_in(cast.decision_maker)
    address = page_of(case, "return_proposal")
    sent = {**hidden_in(client.get(address)), "reason": REASON, "overrule": "no"}

    client.post(address, sent)
    again = client.post(address, sent, follow=True)

    assert "was not saved twice" in words_of(again)
    assert case.reviews.count() == 1
    assert (
        AuditEvent.objects.filter(case_id=case.pk, verb="return_proposal").count() == 1
    )


def test_a_stale_page_keeps_what_was_typed_and_writes_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("awaiting_review", cast.crew)
    client = sign_in(cast.decision_maker)
    address = page_of(case, "approve_disclosure")
    sent = {**hidden_in(client.get(address)), "reason": REASON}
    write_note(case, by=cast.researcher, text="She rang again.")

    refused = client.post(address, sent)

    assert "Somebody else changed this case" in words_of(refused)
    assert REASON in refused.content.decode()
    assert Case.objects.get(pk=case.pk).stage == "awaiting_review"
    assert case.reviews.count() == 0

    # Having been told, the person may send it again.
    retried = client.post(address, {**hidden_in(refused), "reason": REASON})
    assert retried.status_code == 302
    assert Case.objects.get(pk=case.pk).stage == "disclosure_planning"


def test_typed_text_is_kept_when_the_case_has_left_the_stage(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("awaiting_review", cast.crew)
    client = sign_in(cast.decision_maker)
    address = page_of(case, "approve_disclosure")
    sent = {**hidden_in(client.get(address)), "reason": REASON}
    other = sign_in(cast.second_decision_maker)
    back = page_of(case, "return_proposal")
    answers = {
        **hidden_in(other.get(back)),
        "reason": "The words are incomplete.",
        "overrule": "no",
    }
    assert other.post(back, answers).status_code == 302

    refused = client.post(address, sent)

    assert refused.status_code == 409
    assert REASON in refused.content.decode()
    assert Case.objects.get(pk=case.pk).stage == "decision_draft"


def test_every_reason_is_listed_in_place_of_the_form(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("initial_checks", cast.crew)
    client = sign_in(cast.supervisor)
    address = page_of(case, "arrange_meeting")

    page = client.get(address)

    text = words_of(page)
    for reason in (
        "Make every required check.",
        "Grade the risk.",
        "Decide that the scheme applies.",
    ):
        assert reason in text
    assert 'name="submission"' not in page.content.decode()

    sent = client.post(address, {"submission": str(uuid.uuid4())})
    assert "Grade the risk." in words_of(sent)
    assert Case.objects.get(pk=case.pk).stage == "initial_checks"


def test_an_unknown_move_is_absent_and_one_of_another_stage_is_refused_in_words(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("research", cast.crew)
    client = sign_in(cast.supervisor)

    assert client.get(page_of(case, "publish_it")).status_code == 404
    page = client.get(page_of(case, "close_case"))

    assert page.status_code == 409
    assert "“Close case” is not possible now" in words_of(page)
    assert "at the stage “Research”" in words_of(page)


def test_whoever_may_not_make_a_move_is_refused_on_its_page_already(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("awaiting_review", cast.crew)
    address = page_of(case, "approve_disclosure")

    author = sign_in(cast.researcher)
    for answer in (author.get(address), author.post(address, {"reason": REASON})):
        assert answer.status_code == 403
        assert "CRU decision maker" in words_of(answer)
    assert case.reviews.count() == 0


def test_whoever_researched_a_case_cannot_decide_it_with_a_second_job(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("awaiting_review", cast.crew)
    cast.researcher.role_grants.create(role="decision_maker", valid_from="2020-01-01")

    page = sign_in(cast.researcher).get(page_of(case, "approve_disclosure"))

    assert page.status_code == 403
    assert "You researched or recommended this case" in words_of(page)


def test_an_emergency_disclosure_is_offered_while_an_alarm_is_open(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("research", cast.crew)
    client = sign_in(cast.supervisor)
    address = page_of(case, "authorise_emergency_disclosure")
    assert client.get(address).status_code == 409
    raise_alarm(case, by=cast.researcher, what_was_said="He has a knife.")

    sent = {
        **hidden_in(client.get(address)),
        "reason": "She is alone with him tonight.",
        "recipient": "The person at risk",
        "words": "You may be in danger.",
    }
    done = client.post(address, sent, follow=True)

    assert "Moved to Planning the disclosure." in words_of(done)
    assert case.emergencies.get().recipient == "The person at risk"
