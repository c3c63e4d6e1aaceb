"""Filling forms as a person does: by the words on the page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from playwright.sync_api import Page

from casework.clock import LONDON


def choose(page: Page, group: str, answer: str) -> None:
    """Pick a radio button or tick a box in the group with this legend."""
    box = page.get_by_role("group", name=re.compile(re.escape(group)))
    box.first.get_by_label(answer, exact=True).check()


def write(page: Page, texts: Mapping[str, str]) -> None:
    """Type into the boxes with these labels."""
    for label, text in texts.items():
        page.get_by_label(re.compile(f"^{re.escape(label)}")).first.fill(text)


def say_now(page: Page, field: str) -> None:
    """The present date and time in the boxes of ``field``."""
    moment = dt.datetime.now(LONDON) - dt.timedelta(minutes=1)
    page.locator(f"[name={field}_date]").fill(f"{moment:%d/%m/%Y}")
    page.locator(f"[name={field}_time]").fill(f"{moment:%H:%M}")


def press(page: Page, button: str) -> None:
    """Press a button, or a link that looks like one."""
    page.get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_load_state()


def follow(page: Page, link: str) -> None:
    """Follow a link."""
    page.get_by_role("link", name=link, exact=True).first.click()
    page.wait_for_load_state()


def make_move(page: Page, name: str, texts: Mapping[str, str] | None = None) -> None:
    """Choose a move on the summary, and confirm it if it has a page of its own."""
    press(page, name)
    if "/moves/" in page.url:
        write(page, texts or {})
        press(page, name)
