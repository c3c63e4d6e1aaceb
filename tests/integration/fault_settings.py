"""Settings of the processes that are killed: real services, mail in a folder."""

from __future__ import annotations

from config.settings.test import *  # noqa: F403  (a settings layer is its base plus a few lines)

EMAIL_BACKEND = "casework.mail_on_disk.DiskBackend"
