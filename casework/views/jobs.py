"""The scheduled work, for administrators: what was done or failed, and again."""

from __future__ import annotations

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from casework import audit
from casework.jobs import Job, known_jobs
from casework.models import JobOutcome, JobRun, JobState
from casework.moment import now
from casework.queries.jobs import is_stuck, jobs_now, last_check, runs_to_look_at
from casework.views.mail import administrator
from casework.views.moments import say_moment_short

KILLED = "It began and never ended: its worker was stopped."
AWAY = "The work could not be handed over: the message broker is away."


@require_safe
@transaction.atomic
def jobs(request: HttpRequest) -> HttpResponse:
    """Every job with its last run, runs to look at, and the nightly check."""
    user = administrator(request)
    audit.record_list_view(by=user, page="the scheduled work")
    check = last_check()
    context = {
        "jobs": [_job(*row) for row in jobs_now()],
        "runs": [_run(row) for row in runs_to_look_at()],
        "check": check and _check(check),
    }
    return render(request, "casework/jobs.html", context)


def _job(job: Job, state: JobState | None, silent: bool) -> dict[str, object]:  # noqa: FBT001  a row of a query
    done = state.done_at if state else None
    return {
        "job": job,
        "done": say_moment_short(done) if done else "Not yet",
        "tag": ("Silent", "red") if silent else ("As it should be", "green"),
    }


def _run(run: JobRun) -> dict[str, object]:
    stuck = is_stuck(run)
    known = known_jobs().get(run.name)
    return {
        "run": run,
        "label": known.label if known else run.name,
        "can_restart": known is not None,
        "when": say_moment_short(run.started_at),
        "tag": ("Stuck", "orange") if stuck else ("Failed", "red"),
        "note": "It began and never ended: its worker was stopped."
        if stuck
        else run.note,
    }


def _check(run: JobRun) -> dict[str, object]:
    return {
        "when": say_moment_short(run.started_at),
        "is_well": run.outcome == JobOutcome.DONE,
        "lines": run.note.splitlines(),
    }


@require_POST
def job_again(request: HttpRequest) -> HttpResponse:
    """Hand a job to a worker now; each job may be done twice without harm."""
    user = administrator(request)
    name = request.POST.get("job", "")
    job = known_jobs().get(name)
    if job is None:
        raise Http404("No such job.")
    with transaction.atomic():
        state, _ = JobState.objects.get_or_create(name=name, defaults={"since": now()})
        audit.record_security(
            by=user,
            verb="run_job",
            sentence=f"Started scheduled work by hand: {job.label}",
            about=state,
        )
    try:
        current_app.send_task(name)
    except OperationalError:
        messages.error(request, AWAY)
    else:
        messages.success(request, f"{job.label}: handed to a worker.")
    return HttpResponseRedirect(reverse("jobs"))
