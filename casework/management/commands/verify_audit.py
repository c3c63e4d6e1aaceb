"""Proves the audit: every hash again, every link, every head and every anchor."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.queries.audit_proof import first_bad_row, size_of_audit


class Command(BaseCommand):
    """``manage.py verify_audit``; ends with an error at the first bad row."""

    help = "Recompute every hash of the audit and name the first row that is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        """Events, then heads, then anchors."""
        if bad := first_bad_row():
            raise CommandError(bad)
        events, chains = size_of_audit()
        self.stdout.write(
            f"{events} events in {chains} chains are as they were written."
        )
