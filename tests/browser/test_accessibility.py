"""No page has a fault that axe finds, for the people who use it, at every stage."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from accounts.roles import Role
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import walk_to

LISTS = ("home", "case_list", "inbox", "inbox_upload", "intake_start", "allocation")
CASE_PAGES = (
    "case",
    "case_people",
    "case_contact",
    "case_application",
    "case_assessment",
    "case_research",
    "case_decision",
    "case_delivery",
    "case_checks",
    "case_documents",
    "case_notes",
    "case_history",
    "case_readers",
    "case_dates",
    "case_allocate",
    "case_alarm",
    "case_waiting",
    "case_extension",
    "case_person_add",
    "case_information_add",
    "case_document_add",
    "case_risk",
)
RECORDS = (
    "scope",
    "meeting",
    "withdrawal",
    "plan",
    "safety",
    "attempt",
    "told",
    "referral",
    "aftercare",
)


def test_lists(
    cast: Cast,
    visit: Callable[[str], Page],
    enter: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
) -> None:
    walk_to(S.RESEARCH, cast.crew)
    assert axe(visit("/account/login/")) == []
    enter(cast.supervisor)
    found = {name: axe(visit(reverse(name))) for name in LISTS}
    found["workflow"] = axe(visit(reverse("workflow", args=["clares_law"])))
    assert found == {name: [] for name in found}


@pytest.mark.parametrize("stage", [S.INITIAL_CHECKS, S.DISCLOSURE_IN_PROGRESS])
def test_case_pages(
    stage: S,
    cast: Cast,
    visit: Callable[[str], Page],
    enter: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
) -> None:
    case = walk_to(stage, cast.crew)
    enter(cast.supervisor)
    found = {
        name: axe(visit(reverse(name, args=[case.reference]))) for name in CASE_PAGES
    }
    for kind in RECORDS:
        path = reverse("case_record", args=[case.reference, kind])
        found[kind] = axe(visit(path))
    assert found == {name: [] for name in found}


@pytest.mark.parametrize(
    "seen",
    [
        (Role.CONTROL_ROOM, S.RECEIVED),
        (Role.DECISION_MAKER, S.AWAITING_REVIEW),
        (Role.DISCLOSURE_OFFICER, S.DISCLOSURE_IN_PROGRESS),
        (Role.AUDITOR, S.RESEARCH),
    ],
)
def test_what_each_job_sees(
    seen: tuple[Role, S],
    cast: Cast,
    visit: Callable[[str], Page],
    enter: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
) -> None:
    role, stage = seen
    case = walk_to(stage, cast.crew)
    page = enter(cast.holding(role))
    home = axe(page)
    summary = axe(visit(reverse("case", args=[case.reference])))
    assert (home, summary) == ([], [])
