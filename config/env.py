"""Reads the environment once; every setting that an operator may change is here."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from redis.backoff import NoBackoff
from redis.retry import Retry

from config import broker, embedded

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()
VAR_DIR = Path(env.str("VAR_DIR", default=str(ROOT / "var"))).resolve()


def databases() -> dict[str, dict[str, Any]]:
    """The default database: ``DATABASE_URL`` if set, else the embedded server's.

    Connections are kept open (performance trap P13) and checked before reuse, so
    that a database restart costs one reconnection and not an error page.
    """
    if env.str("DATABASE_URL", default=""):
        settings: dict[str, Any] = dict(env.db_url("DATABASE_URL"))
    else:
        settings = dict(embedded.database_settings(VAR_DIR))
    settings["ENGINE"] = "django.db.backends.postgresql"
    settings["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    settings["CONN_HEALTH_CHECKS"] = True
    settings["ATOMIC_REQUESTS"] = False
    return {"default": settings}


def broker_url() -> str:
    """The Celery broker: ``REDIS_URL`` if set, else the embedded server's socket."""
    url = env.str("REDIS_URL", default="")
    return url or f"redis+socket://{broker.socket_path(VAR_DIR)}?virtual_host=0"


def caches() -> dict[str, dict[str, Any]]:
    """One cache; pages and signing in go on without it (reliability F-05)."""
    options = {
        "socket_connect_timeout": 1,
        "socket_timeout": 1,
        # The library's own patience would be seconds for each look.
        "retry": Retry(NoBackoff(), 1),
    }
    backend = "config.cache.ForgivingRedisCache"
    return {
        "default": {"BACKEND": backend, "LOCATION": cache_url(), "OPTIONS": options}
    }


def cache_url() -> str:
    """The cache, in the database after the broker's of the same server."""
    url = str(env.str("REDIS_URL", default=""))
    if not url:
        return f"unix://{broker.socket_path(VAR_DIR)}?db=1"
    parts = urlsplit(url)
    database = int(parts.path.strip("/") or 0) + 1
    return parts._replace(path=f"/{database}").geturl()


def logging() -> dict[str, Any]:
    """One line of JSON a record, without what people typed (config/log_lines.py)."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "config.log_lines.LineFormatter"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"}
        },
        "root": {
            "handlers": ["console"],
            "level": env.str("LOG_LEVEL", default="INFO"),
        },
        "loggers": {
            # Django's own handlers would write every record again, and mail it.
            "django": {"handlers": [], "level": "INFO"},
            # Four lines a sign-in, which the audit records already.
            "axes": {"level": "WARNING"},
            # Each step of making a document, and a greeting with every command.
            "fontTools": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},
            "weasyprint": {"level": "WARNING"},
        },
    }
