"""Two addresses for machines: is the process up, and can it do its work."""

from __future__ import annotations

from collections.abc import Callable

from celery import current_app
from celery.exceptions import OperationalError
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from casework.audit import record
from casework.jobs import silent_jobs
from casework.models import ActionClass

BROKER_SECONDS = 1


@never_cache
@login_not_required
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 "ok" from a process that answers; asks nothing of any other service."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@login_not_required
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 if everything a page needs is there, else 503; names what failed, not why."""
    found = {name: _outcome(check) for name, check in CHECKS.items()}
    ready = all(outcome == "ok" for outcome in found.values())
    return JsonResponse(found, status=200 if ready else 503)


def database_answers() -> bool:
    """Whether a query is answered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() is not None


def migrations_are_applied() -> bool:
    """Whether the database has every migration that this code has."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def broker_answers() -> bool:
    """Whether tasks can be handed over; asks once, for a second at most."""
    limits = {
        "socket_connect_timeout": BROKER_SECONDS,
        "socket_timeout": BROKER_SECONDS,
    }
    options = {**current_app.conf.broker_transport_options, **limits}
    with current_app.connection_for_write(transport_options=options) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
    return True


def audit_is_writable() -> bool:
    """Whether an event can be written: without one there is no act and no page.

    The event is taken back, so that asking leaves no trace.
    """
    with transaction.atomic():
        record(
            None,
            by=None,
            verb="check_health",
            sentence="Health check",
            action_class=ActionClass.SECURITY,
        )
        transaction.set_rollback(True)
    return True


def jobs_are_done() -> bool:
    """Whether every scheduled job was done as lately as it should be."""
    return not silent_jobs()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "broker": broker_answers,
    "audit": audit_is_writable,
    "jobs": jobs_are_done,
}


def _outcome(check: Callable[[], bool]) -> str:
    try:
        return "ok" if check() else "failed"
    except (Error, OperationalError):
        return "failed"
