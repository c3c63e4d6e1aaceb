"""A call: danger first, safe contact before anything else, and nothing is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import Case, ContactPlan, ImmediateRisk, Part
from casework.moment import now
from casework.workflow.perform import options_for
from tests.cast import Cast
from tests.walks import DISCLOSED, walk_to

SignIn = Callable[[User], Client]
START = "intake_start"
CALL: dict[str, Any] = {
    "danger": "no",
    "incident_reference": "",
    "method": "call",
    "contact_point": "01632 960 414",
    "safe_times": "Weekdays 10 to 12",
    "may_leave_message": "no",
    "who_else": "Her partner picks up in the evening",
    "code_word": "Library",
    "given": "Alma",
    "family": "Testwell",
    "about": ["clares_law"],
    "caller_is_clares_law": "person_at_risk",
    "received_at_date": "1/3/2026",
    "received_at_time": "09:30",
    "route": "right_to_ask",
    "channel": "101",
}
ABOUT = {
    "subject_given": "Boris",
    "subject_family": "Sampleton",
    "subject_aliases": "Bozza, Bo",
    "relationship": "dating",
    "reason": "He checks my phone.",
    "children": "none",
    "subject_knows": "no",
}


@pytest.fixture
def caller(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.control_room)


def send(client: Client, **changed: Any) -> Any:
    return client.post(reverse(START), {**CALL, **changed})


def page_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def url(name: str) -> str:
    return reverse(name, args=[Case.objects.get().reference])


def unmet(user: User) -> set[str]:
    case = Case.objects.get().scheme_case()
    (option,) = [
        each
        for each in options_for(case, user)
        if each.row.name == "begin_initial_checks"
    ]
    return {fact.name for fact in option.unmet}


def test_danger_is_asked_before_anything_else(caller: Client) -> None:
    page = page_of(caller.get(reverse(START)))
    asked = [
        page.index(f'name="{name}"')
        for name in ("danger", "method", "safe_times", "given", "received_at_date")
    ]

    assert asked == sorted(asked)
    assert page.index("ring 999") < asked[0]


def test_page_1_opens_the_case_with_safe_contact(cast: Cast, caller: Client) -> None:
    answer = send(caller)
    case = Case.objects.get()
    plan = ContactPlan.objects.get(case=case)

    assert answer.headers["Location"] == url("intake_about")
    assert case.received_at == dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC)
    assert (plan.method, plan.safe_times) == ("call", "Weekdays 10 to 12")
    assert plan.may_leave_message is False
    assert {row.part: row.person.main_name for row in case.involvements.all()} == {
        Part.APPLICANT: "Alma Testwell",
        Part.PERSON_AT_RISK: "Alma Testwell",
    }
    assert not case.immediate_risk


def test_a_message_may_be_left_only_after_a_yes(caller: Client) -> None:
    page = page_of(caller.get(reverse(START)))
    no = page.split('name="may_leave_message" value="no"')[1].split(">")[0]

    assert "checked" in no


def test_sent_twice_it_makes_one_case(caller: Client) -> None:
    page = page_of(caller.get(reverse(START)))
    token = page.split('name="submission" value="')[1].split('"')[0]

    places = {send(caller, submission=token).headers["Location"] for _press in range(2)}

    assert Case.objects.count() == 1
    assert places == {url("intake_about")}


def test_danger_raises_the_alarm_even_without_safe_contact(caller: Client) -> None:
    nothing = dict.fromkeys(("method", "contact_point", "safe_times"), "")
    send(caller, danger="yes", incident_reference="INC-1", **nothing)
    page = page_of(caller.get(url("intake_about")))

    assert Case.objects.get().immediate_risk
    assert ImmediateRisk.objects.get().incident_reference == "INC-1"
    assert "The alarm is raised" in page


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"method": ""}, "Choose the safe way"),
        ({"safe_times": ""}, "Enter when it is safe to make contact"),
        ({"contact_point": ""}, "Enter the number, address or name to use"),
    ],
)
def test_missing_safe_contact_is_refused_beside_the_field_and_all_is_kept(
    caller: Client, missing: dict[str, str], sentence: str
) -> None:
    page = page_of(send(caller, **missing))
    (field,) = missing

    assert sentence in page.split(f'id="id_{field}_error"')[1].split("</div>")[0]
    assert 'value="Her partner picks up in the evening"' in page
    assert 'value="01/03/2026"' in page or 'value="1/3/2026"' in page
    assert Case.objects.count() == 0


def test_a_time_in_the_future_is_refused(caller: Client) -> None:
    tomorrow = now() + dt.timedelta(days=1)
    page = page_of(send(caller, received_at_date=f"{tomorrow:%d/%m/%Y}"))

    assert "The time of receipt must be today or in the past" in page
    assert Case.objects.count() == 0


def test_page_2_records_people_and_reason_and_then_does_not_ask_again(
    cast: Cast, caller: Client
) -> None:
    send(caller)
    answer = caller.post(url("intake_about"), ABOUT)
    again = page_of(caller.get(url("intake_about")))

    assert answer.headers["Location"] == url("intake_confirm")
    case = Case.objects.get()
    subject = case.involvements.get(part=Part.SUBJECT).person
    assert [str(name) for name in subject.names.all()] == [
        "Boris Sampleton",
        "Bozza",
        "Bo",
    ]
    assert case.relationships.get().kind == "dating"
    assert "Boris Sampleton" in again
    assert 'name="subject_given"' not in again
    assert "He checks my phone." in again
    assert unmet(cast.control_room) == {"warnings_given"}


def test_page_2_asks_who_applies_for_birth_and_address(caller: Client) -> None:
    """Clares-law 2.1: the applicant's date of birth and address belong to the call."""
    send(caller)
    theirs = {
        "caller_birth": "14 3 1991",
        "caller_line1": "4 Mill Lane",
        "caller_town": "Testford",
        "caller_postcode": "zz1 1zz",
    }
    caller.post(url("intake_about"), {**ABOUT, **theirs})
    person = Case.objects.get().involvements.get(part=Part.PERSON_AT_RISK).person
    address = person.addresses.get()

    assert person.main_name == "Alma Testwell"
    assert person.date_of_birth == dt.date(1991, 3, 14)
    assert (address.line1, address.postcode) == ("4 Mill Lane", "ZZ1 1ZZ")
    assert "caller_birth" not in page_of(caller.get(url("intake_about")))


def test_a_dropped_call_keeps_what_was_said(caller: Client) -> None:
    send(caller)
    caller.post(url("intake_about"), {"reason": "She hung up."})
    page = page_of(caller.get(url("intake_confirm")))

    assert "Name the person at risk, the subject" in page
    assert "She hung up." in page


def test_details_without_a_name_are_refused_with_everything_kept(
    caller: Client,
) -> None:
    send(caller)
    page = page_of(
        caller.post(url("intake_about"), {"subject_town": "Easterby", "reason": "X"})
    )

    assert "Enter a name of the subject" in page
    assert 'value="Easterby"' in page


def test_an_older_page_does_not_write_over_a_newer_case(caller: Client) -> None:
    send(caller)
    page = page_of(caller.post(url("intake_about"), {**ABOUT, "version": "1"}))

    assert "Somebody else changed this case" in page
    assert not Case.objects.get().involvements.filter(part=Part.SUBJECT).exists()


def test_page_3_reads_the_warnings_out_and_leads_to_the_first_move(
    cast: Cast, caller: Client
) -> None:
    send(caller)
    caller.post(url("intake_about"), ABOUT)
    move = reverse(
        "case_move", args=[Case.objects.get().reference, "begin_initial_checks"]
    )
    before = page_of(caller.get(url("intake_confirm")))
    refused = page_of(caller.post(url("intake_confirm"), {}))
    caller.post(url("intake_confirm"), {"read_out": "on"})
    after = page_of(caller.get(url("intake_confirm")))

    assert "Read this to the caller" in before
    assert move not in before
    assert "Tick the box" in refused
    assert "Read this to the caller" not in after
    assert f'action="{move}"' in after
    assert unmet(cast.control_room) == set()


def test_right_to_know_records_safe_contact_of_the_person_at_risk(
    cast: Cast, caller: Client
) -> None:
    send(
        caller,
        route="right_to_know",
        caller_is_clares_law="social_care",
        channel="agency",
        method="",
        safe_times="",
    )
    assert not ContactPlan.objects.exists()
    risk = {"risk_given": "Alma", "method": "none_safe", "may_leave_message": "no"}
    caller.post(url("intake_about"), {**ABOUT, **risk})
    plan = ContactPlan.objects.get()

    assert plan.person.main_name == "Alma"
    assert (plan.method, plan.safe_times) == ("none_safe", "Not said: ask first")
    assert unmet(cast.control_room) == set()


def test_a_person_at_risk_cannot_start_right_to_know(caller: Client) -> None:
    page = page_of(send(caller, route="right_to_know"))

    assert "Right to Know is started by police or an agency" in page


def test_a_case_that_has_gone_on_is_no_draft(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("initial_checks", cast.crew, DISCLOSED)
    client = sign_in(cast.researcher)
    for name in ("intake_about", "intake_confirm"):
        answer = client.get(reverse(name, args=[case.reference]))
        assert answer.headers["Location"] == reverse("case", args=[case.reference])


@pytest.mark.parametrize("role", ["decision_maker", "disclosure_officer", "auditor"])
def test_others_start_nothing(cast: Cast, sign_in: SignIn, role: str) -> None:
    client = sign_in(getattr(cast, role))

    assert client.get(reverse(START)).status_code == 403
    assert client.post(reverse(START), CALL).status_code == 403
    assert Case.objects.count() == 0
