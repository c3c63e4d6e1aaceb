"""What a page asks of the database: no more for more rows, nothing that grows.

No clock is read here: these gates cannot fail because a machine is busy.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench.seed import bench_user, seed
from casework.actions.information_requests import send_request
from casework.actions.opening import open_case
from casework.actions.research import record_assertion, record_check
from casework.actions.work import allocate, write_note
from casework.models import CheckRequirement
from casework.moment import now
from casework.queries.case_list import SORTS
from casework.schemes import scheme_named
from config.places import ROOT
from disclosure.actions.papers import prepare_paper, print_paper, release_paper
from disclosure.demo.steps_to_decision import propose_identity
from tests.cast import Cast
from tests.walks import DISCLOSED, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]

BUDGETS: dict[str, int] = json.loads(
    (ROOT / "tests" / "integration" / "query_budgets.json").read_text()
)
FEW, MANY, SEEDED = 3, 30, 12_000
# Page, who opens it, its address; {} is the reference of a case.
PAGES = {
    "home of a researcher": ("researcher", "/"),
    "home of a supervisor": ("supervisor", "/"),
    "list": ("supervisor", "/cases/"),
    "filtered list": ("supervisor", "/cases/?stage=received&sort=-received"),
    "case": ("researcher", "/cases/{}/"),
    "history": ("supervisor", "/cases/{}/history/"),
    "papers": ("supervisor", "/cases/{}/papers/"),
    "preview of a paper": ("supervisor", "/cases/{}/papers/case_summary/"),
    "printed copies": ("supervisor", "/copies/"),
    "standard words": ("supervisor", "/wording/"),
    "second looks": ("supervisor", "/second-looks/"),
    "agreement": ("supervisor", "/second-looks/agreement/"),
    "files held back": ("supervisor", "/files-held-back/"),
    "notices": ("researcher", "/notices/"),
    "e-mails": ("administrator", "/system/mail/"),
    "figures": ("supervisor", "/figures/"),
    "board": ("supervisor", "/figures/board/"),
    "how long": ("supervisor", "/figures/times/"),
    "why late": ("supervisor", "/figures/lateness/"),
    "what will be late": ("supervisor", "/figures/forecast/"),
    "returns": ("supervisor", "/figures/returns/"),
    "how many": ("supervisor", "/figures/volumes/"),
}
# The same of a case whose research grows.
RESEARCH_PAGES = {
    "checks": ("supervisor", "/cases/{}/checks/"),
    "research": ("supervisor", "/cases/{}/research/"),
    "identity": ("supervisor", "/cases/{}/identity/"),
}
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
LISTS = [
    *(f"/cases/?sort={sort}" for sort in SORTS),
    "/cases/?show=closed",
    "/cases/?show=all&sort=received",
    "/cases/?stage=research",
    "/cases/?due=overdue",
]


def statements(client: Client, address: str) -> list[str]:
    """The SQL that one page sends, without the frames of transactions."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if not sql.startswith(FRAMES)]


def add_work(cast: Cast, case: Any, count: int) -> None:
    """So many more cases of the researcher, and notes (and so acts) on ``case``."""
    for number in range(count):
        more = open_case(
            scheme_named("clares_law"),
            by=cast.researcher,
            route="right_to_know",
            received_at=now() - dt.timedelta(days=number),
        )
        allocate(more, to=cast.researcher, by=cast.supervisor)
        write_note(case, by=cast.researcher, text=f"Note {number}")
        print_paper(case, "case_summary", by=cast.supervisor, why=f"Copy {number}")


def a_case(cast: Cast) -> Any:
    """A case with a paper that was released, so that copies can be printed."""
    case = open_case(
        scheme_named("clares_law"),
        by=cast.researcher,
        route="right_to_know",
        received_at=now(),
    )
    paper = prepare_paper(case, "case_summary", by=cast.supervisor)
    release_paper(case, paper, by=cast.decision_maker)
    return case


@pytest.mark.parametrize("place", PAGES)
def test_more_rows_cost_no_more_queries_and_the_budget_holds(
    place: str, cast: Cast, sign_in: SignIn
) -> None:
    job, address = PAGES[place]
    case = a_case(cast)
    client, address = sign_in(getattr(cast, job)), address.format(case.reference)
    add_work(cast, case, FEW)
    client.get(address)  # the first look of a session also writes the session
    few = statements(client, address)
    add_work(cast, case, MANY - FEW)
    many = statements(client, address)

    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= BUDGETS[place], "\n".join(many)


def add_research(cast: Cast, case: Any, count: int) -> None:
    """So many more checks, items, requests and records found."""
    subject = case.involvements.get(part="subject").person
    by = cast.researcher
    for number in range(count):
        system = f"System {number} of {count}"
        CheckRequirement.objects.create(
            scheme=case.scheme, system=system, part="subject", stage=case.stage
        )
        made: dict[str, Any] = {"result": "not_done", "not_done_reason": "Down"}
        record_check(case, by=by, system=system, person=subject, part="subject", **made)
        add_item(case, by, subject)
        ask_someone(case, by, subject)
        propose_identity(case, cast.crew, DISCLOSED)


def add_item(case: Any, by: User, about: Any) -> None:
    record_assertion(
        case,
        about,
        by=by,
        kind="allegation",
        item_type="incident",
        text="Said to have shouted.",
        source="A neighbour",
        owner_force="Testshire",
        relevance="The same pattern.",
    )


def ask_someone(case: Any, by: User, about: Any) -> None:
    send_request(
        case,
        about,
        by=by,
        sent_at=now(),
        kind="probation",
        asked_of="Probation",
        question="Any risk?",
        safe_words="A safeguarding enquiry.",
        channel="Secure e-mail",
    )


@pytest.mark.parametrize("place", RESEARCH_PAGES)
def test_more_research_costs_no_more_queries(
    place: str, cast: Cast, sign_in: SignIn
) -> None:
    job, address = RESEARCH_PAGES[place]
    case = walk_to("research", cast.crew)
    client, address = sign_in(getattr(cast, job)), address.format(case.reference)
    add_research(cast, case, FEW)
    client.get(address)
    few = statements(client, address)
    add_research(cast, case, MANY - FEW)
    many = statements(client, address)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= BUDGETS[place], "\n".join(many)


def test_every_gated_page_has_a_budget_and_no_budget_is_left_over() -> None:
    assert sorted(BUDGETS) == sorted({**PAGES, **RESEARCH_PAGES})


@pytest.fixture
def busy_client(db: None, sign_in: SignIn) -> Client:
    """A supervisor of a unit with half of the seeded cases."""
    seed(SEEDED, dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC))
    return sign_in(bench_user("supervisor"))


def test_lists_of_many_cases_read_an_index_and_never_skip_or_count_all(
    busy_client: Client,
) -> None:
    ordered = 0
    for address in LISTS:
        for sql in statements(busy_client, address):
            assert not re.search(r"\bOFFSET\b", sql), sql
            if "COUNT(" in sql:
                assert re.search(r"\bLIMIT \d+", sql), f"{address} counts all: {sql}"
            elif re.search(r'FROM "casework_case".* ORDER BY ', sql, re.DOTALL):
                ordered += 1
                plan = plan_of(sql)
                assert "Seq Scan on casework_case " not in plan, f"{address}\n{plan}"
    assert ordered == len(LISTS)


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql.replace('%', '%%')}")
        return "\n".join(row[0] for row in cursor.fetchall())
