"""Who gets which answer on a MARAC case: agencies, the unit, and everybody else.

From marac A4.9, finding 8 and A2.12. 404 is "absent or not yours", 403 "you may see the
case, not do this".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import AuditEvent, Case
from casework.queries.search import find_cases
from marac.actions.screening import declare_conflict
from marac.models import CaseConflict
from tests.addresses import addresses_about
from tests.cast import Cast
from tests.integration.permissions import POSTED
from tests.integration.test_valid_html import faults_of
from tests.referred import draft, make_register, sent, somebody_of

SignIn = Callable[[User], Client]
WHO = (
    "agency_representative",
    "other_agency",
    "idva",
    "marac_coordinator",
    "marac_chair",
    "researcher",
    "supervisor",
    "decision_maker",
    "disclosure_officer",
    "control_room",
    "auditor",
    "administrator",
    "outsider",
)
# In the order of WHO.
DRAFT = """
#                 age oth idv coo cha res sup dec off ctr aud adm out
case              200 404 404 404 404 404 200 404 404 404 200 404 404
marac_referral    200 404 404 404 404 404 200 404 404 404 200 404 404
marac_risk        200 404 404 404 404 404 403 404 404 404 403 404 404
marac_part        200 404 404 404 404 404 403 404 404 404 403 404 404
marac_missing     200 404 404 404 404 404 403 404 404 404 403 404 404
marac_screening   403 404 404 404 404 404 200 404 404 404 200 404 404
marac_conflict    200 404 404 404 404 404 200 404 404 404 200 404 404
"""
SENT = """
#                 age oth idv coo cha res sup dec off ctr aud adm out
case              200 404 200 200 200 200 200 404 404 404 200 404 404
marac_referral    200 404 200 200 200 200 200 404 404 404 200 404 404
marac_part        200 404 403 403 403 403 403 404 404 404 403 404 404
marac_screening   403 404 403 200 200 200 200 404 404 404 200 404 404
marac_screen      403 404 403 200 403 403 200 404 404 404 403 404 404
marac_opinion     403 404 403 403 200 403 200 404 404 404 403 404 404
marac_withdrawal  403 404 403 200 403 403 200 404 404 404 403 404 404
marac_hit         403 404 403 200 403 403 200 404 404 404 403 404 404
marac_conflict    200 404 200 200 200 200 200 404 404 404 200 404 404
"""


def rows(table: str) -> dict[str, list[str]]:
    """Name of an address to the answers."""
    lines = [line.split() for line in table.splitlines() if line[:1] not in ("", "#")]
    return {name: answers for name, *answers in lines}


@pytest.fixture
def people(cast: Cast) -> dict[str, User]:
    """Everybody, with somebody of an agency that has no part in the case."""
    agencies = make_register(cast)
    cast.outsider.role_grants.filter(role="auditor").delete()
    other = somebody_of(agencies["children"], "social", "Sol Social")
    known = {who: getattr(cast, who) for who in WHO if who != "other_agency"}
    return {**known, "other_agency": other}


@pytest.mark.parametrize(("stage", "table"), [("draft", DRAFT), ("sent", SENT)])
def test_who_gets_which_page(
    cast: Cast, people: dict[str, User], sign_in: SignIn, stage: str, table: str
) -> None:
    from casework.actions.people import Details  # noqa: PLC0415  one name

    him = Details(given="Dee", family="Decider")
    case = draft(cast, him=him) if stage == "draft" else sent(cast, him=him)
    more = {"part": "people", "purpose": "refuse", "hit": 0}
    if stage == "sent":
        more["hit"] = case.name_hits.get().pk
    clients = {who: sign_in(people[who]) for who in WHO}
    found = {}
    for name in rows(table):
        wanted = {"marac_part": "part", "marac_opinion": "purpose", "marac_hit": "hit"}
        args = [case.reference, *([more[wanted[name]]] if name in wanted else [])]
        address = reverse(name, args=args)
        found[name] = [str(clients[who].get(address).status_code) for who in WHO]
    assert found == rows(table)


def test_no_list_count_or_search_shows_a_case_without_a_part(
    cast: Cast, people: dict[str, User], sign_in: SignIn
) -> None:
    """Lists, counts, search, address and notices go through one condition."""
    case = sent(cast)
    for who, sees in (
        ("agency_representative", True),
        ("idva", True),
        ("other_agency", False),
        ("decision_maker", False),
        ("administrator", False),
    ):
        user = people[who]
        assert Case.objects.visible_to(user).filter(pk=case.pk).exists() is sees, who
        names = [found.pk for found in find_cases(user, "Testwell").cases]
        numbers = [found.pk for found in find_cases(user, case.reference).cases]
        assert (case.pk in names, case.pk in numbers) == (sees, sees), who
        if who == "administrator":
            continue
        client = sign_in(user)
        for address in (reverse("case_list"), reverse("home")):
            page = client.get(address)
            assert page.status_code == 200
            shown = case.reference in page.content.decode()
            assert shown is False or sees, (who, address)
        listed = client.get(reverse("case_list")).content.decode()
        assert (case.reference in listed) is sees, who
        told = user.notifications.filter(case=case).exists()
        assert told is False or sees


def test_a_conflict_hides_a_case_from_every_job(
    cast: Cast, people: dict[str, User], sign_in: SignIn
) -> None:
    """Deny wins: one page each, and the search."""
    case = sent(cast)
    for who in ("agency_representative", "marac_coordinator", "supervisor", "auditor"):
        user, client = people[who], sign_in(people[who])
        address = reverse("case", args=[case.reference])
        assert client.get(address).status_code == 200
        declare_conflict(case, by=user, relation="My cousin")
        assert client.get(address).status_code == 404, who
        assert find_cases(user, "Testwell").cases == []
    assert CaseConflict.objects.filter(case=case).count() == 4


@pytest.mark.parametrize("who", ["supervisor", "agency_representative"])
def test_every_page_of_a_case_holds(
    cast: Cast, people: dict[str, User], sign_in: SignIn, who: str
) -> None:
    """No page breaks or is invalid; pages of the other app are not there."""
    case = sent(cast)
    user, client = people[who], sign_in(people[who])
    found: dict[str, Any] = {}
    for name, address in addresses_about(case, user):
        if name in POSTED:
            continue
        page = client.get(address)
        assert page.status_code in (200, 302, 403, 404, 409), address
        foreign = page.resolver_match.func.__module__.startswith("disclosure")
        assert not foreign or page.status_code in (403, 404), address
        if page.status_code == 200 and "html" in page.headers["Content-Type"]:
            found[address] = faults_of(page)
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_looking_is_recorded(
    cast: Cast, people: dict[str, User], sign_in: SignIn
) -> None:
    case = sent(cast)
    client = sign_in(cast.idva)
    client.get(reverse("marac_referral", args=[case.reference]))
    event = AuditEvent.objects.filter(case=case, actor=cast.idva).latest("pk")
    assert event.sentence == "Opened the referral"
