"""Requests to other forces and agencies (clares-law 5 and 7: per-force log with
chasers), in words that never say who asked (1.3, reliability 8.1).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.information_requests import (
    answer_request,
    chase_request,
    close_request,
    send_request,
)
from casework.actions.people import Details
from casework.models import (
    AuditEvent,
    ClockRule,
    Duty,
    InformationRequest,
    Part,
    RequestChase,
)
from casework.moment import frozen, now
from casework.workflow.perform import Refused, options_for, perform
from disclosure.clares_law import S
from disclosure.demo.steps_to_decision import make_checks
from disclosure.models import ClaresLawCase
from tests.cast import Cast
from tests.refused_sql import refused_by
from tests.walks import DISCLOSED, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
# A Monday; the Friday and the Monday of that Easter are bank holidays.
MONDAY = dt.datetime(2026, 3, 30, 9, 0, tzinfo=dt.UTC)
WORDS = "We are making safeguarding enquiries about Boris Sampleton."


@pytest.fixture
def case(cast: Cast) -> Any:
    """A case in research."""
    return walk_to(S.RESEARCH, cast.crew)


def subject_of(case: Any) -> Any:
    return case.involvements.get(part=Part.SUBJECT).person


def ask(case: Any, by: User, **other: Any) -> InformationRequest:
    """A request about the subject, sent now."""
    fields: dict[str, Any] = {
        "kind": "other_force",
        "asked_of": "Western force",
        "question": "Any violence?",
        "safe_words": WORDS,
        "channel": "Secure e-mail",
        "sent_at": now(),
        **other,
    }
    about = fields.pop("about", None) or subject_of(case)
    return send_request(case, about, by=by, **fields)


def again(case: Any) -> Any:
    return ClaresLawCase.objects.get(pk=case.pk)


def unmet(case: Any, move: str, user: User) -> list[str]:
    """The names of the facts that the move waits for."""
    (option,) = [o for o in options_for(again(case), user) if o.row.name == move]
    return [fact.name for fact in option.unmet]


# -- Dates -----------------------------------------------------------------------------
def test_the_dates_are_counted_in_working_days_from_when_it_was_sent(
    cast: Cast,
) -> None:
    with frozen(MONDAY):
        case = walk_to(S.RESEARCH, cast.crew)
        request = ask(case, cast.researcher)
    # 3 working days: Thursday 2 April. 5: 8 April, over Good Friday and Easter Monday.
    # 7: 10 April. A limit ends with its day, in British summer time.
    assert request.chase_at == dt.datetime(2026, 4, 2, 23, tzinfo=dt.UTC)
    assert request.due_at == dt.datetime(2026, 4, 8, 23, tzinfo=dt.UTC)
    assert request.escalate_at == dt.datetime(2026, 4, 10, 23, tzinfo=dt.UTC)


def test_the_limits_are_rows_of_settings(case: Any, cast: Cast) -> None:
    ClockRule.objects.filter(key="request_due").update(limit=1, unit="hours")
    request = ask(case, cast.researcher)
    assert request.due_at - request.sent_at == dt.timedelta(hours=1)
    ClockRule.objects.filter(key="request_chase").update(key="gone")
    with pytest.raises(Refused, match="tell an administrator"):
        ask(case, cast.researcher)


def test_a_request_is_no_date_of_the_case(case: Any, cast: Cast) -> None:
    """The statutory date never moves, and the next date of the case stays its own."""
    before = again(case)
    ask(case, cast.researcher)
    after = again(case)
    assert (before.due_on, before.next_due_at, before.next_due_name) == (
        after.due_on,
        after.next_due_at,
        after.next_due_name,
    )


def test_open_and_overdue_ones_are_shown_on_the_research_page(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    ask(case, cast.researcher, asked_of="Western force")
    late = ask(case, cast.researcher, asked_of="Probation, Dunholme")
    InformationRequest.objects.filter(pk=late.pk).update(
        sent_at=now() - dt.timedelta(days=20), due_at=now() - dt.timedelta(days=2)
    )
    page = sign_in(cast.researcher).get(reverse("case_research", args=[case.reference]))
    text = page.content.decode()
    assert "1 request is overdue" in text
    # The overdue one comes first.
    assert text.index("Probation, Dunholme") < text.index("Western force")
    summary = sign_in(cast.researcher).get(reverse("case", args=[case.reference]))
    assert "Record the answer to every request" in summary.content.decode()


# -- Words -----------------------------------------------------------------------------
@pytest.fixture
def of_a_mother(cast: Cast) -> Any:
    """The applicant is a third party: the mother, who has the subject's name."""
    mother = Details(
        "Edith", "Sampleton", phone="+44 7700 900321", email="Edie@example.org"
    )
    return walk_to(S.RESEARCH, cast.crew, replace(DISCLOSED, third_party=mother))


@pytest.mark.parametrize(
    "said",
    [
        "Edith Sampleton rang us.",
        "his mother EDITH rang us",
        "Asked by Édith.",
        "edith  sampleton",
        "Ring 07700 900 321 with questions.",
        "Answer to edie@example.org, please.",
    ],
)
@pytest.mark.parametrize("where", ["safe_words", "question"])
def test_words_that_name_the_applicant_are_refused(
    of_a_mother: Any, cast: Cast, said: str, where: str
) -> None:
    with pytest.raises(Refused, match="name whoever asked"):
        ask(of_a_mother, cast.researcher, **{where: said})
    assert not InformationRequest.objects.exists()


def test_a_name_that_the_subject_has_too_says_nothing(
    of_a_mother: Any, cast: Cast
) -> None:
    assert ask(of_a_mother, cast.researcher, safe_words=WORDS).safe_words == WORDS


def test_the_person_at_risk_who_asked_is_named_only_where_it_is_about_her(
    case: Any, cast: Cast
) -> None:
    at_risk = case.involvements.get(part=Part.PERSON_AT_RISK).person
    words = "Do you know Alma Testwell?"
    with pytest.raises(Refused, match="name whoever asked"):
        ask(case, cast.researcher, safe_words=words)
    ask(case, cast.researcher, about=at_risk, safe_words=words)


def test_the_words_offered_are_about_the_subject_and_name_nobody_else(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    address = reverse("case_request_add", args=[case.reference])
    for query in ("", "?kind=probation"):
        text = sign_in(cast.researcher).get(address + query).content.decode()
        (box,) = [part for part in text.split("<textarea") if "safe_words" in part[:90]]
        offered = box.split("</textarea>")[0]
        assert "Boris Sampleton, born 2 November 1985" in offered
        assert "Alma" not in offered
        assert "Clare" not in offered
        # The prefix of a reference tells an insider which scheme it is.
        assert case.reference not in offered
        assert case.reference.removeprefix("CL-") in offered
        assert "applica" not in offered


def test_the_form_records_a_request_and_keeps_what_it_refuses(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.researcher)
    address = reverse("case_request_add", args=[case.reference])
    typed = {
        "kind": "probation",
        "asked_of": "Probation, Dunholme",
        "about": subject_of(case).pk,
        "question": "Any risk?",
        "safe_words": "Alma Testwell asked us.",
        "channel": "Secure e-mail",
        "sent_at_date": f"{now():%d/%m/%Y}",
        "sent_at_time": "00:00",
    }
    text = client.post(address, typed).content.decode()
    assert "The words name whoever asked" in text
    assert "Alma Testwell asked us." in text
    assert not InformationRequest.objects.exists()
    client.post(address, {**typed, "safe_words": WORDS})
    request = InformationRequest.objects.get(case=case)
    assert (request.asked_of, request.sent_by) == (
        "Probation, Dunholme",
        cast.researcher,
    )
    event = AuditEvent.objects.get(case=case, verb="send_request")
    assert event.action_class == "disclosure"
    assert "Dunholme" not in event.sentence


# -- What becomes of it ----------------------------------------------------------------
def test_an_open_request_stands_before_the_end_of_research_and_every_closure(
    case: Any, cast: Cast
) -> None:
    request = ask(case, cast.researcher)
    assert "requests_settled" in unmet(case, "complete_research", cast.researcher)
    assert "requests_settled" in unmet(case, "withdraw_and_close", cast.supervisor)
    close_request(case, request.pk, by=cast.researcher, reason="The unit was merged.")
    assert "requests_settled" not in unmet(case, "complete_research", cast.researcher)


@pytest.mark.parametrize(
    ("stage", "move"),
    [
        ("received", "close_without_progressing"),
        ("initial_checks", "close_without_progressing"),
        ("no_disclosure_contact", "close_after_contact"),
        ("aftercare", "close_case"),
        ("transfer_pending", "complete_transfer"),
        ("awaiting_review", "withdraw_and_close"),
    ],
)
def test_every_move_to_closed_has_that_guard(stage: str, move: str) -> None:
    (row,) = [row for row in ClaresLawCase.rows_from(stage) if row.name == move]
    assert row.to == S.CLOSED
    assert "requests_settled" in [fact.name for fact in row.when]
    closing = [row for row in ClaresLawCase.rows() if row.to == S.CLOSED]
    assert all("requests_settled" in [f.name for f in row.when] for row in closing)


@pytest.mark.parametrize("reply", ["known", "nothing", "refused", "other"])
def test_an_answer_is_kept_with_its_date_and_reference(
    case: Any, cast: Cast, sign_in: SignIn, reply: str
) -> None:
    request = ask(case, cast.researcher)
    client = sign_in(cast.researcher)
    address = reverse("case_request", args=[case.reference, request.pk])
    typed = {
        "act": "reply",
        "reply-reply": reply,
        "reply-reply_reference": "WF/9",
        "reply-reply_note": "In short",
        "reply-answered_at_date": f"{now():%d/%m/%Y}",
        "reply-answered_at_time": "23:59",
    }
    text = client.post(address, typed).content.decode()
    assert "must not be in the future" in text
    answered = now()
    answer_request(
        case,
        request.pk,
        by=cast.researcher,
        reply=reply,
        answered_at=answered,
        reply_reference="WF/9",
    )
    text = client.get(address).content.decode()
    assert "WF/9" in text
    assert 'name="act"' not in text
    assert ("Record what they hold" in text) is (reply == "known")
    with pytest.raises(Refused, match="answered or closed already"):
        close_request(case, request.pk, by=cast.researcher, reason="Too late.")


@pytest.mark.parametrize("reply", ["refused", "other"])
def test_a_refusal_says_what_they_said(
    case: Any, cast: Cast, sign_in: SignIn, reply: str
) -> None:
    request = ask(case, cast.researcher)
    address = reverse("case_request", args=[case.reference, request.pk])
    typed = {
        "act": "reply",
        "reply-reply": reply,
        "reply-answered_at_date": f"{now():%d/%m/%Y}",
        "reply-answered_at_time": "00:00",
    }
    text = sign_in(cast.researcher).post(address, typed).content.decode()
    assert "Say what they said" in text


def test_an_answer_before_the_request_is_refused(case: Any, cast: Cast) -> None:
    request = ask(case, cast.researcher)
    with pytest.raises(Refused, match="before the request"):
        answer_request(
            case,
            request.pk,
            by=cast.researcher,
            reply="known",
            answered_at=request.sent_at - dt.timedelta(seconds=1),
        )


def test_each_time_they_were_asked_again_is_kept(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    request = ask(case, cast.researcher)
    client = sign_in(cast.researcher)
    address = reverse("case_request", args=[case.reference, request.pk])
    for higher in ("no", "yes"):
        client.post(
            address,
            {
                "act": "chase",
                "chase-how": f"Rang, higher: {higher}",
                "chase-is_escalation": higher,
            },
        )
    assert list(RequestChase.objects.values_list("is_escalation", flat=True)) == [
        False,
        True,
    ]
    text = client.get(address).content.decode()
    assert text.index("Taken higher") < text.index("Rang, higher: no")


def test_the_page_of_an_old_tab_acts_on_nothing(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    request = ask(case, cast.researcher)
    address = reverse("case_request", args=[case.reference, request.pk])
    typed = {"act": "close", "close-reason": "Nobody waits now.", "close-version": "1"}
    text = sign_in(cast.researcher).post(address, typed).content.decode()
    assert "Somebody else changed this case" in text
    assert "Nobody waits now." in text
    assert again(case).information_requests.open().exists()


def test_asking_is_research_and_settles_the_duty(case: Any, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        ask(case, cast.decision_maker)
    ask(case, cast.supervisor)
    assert Duty.objects.get(case=case, user=cast.supervisor).kind == "author"


def test_what_was_sent_before_the_case_came_in_is_refused(
    case: Any, cast: Cast
) -> None:
    with pytest.raises(Refused, match="before the application"):
        ask(case, cast.researcher, sent_at=now() - dt.timedelta(days=400))


def test_a_closed_case_asks_nobody(cast: Cast) -> None:
    case = walk_to(S.CLOSED, cast.crew)
    with pytest.raises(Refused, match="closed"):
        ask(case, cast.researcher)


def test_the_database_keeps_an_end_whole(case: Any, cast: Cast) -> None:
    request = ask(case, cast.researcher)
    rows = InformationRequest.objects.filter(pk=request.pk)
    with refused_by("request_reply_is_whole"):
        rows.update(reply="known")
    with refused_by("request_closed_says_why"):
        rows.update(closed_at=now())
    chase_request(case, request.pk, by=cast.researcher, how="Rang", is_escalation=False)
    with pytest.raises(Refused, match="answered or closed already"):
        close_request(case, request.pk + 1, by=cast.researcher, reason="No such one.")


def test_research_completes_when_all_is_answered(case: Any, cast: Cast) -> None:
    make_checks(case, cast.crew, DISCLOSED)
    request = ask(case, cast.researcher)
    with pytest.raises(Refused, match="Record the answer to every request"):
        perform(case, "complete_research", by=cast.researcher)
    answer_request(
        case, request.pk, by=cast.researcher, reply="nothing", answered_at=now()
    )
    assert perform(case, "complete_research", by=cast.researcher).state == (
        S.DECISION_DRAFT
    )
