"""Scheduled work records its runs; silence, failure and contradiction are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from celery import current_app
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework import jobs, tasks
from casework.jobs import (
    EVERY_DAY,
    EVERY_MINUTE,
    JOBS,
    expect_jobs,
    known_jobs,
    watched,
)
from casework.models import AuditEvent, Case, Deadline, JobOutcome, JobRun, JobState
from casework.moment import frozen, now
from casework.queries.invariants import faults_found
from disclosure import tasks as disclosure_tasks
from marac import tasks as marac_tasks
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _watching(settings: Any) -> Iterator[None]:
    settings.WATCH_JOBS = True
    JobState.objects.all().delete()
    before = dict(known_jobs())
    yield
    JOBS.clear()
    JOBS.update(before)


# Importing them makes their jobs known.
OTHERS = (disclosure_tasks, marac_tasks)


def test_every_job_of_the_schedule_is_watched(settings: Any) -> None:
    planned = {row["task"] for row in settings.CELERY_BEAT_SCHEDULE.values()}
    assert planned - set(JOBS) == set()
    assert set(JOBS) <= set(current_app.tasks)


def test_a_run_is_recorded_and_a_failure_by_its_kind_alone() -> None:
    @watched("test.job", "A job", EVERY_MINUTE)
    def job() -> str:
        if fail:
            raise ValueError("Maria Novak")
        return "All well."

    fail = False
    job()
    fail = True
    with pytest.raises(ValueError, match="Maria"):
        job()
    second, first = JobRun.objects.filter(name="test.job")
    assert (first.outcome, first.note) == (JobOutcome.DONE, "All well.")
    assert (second.outcome, second.note) == (JobOutcome.FAILED, "ValueError")


def test_silence_turns_the_banner_red_and_the_product_not_ready(
    cast: Cast, sign_in: SignIn, client: Client
) -> None:
    start = now()
    expect_jobs()
    ada, words = sign_in(cast.administrator), "Work that runs by itself has stopped"
    with frozen(start + EVERY_MINUTE - MINUTE):
        assert client.get("/readyz/").json()["jobs"] == "ok"
        assert words not in ada.get(reverse("jobs")).content.decode()
    with frozen(start + EVERY_MINUTE + MINUTE):
        answer = client.get("/readyz/")
        assert (answer.status_code, answer.json()["jobs"]) == (503, "failed")
        page = ada.get(reverse("notices")).content.decode()
        assert words in page
        assert "Reminders" in page
        assert "Draw of second looks" not in page, "a day has not passed"
        assert words not in sign_in(cast.supervisor).get("/").content.decode()
        for name in JOBS:
            JobState.objects.filter(name=name).update(done_at=now())
        assert client.get("/readyz/").status_code == 200
    with frozen(start + EVERY_DAY + EVERY_MINUTE + MINUTE):
        assert "Draw of second looks" in ada.get(reverse("jobs")).content.decode()


def test_stuck_and_failed_runs_are_listed_and_started_again(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "casework.tasks.send_reminders"
    JobRun.objects.create(name=name, started_at=now() - jobs.STUCK_AFTER - MINUTE)
    JobRun.objects.create(name=name, started_at=now())
    ada = sign_in(cast.administrator)
    page = ada.get(reverse("jobs")).content.decode()
    assert page.count("its worker was stopped") == 1
    sent: list[str] = []
    monkeypatch.setattr(current_app, "send_task", sent.append)
    ada.post(reverse("job_again"), {"job": name})
    assert sent == [name]
    assert AuditEvent.objects.get(verb="run_job").actor == cast.administrator
    assert ada.post(reverse("job_again"), {"job": "os.remove"}).status_code == 404


def test_the_nightly_check_tells_administrators_what_it_found(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("research", cast.crew)
    assert list(faults_found()) == []
    tasks.check_record()
    ada = sign_in(cast.administrator)
    assert "Nothing found" in ada.get(reverse("jobs")).content.decode()

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE casework_deadline SET due_at = due_at - interval '1 day'"
            " WHERE case_id = %s AND key = 'overall'",
            [case.pk],
        )
        cursor.execute(
            "DELETE FROM casework_auditevent WHERE case_id = %s AND verb = %s",
            [case.pk, "begin_research"],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    Case.objects.filter(pk=case.pk).update(next_due_at=now())
    found = " ".join(faults_found())
    for said in (
        "has a date that its rule does not give",
        "has made other moves than its audit tells",
        "shows another next date",
        "chain",
    ):
        assert said in found
    tasks.check_record()
    page = ada.get(reverse("jobs")).content.decode()
    assert "the record contradicts itself" in page
    assert "has a date that its rule does not give" in page
    with pytest.raises(CommandError):
        call_command("verify_invariants", stdout=StringIO(), stderr=StringIO())
    assert Deadline.objects.filter(case=case).exists()
