"""The product in this process with a database of its own, and the people of a unit."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, sync_playwright

from bench.services import folder_of, started

DATABASE = "effort"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SETTINGS_ROWS = frozenset(
    {"CodeListEntry", "CheckRequirement", "Threshold", "ClockRule", "Draft"}
)


@dataclass
class Site:
    """Where the product answers, and a page for each job, signed in."""

    url: str
    browser: Browser
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    _pages: dict[str, Page] = field(default_factory=dict)

    def page_of(self, job: str) -> Page:
        """The browser window of whoever holds ``job``."""
        if job not in self._pages:
            self._pages[job] = self._sign_in(job)
        return self._pages[job]

    def hire(self, *jobs: str) -> None:
        """One person a job, all of one unit."""
        from accounts.models import RoleGrant, Unit, User  # noqa: PLC0415  after setup

        unit = Unit.objects.create(
            name="Testshire CRU", force_name="Testshire", force_code="99"
        )
        for job in jobs:
            user = User(username=job, name=f"{job.title()} of the unit", unit=unit)
            user.set_password(self.password)
            user.save()
            RoleGrant.objects.create(
                user=user, role=job, valid_from=dt.date(2020, 1, 1)
            )

    def _sign_in(self, job: str) -> Page:
        page = self.browser.new_context(locale="en-GB").new_page()
        page.goto(f"{self.url}/account/login/")
        page.get_by_label("Username").fill(job)
        page.get_by_label("Password", exact=True).fill(self.password)
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in").click()
        return page


@contextmanager
def opened() -> Iterator[Site]:
    """An empty product, served here, and Chromium."""
    shutil.rmtree(folder_of(DATABASE), ignore_errors=True)
    with started(DATABASE), sync_playwright() as playwright:
        from pytest_django.live_server_helper import (  # noqa: PLC0415  after setup
            LiveServer,
        )

        server = LiveServer("localhost")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield Site(server.url, browser)
        finally:
            browser.close()
            server.stop()


def stands_in_the_record(text: str) -> bool:
    """Whether a column of any case, person or document has exactly this text."""
    from django.apps import apps  # noqa: PLC0415  after setup
    from django.db.models import CharField, TextField  # noqa: PLC0415  the same

    for label in ("casework", "disclosure"):
        for model in apps.get_app_config(label).get_models():
            if model.__name__ in SETTINGS_ROWS or model.__name__.endswith("Event"):
                continue
            for column in model._meta.concrete_fields:  # noqa: SLF001  the one list
                if not isinstance(column, CharField | TextField) or column.choices:
                    continue
                if model._default_manager.filter(**{column.name: text}).exists():  # noqa: SLF001  the same
                    return True
    return False
