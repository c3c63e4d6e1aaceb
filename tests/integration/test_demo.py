"""The trial shows every stage and every mark, and nothing of it is impossible."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from casework.models import (
    Case,
    CaseLink,
    ContactPlan,
    Deadline,
    Extension,
    ImmediateRisk,
    PlannedContact,
)
from disclosure.clares_law import S
from disclosure.demo.detours import DETOURS
from disclosure.demo.load import OPEN, load_cases
from disclosure.demo.people import STAFF, make_staff
from disclosure.models import (
    IssuedPaper,
    Paragraph,
    PrintedCopy,
    Referral,
    SamplingDraw,
)
from tests.cast import Cast
from tests.walks import DISCLOSED, NOT_DISCLOSED, Story, walk_to

pytestmark = pytest.mark.django_db


def in_progress() -> int:
    """How many visits of the trial are under way in the ordinary course."""
    return OPEN[S.DISCLOSURE_IN_PROGRESS]


FEW = sum(OPEN.values()) + len(DETOURS) + 3


def test_every_stage_and_mark_is_there() -> None:
    staff = make_staff({name: "x" for name, _, _ in STAFF}, dt.date(2024, 1, 1))
    cases = list(load_cases(staff, cases=FEW))
    assert len(cases) == FEW
    assert set(Case.objects.values_list("stage", flat=True)) == set(S.values)
    assert Case.objects.open().filter(due_on__lt=timezone.localdate()).exists()
    assert Case.objects.exclude(waiting_on="").exists()
    assert Extension.objects.exists()
    assert Case.objects.filter(restricted=True).count() == 1
    assert CaseLink.objects.exists()
    assert Deadline.objects.filter(cycle=2).exists()
    assert ImmediateRisk.objects.filter(stood_down_at=None).count() == 2
    on_time = Case.objects.exclude(lateness_cause="").exclude(
        deadlines__in=Deadline.objects.filter(key="overall", met_at__gte=F("due_at"))
    )
    assert not on_time.exists()
    assert SamplingDraw.objects.exists()
    assert PrintedCopy.objects.filter(ended_as="").count() == 2 * in_progress()
    assert PrintedCopy.objects.filter(ended_as="destroyed").count() == in_progress()
    assert IssuedPaper.objects.filter(released_at=None, release_needed=True).exists()
    assert Paragraph.objects.filter(is_shipped=False, approved_at=None).count() == 1
    assert PlannedContact.objects.filter(settled_at=None).exists()
    assert ContactPlan.objects.filter(
        superseded_at=None, doubted_at__isnull=False
    ).exists()
    running = Deadline.objects.filter(met_at=None, ended_at=None)
    assert running.filter(key="fast_track").count() == 1
    assert Referral.objects.filter(state="needed").exists()
    call_command("verify_invariants")


@pytest.mark.parametrize("story", [DISCLOSED, NOT_DISCLOSED])
def test_a_third_partys_case_goes_to_its_end(cast: Cast, story: Story) -> None:
    """A story of the whole trial that the few of the test above may not tell."""
    asked = replace(story, third_party=story.person_at_risk)
    assert walk_to(S.CLOSED, cast.crew, asked).is_closed
