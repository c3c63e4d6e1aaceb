"""A cache that may be away: pages then cost a little more, and nothing fails."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError


class ForgivingRedisCache(RedisCache):
    """Answers "not there" while the server cannot be reached (reliability F-05).

    Nothing may be kept here that is not also in the database or that nobody would
    miss. A session that ends while the server is away is deleted in the database; its
    copy here lives until it expires, unused, for the cookie that names it is gone.
    """

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Whether it was not there before; True while the server is away.

        allauth takes its locks so, and must not wait for one before every sign-in.
        """
        with suppress(RedisError):
            return super().add(*args, **kwargs)
        return True

    def get(
        self, key: Any, default: Any = None, version: int | None = None
    ) -> Any | None:
        """What is stored, else ``default``."""
        with suppress(RedisError):
            return super().get(key, default, version)
        return default

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Store it if the server is there."""
        with suppress(RedisError):
            super().set(*args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Whether something was there to live longer."""
        with suppress(RedisError):
            return super().touch(*args, **kwargs)
        return False

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Whether something was there to delete."""
        with suppress(RedisError):
            return super().delete(*args, **kwargs)
        return False

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """Those that are stored."""
        with suppress(RedisError):
            return super().get_many(*args, **kwargs)
        return {}

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """The keys that could not be stored."""
        with suppress(RedisError):
            return super().set_many(data, *args, **kwargs)
        return list(data)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Delete those that are there."""
        with suppress(RedisError):
            super().delete_many(*args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Whether it is stored."""
        with suppress(RedisError):
            return super().has_key(*args, **kwargs)
        return False

    def incr(self, key: Any, *args: Any, **kwargs: Any) -> int:
        """The new number; ValueError as for a key that is not there."""
        with suppress(RedisError):
            return super().incr(key, *args, **kwargs)
        raise ValueError(f"Key {key!r} cannot be counted now.")
