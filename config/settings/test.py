"""Tests: the real services, cheap password hashing, plain static files."""

from __future__ import annotations

from config.settings.base import *  # noqa: F403  (a settings layer is its base plus a few lines)
from config.settings.base import STORAGES as BASE_STORAGES
from config.settings.base import VAR_DIR

SECRET_KEY = "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Sessions that a test opens without a password may name Django's own backend.
AUTHENTICATION_BACKENDS += ["django.contrib.auth.backends.ModelBackend"]  # noqa: F405
# Files are served from where they lie; nothing is collected for a test.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Every test signs in from one address.
ACCOUNT_RATE_LIMITS = {"login": "9999/m/ip", "login_failed": "9999/m/ip"}
TRIAL = True
# Nothing is scheduled beside a test.
WATCH_JOBS = False
STORAGES = {
    **BASE_STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "test-documents")},
    },
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The browser of the tests keeps connections to a server that ends with each test.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405  (from the base)
