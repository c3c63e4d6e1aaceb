"""Brings the data up to date before the pages are served; part of ``make run``.

One process for all of it, because loading Django takes longer than the work itself
when there is nothing to do. ``python -m config.prepare rest`` does what nobody should
wait for, while the pages are served.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

LEAST_URGENT = 19


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def migrate() -> None:
    """Apply the migrations that the database lacks; often there are none."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database up to date.")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static_files() -> None:
    """Collect them if one changed, unless these settings serve them from where they
    lie.
    """
    if settings.DEBUG or getattr(settings, "WHITENOISE_USE_FINDERS", False):
        return
    stamp = Path(settings.STATIC_ROOT) / "collected-from.txt"
    state = state_of_static_files()
    if not stamp.exists() or stamp.read_text() != state:
        say("Collecting the static files.")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state)


def state_of_static_files() -> str:
    """A digest over the name, size and time of every static file there is."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def load_the_rest() -> None:
    """Go on with the year of the demonstration unit, behind everybody's work."""
    if "load_demo" in get_commands():
        os.nice(LEAST_URGENT)
        call_command("load_demo", rest=True)


def main(arguments: list[str]) -> None:
    """Check, migrate, collect, and give an empty database its demonstration unit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    if arguments == ["rest"]:
        load_the_rest()
        return
    # Django checks itself in runserver alone; a bad workflow table must not serve.
    call_command("check", stdout=io.StringIO())
    migrate()
    collect_static_files()
    for command in ("load_demo", "load_marac_demo"):
        if command in get_commands():
            call_command(command, if_empty=True)
    if "expect_jobs" in get_commands():
        call_command("expect_jobs", verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])
