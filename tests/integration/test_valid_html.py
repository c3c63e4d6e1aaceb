"""Every page is valid HTML: no parse error, and no id given twice.

The addresses come from the resolver, so a new page is tested without being named here.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from casework.actions.documents import add_document
from casework.actions.work import raise_alarm
from casework.policy import Capability
from disclosure.clares_law import S
from tests.addresses import addresses
from tests.cast import Cast
from tests.integration.permissions import POSTED
from tests.researched import research_on
from tests.stages import case_at

# Signing out would end the visit; the others answer with no page of ours.
BESIDE = frozenset({"account_logout", "admin:index", "document", "healthz", "readyz"})
SIGNED_OUT = ("/account/login/", "/account/inactive/")


def faults_of(response: Any) -> list[str]:
    """What is wrong with a page."""
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(response.content.decode())
    ids = Counter(node.get("id") for node in tree.iter() if node.get("id"))
    twice = [f"id {name} {count} times" for name, count in ids.items() if count > 1]
    return [str(error) for error in parser.errors] + twice


def faults_for(user: User, case: Any, client: Client) -> dict[str, list[str]]:
    """Address to what is wrong there, for every page that ``user`` is shown."""
    seen = {
        address: client.get(address)
        for address in addresses(case, user, beside=BESIDE | POSTED)
    }
    pages = {
        address: response
        for address, response in seen.items()
        if response.headers.get("Content-Type", "").startswith("text/html")
        and response.content
    }
    assert len(pages) > len(seen) / 2
    return {address: faults_of(page) for address, page in pages.items()}


def dangerous_case(stage: str, cast: Cast) -> Any:
    """A case at ``stage`` in which somebody typed mark-up, with a document."""
    case = case_at(stage, cast)
    if stage != S.CLOSED:
        research_on(case, cast)
        raise_alarm(case, by=cast.supervisor, what_was_said="<b>He is outside</b>")
        add_document(
            case,
            by=cast.supervisor,
            title="<i>Notes</i>",
            file_name="notes.txt",
            file=io.BytesIO(b"Some notes"),
            see=Capability.SEE_RESEARCH,
        )
    return case


@pytest.mark.parametrize("stage", list(S))
def test_every_page_of_the_supervisor(
    stage: S, cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    case = dangerous_case(stage, cast)
    found = faults_for(cast.supervisor, case, sign_in(cast.supervisor))
    assert {address: said for address, said in found.items() if said} == {}


@pytest.mark.parametrize(
    ("role", "stage"),
    [
        (Role.CONTROL_ROOM, S.RECEIVED),
        (Role.RESEARCHER, S.RESEARCH),
        (Role.RESEARCHER, S.DECISION_DRAFT),
        (Role.DECISION_MAKER, S.AWAITING_REVIEW),
        (Role.DISCLOSURE_OFFICER, S.DISCLOSURE_PLANNING),
        (Role.DISCLOSURE_OFFICER, S.DISCLOSURE_IN_PROGRESS),
        (Role.DISCLOSURE_OFFICER, S.NO_DISCLOSURE_CONTACT),
        (Role.AUDITOR, S.AFTERCARE),
        (Role.ADMINISTRATOR, S.RESEARCH),
    ],
)
def test_every_page_of_a_job(
    role: Role, stage: S, cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    case = dangerous_case(stage, cast)
    user = cast.holding(role)
    found = faults_for(user, case, sign_in(user))
    assert {address: said for address, said in found.items() if said} == {}


def test_pages_before_signing_in(db: None) -> None:
    for address in SIGNED_OUT:
        assert faults_of(Client().get(address)) == []
