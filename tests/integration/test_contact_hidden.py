"""No way to reach anybody stands on a page before the plan was read (8.2, rule 1)."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.contact import (
    record_contact_plan,
)
from casework.actions.people import Details, name_person
from casework.actions.work import allocate
from casework.models import AuditEvent, Case, ContactPlanRead, Part
from casework.moment import now
from disclosure.actions.inbox import import_submissions
from disclosure.clares_law import S
from disclosure.models import WebsiteSubmission
from disclosure.website.source import read_file
from tests.addresses import addresses_about
from tests.cast import Cast
from tests.walks import DISCLOSED, Story, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

AT_RISK = replace(
    DISCLOSED.person_at_risk,
    line1="4 Wagtail Lane",
    town="Wrenbury",
    postcode="ZZ31 4AA",
    phone="07700 900 111",
    email="wagtail@example.org",
    other_addresses=[("12 Dunnock Close", "Pipit Green", "ZZ32 5BB")],
)
ASKED = Details(
    "Carla",
    "Newsome",
    line1="7 Birdcage Walk",
    town="Aviary",
    postcode="ZZ77 7LN",
    phone="07700 900 123",
    email="warbler@example.org",
)
TOLD = Details(
    "Rhoda",
    "Penrose",
    line1="2 Siskin Row",
    town="Finchley End",
    postcode="ZZ33 6CC",
    phone="07700 900 222",
    email="siskin@example.org",
)
CANARIES = (
    *("Wagtail", "Wrenbury", "ZZ31", "900 111", "900111", "Dunnock", "Pipit", "ZZ32"),
    *("Birdcage", "Aviary", "ZZ77", "900 123", "900123", "warbler"),
    *("Siskin", "Finchley", "ZZ33", "900 222", "900222", "960 303", "960303"),
)
TOKEN = re.compile(r"(?<=value=\")[0-9A-Za-z_-]{32,}(?=\")|nonce=\"[^\"]*\"")
ROLES = ("researcher", "supervisor", "decision_maker", "disclosure_officer", "auditor")
STAGES = (S.AWAITING_MEETING, S.DISCLOSURE_PLANNING, S.DISCLOSURE_IN_PROGRESS)
PLAN: dict[str, Any] = {
    "method": "call",
    "contact_point": "01632 960 303",
    "safe_times": "Always",
    "days": list(range(7)),
    "opens": dt.time.min,
    "closes": dt.time.min,
}


def found_in(text: str) -> list[str]:
    """The canaries that are in ``text``, whose random tokens can spell one."""
    text = TOKEN.sub("", text)
    return [canary for canary in CANARIES if canary.casefold() in text.casefold()]


def a_case(cast: Cast, stage: str) -> Any:
    """A case on which everybody who is contacted has everything that must not show.

    The subject lives with the person at risk. One plan is there, two are not.
    """
    subject = replace(
        DISCLOSED.subject, line1="4 Wagtail Lane", town="Wrenbury", postcode="ZZ31 4AA"
    )
    story = Story(third_party=ASKED, person_at_risk=AT_RISK, subject=subject)
    case = walk_to(stage, cast.crew, story)
    told = name_person(case, by=cast.supervisor, part=Part.RECIPIENT, details=TOLD)
    record_contact_plan(case, told, by=cast.supervisor, **PLAN)
    allocate(case, to=cast.disclosure_officer, by=cast.supervisor)
    ContactPlanRead.objects.filter(case=case).update(at=now() - dt.timedelta(days=1))
    return Case.objects.get(pk=case.pk).scheme_case()


def pages_of(client: Client, user: User, case: Any) -> Iterator[tuple[str, str]]:
    """Every page about ``case``, the lists that name it and a search that finds it."""
    lists = [(name, reverse(name)) for name in ("home", "case_list", "inbox")]
    search = f"{reverse('case_search')}?q=Testwell"
    for name, address in [
        *addresses_about(case, user),
        *lists,
        ("case_search", search),
    ]:
        answer = client.get(address)
        yield f"{name} {answer.status_code}", answer.content.decode()


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_says_how_to_reach_anybody(
    cast: Cast, sign_in: SignIn, stage: S, role: str
) -> None:
    case = a_case(cast, stage)
    user = getattr(cast, role)
    seen = list(pages_of(sign_in(user), user, case))
    assert {(page, leak) for page, text in seen for leak in found_in(text)} == set()
    assert {"case_people 200", "case 200", "case_list 200"} <= {
        name for name, _ in seen
    }


def test_the_control_room_sees_none_in_its_draft(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(
        S.RECEIVED, cast.crew, Story(third_party=ASKED, person_at_risk=AT_RISK)
    )
    ContactPlanRead.objects.filter(case=case).update(at=now() - dt.timedelta(days=1))
    seen = list(pages_of(sign_in(cast.control_room), cast.control_room, case))
    assert {(page, leak) for page, text in seen for leak in found_in(text)} == set()
    assert "intake_confirm 200" in {name for name, _ in seen}


def test_who_has_read_a_plan_sees_that_person_and_nobody_else(
    cast: Cast, sign_in: SignIn
) -> None:
    case = a_case(cast, S.DISCLOSURE_PLANNING)
    client = sign_in(cast.researcher)
    told = case.involvements.get(part=Part.RECIPIENT).person
    plan = case.contact_plans.get(person=told)
    address = reverse("case_contact_show", args=(case.reference, told.pk))
    shown = client.post(address, {"plan": plan.pk}, follow=True).content.decode()
    assert "01632 960 303" in shown
    people = client.get(reverse("case_people", args=(case.reference,)))
    leaks = set(found_in(people.content.decode()))
    assert leaks == {"Siskin", "Finchley", "ZZ33"}
    change = reverse("case_person_change", args=(case.reference, told.pk))
    assert "Siskin" in client.get(change).content.decode()


def test_an_address_that_was_not_shown_survives_a_correction(
    cast: Cast, sign_in: SignIn
) -> None:
    case = a_case(cast, S.DISCLOSURE_PLANNING)
    person = case.involvements.get(part=Part.PERSON_AT_RISK).person
    address = reverse("case_person_change", args=(case.reference, person.pk))
    client = sign_in(cast.researcher)
    assert found_in(client.get(address).content.decode()) == []
    typed = {"given": "Almah", "family": "Testwell", "sex": "female", "line1": "X"}
    client.post(address, typed)
    assert str(person.addresses.get(is_current=True)).startswith("4 Wagtail Lane")
    assert person.names.get(kind="main").given == "Almah"


ORIGINAL = {
    "form": "dvds-rta-v3",
    "submission_id": "WEB-1",
    "submitted_at": "2026-11-20T10:00:00+00:00",
    "you": {
        "first_name": "Carla",
        "last_name": "Newsome",
        "date_of_birth": "22/02/1993",
        "address": {"line1": "7 Birdcage Walk", "town": "Aviary", "postcode": "ZZ77??"},
        "phone": "07700 900 123 or 9",
        "email": "warbler at example",
        "safe_to_call": "yes",
        "best_time": "weekdays 9-3",
        "leave_message": "no",
    },
    "person_asked_about": {
        "first_name": "Boris",
        "last_name": "Sampleton",
        "date_of_birth": "2/11/1985",
        "address": {"line1": "7 Birdcage Walk", "town": "Easterby", "postcode": "?"},
    },
    "why_worried": "He hit his last partner.",
    "in_danger_now": "no",
    "declaration": {"truthful": True},
    "relationship": "Partner",
}


def test_the_original_of_an_application_says_it_only_after_reading(
    cast: Cast, sign_in: SignIn
) -> None:
    import_submissions(
        read_file(json.dumps([ORIGINAL]).encode(), limit_bytes=100_000),
        by=cast.supervisor,
    )
    row = WebsiteSubmission.objects.get()
    client = sign_in(cast.researcher)
    address = reverse("submission", args=(row.pk,))
    before = client.get(address).content.decode()
    assert found_in(before) == []
    assert "weekdays 9-3" in before
    assert "Easterby" in before
    assert found_in(client.get(reverse("inbox")).content.decode()) == []
    after = client.post(address, {"read": "1"}, follow=True).content.decode()
    assert {"Birdcage", "Aviary", "900 123", "warbler"} <= set(found_in(after))
    assert AuditEvent.objects.filter(verb="read_safe_contact").count() == 1
    assert found_in(sign_in(cast.supervisor).get(address).content.decode()) == []
