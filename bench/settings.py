"""The product's own settings with its real services; only the secrets are invented."""

from __future__ import annotations

from config.settings.base import *  # noqa: F403  (a settings layer is its base plus a few lines)
from config.settings.base import STORAGES as BASE_STORAGES

SECRET_KEY = "bench-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost"]
# The product's addresses, and those of the limits beside them.
ROOT_URLCONF = "bench.urls"
# Names of static files are not looked up in a manifest that nobody collected.
STORAGES = {
    **BASE_STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
