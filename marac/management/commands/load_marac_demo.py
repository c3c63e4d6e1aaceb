"""``manage.py load_marac_demo``: a MARAC at work in the trial's unit."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from casework.demo import settle_old_notices
from marac.demo.load import CASES, load_cases
from marac.demo.people import make_table
from marac.models import MaracCase


class Command(BaseCommand):
    """Only into the trial: fictional people never stand beside real ones."""

    help = "Load the demonstration MARAC into the trial's unit."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many cases (1,000 is a year), and whether one in use is an error."""
        parser.add_argument("--cases", type=int, default=CASES)
        parser.add_argument("--if-empty", action="store_true")

    def handle(self, *args: Any, cases: int, if_empty: bool, **options: Any) -> None:
        """Load everything in one transaction."""
        if MaracCase.objects.exists():
            if if_empty:
                return
            raise CommandError("There are cases of a MARAC already.")
        if not settings.TRIAL:
            raise CommandError("Demonstration data is for a trial only.")
        if not User.objects.filter(username="coordinator").exists():
            raise CommandError("Load the demonstration unit first.")
        with transaction.atomic():
            made = sum(1 for _case in load_cases(make_table(), cases=cases))
            settle_old_notices()
        self.stdout.write(f"Loaded {made} fictional cases of a MARAC.")
