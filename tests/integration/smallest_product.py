"""Settings, and addresses, of the least that the supervisor can run."""

from __future__ import annotations

from datetime import timedelta

from config.env import broker_url, databases

SECRET_KEY = "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__
urlpatterns: list[object] = []
INSTALLED_APPS = ["django.contrib.contenttypes", "django_celery_beat"]
USE_TZ = True
DATABASES = databases()
WHITENOISE_USE_FINDERS = True
CELERY_BROKER_URL = broker_url()
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULER = "config.beat:SingletonDatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "nothing": {"task": "celery.accumulate", "schedule": timedelta(seconds=1)}
}
