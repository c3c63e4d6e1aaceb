"""Safe contact: the plan is read before the number is seen, and obeyed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.contact import record_contact_plan
from casework.models import AuditEvent, ContactAttempt, ContactPlan, Part
from casework.moment import now
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
NUMBER = "01632 960 101"


@pytest.fixture
def case(cast: Cast) -> Any:
    """The officer plans the disclosure; there is a plan for a telephone call."""
    return walk_to("disclosure_planning", cast.crew)


@pytest.fixture
def officer(cast: Cast, sign_in: SignIn) -> Client:
    """The browser of the disclosure officer."""
    return sign_in(cast.disclosure_officer)


def at(name: str, case: Any, part: str = Part.PERSON_AT_RISK) -> str:
    """The address of a page about the person with ``part``."""
    person = case.involvements.get(part=part).person
    return reverse(name, args=(case.reference, person.pk))


def attempt(case: Any, **typed: object) -> dict[str, object]:
    """A filled-in attempt under the plan in force, a minute ago."""
    when = (now() - dt.timedelta(minutes=1)).astimezone()
    plan = case.contact_plans.filter(superseded_at__isnull=True).get()
    return {
        "plan": plan.pk,
        "at_date": f"{when:%d/%m/%Y}",
        "at_time": f"{when:%H:%M}",
        "method": "call",
        "purpose": "Arrange the visit",
        "result": "no_answer",
        "plan_confirmed": "no",
        **typed,
    }


NEW_PLAN = {
    "method": "call",
    "contact_point": "07700 900 456",
    "safe_times": "Mondays",
    "may_leave_message": "no",
    "may_text": "no",
    "may_say_police": "no",
    "withhold_number": "yes",
    "who_else": "nobody",
}


def test_the_number_stands_behind_the_plan_and_each_look_is_recorded(
    case: Any, officer: Client
) -> None:
    page = officer.get(reverse("case_contact", args=(case.reference,)))
    text = page.content.decode()
    assert "Library" in text
    assert "Say it is a survey about parking" in text
    assert NUMBER not in text
    looks = AuditEvent.objects.filter(case=case, verb="show_contact_point")
    address = at("case_contact_show", case)
    officer.get(address)
    assert not looks.exists()
    plan = case.contact_plans.get()
    shown = officer.post(address, {"plan": plan.pk})
    assert NUMBER in shown.content.decode()
    assert shown.content.decode().index("Library") < shown.content.decode().index(
        NUMBER
    )
    assert "no-store" in shown["Cache-Control"]
    assert looks.count() == 1


def test_a_plan_that_changed_meanwhile_must_be_read_first(
    cast: Cast, case: Any, officer: Client
) -> None:
    read = case.contact_plans.get()
    record_contact_plan(
        case,
        read.person,
        by=cast.researcher,
        method="call",
        safe_times="Never on Fridays",
        contact_point="07700 900 999",
    )
    text = officer.post(at("case_contact_show", case), {"plan": read.pk}).content
    assert "07700 900 999" not in text.decode()
    assert "read it again" in text.decode()
    typed = attempt(case, plan=read.pk)
    text = officer.post(at("case_contact_attempt", case), typed).content
    assert "The contact plan has changed" in text.decode()
    assert not ContactAttempt.objects.filter(case=case).exists()


@pytest.mark.parametrize("why", ["expired", "none_safe", "no plan"])
def test_no_attempt_and_no_number_without_a_plan_that_holds(
    case: Any, officer: Client, why: str
) -> None:
    plans = case.contact_plans.all()
    if why == "expired":
        plans.update(expires_on=now().date() - dt.timedelta(days=2))
    elif why == "none_safe":
        plans.update(method="none_safe")
    typed = attempt(case)
    if why == "no plan":
        plans.update(superseded_at=now())
    answer = officer.post(at("case_contact_attempt", case), typed)
    text = answer.content.decode()
    assert "Make no contact" in text
    assert "Record a contact plan" in text
    assert not ContactAttempt.objects.filter(case=case).exists()
    shown = officer.post(at("case_contact_show", case), {"plan": typed["plan"]})
    assert NUMBER not in shown.content.decode()


@pytest.mark.parametrize(
    ("departure", "sentence"),
    [
        ({"method": "text"}, "The plan says: telephone call."),
        ({"result": "message"}, "The plan says to leave no message."),
    ],
)
def test_a_departure_from_the_plan_needs_its_reason(
    case: Any, officer: Client, departure: dict[str, str], sentence: str
) -> None:
    address = at("case_contact_attempt", case)
    refused = officer.post(address, attempt(case, **departure)).content.decode()
    assert sentence in refused
    assert "Arrange the visit" in refused
    assert not ContactAttempt.objects.filter(case=case).exists()
    why = "She asked for it <b>this once</b>."
    officer.post(address, attempt(case, note=why, **departure))
    assert ContactAttempt.objects.get(case=case).note == why
    text = officer.get(reverse("case_contact", args=(case.reference,))).content
    assert "&lt;b&gt;this once&lt;/b&gt;" in text.decode()


def test_confirming_the_plan_makes_it_fresh(case: Any, officer: Client) -> None:
    case.contact_plans.update(confirmed_at=now() - dt.timedelta(days=5))
    assert (
        "5 days ago"
        in officer.get(reverse("case_contact", args=(case.reference,))).content.decode()
    )
    typed = attempt(case, result="spoke", plan_confirmed="yes")
    text = officer.post(at("case_contact_attempt", case), typed, follow=True).content
    assert "5 days ago" not in text.decode()
    assert "The plan was confirmed." in text.decode()


def test_a_new_plan_supersedes_and_never_offers_post(
    case: Any, officer: Client
) -> None:
    address = at("case_contact_plan", case)
    form = officer.get(address).content.decode()
    assert NUMBER not in form
    assert 'value="post"' not in form
    for missing in ("safe_times", "who_else", "may_leave_message"):
        officer.post(address, {**NEW_PLAN, missing: ""})
    officer.post(address, {**NEW_PLAN, "method": "post"})
    officer.post(address, {**NEW_PLAN, "contact_point": "ask her sister"})
    assert ContactPlan.objects.filter(case=case).count() == 1
    officer.post(address, {**NEW_PLAN, "contact_point": ""})
    kept = case.contact_plans.get(superseded_at__isnull=True)
    assert kept.contact_point == NUMBER
    assert kept.may_leave_message is False
    officer.post(address, NEW_PLAN)
    newest = case.contact_plans.get(superseded_at__isnull=True)
    assert newest.contact_point == "07700 900 456"
    assert ContactPlan.objects.filter(case=case).count() == 3


def test_there_is_no_contact_with_the_subject(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("initial_checks", cast.crew)
    client = sign_in(cast.supervisor)
    text = client.get(reverse("case_contact", args=(case.reference,))).content
    assert "Sampleton" not in text.decode()
    address = at("case_contact_plan", case, Part.SUBJECT)
    assert client.post(address, NEW_PLAN).status_code == 404
    assert ContactPlan.objects.filter(case=case).count() == 1


def test_the_auditor_sees_no_way_to_reach_anybody(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    client = sign_in(cast.auditor)
    page = client.get(reverse("case_contact", args=(case.reference,)))
    shown = client.post(
        at("case_contact_show", case), {"plan": case.contact_plans.get().pk}
    )
    for answer in (page, shown):
        assert answer.status_code == 403
        assert "Library" not in answer.content.decode()
        assert NUMBER not in answer.content.decode()


def test_that_no_way_is_safe_can_be_recorded_at_once(
    case: Any, officer: Client
) -> None:
    empty = {"contact_point": "", "safe_times": "", "who_else": ""}
    typed = {**NEW_PLAN, "method": "none_safe", **empty}
    page = officer.post(at("case_contact_plan", case), typed, follow=True)
    assert "No safe way is known." in page.content.decode()
    plan = case.contact_plans.get(superseded_at__isnull=True)
    assert (plan.method, plan.contact_point) == ("none_safe", "")
