"""Chromium against the real product: a page that complains anywhere fails its test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Response
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.cast import PASSWORD, Cast, make_cast

# The synchronous Playwright runs an event loop in the thread of the test.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERVER_ERROR = 500


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    """Debian's Chromium, quiet."""
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "args": ARGUMENTS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Somewhere in England or Wales."""
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The people, in committed rows that the live server sees."""
    return make_cast()


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Iterator[Callable[[str], Page]]:
    """Opens an address; console errors and failed requests fail the test."""
    complaints: list[str] = []

    def note_response(response: Response) -> None:
        if response.status >= SERVER_ERROR:
            complaints.append(f"{response.status} {response.url}")

    def note_console(message: ConsoleMessage) -> None:
        # A page of 403 or 404 is the test's own business, not a complaint.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", note_console)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", note_response)

    def go(path: str) -> Page:
        page.goto(f"{live_server.url}{path}")
        return page

    yield go
    assert complaints == []


@pytest.fixture
def enter(visit: Callable[[str], Page]) -> Callable[[User], Page]:
    """Signs a person in (and whoever was there out) through the page."""

    def as_person(user: User) -> Page:
        page = visit("/account/login/")
        if page.get_by_role("button", name="Sign out").count():
            page.get_by_role("button", name="Sign out").first.click()
            page = visit("/account/login/")
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
        return page

    return as_person


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The checker of accessibility, from the locked npm packages."""
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text()


@pytest.fixture
def axe(axe_source: str) -> Callable[[Page], list[str]]:
    """The violations on a page, each as "rule: where"."""

    def violations(page: Page) -> list[str]:
        page.evaluate(axe_source)
        found: dict[str, Any] = page.evaluate("axe.run()")
        return [
            f"{fault['id']}: {node['target']}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    return violations
