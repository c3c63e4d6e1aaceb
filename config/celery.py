"""The Celery app. Its settings are those of Django that begin with ``CELERY_``."""

from __future__ import annotations

import signal

from celery import Celery
from celery.signals import beat_embedded_init

from config.processes import follow_parent

app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def end_with_worker(**_: object) -> None:
    """Beat inside a worker is its child, which a killed worker cannot stop."""
    follow_parent(signal.SIGTERM)


# By name and not as a decorator, which without types would hide this function's.
beat_embedded_init.connect(end_with_worker)
