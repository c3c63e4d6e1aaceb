"""``manage.py load_demo``: a trial unit with a year of fictional work."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from casework.clock import local_date
from casework.moment import now
from disclosure.demo.load import CASES, load_cases
from disclosure.demo.load_sarahs_law import CASES as CHILD_CASES
from disclosure.demo.load_sarahs_law import (
    FIRST_CASES,
    load_child_cases,
    load_closed_child_cases,
)
from disclosure.demo.people import STAFF, make_staff, staff_of_trial
from disclosure.models import SarahsLawCase


class Command(BaseCommand):
    """Only into an empty database: fictional people never stand beside real ones."""

    help = "Load the demonstration unit into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many cases, and whether a database in use is an error."""
        parser.add_argument("--cases", type=int, default=CASES)
        parser.add_argument(
            "--child-cases",
            type=int,
            default=FIRST_CASES,
            help="180 are a whole year",
        )
        parser.add_argument("--if-empty", action="store_true")
        parser.add_argument(
            "--rest", action="store_true", help="go on until the year is whole"
        )

    def handle(
        self,
        *args: Any,
        cases: int,
        child_cases: int,
        if_empty: bool,
        rest: bool,
        **options: Any,
    ) -> None:
        """Load everything in one transaction, then write the sign-ins."""
        if rest:
            load_the_rest()
            return
        if User.objects.exists():
            if if_empty:
                return
            raise CommandError("There are people in this database already.")
        if not settings.TRIAL:
            raise CommandError("Demonstration data is for a trial only.")
        total = cases + child_cases
        self.stdout.write(f"Loading {total} fictional applications (once).")
        passwords = {name: secrets.token_urlsafe(9) for name, _, _ in STAFF}
        since = local_date(now()) - dt.timedelta(days=800)
        with transaction.atomic():
            staff = make_staff(passwords, since)
            loaded = chain(
                load_cases(staff, cases=cases),
                load_child_cases(staff, cases=child_cases),
            )
            for number, _case in enumerate(loaded, start=1):
                if number % 40 == 0:
                    self.stdout.write(f"  {number} of {total}")
            write_sign_ins(settings.VAR_DIR / "sign-ins.txt", passwords)


def load_the_rest() -> None:
    """Make the year of a trial whole, a case a transaction; an ended run goes on.

    Does nothing where the people of the trial are not.
    """
    if not settings.TRIAL or not User.objects.filter(username=STAFF[0][0]).exists():
        return
    staff = staff_of_trial()
    for number in range(SarahsLawCase.objects.count(), CHILD_CASES):
        with transaction.atomic():
            list(load_closed_child_cases(staff, cases=1, seed=number))


def write_sign_ins(path: Path, passwords: dict[str, str]) -> None:
    """One line a job: role, username, password (the trial's alone, mode 0600)."""
    seen: set[str] = set()
    lines = []
    for username, _name, roles in STAFF:
        if roles[0] not in seen:
            seen.add(roles[0])
            lines.append(f"{roles[0].label}\t{username}\t{passwords[username]}\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(lines)
