"""Requests through Django's own handler in this process, as a server sends them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from bench.scenarios import Form, Scenario

if TYPE_CHECKING:
    from accounts.models import User

# What a transaction says of itself is no question to the database.
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET CONSTRAINTS")


class Timed(NamedTuple):
    """One answer: milliseconds on the wall, of this process's CPU, and its size."""

    ms: float
    cpu_ms: float
    size: int


class Serving:
    """The product with all its middleware for one signed-in person, and the limit."""

    def __init__(self, user: User) -> None:
        from django.conf import settings  # noqa: PLC0415  after setup
        from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415  the same
        from django.test import Client, RequestFactory  # noqa: PLC0415  the same
        from django.test.utils import override_settings  # noqa: PLC0415  the same

        browser = Client()
        browser.force_login(
            user, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        self.factory = RequestFactory()
        name = settings.SESSION_COOKIE_NAME
        self.factory.cookies[name] = browser.cookies[name].value
        # The forms are sent without the page before them, so without its token.
        guards = ("django.middleware.csrf.CsrfViewMiddleware",)
        kept = [entry for entry in settings.MIDDLEWARE if entry not in guards]
        with override_settings(MIDDLEWARE=kept):
            self.product = WSGIHandler()
        with override_settings(MIDDLEWARE=[]):
            self.limit = WSGIHandler()

    def time_one(self, scenario: Scenario) -> Timed:
        """Send the next request; fails if the answer is not the one expected."""
        address, form = next(scenario.requests)
        environ = self._environ(address, form)
        handler = self.limit if scenario.is_limit else self.product
        status: list[str] = []

        def note_status(line: str, *_rest: object) -> Callable[[bytes], object]:
            status.append(line)
            return bytes  # the old way to write, which nobody uses

        began, busy = time.perf_counter(), time.thread_time()
        response: Any = handler(environ, note_status)
        body = b"".join(response)
        took, used = time.perf_counter() - began, time.thread_time() - busy
        response.close()
        expected = str(scenario.status)
        assert status[0].startswith(expected), f"{scenario.name}: {status[0]} {address}"
        return Timed(took * 1000, used * 1000, len(body))

    def count_queries(self, scenario: Scenario) -> int:
        """How many statements the next request sends to the database."""
        from django.db import connection  # noqa: PLC0415  after setup
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  the same

        with CaptureQueriesContext(connection) as captured:
            self.time_one(scenario)
        asked = [query["sql"] for query in captured.captured_queries]
        return sum(not sql.startswith(FRAMES) for sql in asked)

    def _environ(self, address: str, form: Form | None) -> dict[str, Any]:
        make: Callable[..., Any] = self.factory.get
        if form is not None:
            make = self.factory.post
        request = make(address) if form is None else make(address, form)
        return dict(request.environ)


def spin() -> float:
    """Milliseconds of a fixed piece of pure Python: how noisy the machine is."""
    began = time.perf_counter()
    total = 0
    for number in range(400_000):
        total += number * number % 7
    assert total
    return (time.perf_counter() - began) * 1000
