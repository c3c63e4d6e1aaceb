"""The short pages of a visit, as an officer goes through them on a phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import Page

from casework.clock import LONDON
from disclosure.delivery_tables import CLARES_LAW
from tests.browser.answers import press

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
Visit = Callable[[str], Page]


def go_on(page: Page) -> None:
    """Save the page; it fits the phone, and nothing on it was refused."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], f"{page.url} is {width} wide"
    press(page, "Save and continue")
    assert page.locator(".govuk-error-summary").count() == 0, page.inner_text("main")


def finish(page: Page) -> None:
    """Send all the answers from the last page."""
    press(page, "Add to the record")
    assert page.locator(".govuk-error-summary").count() == 0, page.inner_text("main")


def plan_visit(page: Page, visit: Visit, path: str) -> None:
    """When, where, who, where the subject is, what could go wrong."""
    visit(f"{path}delivery/")
    press(page, "Plan the visit")
    tomorrow = dt.datetime.now(LONDON) + dt.timedelta(days=1)
    page.locator("[name=planned_for_date]").fill(f"{tomorrow:%d/%m/%Y}")
    page.locator("[name=planned_for_time]").fill("10:00")
    page.locator("[name=place]").fill("Family centre")
    page.locator("input[name=agreed][value=yes]").check()
    go_on(page)
    page.locator("[name=officers]").fill("Two officers")
    page.locator("[name=second_person]").fill("Her IDVA")
    go_on(page)
    page.locator("[name=subject_absent]").fill("He is at work until six o'clock.")
    page.locator("input[name=contact_plan_checked][value=yes]").check()
    go_on(page)
    for risk in CLARES_LAW.risks:
        page.locator(f"input[name=risk_{risk}][value=no]").check()
    go_on(page)
    finish(page)


def plan_safety(page: Page, visit: Visit, path: str) -> None:
    """Draft the safety plan."""
    visit(f"{path}record/safety/")
    page.locator("[name=plan]").fill("Who to ring, where to go.")
    page.locator("input[name=agreed_with_recipient][value=no]").check()
    press(page, "Add to the record")


def go_there(page: Page, visit: Visit, path: str, *, undertaking: str) -> None:
    """At the door: identity, warnings and the answer about the undertaking."""
    visit(f"{path}delivery/")
    press(page, "The visit")
    page.locator("input[name=result][value=here]").check()
    go_on(page)
    page.locator("[name=identity_checked]").fill("Passport")
    go_on(page)
    for box in page.locator("input[name=warnings_given]").all():
        box.check()
    go_on(page)
    page.locator(f"input[name=undertaking][value={undertaking}]").check()
    page.locator("[name=undertaking_note]").fill("She wants to ask her sister first.")
    go_on(page)


def hear_the_words(page: Page, words: str) -> None:
    """The words as approved, the safety plan agreed."""
    assert page.get_by_text(words).count() == 1
    page.locator("input[name=words_read]").check()
    go_on(page)
    page.locator("[name=plan]").fill("Who to ring, where to go.")
    page.locator("input[name=agreed_with_recipient][value=yes]").check()
    go_on(page)


def grade_and_refer(page: Page) -> None:
    """The risk as it is now, and who else helps."""
    page.locator("input[name=tool][value=dash]").check()
    page.locator("input[name=grade][value=medium]").check()
    page.locator("[name=reason]").fill("Control and threats, as before.")
    go_on(page)
    for why in page.locator("[name^=referral_][name$=_why]").all():
        name = (why.get_attribute("name") or "").removesuffix("_why")
        if name != "referral_other":
            page.locator(f"input[name={name}][value=not_needed]").check()
            why.fill("She has this help already.")
    go_on(page)
