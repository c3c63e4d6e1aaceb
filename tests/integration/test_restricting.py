"""A restricted case: named people work it, and to everybody else there is no such case.

Written from clares-law 5 ("B is police employee"), reliability 8.2 (the case is absent
from lists, counts and searches) and architecture 5 (deny wins over every role).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from casework.actions.documents import add_document
from casework.actions.people import Details
from casework.actions.restricting import (
    end_grant,
    lift_restriction,
    name_people,
    restrict_case,
)
from casework.actions.scans import record_verdict
from casework.actions.work import allocate, write_note
from casework.models import (
    ActionClass,
    Assignment,
    AuditEvent,
    Case,
    CaseGrant,
    ScanState,
)
from casework.policy import Capability
from casework.scanning import Verdict
from casework.workflow.perform import Refused, Stale
from disclosure.demo.story import Story
from tests.cast import Cast, make_person
from tests.integration.test_overlays import fresh, hidden_in, url_of, words_of
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
# Nobody else in the tests has this name; it must be on no page of whoever is not named.
CANARY = "Zebedee Canarywell"
WHY = "The subject works for the police."
STORY = Story(subject=Details("Zebedee", "Canarywell"))


@pytest.fixture
def case(cast: Cast) -> Any:
    """A case in research, with the researcher, about somebody with a rare name."""
    return walk_to("research", cast.crew, STORY)


def restrict(case: Any, cast: Cast, *people: User) -> None:
    restrict_case(case, by=cast.supervisor, people=people, reason=WHY)


def open_to(case: Any) -> set[User]:
    """Who may know of the case, of everybody there is."""
    return {
        user
        for user in User.objects.all()
        if Case.objects.visible_to(user).filter(pk=case.pk).exists()
    }


def acts(case: Any, verb: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(case_id=case.pk, verb=verb))


# -- The act ---------------------------------------------------------------------------
def test_a_supervisor_restricts_a_case_and_is_named_with_those_chosen(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client, address = sign_in(cast.supervisor), url_of(case, "restrict")
    asked = client.get(address)
    offered = words_of(asked)
    assert "Raj Researcher CRU researcher" in offered
    for stranger in ("Sue Supervisor CRU", "Ada Administrator", "Olu Outsider"):
        assert stranger not in offered
    sent = {**hidden_in(asked), "people": [cast.researcher.pk], "reason": WHY}

    page = client.post(f"{address}?do=restrict", sent, follow=True)

    text = words_of(page)
    assert "This case is restricted" in text
    assert "Raj Researcher Sue Supervisor" in text
    assert "Sue Supervisor Sue Supervisor" in text
    assert open_to(case) == {cast.supervisor, cast.researcher}
    assert fresh(case).owner == cast.researcher
    assert [row.reason for row in acts(case, "restrict_case")] == [WHY]
    named = acts(case, "name_person_on_restricted_case")
    assert {row.sentence for row in named} == {
        "Named Sue Supervisor, who may open the restricted case",
        "Named Raj Researcher, who may open the restricted case",
    }
    assert {(row.action_class, row.actor) for row in named} == {
        (ActionClass.SECURITY, cast.supervisor)
    }


def test_whoever_has_the_case_and_is_not_named_loses_it(case: Any, cast: Cast) -> None:
    restrict(case, cast, cast.decision_maker)

    assert fresh(case).owner is None
    assert not Assignment.objects.filter(case_id=case.pk, ended_at=None).exists()
    (taken,) = acts(case, "take_back")
    assert taken.sentence.startswith("Taken from Raj Researcher")
    with pytest.raises(Refused, match="Raj Researcher may not open this case"):
        allocate(case, to=cast.researcher, by=cast.supervisor)
    allocate(case, to=cast.decision_maker, by=cast.supervisor)
    assert fresh(case).owner == cast.decision_maker


def test_nobody_is_named_who_does_not_work_on_cases_of_the_unit(
    case: Any, cast: Cast
) -> None:
    gone = make_person("gone", "Gus Gone", cast.unit, *cast.researcher.roles)
    gone.is_active = False
    gone.save()
    for stranger in (cast.outsider, cast.administrator, cast.idva, gone):
        with pytest.raises(Refused, match=f"{stranger} is nobody of this unit"):
            restrict(case, cast, cast.researcher, stranger)
    # Who took it in may be named; another operator would see nothing by it.
    other = make_person("ann", "Ann Other", cast.unit, *cast.control_room.roles)
    with pytest.raises(Refused, match="Ann Other is nobody"):
        restrict(case, cast, cast.researcher, other)
    assert not fresh(case).restricted
    restrict(case, cast, cast.researcher, cast.control_room)


def test_a_case_is_not_restricted_to_the_supervisor_alone(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    for people in ((), (cast.supervisor,), (cast.auditor,)):
        with pytest.raises(Refused, match="At least one other person"):
            restrict(case, cast, *people)
    client, address = sign_in(cast.supervisor), url_of(case, "restrict")
    sent = {**hidden_in(client.get(address)), "reason": WHY}
    asked = client.post(f"{address}?do=restrict", sent)
    assert "Choose at least one person" in words_of(asked)
    assert WHY in asked.content.decode()
    assert not fresh(case).restricted
    assert not CaseGrant.objects.filter(content_object_id=case.pk).exists()


def test_a_case_that_changed_meanwhile_is_not_restricted_by_an_old_page(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    client, address = sign_in(cast.supervisor), url_of(case, "restrict")
    chosen = {"people": [cast.researcher.pk], "reason": WHY}
    sent = {**hidden_in(client.get(address)), **chosen}
    write_note(case, by=cast.researcher, text="He is a sergeant in Easterby.")

    refused = client.post(f"{address}?do=restrict", sent)

    assert "Somebody else changed this case" in words_of(refused)
    assert not fresh(case).restricted


# -- Changing who ----------------------------------------------------------------------
def test_further_people_are_named_and_told_by_notice(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    restrict(case, cast, cast.researcher)
    client, address = sign_in(cast.supervisor), url_of(case, "restrict")
    asked = client.get(f"{address}?do=name")
    assert "Raj Researcher CRU researcher" not in words_of(asked)
    sent = {**hidden_in(asked), "people": [cast.decision_maker.pk], "reason": WHY}

    client.post(f"{address}?do=name", sent)

    assert cast.decision_maker in open_to(case)
    home = words_of(sign_in(cast.decision_maker).get("/"))
    assert f"{case.reference} is restricted, and you may open it" in home
    with pytest.raises(Refused, match="may open the case already"):
        name_people(case, by=cast.supervisor, people=[cast.decision_maker], reason=WHY)


def test_a_grant_that_is_ended_closes_the_case_at_once_and_takes_it_back(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    restrict(case, cast, cast.researcher, cast.decision_maker)
    client, address = sign_in(cast.supervisor), url_of(case, "restrict")
    asked = client.get(f"{address}?do=end")
    sent = {**hidden_in(asked), "person": cast.researcher.pk}
    sent["reason"] = "He plays football with the subject."

    client.post(f"{address}?do=end", sent)

    assert open_to(case) == {cast.supervisor, cast.decision_maker}
    assert fresh(case).owner is None
    assert "Nobody has the case now. Allocate it" in words_of(client.get(address))
    assert sign_in(cast.researcher).get(url_of(case, "notes")).status_code == 404
    (ended,) = acts(case, "end_grant")
    assert ended.sentence.startswith("Raj Researcher may no longer open")
    assert ended.reason == sent["reason"]
    # Named again, the same row opens it again.
    name_people(case, by=cast.supervisor, people=[cast.researcher], reason=WHY)
    assert cast.researcher in open_to(case)


def test_somebody_is_left_to_work_the_case_and_to_lift_it(
    case: Any, cast: Cast
) -> None:
    restrict(case, cast, cast.researcher)
    by = cast.supervisor
    with pytest.raises(Refused, match="At least one other person"):
        end_grant(case, cast.researcher, by=by, reason=WHY)
    name_people(case, by=by, people=[cast.decision_maker], reason=WHY)
    with pytest.raises(Refused, match="A supervisor must be able"):
        end_grant(case, by, by=by, reason=WHY)
    with pytest.raises(Refused, match="Owen Officer may not open this case now"):
        end_grant(case, cast.disclosure_officer, by=by, reason=WHY)
    assert open_to(case) == {by, cast.researcher, cast.decision_maker}


def test_a_supervisor_who_ends_their_own_access_is_led_home(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    second = make_person("sam", "Sam Second", cast.unit, *cast.supervisor.roles)
    restrict(case, cast, cast.researcher, second)
    client, address = sign_in(cast.supervisor), url_of(case, "restrict")
    sent = {
        **hidden_in(client.get(f"{address}?do=end")),
        "person": cast.supervisor.pk,
        "reason": "I know the subject's family.",
    }

    done = client.post(f"{address}?do=end", sent)
    again = client.post(f"{address}?do=end", sent)

    assert (done.headers["Location"], again.headers["Location"]) == ("/", "/")
    assert client.get(address).status_code == 404
    assert open_to(case) == {second, cast.researcher}


def test_a_lifted_restriction_leaves_no_names_for_the_next_one(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    restrict(case, cast, cast.researcher, cast.decision_maker)
    client, address = sign_in(cast.supervisor), url_of(case, "restrict")
    reason = "It was another person of this name."
    sent = {**hidden_in(client.get(f"{address}?do=lift")), "reason": reason}

    page = client.post(f"{address}?do=lift", sent, follow=True)

    assert "The restriction is lifted." in words_of(page)
    assert page.redirect_chain[-1][0] == f"/cases/{case.reference}/"
    assert cast.auditor in open_to(case)
    (lifted,) = acts(case, "lift_restriction")
    assert (lifted.reason, lifted.actor) == (reason, cast.supervisor)
    restrict(case, cast, cast.decision_maker)
    assert open_to(case) == {cast.supervisor, cast.decision_maker}


def test_each_act_has_its_state_and_its_version(case: Any, cast: Cast) -> None:
    by = cast.supervisor
    with pytest.raises(Refused, match="not restricted"):
        lift_restriction(case, by=by, reason=WHY)
    with pytest.raises(Refused, match="not restricted"):
        name_people(case, by=by, people=[cast.researcher], reason=WHY)
    restrict(case, cast, cast.researcher)
    with pytest.raises(Refused, match="restricted already"):
        restrict(case, cast, cast.researcher)
    old = fresh(case).version - 1
    with pytest.raises(Stale):
        lift_restriction(case, by=by, reason=WHY, version=old)
    with pytest.raises(Stale):
        end_grant(case, cast.researcher, by=by, reason=WHY, version=old)


# -- Everybody else --------------------------------------------------------------------
def pages_of(case: Any, key: Any) -> dict[str, str]:
    """Where a case, its people or its number could be seen, by what it is."""
    return {
        "home": "/",
        "list": "/cases/",
        "list of the restricted": "/cases/?flag=restricted",
        "list of all": "/cases/?show=all&sort=-received",
        "allocation": "/allocation/",
        "summary": f"/cases/{case.reference}/",
        "people": url_of(case, "people"),
        "its restriction": url_of(case, "restrict"),
        "its links": url_of(case, "links"),
        "document": f"/documents/{key}/",
    }


def seen_by(client: Client, case: Any, key: Any) -> set[str]:
    """By what the case is betrayed to this person."""
    found = set()
    for name, address in pages_of(case, key).items():
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        words = (CANARY.encode(), f"/cases/{case.reference}/".encode())
        if answer.status_code == 200 and any(word in content for word in words):
            found.add(name)
    for typed in ("canarywell", case.reference):
        if "0 cases found" not in words_of(client.post("/search/", {"q": typed})):
            found.add(f"search for {typed}")
    return found


@pytest.mark.parametrize(
    "job", ["supervisor", "researcher", "decision_maker", "auditor"]
)
def test_to_whoever_is_not_named_there_is_no_such_case(
    job: str, case: Any, cast: Cast, sign_in: SignIn
) -> None:
    added = add_document(
        case,
        by=cast.researcher,
        title="Print",
        file_name="print.txt",
        file=io.BytesIO(CANARY.encode()),
        see=Capability.VIEW,
    )
    record_verdict(added, Verdict(ScanState.CLEAN))
    key = added.pk
    lead = make_person("lea", "Lea Lead", cast.unit, *cast.supervisor.roles)
    helper = make_person("hal", "Hal Helper", cast.unit, *cast.researcher.roles)
    allocate(case, to=cast.researcher, by=lead)
    client = sign_in(getattr(cast, job))
    leaks = {
        *("list", "list of all", "summary", "people", "document"),
        *("search for canarywell", f"search for {case.reference}"),
    }
    # There is something to leak, for each of them.
    assert seen_by(client, case, key) >= leaks
    number = count_in(client)

    restrict_case(case, by=lead, people=[helper], reason=WHY)

    assert seen_by(client, case, key) == set()
    assert count_in(client) == number - 1
    for name in ("summary", "people", "its restriction", "its links", "document"):
        assert client.get(pages_of(case, key)[name]).status_code == 404, name
    assert not getattr(cast, job).notifications.filter(kind="restrict").exists()
    assert seen_by(sign_in(helper), case, key) >= leaks


def count_in(client: Client) -> int:
    """The number of open cases that the list says."""
    found = re.search(r"(\d+) cases?\b", words_of(client.get("/cases/")))
    return int(found[1]) if found else 0
