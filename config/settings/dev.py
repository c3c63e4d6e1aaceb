"""The trial on one machine that ``make run`` starts: plain HTTP on this host only."""

from __future__ import annotations

from config import trial_secret
from config.settings.base import *  # noqa: F403  (a settings layer is its base plus a few lines)
from config.settings.base import VAR_DIR, env

SECRET_KEY = trial_secret.read(VAR_DIR)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
TRIAL = True
# E-mails stay here and are shown on a page, unless a server is named.
if not env.str("EMAIL_URL", default=""):
    EMAIL_BACKEND = "casework.mail_on_disk.DiskBackend"
