"""Lists: who finds which case where, in which order, and at what cost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework.actions.opening import open_case
from casework.actions.work import allocate, raise_alarm
from casework.models import AuditEvent, Case, Notification
from casework.moment import frozen, now
from casework.queries.case_list import PAGE_SIZE
from casework.queries.workload import workload_choices
from casework.schemes import scheme_named
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
REFERENCE = re.compile(r"CL-\d\d-\d{6}-[A-Z]")


def a_case(cast: Cast, *, days_ago: int = 0, by: User | None = None) -> Any:
    """A Right to Know case that reached the unit so many days ago."""
    return open_case(
        scheme_named("clares_law"),
        by=by or cast.researcher,
        route="right_to_know",
        received_at=now() - dt.timedelta(days=days_ago),
    )


def owned_case(cast: Cast, owner: User, *, days_ago: int = 0) -> Any:
    case = a_case(cast, days_ago=days_ago)
    allocate(case, to=owner, by=cast.supervisor)
    return case


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(html: str) -> list[str]:
    """The references in the tables of a page, in order."""
    return [
        found[0]
        for cell in re.findall(r'<th scope="row".*?</th>', html, re.DOTALL)
        if (found := REFERENCE.search(cell))
    ]


# -- My work ----------------------------------------------------------------------
def test_my_work_puts_danger_before_every_date(cast: Cast, sign_in: SignIn) -> None:
    late = owned_case(cast, cast.researcher, days_ago=40)
    fresh = owned_case(cast, cast.researcher)
    in_danger = owned_case(cast, cast.researcher)
    raise_alarm(in_danger, by=cast.researcher, what_was_said="He is outside now.")
    a_case(cast)

    html = page(sign_in(cast.researcher), "/")

    assert rows(html) == [in_danger.reference, late.reference, fresh.reference]
    assert "Immediate risk: act now (1)" in html
    assert "Overdue (1)" in html


def test_a_case_leaves_the_list_of_whoever_had_it(cast: Cast, sign_in: SignIn) -> None:
    case = owned_case(cast, cast.researcher)
    allocate(case, to=cast.decision_maker, by=cast.supervisor)

    assert rows(page(sign_in(cast.researcher), "/")) == []
    assert rows(page(sign_in(cast.decision_maker), "/")) == [case.reference]


def test_who_recommended_is_told_that_it_is_not_theirs_to_decide(
    cast: Cast, sign_in: SignIn
) -> None:
    walk_to(S.AWAITING_REVIEW, cast.crew)
    cast.researcher.role_grants.create(
        role="decision_maker", valid_from=dt.date(2020, 1, 1)
    )

    own = page(sign_in(cast.researcher), "/")
    decider = page(sign_in(cast.decision_maker), "/")

    assert "Not yours to decide" in own
    assert "Yours to decide" not in own
    assert "Yours to decide" in decider
    assert "Not yours to decide" not in decider


def test_each_of_the_five_numbers_opens_exactly_its_cases(
    cast: Cast, sign_in: SignIn
) -> None:
    with frozen(MORNING):
        a_case(cast, days_ago=60)
        owned_case(cast, cast.researcher)
        alarm = owned_case(cast, cast.researcher)
        raise_alarm(alarm, by=cast.researcher, what_was_said="He is outside now.")
        walk_to(S.AWAITING_REVIEW, cast.crew)
        client = sign_in(cast.supervisor)
        html = page(client, "/")
        numbers = re.findall(
            r'href="([^"]+)"><span class="cw-numbers__value">(\d+)</span>', html
        )
        assert len(numbers) == 5
        assert {count for _, count in numbers} != {"0"}
        for address, count in numbers:
            listed = rows(page(client, address.replace("&amp;", "&")))
            assert len(listed) == int(count), address


def test_the_control_room_sees_its_own_drafts_until_they_are_handed_over(
    cast: Cast, sign_in: SignIn
) -> None:
    draft = a_case(cast, by=cast.control_room)
    walk_to(S.INITIAL_CHECKS, cast.crew)

    html = page(sign_in(cast.control_room), "/")

    assert rows(html) == [draft.reference]
    assert "Start an application" in html


def test_an_administrator_goes_to_people_and_roles(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.administrator)

    assert client.get("/").headers["Location"] == "/admin/"
    assert client.get("/cases/").status_code == 403


def test_notices_are_read_by_their_recipient_alone(cast: Cast, sign_in: SignIn) -> None:
    case = owned_case(cast, cast.researcher)
    notice = Notification.objects.get(recipient=cast.researcher)
    form = {"notice": [str(notice.pk), "x", "9" * 40]}

    sign_in(cast.decision_maker).post("/notices/read/", form)
    assert "1 new notice" in page(sign_in(cast.researcher), "/")

    sign_in(cast.researcher).post("/notices/read/", form)
    assert "new notice" not in page(sign_in(cast.researcher), "/")
    assert case.reference in page(sign_in(cast.researcher), "/")


# -- All cases --------------------------------------------------------------------
def test_a_case_of_another_unit_and_a_restricted_one_are_in_no_list_and_no_count(
    cast: Cast, sign_in: SignIn
) -> None:
    shown = a_case(cast)
    hidden = owned_case(cast, cast.researcher)
    Case.objects.filter(pk=hidden.pk).update(restricted=True)
    elsewhere = a_case(cast, by=cast.outsider)

    html = page(sign_in(cast.supervisor), "/cases/?show=all")

    assert rows(html) == [shown.reference]
    assert "1 case" in html
    assert hidden.reference not in html
    assert elsewhere.reference not in html
    assert hidden.reference not in page(sign_in(cast.researcher), "/")
    labels = dict(workload_choices(cast.unit))
    assert labels[cast.researcher.pk] == "Raj Researcher - 0 open, 0 overdue"


@pytest.mark.parametrize("sort", ["due", "-due", "stage", "-stage", "received"])
def test_paging_shows_every_case_once_and_leads_back(
    cast: Cast, sign_in: SignIn, sort: str
) -> None:
    made = {a_case(cast, days_ago=n % 7).reference for n in range(PAGE_SIZE * 2 + 3)}
    client, seen, address = sign_in(cast.supervisor), [], f"/cases/?sort={sort}"
    pages = []
    while address:
        html = page(client, address)
        pages.append(rows(html))
        seen += rows(html)
        older = re.search(r'href="([^"]+)" rel="next"', html)
        address = older[1].replace("&amp;", "&") if older else ""
    newer = re.search(r'href="([^"]+)" rel="prev"', html)

    assert [len(rows_of_page) for rows_of_page in pages] == [PAGE_SIZE, PAGE_SIZE, 3]
    assert len(seen) == len(set(seen))
    assert set(seen) == made
    assert newer
    assert rows(page(client, newer[1].replace("&amp;", "&"))) == pages[1]


@pytest.mark.parametrize("cursor", ["x", "a:b:c", "%00", "WzEsMl0:1:x", "é" * 300])
def test_a_made_up_cursor_is_the_first_page(
    cast: Cast, sign_in: SignIn, cursor: str
) -> None:
    case = a_case(cast)

    html = page(sign_in(cast.supervisor), f"/cases/?page={cursor}")

    assert rows(html) == [case.reference]


def test_a_bad_answer_is_said_and_an_unknown_parameter_is_not(
    cast: Cast, sign_in: SignIn
) -> None:
    case = a_case(cast)
    client = sign_in(cast.supervisor)

    for bad in ("stage=nowhere", "owner=1%20OR%201", "due=never", "sort=id"):
        html = page(client, f"/cases/?{bad}")
        assert "Choose one of the answers offered" in html
        assert rows(html) == [case.reference]
    assert "There is a problem" not in page(client, "/cases/?colour=red")


def test_a_filter_can_be_removed_by_its_chip(cast: Cast, sign_in: SignIn) -> None:
    mine, nobodys = owned_case(cast, cast.researcher), a_case(cast)
    client = sign_in(cast.supervisor)
    html = page(client, "/cases/?owner=nobody&stage=received")

    chip = re.search(r'moj-filter__tag" href="([^"]+)"[^>]*>.{0,90}Stage', html)

    assert rows(html) == [nobodys.reference]
    assert chip
    assert "owner=nobody" in chip[1]
    assert "stage=" not in chip[1]
    assert mine.reference not in html


def test_the_list_costs_the_same_queries_for_one_row_and_for_thirty(
    cast: Cast, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    client = sign_in(cast.supervisor)
    owned_case(cast, cast.researcher)
    for address in ("/cases/", "/", "/allocation/"):
        a_case(cast)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as one:
            client.get(address)
        for _ in range(14):
            owned_case(cast, cast.researcher)
            a_case(cast)
        with django_assert_num_queries(len(one)):
            client.get(address)


def test_looking_at_a_list_is_recorded(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.auditor).get("/cases/")

    event = AuditEvent.objects.get(actor=cast.auditor, verb="view_list")
    assert event.sentence == "Opened the list of cases"


# -- Allocation -------------------------------------------------------------------
def test_several_cases_are_allocated_at_once_and_each_row_says_what_became_of_it(
    cast: Cast, sign_in: SignIn
) -> None:
    first, second, third = (a_case(cast, days_ago=n) for n in range(3))
    allocate(third, to=cast.decision_maker, by=cast.supervisor)
    form = {
        f"to-{first.reference}": str(cast.researcher.pk),
        f"version-{first.reference}": str(first.version),
        f"to-{second.reference}": str(cast.outsider.pk),
        f"version-{second.reference}": str(second.version),
        f"to-{third.reference}": str(cast.researcher.pk),
        f"version-{third.reference}": str(third.version - 1),
    }

    html = sign_in(cast.supervisor).post("/allocation/", form).content.decode()

    owners = dict(Case.objects.values_list("reference", "owner_id"))
    assert owners[first.reference] == cast.researcher.pk
    assert owners[second.reference] is None
    assert owners[third.reference] == cast.decision_maker.pk
    assert "1 of 3 cases allocated." in html
    assert f"{first.reference}</a>: allocated to Raj Researcher." in html
    assert f"{second.reference}: not allocated." in html
    assert f"{third.reference}: not allocated." in html
    assert rows(html) == [second.reference]


def test_a_form_sent_twice_allocates_once(cast: Cast, sign_in: SignIn) -> None:
    case, client = a_case(cast), sign_in(cast.supervisor)
    form = {
        f"to-{case.reference}": str(cast.researcher.pk),
        f"version-{case.reference}": str(case.version),
    }

    client.post("/allocation/", form)
    client.post("/allocation/", form)

    assert case.assignments.count() == 1


def test_only_a_supervisor_allocates(cast: Cast, sign_in: SignIn) -> None:
    case = a_case(cast)
    form = {
        f"to-{case.reference}": str(cast.researcher.pk),
        f"version-{case.reference}": str(case.version),
    }
    for person in (cast.researcher, cast.decision_maker, cast.control_room):
        assert sign_in(person).get("/allocation/").status_code == 403
        assert sign_in(person).post("/allocation/", form).status_code == 403
    case.refresh_from_db()
    assert case.owner is None


def test_a_case_of_another_unit_is_not_allocated_nor_said_to_exist(
    cast: Cast, sign_in: SignIn
) -> None:
    case = a_case(cast, by=cast.outsider)
    reply = {}
    for reference in (case.reference, "CL-26-999999-X"):
        form = {f"to-{reference}": str(cast.researcher.pk)}
        html = sign_in(cast.supervisor).post("/allocation/", form).content.decode()
        reply[reference] = re.search(r"not allocated\.</strong> ([^<]+)", html)

    said = {found[1] for found in reply.values() if found}
    assert said == {"There is no such case, or it is not one of your unit."}
    assert Case.objects.get(pk=case.pk).owner is None


def test_the_workload_stands_beside_each_name(cast: Cast, sign_in: SignIn) -> None:
    owned_case(cast, cast.researcher, days_ago=60)
    owned_case(cast, cast.researcher)
    a_case(cast)

    html = page(sign_in(cast.supervisor), "/allocation/")

    assert "Raj Researcher - 2 open, 1 overdue" in html
    assert "Olu Outsider" not in html
    assert "Amy Controlroom" not in html


# -- The workflow -----------------------------------------------------------------
def test_staff_read_the_rules_that_the_code_follows(
    cast: Cast, sign_in: SignIn
) -> None:
    html = page(sign_in(cast.researcher), "/workflow/clares_law/")

    for row in scheme_named("clares_law").model.rows():
        assert row.label in html
    assert "28 calendar days" in html
    assert sign_in(cast.researcher).get("/workflow/nothing/").status_code == 404


@pytest.mark.parametrize("job", ["agency_representative", "idva"])
def test_an_agency_is_led_to_its_work(cast: Cast, sign_in: SignIn, job: str) -> None:
    shown = page(sign_in(getattr(cast, job)), "/")
    assert "no cases for your role" not in shown
    where = shown.partition("Where your work is")[2]
    for address in ("/meetings/", "/actions/", "/flags/"):
        assert f'href="{address}"' in where
