"""The Celery app. Its settings are those of Django that begin with ``CELERY_``."""

from __future__ import annotations

from celery import Celery

app = Celery("config")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
