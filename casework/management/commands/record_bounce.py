"""Records that an e-mail came back; a mail server pipes the returned message here."""

from __future__ import annotations

import re
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.actions.outbox import record_bounce

# Our Message-ID: a token, how often it was sent again, our domain.
OURS = re.compile(rb"<([0-9a-f]{32})\.\d+@")


class Command(BaseCommand):
    """``manage.py record_bounce < message``: finds our Message-ID anywhere in it."""

    help = "Record that an e-mail of ours came back; reads the message that returned."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ends with an error if the message names none that was sent."""
        for token in OURS.findall(sys.stdin.buffer.read()):
            if record_bounce(token.decode(), why="The message came back."):
                self.stdout.write("Recorded.")
                return
        raise CommandError("This message names no e-mail that was sent from here.")
