"""No agency sees another's research, nor a case that it has no part in (A4.4, A4.9).

In lists, counts, search, files, pages and notices: a table of who gets which answer,
and a walk over every address of the product that looks for words that are another's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from accounts.models import User
from accounts.roles import Role
from casework.models import Case
from casework.policy import Capability as May
from casework.policy import may
from casework.queries.search import find_cases
from casework.workflow.perform import perform
from marac.actions.research import answer_request, ask_agency, record_entry
from marac.models import Action, MaracCase
from marac.queries.actions_follow import actions_for
from marac.queries.research import entries_for, own_requests, requests_of
from tests.addresses import addresses_about, names_of_the_resolver, wanted_by
from tests.marac_research import (
    Table,
    conclude,
    make_meeting,
    make_table,
    publish,
    request_to,
    suitable,
)

HEALTHS, HOUSINGS = "heron heard at the surgery", "a lapwing in the tenancy file"
KEPT_BACK = "a kestrel nobody else may read"
ASKED_OF_HEALTH = "Ask the midwife about the goldcrest"
ASKED_OF_HOUSING = "Change the locks before the siskin"


@dataclass(frozen=True)
class World:
    """A case of both agencies before its meeting; one heard; one of health alone."""

    table: Table
    shared: Any
    heard: Any
    alone: Any
    clients: Mapping[str, Client]

    def user(self, name: str) -> User:
        """One of the people by their username."""
        return User.objects.get(username=name)


def answered(case: Any, user: User, words: str, kept_back: str = "") -> Any:
    """The agency of ``user`` has answered."""
    asked = perform(request_to(case, user.agency), "acknowledge", by=user)  # type: ignore[arg-type]
    record_entry(asked, by=user, words=words, kind="fact", is_shared=True)
    if kept_back:
        record_entry(
            asked,
            by=user,
            words=kept_back,
            kind="opinion",
            is_shared=False,
            withheld_reason="It is about somebody else.",
        )
    return answer_request(asked, by=user, found="known_information", identifiers="All")


PEOPLE = (
    "hana",
    "rosa",
    "ida",
    "marac_coordinator",
    "marac_chair",
    "supervisor",
    "researcher",
    "auditor",
    "outsider",
)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once for all the tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        table = make_table()
        table.cast.outsider.role_grants.filter(role=Role.AUDITOR).delete()
        meeting = make_meeting(table)
        cases = [suitable(table, name=name) for name in ("Shared", "Heard", "Alone")]
        publish(table, *cases, meeting=meeting)
        shared, heard, alone = cases
        for case in (shared, heard):
            ask_agency(case, table.housing, by=table.coordinator)
            answered(case, table.hana, HEALTHS, KEPT_BACK)
            answered(case, table.rosa, HOUSINGS)
        answered(alone, table.hana, HEALTHS)
        first, second = (
            {"words": ASKED_OF_HEALTH},
            {"words": ASKED_OF_HOUSING},
        )
        conclude(table, heard, table.health, **first)
        Action.objects.create(**_copy(heard, table), **second)
        clients = {name: _client(name) for name in PEOPLE}
        for case in cases:
            case.refresh_from_db()
        yield World(table, shared, heard, alone, clients)
        transaction.set_rollback(True)


def _copy(case: Any, table: Table) -> dict[str, Any]:
    made = Action.objects.get(case=case)
    names = ("case", "listing", "for_whom", "due_on", "by", "at", "state_entered_at")
    return {
        **{name: getattr(made, name) for name in names},
        "owner_agency": table.housing,
        "state": "agreed",
    }


def _client(name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(
        User.objects.get(username=name),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


# Address, whose row it names, and the answer for: health, housing, IDVA, coordinator,
# chair, supervisor, researcher (of no agency), auditor, another unit.
ANSWERS = """
case                shared          200 200 200 200 200 200 200 200 404
case                alone           200 404 200 200 200 200 200 200 404
case_returns        shared          200 200 200 200 200 200 200 403 404
case_returns        alone           200 404 200 200 200 200 200 403 404
case_return         shared health   200 404 404 200 200 200 404 403 404
case_return         shared housing  404 200 404 200 200 200 404 403 404
case_return         alone health    200 404 404 200 200 200 404 403 404
case_return_entry   shared health   200 404 404 403 403 403 404 403 404
case_return_answer  shared health   200 404 404 403 403 403 404 403 404
case_actions        heard           200 200 200 200 200 200 200 200 404
case_actions        alone           200 404 200 200 200 200 200 200 404
case_action         heard health    200 404 404 200 200 200 404 404 404
case_action         heard housing   404 200 404 200 200 200 404 404 404
case_people         alone           200 404 200 200 200 200 200 200 404
case_documents      alone           200 404 200 200 200 200 200 200 404
case_contact        alone           200 404 200 200 200 200 200 403 404
case_history        alone           403 404 403 200 200 200 200 403 404
case_notes          alone           403 404 403 200 200 200 200 200 404
"""
ROWS = [line.split() for line in ANSWERS.strip().splitlines()]


def address_of(world: World, name: str, whose: list[str]) -> str:
    """The address of a page of one of the cases, or of an agency's row there."""
    case = getattr(world, whose[0])
    if len(whose) == 1:
        return reverse(name, args=(case.reference,))
    agency = getattr(world.table, whose[1])
    row = (
        Action.objects.get(case=case, owner_agency=agency)
        if name == "case_action"
        else request_to(case, agency)
    )
    return reverse(name, args=(case.reference, row.pk))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row[:3]))
def test_everybody_gets_the_answer_of_the_table(
    db: None, world: World, row: list[str]
) -> None:
    name, (*whose,), wanted = row[0], row[1 : -len(PEOPLE)], row[-len(PEOPLE) :]
    address = address_of(world, name, whose)
    found = [str(world.clients[who].get(address).status_code) for who in PEOPLE]
    assert dict(zip(PEOPLE, found, strict=True)) == dict(
        zip(PEOPLE, wanted, strict=True)
    )


NEVER = {
    "hana": (HOUSINGS, ASKED_OF_HOUSING),
    "rosa": (HEALTHS, KEPT_BACK, ASKED_OF_HEALTH, "{alone}"),
    "ida": (HEALTHS, HOUSINGS, KEPT_BACK, ASKED_OF_HEALTH, ASKED_OF_HOUSING),
    "marac_chair": (KEPT_BACK,),
}


def is_theirs(address: str) -> bool:
    """Whether a page can be about these cases at all."""
    module = resolve(address.partition("?")[0]).func.__module__
    return not module.startswith("disclosure")


@pytest.mark.parametrize("name", list(NEVER))
def test_no_address_shows_words_of_another(db: None, world: World, name: str) -> None:
    """Every address of the product, from the resolver, with everything it can name."""
    client, user = world.clients[name], world.user(name)
    never = [words.format(alone=world.alone.reference) for words in NEVER[name]]
    about = [Case.objects.get(pk=case.pk) for case in (world.shared, world.heard)]
    pages = [
        *(address for case in about for _name, address in addresses_about(case, user)),
        *(reverse(one) for one in names_of_the_resolver() if not wanted_by(one)),
    ]
    seen = 0
    for address in filter(is_theirs, pages):
        answer = client.get(address)
        if answer.status_code != 200 or answer.streaming:
            continue
        seen += 1
        found = [words for words in never if words in answer.content.decode()]
        assert found == [], address
    assert seen > 20


def test_lists_counts_and_search_know_only_ones_own(db: None, world: World) -> None:
    rosa, hana = world.table.rosa, world.table.hana
    assert set(Case.objects.visible_to(rosa)) == {
        Case.objects.get(pk=c.pk) for c in (world.shared, world.heard)
    }
    for typed in (world.alone.reference, "Alone"):
        assert find_cases(rosa, typed).cases == []
        assert [c.pk for c in find_cases(hana, typed).cases] == [world.alone.pk]
    page = world.clients["rosa"].get(reverse("case_list")).content.decode()
    assert world.alone.reference not in page
    assert {row.agency for row in own_requests(rosa, done=True)} == {
        world.table.housing
    }
    assert {row.owner_agency for row in actions_for(rosa)} == {world.table.housing}
    assert [r.agency for r in requests_of(world.shared, rosa)] == [world.table.housing]


def test_after_the_meeting_only_what_was_shared_is_read(db: None, world: World) -> None:
    """Spoken at the meeting: others read it, and never what was kept back."""
    asked = request_to(world.heard, world.table.health)
    case = MaracCase.objects.get(pk=world.heard.pk)
    assert case.heard_at is not None
    vars(asked)["state"] = "spoken"
    words = [one.words for one in entries_for(world.table.rosa, asked)]
    assert words == [HEALTHS, ""]
    own = [one.words for one in entries_for(world.table.hana, asked)]
    assert own == [HEALTHS, KEPT_BACK]


def test_an_agency_acts_on_nothing_that_is_anothers(db: None, world: World) -> None:
    """Posting to another's row is as absent as looking at it."""
    client, table = world.clients["rosa"], world.table
    for name, row in (
        ("case_return", request_to(world.shared, table.health)),
        ("case_return_answer", request_to(world.shared, table.health)),
        ("case_action", Action.objects.get(owner_agency=table.health)),
    ):
        url = reverse(name, args=(row.case.reference, row.pk))
        assert client.post(url, {"act": "reopen"}).status_code == 404
    assert not may(table.rosa, May.JUDGE_ANSWER, world.shared).allowed


def test_nobody_is_offered_a_way_to_whoever_causes_harm(db: None, world: World) -> None:
    """No plan, number or form of contact for them, for anybody of the table."""
    person = world.shared.involvements.get(part="person_causing_harm").person_id
    for who in ("hana", "ida", "marac_coordinator", "supervisor"):
        client, place = world.clients[who], (world.shared.reference,)
        shown = client.get(reverse("case_contact", args=place)).content.decode()
        assert "Ash Example" not in shown
        for name in ("case_contact_plan", "case_contact_attempt"):
            url = reverse(name, args=(*place, person))
            assert client.get(url).status_code in (403, 404), (who, name)
