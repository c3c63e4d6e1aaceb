"""From now on the scheduled jobs are expected; the last step of setting up."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from casework.jobs import expect_jobs, known_jobs


class Command(BaseCommand):
    """``manage.py expect_jobs``; changes nothing the second time."""

    help = "Tell the watchdog which jobs there are, so that silence is noticed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each job gets its row."""
        expect_jobs()
        self.stdout.write(f"{len(known_jobs())} jobs are expected.")
