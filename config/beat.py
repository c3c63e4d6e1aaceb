"""A Celery beat that may be started many times but runs once.

Two plain beats send every task twice. Here a session advisory lock of PostgreSQL
elects the leader; when it dies its session ends, and another one takes over.
"""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connections
from django_celery_beat.schedulers import DatabaseScheduler

# "CASE": any constant, the same for all beats of one database.
LOCK = 0x43415345
SECONDS_BETWEEN_ATTEMPTS = 2.0
ADDRESS = ("dbname", "user", "password", "host", "port")
TLS = ("sslmode", "sslrootcert", "sslcert", "sslkey")


class SingletonDatabaseScheduler(DatabaseScheduler):
    """Django's schedule in the database, sent by the leader alone."""

    _session: psycopg.Connection[tuple[bool]] | None = None
    _leads = False

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due if this beat leads; returns seconds until the next look."""
        if not self._is_leader():
            return SECONDS_BETWEEN_ATTEMPTS
        seconds: float = super().tick(*args, **kwargs)
        return seconds

    def _is_leader(self) -> bool:
        try:
            if self._session is None or self._session.closed:
                self._leads = False
                self._session = _open_session()
            if self._leads:
                # Proof that the session, and so the lock, still exists.
                self._session.execute("SELECT 1")
            else:
                row = self._session.execute(
                    "SELECT pg_try_advisory_lock(%s)", [LOCK]
                ).fetchone()
                self._leads = row is not None and row[0]
        except psycopg.OperationalError:
            self._session, self._leads = None, False
        return self._leads


def _open_session() -> psycopg.Connection[tuple[bool]]:
    """A session of its own: Django's may be closed or reused at any time."""
    known = connections["default"].get_connection_params()
    address = {name: known[name] for name in ADDRESS + TLS if name in known}
    return psycopg.connect(**address, autocommit=True, application_name="casework-beat")
