"""How the scheduled work goes: the last run of each job, and runs to look at."""

from __future__ import annotations

from casework.jobs import STUCK_AFTER, Job, known_jobs, silent_jobs
from casework.models import JobOutcome, JobRun, JobState
from casework.moment import now

CHECK = "casework.tasks.check_record"
MOST_RUNS = 50


def jobs_now() -> list[tuple[Job, JobState | None, bool]]:
    """Every job with when it was last done, and whether it is silent; two queries."""
    states = {row.name: row for row in JobState.objects.order_by("pk")}
    silent = {job.name for job in silent_jobs()}
    jobs = sorted(known_jobs().values(), key=lambda job: job.label)
    return [(job, states.get(job.name), job.name in silent) for job in jobs]


def runs_to_look_at() -> list[JobRun]:
    """Those that failed, and those that run for longer than a run may: killed."""
    rows = JobRun.objects.filter(
        outcome__in=(JobOutcome.FAILED, JobOutcome.RUNNING)
    ).order_by("-started_at", "-pk")[: MOST_RUNS * 2]
    return [row for row in rows if row.outcome == JobOutcome.FAILED or is_stuck(row)][
        :MOST_RUNS
    ]


def is_stuck(run: JobRun) -> bool:
    """Whether a run that never ended cannot be running any more."""
    return run.outcome == JobOutcome.RUNNING and now() - run.started_at > STUCK_AFTER


def last_check() -> JobRun | None:
    """The last check of the whole record that ended."""
    ended = JobRun.objects.filter(name=CHECK, ended_at__isnull=False)
    return ended.order_by("-started_at", "-pk").first()


def has_contradiction() -> bool:
    """Whether the last check found something."""
    check = last_check()
    return check is not None and check.outcome == JobOutcome.FAILED
