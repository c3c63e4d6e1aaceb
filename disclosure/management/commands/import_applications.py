"""Take in a file of the force's website from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from casework.audit_context import acting_as
from disclosure.actions.inbox import import_file
from disclosure.website.source import UnreadableFile


class Command(BaseCommand):
    """``import_applications FILE --by USERNAME``: the whole file, or nothing of it."""

    help = "Take in a JSON file of website applications."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="USERNAME")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["by"], is_active=True).first()
        if user is None:
            raise CommandError("There is no active person with this username.")
        try:
            # One byte more than allowed is enough to refuse the rest.
            with options["file"].open("rb") as file:
                raw = file.read(settings.INBOX_LIMIT_BYTES + 1)
            with acting_as(user):
                report = import_file(raw, by=user)
        except OSError as problem:
            raise CommandError(f"Cannot read the file: {problem.strerror}") from None
        except (UnreadableFile, PermissionDenied) as refusal:
            raise CommandError(f"Nothing was taken in. {refusal}") from None
        self.stdout.write(report.said)
        self.stdout.write(f"{report.urgent} say that somebody is in danger now.")
