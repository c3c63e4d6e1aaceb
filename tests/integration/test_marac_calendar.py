"""The calendar and the lists of meetings (issue 5.5; marac A4.2, M1 to M5, M13)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import AuditEvent
from casework.moment import now
from casework.workflow.perform import Refused, Stale, perform
from marac.actions.calendar import go_on_with_time, plan_all_meetings, plan_meetings
from marac.actions.meetings import shift_case
from marac.models import Meeting
from marac.states import M, S
from tests.cast import Cast
from tests.marac_cases import (
    Table,
    fresh,
    list_on,
    make_table,
    next_meeting,
    publish,
    refer,
    take_on,
)

SignIn = Callable[[User], Client]
# A Wednesday; the lists of Thursday (26) and of Tuesday are next.
AT = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def table(cast: Cast) -> Table:
    return make_table(cast)


def test_twelve_weeks_are_planned_once_and_what_was_moved_does_not_come_back(
    cast: Cast,
) -> None:
    with time_machine.travel(AT, tick=False):
        made = plan_meetings(cast.unit)
        # 24 days in 12 weeks; 25 December and 1 January are Fridays.
        assert len(made) == 24
        assert {one.starts_at.weekday() for one in made} == {1, 3}
        # The other unit has a coordinator as well; then nothing is missing.
        assert [plan_all_meetings(), plan_all_meetings()] == [24, 0]
        first, second = made[:2]
        perform(
            first, "move_meeting", by=cast.supervisor, to=second, reason="The room."
        )
        assert plan_meetings(cast.unit) == []
    with time_machine.travel(AT + dt.timedelta(weeks=1), tick=False):
        assert len(plan_meetings(cast.unit)) == 2
    said = AuditEvent.objects.filter(verb="plan_meetings")
    assert said.count() == 3
    assert {event.actor_name for event in said} == {"The system"}


def test_a_list_opens_when_the_one_before_is_cut_off_and_research_closes_in_time(
    table: Table,
) -> None:
    with time_machine.travel(AT, tick=False):
        plan_meetings(table.cast.unit)
        go_on_with_time()
        # Both cut-offs of this week's Thursday lie behind us: it and Tuesday are open.
        opened = Meeting.objects.filter(state=M.LIST_OPEN).order_by("starts_at")
        thursday, tuesday = opened
        case = list_on(table, take_on(table, refer(table)), tuesday)
        publish(table, tuesday)
        assert fresh(case).state == S.IN_RESEARCH
        # It is out before its cut-off, so what comes now is for the next one.
        assert [go_on_with_time(), go_on_with_time()] == [1, 0]
    with time_machine.travel(tuesday.research_due_at, tick=False):
        assert go_on_with_time() >= 2
        assert fresh(tuesday).state == M.RESEARCH_CLOSED
        assert fresh(case).state == S.READY
        assert Meeting.objects.filter(state=M.LIST_OPEN).count() == 3
        assert thursday.starts_at < now()


def test_a_published_list_that_is_moved_keeps_its_research(table: Table) -> None:
    """Who has answered has answered; who has not gets the time of the other meeting."""
    with time_machine.travel(AT, tick=False):
        plan_meetings(table.cast.unit)
        go_on_with_time()
        _thursday, tuesday = Meeting.objects.filter(state=M.LIST_OPEN).order_by(
            "starts_at"
        )
        case = list_on(table, take_on(table, refer(table)), tuesday)
        publish(table, tuesday)
        asked = set(case.research_requests.values_list("pk", flat=True))
        after = Meeting.objects.filter(state=M.PLANNED).order_by("starts_at")[0]
        perform(
            fresh(tuesday),
            "move_meeting",
            by=table.cast.supervisor,
            to=after,
            reason="The room is flooded.",
        )
    moved = case.research_requests.all()
    assert {row.pk for row in moved} == asked != set()
    assert {row.meeting_id for row in moved} == {after.pk}
    assert {row.due_at for row in moved} == {after.research_due_at}
    listing = after.cases.get(case=case)
    assert listing.why_over_capacity == "", "the list is not full"
    assert fresh(case).state == S.IN_RESEARCH


def test_the_running_order(table: Table, sign_in: SignIn) -> None:
    """Children's cases first, then by hand; said on the page, refused to others."""
    meeting = next_meeting(table)
    cases = [refer(table, f"Ann {i}", children=i % 2) for i in range(4)]
    for case in cases:
        list_on(table, take_on(table, case), meeting)
    client = sign_in(table.cast.marac_coordinator)
    page = client.get(reverse("meeting", args=(meeting.pk,))).content.decode()
    assert "Cases with children do not come first." in page
    assert "4 cases of 13, 13 minutes each: 52 min, until 10:22." in page
    assert "Ann" not in page

    order = reverse("meeting_order", args=(meeting.pk,))
    client.post(order, {"children": "first"})
    assert _order(meeting) == [cases[i].pk for i in (1, 3, 0, 2)]
    last = meeting.cases.get(case=cases[2])
    client.post(order, {"up": last.pk})
    assert _order(meeting) == [cases[i].pk for i in (1, 3, 2, 0)]
    with pytest.raises(Stale):
        shift_case(
            meeting, last.pk, by=table.cast.marac_coordinator, places=1, version=1
        )
    with pytest.raises(Http404):
        shift_case(meeting, last.pk, by=table.housing, places=1)
    with pytest.raises(PermissionDenied):
        shift_case(meeting, last.pk, by=table.cast.marac_chair, places=1)


def _order(meeting: Meeting) -> list[int]:
    return list(meeting.cases.order_by("position").values_list("case_id", flat=True))


def test_an_agency_sees_the_published_list_and_only_cases_it_has_a_part_in(
    table: Table, sign_in: SignIn
) -> None:
    meeting = next_meeting(table)
    hidden, shown = refer(table, "Ann Hidden"), refer(table, "Ann Shown")
    for case in (hidden, shown):
        list_on(table, take_on(table, case), meeting)
    client = sign_in(table.housing)
    address = reverse("meeting", args=(meeting.pk,))
    before = client.get(address).content.decode()
    assert hidden.reference not in before
    assert "Nothing for you here yet" in before

    publish(table, meeting)
    hidden.conflicts.create(
        user=table.housing, relation="Brother", since=now(), by=table.cast.supervisor
    )
    after = client.get(address).content.decode()
    assert shown.reference in after
    assert hidden.reference not in after
    assert "1 case of 13" in after
    calendar = client.get(reverse("meetings")).content.decode()
    assert "1 of 13" in calendar
    assert "2 of 13" not in calendar


def test_a_meeting_of_another_unit_is_absent(table: Table, sign_in: SignIn) -> None:
    meeting = next_meeting(table)
    table.cast.outsider.role_grants.filter(role="auditor").delete()
    client = sign_in(table.cast.outsider)
    assert client.get(reverse("meeting", args=(meeting.pk,))).status_code == 404
    assert client.get(reverse("meetings")).status_code == 200


def test_a_meeting_is_moved_with_its_list_and_cancelled_only_without_one(
    table: Table, sign_in: SignIn
) -> None:
    meeting = next_meeting(table)
    other = Meeting.objects.filter(starts_at__gt=meeting.starts_at)[0]
    case = list_on(table, take_on(table, refer(table)), meeting)
    chair = table.cast.marac_chair
    with pytest.raises(Refused):
        perform(meeting, "cancel", by=chair, reason="No room.")
    client = sign_in(chair)
    address = reverse("meeting_move", args=(meeting.pk, "move_meeting"))
    refused = client.post(address, {"to": other.pk, "reason": ""})
    assert "Why it is moved" in refused.content.decode()
    assert fresh(meeting).state == M.LIST_OPEN
    answer = client.post(address, {"to": other.pk, "reason": "No room on that day."})
    assert answer.status_code == 302
    assert fresh(meeting).state == M.MOVED
    left = meeting.cases.get()
    assert (left.left, left.why_left) == ("moved", "No room on that day.")
    assert other.cases.get(left_at__isnull=True).case_id == case.pk
    assert fresh(case).deferrals == 0


def test_the_feed_is_a_persons_own_and_ends_with_their_password(
    table: Table, sign_in: SignIn
) -> None:
    meeting = next_meeting(table)
    user = table.housing
    page = sign_in(user).get(reverse("meeting_subscribe")).content.decode()
    start = page.index("/meetings/feed/")
    address = page[start : page.index("<", start)]
    answer = Client().get(address)
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:Meeting {meeting.pk}\r\n" in text
    assert "arac" not in text
    assert Client().get(f"{address[:-2]}0/").status_code == 404
    user.set_password("another long password of mine")
    user.save()
    assert Client().get(address).status_code == 404


def test_the_pages_cost_the_same_for_one_case_and_for_nine(
    table: Table, sign_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    meeting = next_meeting(table)
    client = sign_in(table.cast.marac_coordinator)
    address = reverse("meeting", args=(meeting.pk,))
    client.get(address)
    costs = []
    for count in (1, 8):
        for number in range(count):
            case = refer(table, f"Ann {number}{count}", children=1)
            list_on(table, take_on(table, case), meeting)
        with django_assert_max_num_queries(40) as counted:  # type: ignore[attr-defined]
            client.get(address)
        costs.append(len(counted.captured_queries))
    assert costs[0] == costs[1]
