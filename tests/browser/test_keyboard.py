"""Somebody who uses no mouse signs in, finds a case and moves it on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from casework.models import Case
from disclosure.clares_law import S
from tests.cast import PASSWORD, Cast
from tests.walks import walk_to

MOST_STOPS = 80  # presses of Tab before somebody would give up
FOCUS_SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  const around = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  return around || style.boxShadow !== 'none';
}"""
NAME = """() => {
  const element = document.activeElement;
  const label = element.labels && element.labels[0] ? element.labels[0] : element;
  return (label.innerText || element.value || '').trim();
}"""


def reach(page: Page, name: str) -> None:
    """Press Tab until what is named ``name`` has the focus, and shows it."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(NAME) == name:
            assert page.evaluate(FOCUS_SEEN), f"no focus is seen on {name}"
            return
    raise AssertionError(f"{name} cannot be reached with the keyboard")


def press_on(page: Page, name: str) -> None:
    """Reach it and press Enter."""
    reach(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_signing_in_to_a_move(cast: Cast, visit: Callable[[str], Page]) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    page = visit("/account/login/")
    reach(page, "Username")
    page.keyboard.type(cast.supervisor.username)
    reach(page, "Password")
    page.keyboard.type(PASSWORD)
    press_on(page, "Sign in")

    press_on(page, "All cases")
    press_on(page, "Skip to main content")
    press_on(page, case.reference)
    press_on(page, "Research further")
    reach(page, "Reason")
    page.keyboard.type("One more force must be asked.")
    press_on(page, "Research further")

    expect(page.get_by_text("Moved to Research.")).to_be_visible()
    assert Case.objects.get(pk=case.pk).stage == S.RESEARCH


def test_what_was_wrong_has_the_focus(cast: Cast, visit: Callable[[str], Page]) -> None:
    """After a mistake the summary is read first, and its link leads to the field."""
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    page = visit("/account/login/")
    reach(page, "Username")
    page.keyboard.type(cast.supervisor.username)
    reach(page, "Password")
    page.keyboard.type(PASSWORD)
    press_on(page, "Sign in")
    visit(f"/cases/{case.reference}/moves/research_further/")
    press_on(page, "Research further")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Reason")).to_be_focused()
