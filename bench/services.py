"""The benchmark's own PostgreSQL and Valkey, and Django on top of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.places import ROOT
from config.services import for_tests


def folder_of(name: int | str) -> Path:
    """Where the services of a scale, or of another measurement, keep their files."""
    return ROOT / "var" / f"bench-{name}"


@contextmanager
def started(name: int | str) -> Iterator[None]:
    """Both services on ``var/bench-<name>``, migrated, and Django set up.

    A scale has a database of its own, so that two scales can be compared. Neither the
    trial's data nor a test's is touched.
    """
    with for_tests(folder_of(name)):
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        import django  # noqa: PLC0415  the services must run before the settings

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415  the same

        call_command("migrate", interactive=False, verbosity=0)
        yield
