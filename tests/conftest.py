"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pgtrigger
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from pytest_django import DjangoDbBlocker

from accounts.models import User
from casework.actions.settings_rows import load_defaults
from casework.schemes import all_schemes
from disclosure.actions.wording import load_shipped_words
from disclosure.papers.kinds import BY_SCHEME
from marac.shipped import load_protocol
from tests.cast import Cast, make_cast


@pytest.fixture(scope="session", autouse=True)
def _nobody_keeps_the_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A server or thread of a test may end after its test: its session goes first."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def cast(db: None) -> Cast:
    """The people; each test that changes rows gets its own."""
    return make_cast()


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser-like client in which a person is signed in."""

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Limits and kept forms of one test must not reach the next."""
    yield
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_guards() -> None:
    """A test with real transactions empties every table at its end.

    The audit refuses that, and the settings rows of the migrations would be gone: the
    flush passes the triggers, and the rows come back.
    """
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def flush_and_reload(self: TransactionTestCase) -> None:
        with pgtrigger.ignore():
            flush(self)
        for scheme in all_schemes():
            load_defaults(scheme)
            if scheme.key in BY_SCHEME:
                load_shipped_words(scheme.key)
        load_protocol()

    pytest.MonkeyPatch().setattr(
        TransactionTestCase, "_fixture_teardown", flush_and_reload
    )


@pytest.fixture(autouse=True)
def _documents_apart(settings: Any, tmp_path: Any) -> None:
    """Each test has a store of documents of its own."""
    storages = {name: dict(value) for name, value in settings.STORAGES.items()}
    storages["documents"] = {
        **storages["documents"],
        "OPTIONS": {
            **storages["documents"].get("OPTIONS", {}),
            "location": str(tmp_path / "documents"),
        },
    }
    settings.STORAGES = storages
