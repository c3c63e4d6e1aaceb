"""Opening a case: reference, receipt, and the 28 days from the day of receipt."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from casework.actions.opening import CHECK_LETTERS, check_letter, open_case
from casework.models import AuditEvent, Case, Deadline, StageVisit
from casework.moment import frozen, now
from casework.schemes import scheme_named
from casework.workflow.perform import Refused
from disclosure.models import ClaresLawCase
from tests.cast import Cast

LONDON = ZoneInfo("Europe/London")


def take_in(cast: Cast, received_at: dt.datetime) -> ClaresLawCase:
    """A case of the control room, received then."""
    case: ClaresLawCase = open_case(
        scheme_named("clares_law"),
        by=cast.control_room,
        route="right_to_ask",
        received_at=received_at,
    )
    return case


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        (dt.datetime(2026, 10, 1, 23, 30, tzinfo=LONDON), dt.date(2026, 10, 29)),
        (dt.datetime(2026, 10, 1, 0, 30, tzinfo=LONDON), dt.date(2026, 10, 29)),
        (dt.datetime(2026, 3, 20, 23, 59, tzinfo=LONDON), dt.date(2026, 4, 17)),
        (dt.datetime(2026, 7, 1, 0, 0, tzinfo=LONDON), dt.date(2026, 7, 29)),
        (dt.datetime(2024, 2, 10, 12, 0, tzinfo=LONDON), dt.date(2024, 3, 9)),
    ],
)
def test_the_statutory_date_is_28_calendar_days_from_the_day_of_receipt(
    cast: Cast, received: dt.datetime, last_day: dt.date
) -> None:
    """Days are London's, whatever the hour and the summer time (F-18, F-19)."""
    with frozen(received + dt.timedelta(hours=1)):
        case = take_in(cast, received)
    assert case.due_on == case.target_on == last_day
    overall = Deadline.objects.get(case=case, key="overall")
    after = dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time.min, LONDON)
    assert overall.due_at == after
    assert overall.started_at == received


def test_a_case_typed_in_late_is_as_late_as_it_is(cast: Cast) -> None:
    """The clock starts when the police had it, not when somebody opened the form."""
    received = now() - dt.timedelta(days=27)
    case = take_in(cast, received)
    assert case.received_at == received
    assert case.opened_at > received
    assert case.due_on == received.astimezone(LONDON).date() + dt.timedelta(days=28)


@pytest.mark.parametrize(
    "received",
    [
        dt.datetime(2100, 1, 1, tzinfo=dt.UTC),
        dt.datetime(2013, 12, 31, 23, 59, tzinfo=dt.UTC),
    ],
)
def test_a_receipt_in_the_future_or_before_the_scheme_is_refused(
    cast: Cast, received: dt.datetime
) -> None:
    """T1."""
    with pytest.raises(Refused, match="future or before 2014"):
        take_in(cast, received)
    assert not Case.objects.exists()


def test_a_new_case_has_one_visit_one_event_and_what_is_due_first(cast: Cast) -> None:
    case = take_in(cast, now())
    (visit,) = StageVisit.objects.filter(case=case)
    assert (visit.stage, visit.left_at, visit.by) == (
        "received",
        None,
        cast.control_room,
    )
    (event,) = AuditEvent.objects.filter(case=case)
    assert event.verb == "open_case"
    assert case.next_due_name == "First contact form"
    assert case.unit == cast.unit
    assert case.guidance_version == "2023-04"


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.CONTROL_ROOM, Role.RESEARCHER, Role.SUPERVISOR})
)
def test_other_jobs_open_no_case(cast: Cast, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        open_case(
            scheme_named("clares_law"),
            by=cast.holding(role),
            route="right_to_ask",
            received_at=now(),
        )
    assert not Case.objects.exists()


def test_references_count_up_within_the_year_of_receipt(cast: Cast) -> None:
    with frozen(dt.datetime(2026, 2, 1, 12, tzinfo=dt.UTC)):
        days = ((2026, 1, 5), (2025, 12, 31), (2026, 1, 6))
        cases = [take_in(cast, dt.datetime(*day, 12, tzinfo=LONDON)) for day in days]
    assert [case.reference[:12] for case in cases] == [
        "CL-26-000001",
        "CL-25-000001",
        "CL-26-000002",
    ]


@given(st.integers(2014, 2099), st.integers(1, 999_999), st.integers(0, 7))
def test_one_wrong_figure_or_one_swap_shows(year: int, number: int, at: int) -> None:
    """The letter catches what people mistype most."""
    letter = check_letter("CL", year, number)
    assert letter in CHECK_LETTERS
    digits = f"{year % 100:02d}{number:06d}"
    for wrong in "0123456789":
        if wrong != digits[at]:
            other = digits[:at] + wrong + digits[at + 1 :]
            assert check_letter("CL", int(f"20{other[:2]}"), int(other[2:])) != letter
    for place, (left, right) in enumerate(pairwise(digits)):
        if left != right:
            other = digits[:place] + right + left + digits[place + 2 :]
            assert check_letter("CL", int(f"20{other[:2]}"), int(other[2:])) != letter
