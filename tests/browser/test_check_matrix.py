"""The matrix of checks by keyboard alone, with and without its script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from casework.models import Check, Draft
from casework.queries.checks import check_matrix
from disclosure.clares_law import S
from tests.cast import PASSWORD, Cast
from tests.walks import walk_to


def test_enter_saves_the_row_it_is_pressed_in_and_the_next_one_has_the_focus(
    cast: Cast, enter: Callable[[User], Page], visit: Callable[[str], Page]
) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    first, second, third, *_rest = check_matrix(case)
    enter(cast.researcher)
    page = visit(f"/cases/{case.reference}/checks/")
    page.locator(f"#id_{third.slug}-reference").fill("HALF")
    page.locator(f"#id_{second.slug}-result").focus()
    page.keyboard.type("No trace")
    page.keyboard.press("Tab")
    page.keyboard.type("Name and birth")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    check = Check.objects.get(case=case)
    assert (check.system, check.person) == (second.system, second.person)
    expect(page.locator(f"#id_{third.slug}-result")).to_be_focused()
    expect(page.locator(f"#id_{third.slug}-reference")).to_have_value("HALF")
    assert first.slug not in page.url


def test_the_access_keys_are_about_the_row_that_has_the_focus(
    cast: Cast, enter: Callable[[User], Page], visit: Callable[[str], Page]
) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    first, second, third, *_rest = check_matrix(case)
    enter(cast.researcher)
    page = visit(f"/cases/{case.reference}/checks/")
    page.locator(f"#id_{second.slug}-words").focus()
    page.locator("[accesskey=n]").click()
    expect(page.locator(f"#id_{third.slug}-result")).to_be_focused()
    expect(page.locator("[accesskey=s]")).to_have_attribute("value", third.slug)
    for _step in range(2):
        page.locator("[accesskey=p]").click()
    expect(page.locator(f"#id_{first.slug}-result")).to_be_focused()
    assert not Check.objects.filter(case=case).exists()


@pytest.fixture
def plain(browser: Browser) -> Page:
    """A browser that runs no script."""
    return browser.new_context(java_script_enabled=False, locale="en-GB").new_page()


def test_without_a_script_the_same_buttons_lose_nothing(
    cast: Cast, plain: Page, live_server: LiveServer
) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    first, second, *_rest = check_matrix(case)
    plain.goto(f"{live_server.url}/cases/{case.reference}/checks/")
    plain.get_by_label("Username").fill(cast.researcher.username)
    plain.get_by_label("Password", exact=True).fill(PASSWORD)
    plain.get_by_role("button", name="Sign in").click()
    plain.locator(f"#id_{first.slug}-reference").fill("P/1")
    plain.get_by_role("button", name="Next check").click()
    expect(plain.locator(f"#id_{first.slug}-reference")).to_have_value("P/1")
    expect(plain.locator("[accesskey=s]")).to_have_attribute("value", second.slug)
    # Enter without a script keeps what is typed, and records nothing by accident.
    plain.locator(f"#id_{second.slug}-reference").fill("P/2")
    plain.keyboard.press("Enter")
    expect(plain.locator(f"#id_{second.slug}-reference")).to_have_value("P/2")
    assert Draft.objects.filter(case=case).count() == 1
    assert not Check.objects.filter(case=case).exists()
