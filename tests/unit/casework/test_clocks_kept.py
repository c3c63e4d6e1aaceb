"""Clocks start, stop and run again with the moves; the statutory one never pauses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from casework.actions.work import begin_waiting, extend_target
from casework.models import Case, ClockRule, Deadline
from casework.moment import frozen, now
from casework.workflow.perform import perform
from disclosure.actions.second_person import (
    answer_transfer,
    ask_sign_off,
    give_sign_off,
)
from disclosure.clares_law import S
from disclosure.scheme import CLARES_LAW
from tests.cast import Cast
from tests.stages import case_at
from tests.walks import walk_to

# Clares-law 9.3 and 9.5: the clocks that run at a stage, beside the 28 days.
RUNNING = {
    "received": {"overall", "first_contact"},
    "initial_checks": {"overall", "initial_checks"},
    "awaiting_meeting": {"overall", "meeting"},
    "research": {"overall", "research"},
    "decision_draft": {"overall", "recommendation"},
    "awaiting_review": {"overall", "decision", "decision_days"},
    "representations": {"overall", "representations"},
    "disclosure_planning": {"overall", "planning"},
    "disclosure_in_progress": {"overall", "delivery"},
    "no_disclosure_contact": {"overall", "telling"},
    "aftercare": {"aftercare"},
    "transfer_pending": {"overall", "transfer"},
    "closed": set(),
}
LIMITS = {
    "overall": (28, "calendar_days"),
    "first_contact": (4, "hours"),
    "initial_checks": (24, "hours"),
    "meeting": (10, "calendar_days"),
    "research": (18, "calendar_days"),
    "recommendation": (21, "calendar_days"),
    "decision": (23, "calendar_days"),
    "decision_days": (2, "working_days"),
    "representations": (5, "calendar_days"),
    "planning": (25, "calendar_days"),
    "delivery": (28, "calendar_days"),
    "telling": (28, "calendar_days"),
    "aftercare": (14, "calendar_days"),
    "transfer": (3, "working_days"),
    "emergency_review": (24, "hours"),
    # Research 9: when another force is chased and when somebody higher is asked.
    "request_due": (5, "working_days"),
    "request_chase": (3, "working_days"),
    "request_escalate": (7, "working_days"),
    # A refused undertaking goes back to the decision maker at once (T12r).
    "fast_track": (24, "hours"),
}


def running(case: Any) -> set[str]:
    """The keys of the clocks that run."""
    rows = Deadline.objects.filter(case=case, met_at=None, ended_at=None)
    return set(rows.values_list("key", flat=True))


def test_the_limits_are_those_of_the_guidance_and_the_unit() -> None:
    shipped = {row.key: (row.limit, row.unit.value) for row in CLARES_LAW.clocks}
    assert shipped == LIMITS


@pytest.mark.django_db
def test_every_limit_is_a_row_with_its_basis() -> None:
    rows = ClockRule.objects.filter(scheme="clares_law")
    assert {row.key: (row.limit, row.unit) for row in rows} == LIMITS
    assert all(row.basis for row in rows)


@pytest.mark.parametrize("stage", S.values)
def test_the_clocks_of_a_stage_run_in_it(cast: Cast, stage: str) -> None:
    case = case_at(stage, cast)
    assert running(case) == RUNNING[stage]
    kept = Case.objects.get(pk=case.pk)
    first = (
        Deadline.objects.filter(case=case, met_at=None, ended_at=None)
        .order_by("due_at", "id")
        .first()
    )
    shown = (first.due_at, first.label) if first else (None, "")
    assert (kept.next_due_at, kept.next_due_name) == shown


def test_waiting_and_extending_leave_the_statutory_date(cast: Cast) -> None:
    """A waiting reason explains, never pauses (clares-law 9.6)."""
    case = walk_to(S.RESEARCH, cast.crew)
    before = Deadline.objects.get(case=case, key="overall")
    later = case.target_on + dt.timedelta(days=7)
    begin_waiting(
        case, by=cast.researcher, reason="pnd", label="Other force", on_whom="PND"
    )
    extend_target(
        case,
        by=cast.supervisor,
        new_target=later,
        reason="Live investigation",
        applicant_told=True,
    )
    after = Deadline.objects.get(case=case, key="overall")
    kept = Case.objects.get(pk=case.pk)
    assert (after.started_at, after.due_at, after.met_at) == (
        before.started_at,
        before.due_at,
        None,
    )
    assert (kept.due_on, kept.target_on) == (case.due_on, later)
    assert kept.waiting_on == "Other force"


def test_a_clock_that_was_met_runs_again_with_its_old_date(cast: Cast) -> None:
    """Going back to research does not give research more time."""
    start = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    with frozen(start):
        case = walk_to(S.RESEARCH, cast.crew)
    first = Deadline.objects.get(case=case, key="research")
    with frozen(start + dt.timedelta(days=3)):
        case = walk_to(S.DECISION_DRAFT, cast.crew, received_at=start)
    with frozen(start + dt.timedelta(days=10)):
        case = perform(
            case, "research_further", by=cast.researcher, reason="A name is missing"
        )
    again = Deadline.objects.get(case=case, key="research")
    assert again.met_at is None
    assert again.due_at == first.due_at


def test_a_transfer_offered_lets_the_28_days_run(cast: Cast) -> None:
    """T15: the clock continues, and the case goes back to the stage that it left."""
    case = case_at(S.TRANSFER_PENDING, cast)
    due = Deadline.objects.get(case=case, key="overall").due_at
    answer_transfer(case, by=cast.supervisor, accepted=False, reference="R 1")
    case = perform(case, "resume_research", by=cast.supervisor, reason="They decline")
    assert running(case) == RUNNING[S.RESEARCH]
    assert Deadline.objects.get(case=case, key="overall").due_at == due


def test_a_reopened_case_keeps_its_first_result_and_starts_a_second_clock(
    cast: Cast,
) -> None:
    """T16."""
    start = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    with frozen(start):
        case = walk_to("the end", cast.crew)
    first = Deadline.objects.get(case=case, key="overall")
    assert first.met_at == start
    with frozen(start + dt.timedelta(days=90)):
        ask_sign_off(case, by=cast.supervisor, purpose="reopening", reason="New facts")
        give_sign_off(case, by=cast.decision_maker, purpose="reopening")
        case = perform(case, "reopen_case", by=cast.supervisor, reason="New facts")
    kept, second = Deadline.objects.filter(case=case, key="overall").order_by("cycle")
    assert (kept.met_at, kept.due_at) == (first.met_at, first.due_at)
    assert second.cycle == 2
    assert second.started_at == start + dt.timedelta(days=90)
    assert second.met_at is None
    research = Deadline.objects.get(case=case, key="research", met_at=None)
    assert research.started_at == second.started_at


def test_a_new_limit_holds_for_cases_received_from_its_day(cast: Cast) -> None:
    """A changed number never moves the date of a case that is already here."""
    ClockRule.objects.create(
        scheme="clares_law",
        key="overall",
        label="28-day limit",
        limit=21,
        unit="calendar_days",
        basis="A test",
        guidance_version="2027-01",
        valid_from=dt.date(2026, 6, 1),
    )
    before = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)
    with frozen(before + dt.timedelta(days=2)):
        old = walk_to(S.RECEIVED, cast.crew, received_at=before)
        new = walk_to(S.RECEIVED, cast.crew, received_at=before + dt.timedelta(days=1))
    assert old.due_on == dt.date(2026, 6, 28)
    assert new.due_on == dt.date(2026, 6, 22)
    assert new.guidance_version == "2027-01"


def test_a_late_case_stays_late(cast: Cast) -> None:
    """There is no way to hide lateness: met after due is kept as it was."""
    received = now() - dt.timedelta(days=40)
    case = walk_to("the end", cast.crew, received_at=received)
    overall = Deadline.objects.get(case=case, key="overall")
    assert overall.met_at is not None
    assert overall.met_at > overall.due_at
    assert Case.objects.get(pk=case.pk).lateness_cause == "demand"
