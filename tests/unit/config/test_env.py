"""Addresses of the services: those of the environment, else the embedded ones."""

from __future__ import annotations

import pytest

from config import env


@pytest.mark.parametrize(
    ("broker", "cache"),
    [
        ("redis://broker.example.org:6379/0", "redis://broker.example.org:6379/1"),
        ("redis://broker.example.org:6379", "redis://broker.example.org:6379/1"),
        ("redis://broker.example.org/4", "redis://broker.example.org/5"),
        (
            "rediss://:secret@broker.example.org/0?ssl_cert_reqs=required",
            "rediss://:secret@broker.example.org/1?ssl_cert_reqs=required",
        ),
    ],
)
def test_the_cache_is_never_in_the_brokers_database(
    monkeypatch: pytest.MonkeyPatch, broker: str, cache: str
) -> None:
    monkeypatch.setenv("REDIS_URL", broker)
    assert env.broker_url() == broker
    assert env.cache_url() == cache


def test_without_an_address_both_are_the_embedded_servers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("REDIS_URL", raising=False)
    assert env.broker_url().startswith("redis+socket://")
    assert env.broker_url().endswith("virtual_host=0")
    assert env.cache_url().startswith("unix://")
    assert env.cache_url().endswith("db=1")


def test_a_database_connection_is_kept_and_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = "postgresql://casework:secret@database.example.org:5433/cases"
    monkeypatch.setenv("DATABASE_URL", url)
    settings = env.databases()["default"]
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["HOST"], settings["PORT"]) == ("database.example.org", 5433)
    assert settings["NAME"] == "cases"
    assert settings["CONN_MAX_AGE"] == 600
    assert settings["CONN_HEALTH_CHECKS"] is True
