"""What machines are told about the process, and the pages for errors."""

from __future__ import annotations

import json
import logging
from io import StringIO

import pytest
from celery import current_app
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from casework import error_pages, health
from casework.models import AuditEvent
from config import urls
from config.log_lines import LineFormatter
from tests.integration.small_site import add_person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.integration.small_site"),
]
ALL_OK = dict.fromkeys(("database", "migrations", "broker", "audit", "jobs"), "ok")


@pytest.fixture
def raj(client: Client) -> User:
    person = add_person("raj", Role.RESEARCHER)
    client.force_login(person)
    client.raise_request_exception = False
    return person


def test_healthz_asks_nothing_of_any_service(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "CHECKS", {"all": lambda: pytest.fail("asked")})
    with connection.execute_wrapper(lambda *_: pytest.fail("queried")):
        answer = client.get("/healthz/")
    assert answer.content == b"ok"
    assert "no-store" in answer.headers["Cache-Control"]


def test_ready_when_every_service_answers(client: Client) -> None:
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (200, ALL_OK)
    assert AuditEvent.objects.count() == 0, "asking must leave no trace"


def test_not_ready_without_the_broker(client: Client) -> None:

    before = current_app.conf.broker_write_url
    current_app.conf.broker_write_url = "redis://:hidden@127.0.0.1:1/0"
    try:
        answer = client.get("/readyz/")
    finally:
        current_app.conf.broker_write_url = before
    assert answer.status_code == 503
    assert answer.json() == {**ALL_OK, "broker": "failed"}


def test_not_ready_when_the_audit_cannot_be_written(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE casework_auditevent RENAME TO gone")
    answer = client.get("/readyz/")
    assert answer.status_code == 503
    assert answer.json() == {**ALL_OK, "audit": "failed"}


def test_not_ready_while_a_migration_is_missing(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'accounts' AND name LIKE '0002%'"
        )
    answer = client.get("/readyz/")
    assert answer.status_code == 503
    assert answer.json() == {**ALL_OK, "migrations": "failed"}


def test_each_answer_names_its_own_request(raj: User, client: Client) -> None:
    first, second = client.get("/cases/"), client.get("/cases/")
    ids = [answer.headers["X-Request-ID"] for answer in (first, second)]
    assert len(set(ids)) == 2
    # The page prints what the audit writer would store.
    assert ids[0] in first.content.decode()


def test_a_refusal_says_why(raj: User, client: Client) -> None:
    answer = client.get("/refuse/")
    assert answer.status_code == 403
    assert "Only the owner of the case may do this." in answer.content.decode()


def test_what_is_not_there_is_not_described(raj: User, client: Client) -> None:
    answer = client.get("/case/maria-novak/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()
    assert "novak" not in answer.content.decode()


def test_input_that_cannot_be_read_is_a_400(raj: User, client: Client) -> None:
    answer = client.get("/suspect/")
    assert answer.status_code == 400
    assert "The request could not be read" in answer.content.decode()


@pytest.mark.urls("config.urls")
def test_the_product_serves_the_same_addresses_and_error_pages(
    raj: User, client: Client
) -> None:
    assert client.get("/healthz/").content == b"ok"
    assert client.get("/readyz/").json() == ALL_OK
    assert "Page not found" in client.get("/no-such-page/").content.decode()
    assert urls.handler400 is error_pages.bad_request
    assert urls.handler403 is error_pages.forbidden
    assert urls.handler429 is error_pages.too_many_requests
    assert urls.handler500 is error_pages.broken


def test_an_unknown_host_gets_a_plain_400(client: Client) -> None:
    """It is refused before anybody could be recognised."""
    answer = client.get("/cases/", HTTP_HOST="evil.example.org")
    assert answer.status_code == 400
    assert "The request could not be read" in answer.content.decode()


def test_a_fault_is_ours_and_its_page_and_log_quote_nothing(
    raj: User, client: Client
) -> None:
    log = StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    try:
        answer = client.get("/fail/maria-novak/")
    finally:
        logging.getLogger().removeHandler(handler)

    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()
    assert "ovak" not in answer.content.decode()
    (line,) = [json.loads(text) for text in log.getvalue().splitlines()]
    assert line["route"] == "fail/<slug:reference>/"
    assert line["exception"] == ["builtins.ValueError"]
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert line["at"][-1].startswith("tests/integration/small_site.py:")
    assert "ovak" not in log.getvalue()


def test_pages_run_no_script_and_no_style_of_their_own(
    raj: User, client: Client
) -> None:
    policy = client.get("/cases/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
