"""Whoever delivers never learns who asked (clares-law 1.3): no page, no search."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from casework.actions.opening import open_case
from casework.actions.people import Details, name_person
from casework.actions.work import allocate
from casework.models import Case, Part
from casework.moment import now
from casework.schemes import scheme_named
from disclosure.actions.application import record_application
from disclosure.clares_law import S
from tests.addresses import addresses_about
from tests.cast import Cast
from tests.walks import DISCLOSED, NOT_DISCLOSED, RIGHT_TO_KNOW, Story, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

WHO_ASKED = Details(
    "Canaria",
    "Nightingale",
    dt.date(1960, 1, 5),
    previous_names=("Songthrush",),
    line1="7 Birdcage Walk",
    town="Aviary",
    postcode="ZZ77 7LN",
    phone="07700 900 123",
    email="warbler@example.org",
)
# The walks plan the contact with whoever asked under these words.
OF_THE_PLAN = ("960 101", "Library", "survey about parking")
WORDS: dict[str, Any] = {
    "relationship_as_given": "They are my finch and his goldcrest",
    "relationship_evidence": "I was at their robin party",
    "children": "My two wrens live there",
}
REASON = "I am her magpie and live next door"
CANARIES = (
    *("Canaria", "Nightingale", "Songthrush", "Birdcage", "Aviary", "ZZ77", "1960"),
    *("900 123", "900123", "warbler", *OF_THE_PLAN),
    *("goldcrest", "robin", "wrens", "magpie"),
)
AT_RISK = replace(DISCLOSED.person_at_risk, phone="01632 960 202")


def asked_by_another(story: Story) -> Story:
    """The story with somebody else as the applicant, and their words."""
    return replace(story, third_party=WHO_ASKED, person_at_risk=AT_RISK, reason=REASON)


ASKED, TOLD_NOTHING = asked_by_another(DISCLOSED), asked_by_another(NOT_DISCLOSED)
REFERRED = asked_by_another(RIGHT_TO_KNOW)
# Every stage at which an officer sees a case, and one at which it is theirs.
SEEN_AT = (
    (S.AWAITING_MEETING, ASKED),
    (S.RESEARCH, ASKED),
    (S.DISCLOSURE_PLANNING, ASKED),
    (S.DISCLOSURE_PLANNING, REFERRED),
    (S.DISCLOSURE_IN_PROGRESS, ASKED),
    (S.NO_DISCLOSURE_CONTACT, TOLD_NOTHING),
    (S.AFTERCARE, ASKED),
    (S.CLOSED, ASKED),
)
ALWAYS_OPEN = {
    *("case", "case_people", "case_contact", "case_assessment", "case_delivery"),
    *("case_documents", "case_notes", "case_dates", "case_list", "home"),
}


def walked(cast: Cast, stage: S, story: Story) -> Any:
    """A case at ``stage`` on which there is something to leak."""
    case = walk_to(stage, cast.crew, story)
    if story is REFERRED:
        part, by = Part.REFERRER, cast.supervisor
        name_person(case, by=by, part=part, details=WHO_ASKED, category="family")
    if stage != S.CLOSED:
        record_application(case, by=cast.supervisor, **WORDS)
    if stage == S.RESEARCH:
        allocate(case, to=cast.disclosure_officer, by=cast.supervisor)
    return Case.objects.get(pk=case.pk).scheme_case()


# The token of a form and the one against forgery are of chance: "1960" is in some.
TOKENS = re.compile(r'value="(?:[0-9a-f-]{36}|[0-9A-Za-z]{64})"')


def found_in(text: str) -> list[str]:
    """The canaries that are in ``text``."""
    said = TOKENS.sub("", text).casefold()
    return [canary for canary in CANARIES if canary.casefold() in said]


def pages_of(client: Client, user: User, case: Any) -> Iterator[tuple[str, int, str]]:
    """Every page about ``case`` and the lists that name it: name, status, text."""
    lists = [(name, reverse(name)) for name in ("home", "case_list")]
    for name, address in [*addresses_about(case, user), *lists]:
        answer = client.get(address)
        yield name, answer.status_code, answer.content.decode()
        if name == "case_contact_show":
            answer = client.post(address)
            yield name, answer.status_code, answer.content.decode()


@pytest.mark.parametrize(("stage", "story"), SEEN_AT)
def test_no_page_tells_who_delivers_who_asked(
    cast: Cast, sign_in: SignIn, stage: S, story: Story
) -> None:
    case = walked(cast, stage, story)
    seen = list(
        pages_of(sign_in(cast.disclosure_officer), cast.disclosure_officer, case)
    )

    # Of a referral the plan is the one of the person at risk, whom they must reach.
    allowed = OF_THE_PLAN if story is REFERRED else ()
    leaks = {
        (name, leak)
        for name, _status, text in seen
        for leak in found_in(text)
        if leak not in allowed
    }
    assert leaks == set()
    opened = {name for name, status, _text in seen if status == 200}
    assert opened >= ALWAYS_OPEN
    assert "case_application" not in opened


@pytest.mark.parametrize("job", ["researcher", "decision_maker", "auditor"])
def test_the_unit_and_the_auditor_do_see_who_asked(
    cast: Cast, sign_in: SignIn, job: str
) -> None:
    case = walked(cast, S.DISCLOSURE_PLANNING, ASKED)
    client = sign_in(getattr(cast, job))

    def leaks(name: str) -> set[str]:
        address = reverse(name, args=[case.reference])
        return set(found_in(client.get(address).content.decode()))

    assert {"Canaria", "Nightingale"} <= leaks("case")
    assert {"Canaria", "Nightingale"} <= leaks("case_people")
    assert {"goldcrest", "robin", "wrens", "magpie"} <= leaks("case_application")


def test_the_note_form_says_what_never_belongs_there(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walked(cast, S.DISCLOSURE_PLANNING, ASKED)
    address = reverse("case_notes", args=[case.reference])

    page = sign_in(cast.researcher).get(address).content.decode()

    assert "Never anything that says who applied." in page


# -- The search ----------------------------------------------------------------------
def search(client: Client, typed: str) -> str:
    answer = client.post(reverse("case_search"), {"q": typed})
    assert answer.status_code == 200
    text: str = answer.content.decode()
    # The box keeps what was typed.
    return text.rsplit("</form>", maxsplit=1)[-1]


OF_WHO_ASKED = [
    *("Canaria", "nightingale", "songthrush", "birdcage", "aviary", "ZZ77 7LN"),
    *("07700 900 123", "+44 7700 900123", "5/1/1960", "warbler@example.org"),
    # Half of it is somebody who may be seen: the case must not answer "yes" either.
    *("testwell canaria", "Alma Nightingale", "sampleton aviary"),
]


@pytest.mark.parametrize("typed", OF_WHO_ASKED)
def test_a_search_never_tells_who_delivers_who_asked(
    cast: Cast, sign_in: SignIn, typed: str
) -> None:
    case = walked(cast, S.DISCLOSURE_PLANNING, ASKED)

    theirs = search(sign_in(cast.disclosure_officer), typed)
    units = search(sign_in(cast.researcher), typed)

    assert "1 case found" in units
    assert case.reference in units
    assert "0 cases found" in theirs
    assert case.reference not in theirs


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("testwell", "Alma Testwell (person at risk)"),
        ("boris easterby", "Boris Sampleton (subject)"),
        ("Alma Sampleton", "Alma Testwell (person at risk); Boris Sampleton (subject)"),
        ("01632 960 202", "Another detail fits"),
        ("23/4/1991", "Another detail fits"),
    ],
)
def test_who_delivers_finds_a_case_by_the_people_they_deal_with(
    cast: Cast, sign_in: SignIn, typed: str, fits: str
) -> None:
    case = walked(cast, S.DISCLOSURE_PLANNING, ASKED)

    text = search(sign_in(cast.disclosure_officer), typed)

    assert "1 case found" in text
    assert case.reference in text
    assert fits in text
    assert found_in(text) == []


def test_the_applicant_who_is_at_risk_is_found_with_both_parts(
    cast: Cast, sign_in: SignIn
) -> None:
    walk_to(S.DISCLOSURE_PLANNING, cast.crew)

    text = search(sign_in(cast.disclosure_officer), "testwell")

    assert "Alma Testwell (person at risk, applicant)" in text


def named(cast: Cast, part: str) -> Case:
    """A case of the officer's with Canaria Nightingale in it as ``part``."""
    by = cast.researcher
    scheme = scheme_named("clares_law")
    case = open_case(scheme, by=by, route="right_to_ask", received_at=now())
    name_person(case, by=by, part=part, details=WHO_ASKED)
    Case.objects.filter(pk=case.pk).update(owner=cast.disclosure_officer)
    return Case.objects.get(pk=case.pk)


def test_hidden_cases_take_no_place_and_make_no_more(
    cast: Cast, sign_in: SignIn
) -> None:
    seen = named(cast, Part.SUBJECT)
    for _ in range(51):
        named(cast, Part.APPLICANT)

    text = search(sign_in(cast.disclosure_officer), "nightingale")

    assert "1 case found" in text
    assert seen.reference in text
    assert "More than 50" not in text


@pytest.mark.parametrize("who", ["disclosure_officer", "outsider"])
def test_more_hidden_people_cost_no_more_queries(
    cast: Cast, sign_in: SignIn, django_assert_num_queries: Any, who: str
) -> None:
    client = sign_in(getattr(cast, who))
    named(cast, Part.APPLICANT)
    named(cast, Part.SUBJECT)
    search(client, "nightingale")
    with CaptureQueriesContext(connection) as few:
        search(client, "nightingale")
    for _ in range(6):
        named(cast, Part.APPLICANT)
        named(cast, Part.SUBJECT)

    with django_assert_num_queries(len(few)):
        search(client, "nightingale")
