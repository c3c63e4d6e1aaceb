"""Proves that the record does not contradict itself (I1, I2, I5 and I6)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.models import Case
from casework.queries.invariants import faults_found


class Command(BaseCommand):
    """``manage.py verify_invariants``; ends with an error if something is wrong."""

    help = "Check stages, audit, dates and the chain of the audit of every case."

    def handle(self, *args: Any, **options: Any) -> None:
        """Every fault is named by reference, the first ones of each kind."""
        faults = list(faults_found())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError("The record contradicts itself.")
        self.stdout.write(f"{Case.objects.count()} cases agree with their history.")
