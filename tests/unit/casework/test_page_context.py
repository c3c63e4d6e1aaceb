"""The menu: each job is offered its own pages and no other."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve
from pytest_django import Settings

from accounts.models import User
from accounts.roles import Role
from casework.page_context import navigation, page

CASES = ["My work", "All cases"]
TOGETHER = ["Agency research", "Actions", "Flags"]
# From the task of each job (product, "Who uses it"); written out, not computed.
OFFERED = {
    Role.CONTROL_ROOM: [*CASES, "Website inbox", "Start an application"],
    Role.RESEARCHER: [
        *(*CASES, "Website inbox", "Start an application", "Refer a case"),
        *("Figures", *TOGETHER),
    ],
    Role.DECISION_MAKER: [*CASES, "Figures", "Oversight"],
    Role.SUPERVISOR: [
        *(*CASES, "Website inbox", "Start an application"),
        *("Refer a case", "Meetings", "Allocation", "Figures", *TOGETHER, "Oversight"),
    ],
    Role.DISCLOSURE_OFFICER: [*CASES, "Figures"],
    Role.MARAC_COORDINATOR: [*CASES, "Refer a case", "Meetings", *TOGETHER, "Agencies"],
    Role.MARAC_CHAIR: [*CASES, "Meetings", *TOGETHER],
    Role.AGENCY_REPRESENTATIVE: [*CASES, "Refer a case", "Meetings", *TOGETHER],
    Role.IDVA: [*CASES, "Refer a case", "Meetings", *TOGETHER, "To reach and to tell"],
    Role.AUDITOR: [*CASES, "Figures", "Oversight"],
    Role.ADMINISTRATOR: ["Oversight", "People and settings"],
}


def person(*roles: Role) -> User:
    """Somebody who holds ``roles``, without a database."""
    user = User(username="raj", name="Raj Patel")
    user.roles = frozenset(roles)
    return user


@pytest.mark.parametrize("role", list(Role))
def test_a_job_is_offered_its_pages(role: Role) -> None:
    menu = [place.label for place in navigation(person(role), "/elsewhere/")]
    assert menu == OFFERED[role]


@pytest.mark.parametrize("role", list(Role))
def test_the_product_has_every_page_that_it_offers(role: Role) -> None:
    for place in navigation(person(role), "/"):
        assert resolve(place.url).url_name


def test_two_jobs_are_offered_the_pages_of_both_once() -> None:
    both = person(Role.ADMINISTRATOR, Role.SUPERVISOR)
    menu = [place.label for place in navigation(both, "/")]
    assert menu == [*OFFERED[Role.SUPERVISOR], "People and settings"]


def test_nobody_without_a_job_is_offered_anything() -> None:
    assert navigation(person(), "/") == []


@pytest.mark.parametrize(
    ("path", "active"),
    [
        ("/", ["My work"]),
        ("/cases/", ["All cases"]),
        ("/cases/CL-26-000123-K/", ["All cases"]),
        ("/inbox/", ["Website inbox"]),
        ("/oversight/", ["Oversight"]),
        ("/files-held-back/", ["Oversight"]),
        ("/account/password/change/", []),
    ],
)
def test_the_menu_shows_where_one_is(path: str, active: list[str]) -> None:
    menu = navigation(person(Role.SUPERVISOR), path)
    assert [place.label for place in menu if place.active] == active


def test_a_page_names_the_unit_and_the_marking(settings: Settings) -> None:
    settings.UNIT_NAME, settings.MARKING = "North CRU", "OFFICIAL"
    request = RequestFactory().get("/")
    request.user = person(Role.RESEARCHER)
    context = page(request)
    assert (context["unit_name"], context["marking"]) == ("North CRU", "OFFICIAL")
    assert context["may_search"]


def test_administrators_search_no_case() -> None:
    request = RequestFactory().get("/")
    request.user = person(Role.ADMINISTRATOR)
    assert page(request)["may_search"] is False


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_a_stranger_and_an_early_error_page_get_no_menu(
    user: AnonymousUser | None,
) -> None:
    request = RequestFactory().get("/")
    if user is not None:
        request.user = user
    context = page(request)
    assert (context["navigation"], context["may_search"]) == ([], False)
