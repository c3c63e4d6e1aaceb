"""The trial shows a MARAC at every stage, and nothing of it is impossible."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.db.models import Count

from accounts.models import User
from casework.models import Case
from disclosure.demo.people import STAFF, make_staff
from marac.demo.load import WAITING, load_cases
from marac.demo.people import make_table
from marac.models import Action, MaracCase, Meeting

pytestmark = pytest.mark.django_db
HEARD = 5


def test_every_stage_of_the_trial_is_there() -> None:
    make_staff({name: "x" for name, _, _ in STAFF}, dt.date(2024, 1, 1))
    cases = sum(count for _stage, count in WAITING) + HEARD
    made = list(load_cases(make_table(), cases=cases))
    assert len(made) == cases == MaracCase.objects.count()
    stages = dict(Case.objects.values_list("stage").annotate(Count("pk")))
    wanted = dict(WAITING)
    assert {stage: stages.get(stage) for stage in wanted} == wanted
    heard = stages.get("actions_open", 0) + stages.get("actions_complete", 0)
    assert heard == HEARD
    assert Action.objects.count() == 4 * HEARD
    days = {meeting.starts_at.weekday() for meeting in Meeting.objects.all()}
    assert days <= {1, 3}
    assert Meeting.objects.filter(state="list_published").count() == 1
    idva = User.objects.get(username="idva")
    agency = User.objects.get(username="agency")
    for person in (idva, agency):
        seen = Case.objects.visible_to(person)
        assert 0 < seen.count() < cases
    call_command("verify_invariants")
