"""Safe contact: the plan is read before the number is seen, and obeyed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.contact import (
    allow_contact,
    record_contact_plan,
)
from casework.actions.contact_attempts import (
    record_contact_attempt,
)
from casework.actions.work import raise_alarm, stand_down
from casework.clock import local_date
from casework.models import (
    AuditEvent,
    ContactAttempt,
    ContactPlan,
    ContactPlanRead,
    Part,
    Threshold,
)
from casework.moment import frozen, now
from casework.workflow.perform import Refused
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
    "days": ["0"],
    "opens": "10:00",
    "closes": "12:00",
    "others_answer": "yes",
    "post_is_safe": "no",
    "may_leave_message": "no",
    "may_text": "no",
    "may_say_police": "no",
    "withhold_number": "yes",
    "who_else": "her mother",
}


def looked_at(client: Client, case: Any) -> str:
    """The contact page of ``case``."""
    answer = client.get(reverse("case_contact", args=(case.reference,)))
    assert answer.status_code == 200
    return str(answer.content.decode())


def read_plan(client: Client, case: Any, part: str = Part.PERSON_AT_RISK) -> str:
    """Press "I have read this plan" of a person; the page that follows."""
    person = case.involvements.get(part=part).person
    plan = case.contact_plans.filter(person=person, superseded_at__isnull=True).first()
    sent = {"plan": plan.pk if plan else "none"}
    answer = client.post(at("case_contact_show", case, part), sent, follow=True)
    return str(answer.content.decode())


def events(case: Any, verb: str) -> Any:
    """What the audit has under ``verb``."""
    return AuditEvent.objects.filter(case=case, verb=verb)


def test_the_number_stands_behind_the_plan_and_each_reading_is_recorded(
    case: Any, officer: Client
) -> None:
    text = looked_at(officer, case)
    assert "Library" in text
    assert "Say it is a survey about parking" in text
    assert NUMBER not in text
    address = at("case_contact_show", case)
    officer.get(address)
    assert not events(case, "show_contact_point").exists()
    text = read_plan(officer, case)
    assert text.index("Library") < text.index(NUMBER)
    assert events(case, "show_contact_point").count() == 1
    again = officer.get(reverse("case_contact", args=(case.reference,)))
    assert NUMBER in again.content.decode()
    assert "no-store" in again["Cache-Control"]


def test_a_reading_is_of_one_person_lapses_and_ends_with_the_plan(
    cast: Cast, case: Any, officer: Client, sign_in: SignIn
) -> None:
    read_plan(officer, case)
    assert NUMBER not in looked_at(sign_in(cast.researcher), case)
    other = walk_to("disclosure_planning", cast.crew)
    assert NUMBER not in looked_at(officer, other)
    minutes = Threshold.objects.get(scheme=case.scheme, key="plan_read_minutes").value
    long_ago = now() - dt.timedelta(minutes=minutes, seconds=1)
    ContactPlanRead.objects.filter(case=case).update(at=long_ago)
    assert NUMBER not in looked_at(officer, case)
    read_plan(officer, case)
    assert NUMBER in looked_at(officer, case)
    officer.post(at("case_contact_plan", case), {**NEW_PLAN, "contact_point": ""})
    ContactPlanRead.objects.filter(by=cast.disclosure_officer).exclude(
        plan__superseded_at__isnull=False
    ).update(at=long_ago)
    assert NUMBER not in looked_at(officer, case)


def test_a_read_number_stays_hidden_while_it_is_not_safe(
    case: Any, officer: Client
) -> None:
    """Days, hours and periods count at the moment of the look; the rest explains."""
    tomorrow = (local_date(now()) + dt.timedelta(days=1)).weekday()
    case.contact_plans.update(days=[tomorrow], opens=dt.time(10), closes=dt.time(12))
    text = read_plan(officer, case)
    assert NUMBER not in text
    assert "is no safe day" in text
    assert "Next safe time: " in text
    assert events(case, "contact_blocked").get().fields == ["day"]


def test_danger_lets_a_decider_or_supervisor_allow_it_for_a_time(
    cast: Cast, case: Any, officer: Client, sign_in: SignIn
) -> None:
    yesterday = local_date(now()) - dt.timedelta(days=1)
    case.contact_plans.update(expires_on=yesterday)
    address = at("case_contact_allow", case)
    reason = {"reason": "He is on his way to her and she does not know."}
    assert officer.post(address, reason).status_code == 403
    supervisor = sign_in(cast.supervisor)
    text = supervisor.post(address, reason).content.decode()
    assert "raise the alarm of immediate risk first" in text
    assert not case.contact_permissions.exists()
    raise_alarm(case, by=cast.supervisor, what_was_said="He is coming.")
    supervisor.post(address, reason)
    assert events(case, "allow_contact").get().reason == reason["reason"]
    text = read_plan(officer, case)
    assert "Allowed because of danger" in text
    assert NUMBER in text
    officer.post(at("case_contact_attempt", case), attempt(case, result="no_answer"))
    made = ContactAttempt.objects.filter(case=case).latest("pk")
    assert made.departures == ["expired"]
    assert made.permission == case.contact_permissions.get()
    case.contact_permissions.update(until=now())
    assert NUMBER not in looked_at(officer, case)


def test_a_plan_that_changed_meanwhile_must_be_read_first(
    cast: Cast, case: Any, officer: Client
) -> None:
    read = case.contact_plans.get()
    record_contact_plan(
        case,
        read.person,
        by=cast.researcher,
        method="call",
        safe_times="Always",
        days=list(range(7)),
        opens=dt.time.min,
        closes=dt.time.min,
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
    assert NUMBER not in read_plan(officer, case)
    assert events(case, "contact_blocked").exists()


@pytest.mark.parametrize(
    ("departure", "sentence"),
    [
        ({"method": "text"}, "The plan says: a telephone call."),
        ({"method": "email"}, "It does not allow an e-mail."),
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
    assert events(case, "contact_blocked").count() == 1
    assert not ContactAttempt.objects.filter(case=case).exists()
    why = "She asked for it <b>this once</b>."
    officer.post(address, attempt(case, note=why, **departure))
    made = ContactAttempt.objects.get(case=case)
    assert made.note == why
    assert made.departures
    assert events(case, "contact_against_plan").count() == 1
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


@pytest.mark.parametrize("result", ["spoke", "declined", "wrong_person"])
def test_a_plan_that_was_not_confirmed_may_not_be_used_again(
    case: Any, officer: Client, result: str
) -> None:
    address = at("case_contact_attempt", case)
    officer.post(address, attempt(case, result=result))
    assert case.contact_plans.get().doubted_at is not None
    assert officer.get(address).status_code == 409
    assert NUMBER not in read_plan(officer, case)
    officer.post(at("case_contact_plan", case), {**NEW_PLAN, "contact_point": ""})
    assert officer.get(address).status_code == 200


def test_an_earlier_confirmation_takes_back_no_later_doubt(
    cast: Cast, case: Any
) -> None:
    """Somebody else answered at noon; who was reached in the morning proves nothing."""
    raise_alarm(case, by=cast.supervisor, what_was_said="He is on his way")
    plan, noon = case.contact_plans.get(), now() - dt.timedelta(hours=1)
    case.contact_plans.update(doubted_at=noon, confirmed_at=noon)
    allow_contact(case, plan.person, by=cast.supervisor, reason="He is on his way")
    record_contact_attempt(
        case,
        plan,
        by=cast.disclosure_officer,
        at=noon - dt.timedelta(hours=1),
        method="call",
        purpose="Arrange the visit",
        result="spoke",
        plan_confirmed=True,
        note="Written down late.",
    )
    assert case.contact_plans.get().doubted_at == noon


def late_contact(case: Any, by: User, at: dt.datetime) -> Any:
    """A contact of that time, against a plan that has expired."""
    return record_contact_attempt(
        case,
        case.contact_plans.get(),
        by=by,
        at=at,
        method="call",
        purpose="Warn her",
        result="no_answer",
        plan_confirmed=False,
    )


def test_what_danger_allowed_ends_with_the_alarm(cast: Cast, case: Any) -> None:
    """Reliability 8.2, 1. What was done before that may still be written down."""
    yesterday = local_date(now()) - dt.timedelta(days=1)
    case.contact_plans.update(expires_on=yesterday)
    start = now() + dt.timedelta(minutes=5)
    with frozen(start):
        raise_alarm(case, by=cast.supervisor, what_was_said="He is coming.")
        person = case.contact_plans.get().person
        allow_contact(case, person, by=cast.supervisor, reason="He is on his way")
    with frozen(start + dt.timedelta(minutes=20)):
        stand_down(
            case,
            by=cast.supervisor,
            action_taken="Arrested",
            reason="He is in custody.",
            incident_reference="",
        )
        with pytest.raises(Refused, match="The plan ended"):
            late_contact(case, cast.disclosure_officer, now())
        late_contact(case, cast.disclosure_officer, start + dt.timedelta(minutes=10))
    assert case.contact_attempts.count() == 1


def test_a_contact_is_planned_only_for_a_safe_time(case: Any, officer: Client) -> None:
    """Tomorrow is safe from ten to twelve, and for calls alone."""
    day = local_date(now()) + dt.timedelta(days=1)
    case.contact_plans.update(
        days=[day.weekday()], opens=dt.time(10), closes=dt.time(12)
    )
    plan = case.contact_plans.get()
    address = at("case_contact_planned", case)
    typed = {
        "plan": plan.pk,
        "planned_for_date": f"{day:%d/%m/%Y}",
        "planned_for_time": "09:59",
        "method": "call",
        "purpose": "Arrange the visit",
    }
    refused = officer.post(address, typed).content.decode()
    assert "09:59 is no safe time" in refused
    assert "Arrange the visit" in refused
    officer.post(address, {**typed, "method": "text", "planned_for_time": "10:00"})
    assert not case.planned_contacts.exists()
    assert events(case, "contact_blocked").count() == 2
    officer.post(address, {**typed, "planned_for_time": "10:00"})
    planned = case.planned_contacts.get()
    assert "Arrange the visit" in looked_at(officer, case)
    off = reverse("case_contact_call_off", args=(case.reference, planned.pk))
    officer.post(off, {"reason": "She is away"})
    assert case.planned_contacts.get().called_off == "She is away"
    assert "Arrange the visit" not in looked_at(officer, case)


def test_a_new_plan_supersedes_and_never_offers_post(
    case: Any, officer: Client
) -> None:
    address = at("case_contact_plan", case)
    form = officer.get(address).content.decode()
    assert NUMBER not in form
    assert 'value="post"' not in form
    for missing in ("safe_times", "who_else", "may_leave_message", "days", "opens"):
        officer.post(address, {**NEW_PLAN, missing: ""})
    officer.post(address, {**NEW_PLAN, "method": "post"})
    # Her mother would read it.
    text = {**NEW_PLAN, "method": "text", "contact_point": "07700 900 456"}
    assert "Somebody else reads it" in officer.post(address, text).content.decode()
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
    attempts = at("case_contact_attempt", case)
    assert 'value="post"' not in officer.get(attempts).content.decode()
    officer.post(address, {**NEW_PLAN, "post_is_safe": "yes"})
    assert 'value="post"' in officer.get(attempts).content.decode()


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
    empty = dict.fromkeys(("contact_point", "safe_times", "who_else", "opens"), "")
    empty |= {"closes": "", "others_answer": ""}
    typed = {**NEW_PLAN, "method": "none_safe", **empty}
    page = officer.post(at("case_contact_plan", case), typed, follow=True)
    assert "No safe way is known." in page.content.decode()
    plan = case.contact_plans.get(superseded_at__isnull=True)
    assert (plan.method, plan.contact_point) == ("none_safe", "")
