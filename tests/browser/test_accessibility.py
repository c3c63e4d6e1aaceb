"""No page has a fault that axe finds, for the people who use it.

The addresses come from the resolver, so a new page is tested without being named here.
A page that somebody is refused is looked at too.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accounts.models import User
from accounts.roles import Role
from casework.actions.documents import add_document
from casework.policy import Capability
from disclosure.clares_law import S
from tests.addresses import addresses
from tests.cast import Cast
from tests.integration.permissions import POSTED
from tests.researched import research_on
from tests.stages import case_at

# Signing out ends the visit; what is no page of ours has no accessibility of ours.
BESIDE = POSTED | {"account_logout", "admin:index", "document", "healthz", "readyz"}
REFUSALS = ("You may not do this", "Page not found")
Visit = Callable[[str], Page]
Axe = Callable[[Page], list[str]]
EVERYTHING = [
    (Role.CONTROL_ROOM, S.RECEIVED),
    (Role.SUPERVISOR, S.INITIAL_CHECKS),
    (Role.RESEARCHER, S.RESEARCH),
    (Role.RESEARCHER, S.DECISION_DRAFT),
    (Role.DECISION_MAKER, S.AWAITING_REVIEW),
    (Role.DISCLOSURE_OFFICER, S.DISCLOSURE_IN_PROGRESS),
    (Role.SUPERVISOR, S.CLOSED),
]
# Where little differs from the pages above: the case itself and what follows next.
THE_CASE = [
    (Role.SUPERVISOR, S.AWAITING_MEETING),
    (Role.SUPERVISOR, S.REPRESENTATIONS),
    (Role.SUPERVISOR, S.DISCLOSURE_PLANNING),
    (Role.DISCLOSURE_OFFICER, S.NO_DISCLOSURE_CONTACT),
    (Role.SUPERVISOR, S.TRANSFER_PENDING),
    (Role.AUDITOR, S.AFTERCARE),
]


@pytest.mark.parametrize("seen", EVERYTHING)
def test_every_page(
    seen: tuple[Role, S],
    cast: Cast,
    visit: Visit,
    enter: Callable[[User], Page],
    axe: Axe,
) -> None:
    role, stage = seen
    case = case_at(stage, cast)
    if stage != S.CLOSED:
        _add_a_document(case, cast)
        research_on(case, cast)
    user = cast.holding(role)
    enter(user)
    found: dict[str, list[str]] = {}
    refused: set[str] = set()
    for path in addresses(case, user, beside=BESIDE):
        page = visit(path)
        # A page that refuses is the same at every address: looked at once.
        title = page.title()
        if title in refused:
            continue
        if title.startswith(REFUSALS):
            refused.add(title)
        found[path] = axe(page)
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize("seen", THE_CASE)
def test_the_case(
    seen: tuple[Role, S],
    cast: Cast,
    visit: Visit,
    enter: Callable[[User], Page],
    axe: Axe,
) -> None:
    role, stage = seen
    case = case_at(stage, cast)
    user = cast.holding(role)
    enter(user)
    pages = [
        path
        for path in addresses(case, user, beside=BESIDE)
        if "/moves/" in path or path.endswith(f"{case.reference}/")
    ]
    assert {path: said for path in pages if (said := axe(visit(path)))} == {}


def test_before_signing_in(visit: Visit, axe: Axe) -> None:
    assert axe(visit("/account/login/")) == []


def _add_a_document(case: object, cast: Cast) -> None:
    add_document(
        case,  # type: ignore[arg-type]  # any case of a scheme
        by=cast.supervisor,
        title="Notes",
        file_name="notes.txt",
        file=io.BytesIO(b"Some notes"),
        see=Capability.SEE_RESEARCH,
    )
