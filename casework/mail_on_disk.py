"""Where the trial's e-mails go: a folder, shown on a page. Nothing leaves the machine.

A file is named by the Message-ID and appears whole, so that sending the same message
twice, or dying half-way, leaves one file or none.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage as Parsed
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

MOST_SHOWN = 50


def folder() -> Path:
    """Where they are."""
    return Path(settings.MAIL_DIR)


class DiskBackend(BaseEmailBackend):
    """Django's interface to the folder."""

    def __init__(self, fail_silently: bool = False, **_: Any) -> None:  # noqa: FBT001, FBT002  Django's signature
        super().__init__(fail_silently=fail_silently)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each message; OSError if the folder takes none."""
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            _write(message)
        return len(email_messages)


def _write(message: EmailMessage) -> None:
    identity = str(message.extra_headers["Message-ID"])
    name = hashlib.sha256(identity.encode()).hexdigest()
    descriptor, draft = tempfile.mkstemp(dir=folder(), suffix=".part")
    with os.fdopen(descriptor, "wb") as file:
        file.write(message.message().as_bytes())
    Path(draft).replace(folder() / f"{name}.eml")


def newest(most: int = MOST_SHOWN) -> list[Parsed]:
    """The e-mails of the folder, the newest first."""
    if not folder().is_dir():
        return []
    files = sorted(
        folder().glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True
    )
    return [
        message_from_bytes(file.read_bytes(), policy=policy.default)
        for file in files[:most]
    ]
