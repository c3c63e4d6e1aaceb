"""The sweep: each reminder once, to the right people, whatever was missed (F-18 ff)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from accounts.models import User
from casework.actions import reminders
from casework.actions.contact_attempts import plan_contact
from casework.actions.holidays import count_again_for_holidays
from casework.actions.information_requests import send_request
from casework.actions.reminders import look_again, remind_of_everything, steps_in_use
from casework.actions.work import begin_waiting
from casework.clock import LONDON, due_day
from casework.ladders import LADDERS, LIMITS
from casework.models import (
    AuditEvent,
    BankHolidayChange,
    Case,
    Deadline,
    Notification,
    ReminderStep,
)
from casework.moment import frozen, now
from casework.workflow.perform import perform
from disclosure.clares_law import S
from tests.cast import Cast
from tests.stages import case_at
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
# A Monday of January without a bank holiday in the weeks that follow.
MONDAY = dt.datetime(2027, 1, 11, 10, tzinfo=LONDON)


def sweep_at(at: dt.datetime) -> list[tuple[str, User]]:
    """Sweep at ``at``; returns what was told to whom, in order."""
    with frozen(at):
        before = set(Notification.objects.values_list("pk", flat=True))
        remind_of_everything()
        fresh = Notification.objects.exclude(pk__in=before).order_by("pk")
        return [(row.kind, row.recipient) for row in fresh.select_related("recipient")]


def at_day(case: Any, day: int, hour: int = 8) -> dt.datetime:
    """That hour of the day, day 0 being the one of receipt."""
    date = case.received_at.astimezone(LONDON).date() + day * DAY
    return dt.datetime.combine(date, dt.time(hour), tzinfo=LONDON)


@pytest.fixture
def case(cast: Cast) -> Any:
    """In research since day 0, looked at once."""
    with frozen(MONDAY):
        made = walk_to(S.RESEARCH, cast.crew, received_at=MONDAY)
        remind_of_everything()
    Notification.objects.all().delete()
    return made


def only(told: list[tuple[str, User]], *kinds: str) -> list[tuple[str, User]]:
    return [one for one in told if one[0] in kinds]


def test_the_ladder_of_the_28_days(case: Any, cast: Cast) -> None:
    """14, 7, 3, 1 days before, due today; day 21, day 25; past it (clares-law 9.5)."""
    owner, boss = cast.researcher, cast.supervisor
    limits = ("limit_ahead", "limit_escalated", "limit_passed")
    told = {}
    for day in range(1, 32):
        if found := only(sweep_at(at_day(case, day)), *limits):
            told[day] = sorted(found, key=repr)
    deciders = (cast.decision_maker, cast.second_decision_maker)
    ahead, escalated = ("limit_ahead", owner), ("limit_escalated", boss)
    leads = [("limit_escalated", person) for person in deciders]
    passed = [("limit_passed", owner), ("limit_passed", boss)]
    wanted = {
        14: [ahead],
        21: [ahead, escalated],
        25: [ahead, *leads],
        27: [ahead],
        28: [ahead],
        29: passed,
    }
    assert told == {day: sorted(rows, key=repr) for day, rows in wanted.items()}


def test_what_was_missed_is_sent_once_a_step_and_not_once_a_night(
    case: Any, cast: Cast
) -> None:
    """The scheduler stops for three days, and for a week; then it starts again."""
    first = only(sweep_at(at_day(case, 24)), "limit_ahead", "limit_escalated")
    assert Counter(kind for kind, _ in first) == {
        "limit_ahead": 2,  # 14 and 7 days before
        "limit_escalated": 1,
    }
    later = only(sweep_at(at_day(case, 27)), "limit_ahead", "limit_escalated")
    assert Counter(kind for kind, _ in later) == {
        "limit_ahead": 2,  # 3 days before, 1 day before
        "limit_escalated": 2,  # to each who decides
    }
    assert sweep_at(at_day(case, 27, 9)) == []
    assert only(sweep_at(at_day(case, 60)), "limit_passed") == [
        ("limit_passed", cast.researcher),
        ("limit_passed", cast.supervisor),
    ]
    assert sweep_at(at_day(case, 61)) == []


def test_the_words_are_those_of_the_moment_and_name_nothing(
    case: Any, cast: Cast
) -> None:
    sweep_at(at_day(case, 26))
    texts = Notification.objects.filter(kind="limit_ahead")
    assert {row.text for row in texts} == {"has a limit that ends in 2 days"}


def test_a_stage_reminds_by_its_own_limit_and_no_more_once_it_is_left(
    cast: Cast,
) -> None:
    """The recommendation is due by day 21; research, entered late, was by day 18."""
    with frozen(MONDAY):
        made = walk_to(S.DECISION_DRAFT, cast.crew, received_at=MONDAY)
        remind_of_everything()
    stage = ("stage_ahead", "stage_passed")
    assert only(sweep_at(at_day(made, 18)), *stage) == [
        ("stage_ahead", cast.researcher)
    ]
    with frozen(at_day(made, 19)):
        perform(
            case_of(made), "research_further", by=cast.researcher, reason="A check."
        )
    late = [only(sweep_at(at_day(made, day)), *stage) for day in range(19, 30)]
    assert late == [[]] * 11, "neither what was left nor what had come before"
    assert Notification.objects.filter(kind="limit_passed").exists()


def case_of(case: Any) -> Any:
    return Case.objects.get(pk=case.pk).scheme_case()


def test_nothing_met_ended_or_closed_ever_reminds(cast: Cast) -> None:
    with frozen(MONDAY):
        closed = case_at(S.CLOSED, cast)
        Notification.objects.all().delete()
    assert sweep_at(MONDAY + 90 * DAY) == []
    waiting = Deadline.objects.filter(case=closed, next_look_at__isnull=False)
    assert not waiting.exists(), "what is over leaves the index of the sweep"


def test_checks_within_24_hours_remind_by_the_hour(cast: Cast) -> None:
    with frozen(MONDAY):
        walk_to(S.INITIAL_CHECKS, cast.crew, received_at=MONDAY)
        remind_of_everything()
    told = {
        hour: only(sweep_at(MONDAY + hour * HOUR), "hours_ahead", "hours_passed")
        for hour in range(1, 27)
    }
    heard = {hour: [kind for kind, _ in rows] for hour, rows in told.items() if rows}
    assert heard == {
        12: ["hours_ahead"],
        20: ["hours_ahead"],
        23: ["hours_ahead"],
        24: ["hours_passed", "hours_passed"],
    }
    assert {person for _, person in told[24]} == {cast.researcher, cast.supervisor}


def test_what_nobody_has_is_the_business_of_those_who_allocate(
    case: Any, cast: Cast
) -> None:
    Case.objects.filter(pk=case.pk).update(owner=None)
    told = only(sweep_at(at_day(case, 14)), "limit_ahead")
    assert told == [("limit_ahead", cast.supervisor)]


def test_requests_are_chased_step_by_step_and_say_when_the_28_days_are_over(
    case: Any, cast: Cast
) -> None:
    """3, 5 and 7 working days (research 9), then the statutory date (features 6)."""
    subject = case.involvements.get(part="subject").person
    with frozen(MONDAY):
        send_request(
            case,
            subject,
            by=cast.researcher,
            sent_at=now(),
            kind="probation",
            asked_of="Probation",
            question="Any risk?",
            safe_words="A safeguarding enquiry.",
            channel="Secure e-mail",
        )
    asked = (
        "request_chase",
        "request_due",
        "request_escalate",
        "request_past_limit",
    )
    told = {
        day: [kind for kind, _ in rows]
        for day in range(1, 32)
        if (rows := only(sweep_at(at_day(case, day)), *asked))
    }
    assert told == {
        4: ["request_chase"],
        8: ["request_due"],
        10: ["request_escalate", "request_escalate"],
        29: ["request_past_limit", "request_past_limit"],
    }


def test_waits_and_appointments_remind(case: Any, cast: Cast) -> None:
    with frozen(MONDAY):
        begin_waiting(
            case,
            by=cast.researcher,
            reason="agency",
            label="Partner agency's reply",
            on_whom="Probation",
        )
        plan_contact(
            case_of(case),
            case.contact_plans.get(),
            by=cast.researcher,
            planned_for=MONDAY + 30 * HOUR,
            method="call",
            purpose="Arrange the visit",
        )
    wanted = ("wait_long", "contact_ahead", "contact_unrecorded")
    told = [
        (hours, kind, person.username)
        for hours in range(1, 180)
        for kind, person in only(sweep_at(MONDAY + hours * HOUR), *wanted)
    ]
    assert told == [
        (6, "contact_ahead", "researcher"),
        (28, "contact_ahead", "researcher"),
        (32, "contact_unrecorded", "researcher"),
        (54, "contact_unrecorded", "supervisor"),
        (69, "wait_long", "researcher"),
        (165, "wait_long", "supervisor"),
    ]


def test_of_two_sweeps_with_the_same_rows_one_reminds(case: Any) -> None:
    """The second one's conditional UPDATE moves nothing (a claim, not a look)."""
    with frozen(at_day(case, 14)):
        at, steps = now(), steps_in_use()
        rows = reminders._due(LIMITS, at)
        looks = [reminders._look(LIMITS, row, steps, at) for row in rows]
        assert reminders._claim(LIMITS, looks, at) == {row.pk for row in rows}
        assert reminders._claim(LIMITS, looks, at) == set()


def test_a_changed_step_counts_at_once_and_reaches_back_to_nothing(
    case: Any, cast: Cast
) -> None:
    sweep_at(at_day(case, 20))
    steps = ReminderStep.objects.filter(scheme=case.scheme, ladder="overall")
    steps.filter(amount=-7).update(amount=-6)
    steps.filter(amount=-14).update(amount=-10)
    look_again()
    assert only(sweep_at(at_day(case, 21)), "limit_ahead") == []
    assert only(sweep_at(at_day(case, 22)), "limit_ahead") == [
        ("limit_ahead", cast.researcher)
    ]


def test_a_holiday_moves_running_dates_tells_owners_and_leaves_closed_cases(
    cast: Cast,
) -> None:
    """Reliability F-21."""
    with frozen(MONDAY):
        running = case_at(S.AWAITING_REVIEW, cast)
        over = case_at(S.AWAITING_REVIEW, cast)
        perform(over, "return_proposal", by=cast.decision_maker, reason="A gap.")
        Notification.objects.all().delete()
        was = running.deadlines.get(key="overall").due_at
        met = over.deadlines.get(key="decision_days").due_at
        holiday = MONDAY.date() + DAY
        BankHolidayChange.objects.create(day=holiday, name="Day of Jo Bloggs")
        assert count_again_for_holidays() == 1
        assert count_again_for_holidays() == 0
    moved = running.deadlines.get(key="decision_days")
    assert due_day(moved.due_at) == MONDAY.date() + 3 * DAY
    assert running.deadlines.get(key="overall").due_at == was
    assert over.deadlines.get(key="decision_days").due_at == met
    case = Case.objects.get(pk=running.pk)
    assert case.next_due_at == moved.due_at
    event = AuditEvent.objects.get(verb="count_date_again")
    assert (event.case_id, event.actor_name) == (running.pk, "The system")
    assert "from 13/01/2027 to 14/01/2027" in event.sentence
    told = Notification.objects.get(kind="date_moved")
    assert told.recipient == case.owner


def test_every_ladder_has_steps_and_every_step_says_something() -> None:
    names = {step.ladder for step in ReminderStep.objects.all()}
    assert {ladder.key for ladder in LADDERS[1:]} | {"overall", "stage"} <= names
