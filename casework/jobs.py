"""The watchdog: every scheduled job records its runs, and silence is told.

A job is a Celery task wrapped in ``watched()``. Its run is a row before the work and
after it; a run that is killed stays "runs" and is shown as stuck.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass

from celery import current_app
from django.conf import settings

from casework.models import JobOutcome, JobRun, JobState
from casework.moment import now

# Longer than any task may take (CELERY_TASK_TIME_LIMIT): it was killed.
STUCK_AFTER = dt.timedelta(minutes=15)
KEPT = dt.timedelta(days=14)
EVERY_MINUTE = dt.timedelta(minutes=10)
EVERY_HOUR = dt.timedelta(hours=2)
EVERY_DAY = dt.timedelta(hours=26)


class Contradiction(Exception):  # noqa: N818  what a check found, no fault of it
    """What a job found; its words are kept with the run, for they name no person."""


@dataclass(frozen=True)
class Job:
    """A scheduled job: its task, what it is called, and how long it may be silent."""

    name: str
    label: str
    silent_after: dt.timedelta


JOBS: dict[str, Job] = {}


def watched(
    name: str, label: str, silent_after: dt.timedelta
) -> Callable[[Callable[[], object]], Callable[[], None]]:
    """Decorator below ``shared_task``: record each run of the job.

    What the function returns is kept as the run's note. An error is recorded by its
    kind, not its words, and raised.
    """
    JOBS[name] = Job(name, label, silent_after)

    def decorate(work: Callable[[], object]) -> Callable[[], None]:
        @functools.wraps(work)
        def run() -> None:
            row = JobRun.objects.create(name=name, started_at=now())
            try:
                said = work()
            except Contradiction as found:
                _end(row, JobOutcome.FAILED, str(found))
                _was_done(row)
                return
            except Exception as problem:
                _end(row, JobOutcome.FAILED, type(problem).__name__)
                raise
            _end(row, JobOutcome.DONE, "" if said is None else str(said))
            _was_done(row)

        return run

    return decorate


def _end(row: JobRun, how: JobOutcome, note: str) -> None:
    row.outcome, row.note, row.ended_at = how, note, now()
    row.save(update_fields=["outcome", "note", "ended_at"])


def _was_done(row: JobRun) -> None:
    done = {"done_at": row.ended_at}
    JobState.objects.update_or_create(
        name=row.name, defaults=done, create_defaults={"since": row.started_at, **done}
    )


@functools.cache
def known_jobs() -> dict[str, Job]:
    """Every job there is. A web process has not loaded the tasks before it asks."""
    current_app.loader.import_default_modules()
    return JOBS


def silent_jobs() -> list[Job]:
    """The jobs that were not done for longer than they may be; one query."""
    if not settings.WATCH_JOBS:
        return []
    states = {row.name: row for row in JobState.objects.order_by("pk")}
    if not states:
        return list(known_jobs().values())
    first = min(row.since for row in states.values())
    at, silent = now(), []
    for job in known_jobs().values():
        state = states.get(job.name)
        last = (state.done_at or state.since) if state else first
        if at - last > job.silent_after:
            silent.append(job)
    return silent


def expect_jobs() -> None:
    """From now on every job is expected; called when a product is set up."""
    for name in known_jobs():
        JobState.objects.get_or_create(name=name, defaults={"since": now()})


def forget_old_runs() -> int:
    """Delete the records of runs that nobody looks at any more; returns how many."""
    return JobRun.objects.filter(started_at__lt=now() - KEPT).delete()[0]
