"""A meeting of five cases on two machines (issue 5.7 and its "shows when done")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from casework.workflow.perform import perform
from marac.models import Action, MaracCase, Meeting
from marac.states import M
from tests.cast import PASSWORD, Cast
from tests.marac_cases import fresh, in_session, make_table, refer

Enter = Callable[[User], Page]
Visit = Callable[[str], Page]
MOST_INTERACTIONS = 4


class Hands:
    """What a person does with a page, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def type(self, name: str, words: str) -> None:
        """Type into a field."""
        self.count += 1
        self.page.locator(f"[name={name}]").fill(words)

    def choose(self, name: str, label: str) -> None:
        """Choose from a list."""
        self.count += 1
        self.page.locator(f"[name={name}]").select_option(label=label)

    def press(self, name: str, key: str) -> None:
        """Press a key in a field."""
        self.count += 1
        with self.page.expect_navigation():
            self.page.locator(f"[name={name}]").press(key)


@pytest.fixture
def second_machine(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> Iterator[Callable[[User], Page]]:
    """Another machine with its own sign-in."""
    context = browser.new_context(**browser_context_args)

    def sit_down(user: User) -> Page:
        page = context.new_page()
        page.goto(f"{live_server.url}/account/login/")
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
        return page

    yield sit_down
    context.close()


def press(page: Page, label: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=label, exact=True).click()


def answer_everything(page: Page) -> None:
    """The check questions, and who tells the person at risk."""
    for question in page.locator("select[name^='q-']").all():
        question.select_option("no")
    page.locator("[name=feedback_owner]").fill("The IDVA")


def take_a_template(chair: Page) -> None:
    """A template of the library says who does it and for whom: two interactions."""
    quick = Hands(chair)
    quick.type("act_words", "Look for a safe move and give it priority")
    quick.press("act_words", "Enter")
    assert quick.count <= MOST_INTERACTIONS


def hear_the_others(chair: Page, count: int) -> None:
    """From case to case without going back to the list."""
    for _case in range(count):
        press(chair, "Begin this case")
        chair.locator("[name=harm]").fill("Injury.")
        chair.locator("[name=no_action_reason]").fill("All is done already.")
        answer_everything(chair)
        press(chair, "Conclude, and go to the next case")


def test_five_cases_two_machines_and_four_interactions_an_action(
    cast: Cast,
    enter: Enter,
    visit: Visit,
    second_machine: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
) -> None:
    table = make_table(cast)
    cases = [refer(table, f"Ann Number{n}", children=n % 2) for n in range(5)]
    meeting = in_session(table, cases)
    chair = enter(cast.marac_chair)
    visit(f"/meetings/{meeting.pk}/")
    chair.get_by_role("button", name="Hear the next case").click()
    press(chair, "Begin this case")
    first = chair.url.partition("#")[0]
    clock = chair.locator(".cw-timer")
    expect(clock).to_have_text(re.compile(r"^\d+:\d\d of 13 minutes$"))

    # The coordinator is half way through a box while the chair records an action.
    coordinator = second_machine(cast.marac_coordinator)
    coordinator.goto(first)
    coordinator.locator("[name=safer]").fill("She stays with her sister.")
    chair.locator("[name=harm]").fill("Serious injury to Ann.")
    hands = Hands(chair)
    hands.type("act_words", "Put a marker on the address and say what it means")
    hands.choose("act_owner", "Testshire Police")
    hands.press("act_words", "Enter")
    assert hands.count <= MOST_INTERACTIONS
    expect(chair.locator("main")).to_contain_text("Testshire Police, until")
    expect(chair.locator("[name=act_words]")).to_be_focused()
    press(coordinator, "Save")
    expect(coordinator.locator("[name=harm]")).to_have_value("Serious injury to Ann.")
    summary = meeting.cases.get(left="", began_at__isnull=False).risk_summary
    assert summary.safer == "She stays with her sister."

    take_a_template(chair)
    assert (
        Action.objects.get(owner_agency=table.agencies["housing"]).for_whom
        == "person_at_risk"
    )
    chair.get_by_text("Shared", exact=True).first.click()
    answer_everything(chair)
    assert axe(chair) == []
    press(chair, "Conclude, and go to the next case")
    assert chair.url != first

    hear_the_others(chair, 4)
    expect(chair.locator("h1")).to_have_text("List")
    heard = MaracCase.objects.filter(heard_at__isnull=False)
    assert heard.count() == 5
    assert set(Action.objects.values_list("state", flat=True)) == {"agreed"}
    ended: Meeting = perform(fresh(meeting), "end_session", by=cast.marac_chair)
    assert ended.state == M.ENDED
