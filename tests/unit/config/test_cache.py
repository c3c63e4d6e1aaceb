"""Pages and signing in go on while the cache is away (reliability F-05)."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client, override_settings

from accounts.models import User
from config.cache import ForgivingRedisCache

# Port 1 of this machine: nothing listens there.
AWAY = "redis://127.0.0.1:1/1"


@pytest.fixture
def away() -> ForgivingRedisCache:
    return ForgivingRedisCache(AWAY, {})


def test_nothing_is_there_and_nothing_fails(away: ForgivingRedisCache) -> None:
    away.set("a", 1)
    assert away.get("a") is None
    assert away.get("a", "otherwise") == "otherwise"
    assert away.get_many(["a", "b"]) == {}
    assert away.set_many({"a": 1, "b": 2}) == ["a", "b"]
    assert not away.has_key("a")
    assert not away.touch("a")
    assert not away.delete("a")
    away.delete_many(["a"])
    with pytest.raises(ValueError, match="'a'"):
        away.incr("a")


def test_a_lock_is_given_rather_than_waited_for(away: ForgivingRedisCache) -> None:
    assert away.add("lock", "mine")


def test_it_works_as_any_cache_while_the_server_is_there() -> None:
    cache = caches["default"]
    assert isinstance(cache, ForgivingRedisCache)
    keys = ["test-cache-a", "test-cache-b"]
    cache.delete_many(keys)
    assert cache.add(keys[0], 1, 60)
    assert not cache.add(keys[0], 2, 60)
    assert cache.incr(keys[0], 4) == 5
    assert cache.set_many({keys[1]: "b"}, 60) == []
    assert cache.get_many(keys) == {keys[0]: 5, keys[1]: "b"}
    assert cache.touch(keys[1], 60)
    assert cache.has_key(keys[1])
    assert cache.delete(keys[1])
    assert cache.get(keys[1], "gone") == "gone"
    cache.delete_many(keys)


@pytest.mark.django_db
@pytest.mark.urls("tests.integration.small_site")
def test_people_sign_in_and_work_while_it_is_away(
    client: Client,
) -> None:
    User.objects.create_user("raj", password="a-quiet-river-1", name="Raj")

    default = {**settings.CACHES["default"], "LOCATION": AWAY}
    with override_settings(CACHES={"default": default}):
        client.post("/account/login/", {"login": "raj", "password": "wrong"})
        answer = client.post(
            "/account/login/", {"login": "raj", "password": "a-quiet-river-1"}
        )
        assert answer.status_code == 302
        assert "Signed in as" in client.get("/cases/").content.decode()
