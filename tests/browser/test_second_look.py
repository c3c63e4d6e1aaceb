"""A blind second look from the list to the conclusion, in Chromium, with axe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from casework.models import Threshold
from casework.moment import frozen, now
from disclosure.actions.sampling import draw_cases
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import NOT_DISCLOSED, walk_to

WHY = "Two assaults in the record that nobody weighed."


@pytest.fixture
def case(cast: Cast) -> Any:
    """Closed with nothing to tell, and drawn."""
    Threshold.objects.filter(key__endswith="_percent").update(value=100)
    closed = walk_to(S.CLOSED, cast.crew, NOT_DISCLOSED)
    with frozen(now() + dt.timedelta(hours=2)):
        draw_cases(cast.unit, "clares_law")
    return closed


def test_a_second_look_that_points_to_danger(
    case: Any,
    cast: Cast,
    visit: Callable[[str], Page],
    enter: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
) -> None:
    enter(cast.second_decision_maker)
    page = visit(reverse("second_looks"))
    assert axe(page) == []
    page.get_by_role("link", name=case.reference).click()
    assert axe(page) == []
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Your answer")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Record your answer").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("group", name="Do you see a risk").get_by_label("Yes").check()
    page.get_by_label("Who is at risk, and why").fill("She lives with him.")
    page.get_by_role("group", name="Is the research enough").get_by_label("Yes").check()
    page.get_by_label("Disclosure to the person at risk").check()
    page.get_by_label("Your reasons").fill(WHY)
    page.get_by_role("button", name="Record your answer").click()
    expect(page.get_by_text("Your answer is recorded")).to_be_visible()

    enter(cast.supervisor)
    page = visit(reverse("second_looks"))
    expect(page.get_by_text("Points to danger")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Open", exact=True).click()
    expect(page.get_by_text(WHY)).to_be_visible()
    assert axe(page) == []
    page.get_by_label("What the unit learns from it").fill(WHY)
    page.get_by_role("group", name="Is the case to be").get_by_label("Yes").check()
    page.get_by_role("button", name="Record the conclusion").click()
    expect(page.get_by_text("Your conclusion is recorded")).to_be_visible()
    assert axe(visit(reverse("second_look_rates"))) == []
    assert axe(visit(reverse("held_files"))) == []
