"""Search: a case is found by what officers type, by those who may, and leaves no trace
of the words.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework.actions.opening import open_case
from casework.actions.people import Details, name_person
from casework.models import AuditEvent, Case
from casework.moment import now
from casework.schemes import scheme_named
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ZOE = Details(
    given="Zoë Anne",
    family="Example-Smith",
    date_of_birth=dt.date(1985, 3, 27),
    previous_names=("Quickstep",),
    town="Easterby",
    postcode="ZZ99 3VZ",
    phone="07700 900123",
)


def zoes_case(cast: Cast, by: User | None = None) -> Case:
    case = open_case(
        scheme_named("clares_law"),
        by=by or cast.researcher,
        route="right_to_know",
        received_at=now() - dt.timedelta(days=4),
    )
    name_person(case, by=by or cast.researcher, part="subject", details=ZOE)
    return Case.objects.get(pk=case.pk)


def search(client: Client, typed: str) -> str:
    answer = client.post("/search/", {"q": typed})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "example-smith",
        "ZOE",
        "zoë EXAMPLE",
        "Example-Smith, Zoe",
        "quickstep",
        "xample",
        "27/3/1985",
        "27 March 1985",
        "1985-03-27",
        "07700900123",
        "+44 7700 900123",
        "zz993vz",
        "ZZ99 3VZ",
        "smith easterby",
    ],
)
def test_a_person_is_found_by_what_officers_type(
    cast: Cast, sign_in: SignIn, typed: str
) -> None:
    case = zoes_case(cast)

    html = search(sign_in(cast.researcher), typed)

    assert "1 case found" in html
    assert case.reference in html


@pytest.mark.parametrize(
    "typed", ["zoe jones", "28/3/1985", "07700 900124", "%%%", "z_e"]
)
def test_every_word_must_fit_and_signs_mean_themselves(
    cast: Cast, sign_in: SignIn, typed: str
) -> None:
    case = zoes_case(cast)

    html = search(sign_in(cast.researcher), typed)

    assert case.reference not in html


def test_a_reference_is_found_however_it_is_typed(cast: Cast, sign_in: SignIn) -> None:
    case = zoes_case(cast)
    client = sign_in(cast.researcher)
    whole = case.reference

    for typed in (whole, whole.lower(), whole.replace("-", ""), f" {whole[:-2]} "):
        html = search(client, typed)
        assert "1 case found" in html, typed
        assert f"/cases/{whole}/" in html
    assert "Who fits" not in html


@pytest.mark.parametrize("typed", ["", "zo", "a b", "..."])
def test_less_than_three_letters_is_no_search(
    cast: Cast, sign_in: SignIn, typed: str
) -> None:
    zoes_case(cast)

    html = search(sign_in(cast.researcher), typed)

    assert "There is a problem" in html
    assert "found" not in html.split("</form>")[-1]


def test_a_case_that_one_may_not_see_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    restricted, elsewhere = zoes_case(cast), zoes_case(cast, by=cast.outsider)
    Case.objects.filter(pk=restricted.pk).update(restricted=True)
    client = sign_in(cast.supervisor)

    for typed in ("zoe", restricted.reference, elsewhere.reference):
        assert "0 cases found" in search(client, typed)
    assert elsewhere.reference in search(sign_in(cast.outsider), "zoe")


def test_the_name_that_fits_is_shown_to_those_who_may_see_people(
    cast: Cast, sign_in: SignIn
) -> None:
    zoes_case(cast)

    assert "Zoë Anne Example-Smith (subject)" in search(
        sign_in(cast.researcher), "smith"
    )
    auditors = search(sign_in(cast.auditor), "smith")
    assert "1 case found" in auditors
    assert "Zoë" not in auditors


def test_more_results_cost_no_more_queries(
    cast: Cast, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    client = sign_in(cast.researcher)
    zoes_case(cast)
    search(client, "smith")
    with CaptureQueriesContext(connection) as one:
        search(client, "smith")
    for _ in range(12):
        zoes_case(cast)

    with django_assert_num_queries(len(one)):
        search(client, "smith")


def test_at_most_fifty_are_shown_and_the_page_says_so(
    cast: Cast, sign_in: SignIn
) -> None:
    for _ in range(51):
        zoes_case(cast)

    html = search(sign_in(cast.researcher), "smith")

    assert "More than 50 cases found" in html
    assert html.count('<th scope="row"') == 50


def test_the_search_is_recorded_and_its_words_are_kept_nowhere(
    cast: Cast, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    zoes_case(cast)
    client = sign_in(cast.researcher)

    with caplog.at_level(logging.DEBUG):
        search(client, "quickstep")
        assert client.get("/search/?q=quickstep").status_code == 200

    event = AuditEvent.objects.get(actor=cast.researcher, verb="view_list")
    assert event.sentence == "Opened a search: 1 case found"
    said = [record.getMessage() for record in caplog.records if record.levelno > 10]
    assert not any("post" in line.lower() and "quickstep" in line for line in said)


def test_an_administrator_searches_no_cases(cast: Cast, sign_in: SignIn) -> None:
    zoes_case(cast)

    answer = sign_in(cast.administrator).post("/search/", {"q": "smith"})

    assert answer.status_code == 403
    assert b"CL-" not in answer.content
