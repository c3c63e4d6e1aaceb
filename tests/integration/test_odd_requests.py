"""Addresses and fields that no page of ours sends: answered, never a fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from accounts.models import User
from casework.models import Case
from casework.schemes import all_schemes
from disclosure.clares_law import S
from disclosure.models import WebsiteSubmission
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ODD = ("%00", "CL-26-000001-%00", "CL-26-1-K", "CL-٢٦-000123-K", "x" * 5000, "..")
PAGES = ("", "history/", "people/add/", "contact/", "application/", "intake/about/")


@pytest.mark.parametrize("page", PAGES)
def test_what_is_no_reference_is_no_page(
    cast: Cast, sign_in: SignIn, page: str
) -> None:
    client = sign_in(cast.supervisor)
    for reference in ODD:
        for answer in (client.get, client.post):
            got = answer(f"/cases/{reference}/{page}")
            assert got.status_code == 404, reference[:20]
            assert "Page not found" in got.content.decode()


def test_a_reference_is_taken_in_any_case_of_the_letters(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    client = sign_in(cast.supervisor)
    for typed in (case.reference, case.reference.lower()):
        assert case.reference in client.get(f"/cases/{typed}/").content.decode()
    with pytest.raises(NoReverseMatch):
        reverse("case", args=["all"])
    with pytest.raises(Resolver404):
        resolve("/cases/all/")


def test_every_scheme_makes_references_of_this_shape() -> None:
    for scheme in all_schemes():
        assert resolve(f"/cases/{scheme.prefix}-26-000123-K/").url_name == "case"


@pytest.mark.parametrize("name", ["to-\x00", "to-", "to-CL-26-000001-\x00", "to-'"])
def test_a_row_of_no_case_is_no_row_of_the_allocation(
    cast: Cast, sign_in: SignIn, name: str
) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    to = str(cast.researcher.pk)
    sent = {name: to, f"to-{case.reference}": to, f"version-{case.reference}": "0"}
    text = sign_in(cast.supervisor).post("/allocation/", sent).content.decode()
    assert "0 of 1 case allocated." in text
    assert Case.objects.get(pk=case.pk).owner is None


@pytest.mark.parametrize("after", ["1" * 5000, "9" * 19, "-1", "\x00", "²"])
def test_the_inbox_begins_at_the_start_after_what_is_no_row(
    cast: Cast, sign_in: SignIn, after: str
) -> None:
    assert not WebsiteSubmission.objects.exists()
    page = sign_in(cast.supervisor).get("/inbox/", {"after": after})
    assert "Website applications" in page.content.decode()
    assert page.status_code == 200


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000])
def test_a_person_of_no_number_is_not_found(
    cast: Cast, sign_in: SignIn, number: str
) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    client = sign_in(cast.supervisor)
    for page in (f"people/{number}/", f"contact/{number}/plan/"):
        answer = client.get(f"/cases/{case.reference}/{page}")
        assert answer.status_code == 404
        assert "Page not found" in answer.content.decode()
