"""Somebody at work in a browser: each act is done and booked at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page

from bench.effort.klm import Ledger

Known = Callable[[str], bool]


class Worker:
    """Acts on ``page`` below ``site`` and books each act in ``ledger``.

    ``known`` says whether a text stands in the record already. Signing in and out is
    not booked: it belongs to the day, not to the case.
    """

    def __init__(self, page: Page, site: str, ledger: Ledger, known: Known) -> None:
        self.page, self.site, self.ledger, self.known = page, site, ledger, known

    def text(self, name: str, value: str, *, is_read_elsewhere: bool = False) -> None:
        """Type ``value`` into ``name``; nothing if it stands there already.

        What is read in another system is new, even where it says the same.
        """
        box = self._one(f"[name={name}]")
        if box.input_value() == value:
            return
        is_known = not is_read_elsewhere and (
            value in self.ledger.typed or self.known(value)
        )
        self.ledger.book_text(value, is_known=is_known)
        self.ledger.typed.add(value)
        box.fill(value)

    def moment(self, name: str, date: str, clock: str) -> None:
        """A date and a time of day; what the page proposes is left as it is."""
        for part, value in (("date", date), ("time", clock)):
            box = self._one(f"[name={name}_{part}]")
            if not box.input_value():
                self.ledger.book_text(value, is_known=False)
                box.fill(value)

    def pick(self, name: str, value: str) -> None:
        """Choose from a list, a row of radio buttons or a box."""
        chooser = self._one(f"select[name={name}], input[name={name}][value='{value}']")
        if chooser.evaluate("node => node.tagName") == "SELECT":
            if chooser.input_value() != value:
                self.ledger.book_select()
                chooser.select_option(value)
        elif not chooser.is_checked():
            self.ledger.book_tick()
            chooser.check()

    def pick_labelled(self, name: str, label: str) -> None:
        """Choose from a list by what the page says, where values are row numbers."""
        option = self._one(f"select[name={name}] option:has-text('{label}')")
        self.pick(name, option.get_attribute("value") or "")

    def pick_labelled_radio(self, name: str, label: str) -> None:
        """The same of a row of radio buttons."""
        radio = self.page.get_by_role("radio", name=label).first
        self.pick(name, radio.get_attribute("value") or "")

    def names_ending(self, end: str) -> list[str]:
        """The names of what can be filled in whose name ends so, without the end."""
        found: list[str] = self.page.locator(f"main [name$='{end}']").evaluate_all(
            "all => all.map(n => n.name)"
        )
        return [name.removesuffix(end) for name in dict.fromkeys(found)]

    def tick(self, name: str) -> None:
        """Tick every box called ``name``."""
        boxes = self.page.locator(f"input[type=checkbox][name={name}]").all()
        assert boxes, f"no box {name} on {self.page.url}"
        for box in boxes:
            if not box.is_checked():
                self.ledger.book_tick()
                box.check()

    def press(self, words: str) -> None:
        """Press the button or follow the link that says ``words``."""
        # What follows a colon or on another line is for screen readers alone.
        name = re.compile(rf"^\s*{re.escape(words)}\s*([:\n].*)?$", re.DOTALL)
        wanted = self.page.get_by_role("button", name=name).or_(
            self.page.get_by_role("link", name=name)
        )
        self._go(wanted.first)

    def save(self) -> None:
        """Press the main button of the form; fails if the page finds a fault."""
        self._go(self._one("main form button:not(.govuk-button--secondary)", last=True))
        faults = self.page.locator(".govuk-error-summary")
        assert faults.count() == 0, f"{self.page.url}: {faults.inner_text()}"

    def press_named(self, name: str, value: str) -> None:
        """Press the button that sends ``value`` as ``name`` (one row of a table)."""
        self._go(self._one(f"button[name={name}][value='{value}']"))

    def expect(self, words: str) -> None:
        """Fails unless ``words`` stand on the page."""
        assert self.page.get_by_text(words).count(), f"{words!r}: {self.page.url}"

    def has(self, words: str) -> bool:
        """Whether there is a button or a link that says ``words``."""
        return any(
            self.page.get_by_role(role, name=words, exact=True).count()
            for role in ("button", "link")
        )

    def open(self, path: str) -> None:
        """Open an address from the start page or a bookmark: one click, one load."""
        began = time.perf_counter()
        self.page.goto(f"{self.site}{path}")
        self.ledger.book_press(time.perf_counter() - began)

    def _one(self, selector: str, *, last: bool = False) -> Locator:
        found = self.page.locator(selector)
        assert found.count(), f"no {selector} on {self.page.url}: {self._offered()}"
        return found.last if last else found.first

    def _go(self, locator: Locator) -> None:
        began = time.perf_counter()
        with self.page.expect_navigation():
            locator.click()
        self.ledger.book_press(time.perf_counter() - began)

    def _offered(self) -> list[str]:
        """What can be filled in on the page, for whoever repairs the script."""
        names: list[str] = self.page.locator("main [name]").evaluate_all(
            "all => all.map(n => n.name + (n.type === 'radio' ? '=' + n.value : ''))"
        )
        return names
