"""Now: the figures of the unit, of one person, and who sees none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from casework.actions.opening import open_case
from casework.actions.work import allocate
from casework.figures.ageing import ageing
from casework.figures.carried import carried
from casework.figures.scope import scope_of
from casework.models import AuditEvent, Case, StageVisit
from casework.moment import frozen, now
from casework.schemes import scheme_named
from disclosure.clares_law import S
from tests.cast import Cast
from tests.stages import case_at

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


def a_case(cast: Cast, *, days_ago: float = 0, owner: User | None = None) -> Any:
    case = open_case(
        scheme_named("clares_law"),
        by=cast.researcher,
        route="right_to_know",
        received_at=now() - dt.timedelta(days=days_ago),
    )
    if owner is not None:
        allocate(case, to=owner, by=cast.supervisor)
    return case


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def a_past_visit(cast: Cast, case: Any, days: float) -> None:
    """A visit to the first stage that ended yesterday after ``days`` days."""
    StageVisit.objects.create(
        case_id=case.pk,
        stage="received",
        entered_at=now() - dt.timedelta(days=days + 1),
        left_at=now() - dt.timedelta(days=1),
        move="open_case",
        by=cast.researcher,
    )


def test_a_band_of_the_past_is_where_half_and_85_in_100_had_left(cast: Cast) -> None:
    """By hand: of 1 to 21 days half is 11, and 85 in 100 is 18 (1 + 0.85 x 20)."""
    with frozen(MORNING):
        case = a_case(cast)
        for days in range(1, 22):
            a_past_visit(cast, case, days)

        found = ageing(scope_of(cast.supervisor), back_days=365)

        band = found.bands["clares_law", "received"]
        assert (band.count, round(band.p50, 6), round(band.p85, 6)) == (21, 11, 18)
        Case.objects.filter(pk=case.pk).update(
            stage_entered_at=now() - dt.timedelta(days=18, hours=1)
        )
        old = ageing(scope_of(cast.supervisor), back_days=365).cases[0]
        assert found.standing(old) == "longer than 85 in 100"
        # What ended before the period is not of the past that counts.
        assert ageing(scope_of(cast.supervisor), back_days=0).bands == {}


def test_every_open_case_is_a_linked_dot_and_a_row(cast: Cast, sign_in: SignIn) -> None:
    with frozen(MORNING):
        mine = a_case(cast, days_ago=40, owner=cast.researcher)
        other = a_case(cast, days_ago=2, owner=cast.decision_maker)
        html = page(sign_in(cast.supervisor), "/figures/")
        own = page(sign_in(cast.researcher), "/figures/")

    dots = re.findall(r'<a href="/cases/([^/]+)/" aria-label', html)
    assert sorted(dots) == sorted([mine.reference, other.reference])
    assert "Data of 24 November 2026, 09:00" in html
    # Officers see their own cases, and of colleagues neither a case nor a name.
    assert mine.reference in own
    assert other.reference not in own
    assert str(cast.decision_maker) not in own


def test_workload_is_by_name_and_its_numbers_open_their_lists(
    cast: Cast, sign_in: SignIn
) -> None:
    with frozen(MORNING):
        for days in (0, 7, 8, 21, 22, 28, 29, 35, 36, 60):
            a_case(cast, days_ago=days, owner=cast.researcher)
        hidden = a_case(cast, days_ago=3, owner=cast.researcher)
        Case.objects.filter(pk=hidden.pk).update(restricted=True)
        rows = carried(scope_of(cast.supervisor))
        assert [row.name for row in rows] == [
            *sorted(row.name for row in rows[:-1]),
            "Nobody",
        ]
        raj = next(row for row in rows if row.user_pk == cast.researcher.pk)
        assert list(raj.bands) == [2, 1, 1, 2, 2, 2]

        client = sign_in(cast.supervisor)
        html = page(client, "/figures/")
        links = re.findall(
            rf'href="(/cases/\?owner={cast.researcher.pk}&amp;age=[^"]+)">(\d+)<', html
        )
        assert len(links) == 6
        for address, count in links:
            listed = page(client, address.replace("&amp;", "&"))
            assert len(set(re.findall(r"/cases/(CL-[^/]+)/", listed))) == int(count)


def test_the_numbers_as_a_file_run_nothing_and_are_recorded(
    cast: Cast, sign_in: SignIn
) -> None:
    cast.researcher.name = "=HYPERLINK(1)"
    cast.researcher.save()
    with frozen(MORNING):
        a_case(cast, owner=cast.researcher)
        answer = sign_in(cast.supervisor).get("/figures/?csv=workload")
    assert answer["Content-Disposition"] == 'attachment; filename="workload.csv"'
    text = answer.content.decode("utf-8-sig")
    assert "'=HYPERLINK(1),1,0,0,0,0,0,1,0,0" in text.splitlines()
    event = AuditEvent.objects.filter(actor=cast.supervisor).latest("pk")
    assert event.sentence == "Opened figures as a file: now"


def test_names_on_the_board_are_hidden_until_asked_and_recorded_on_the_case(
    cast: Cast, sign_in: SignIn
) -> None:
    case = case_at(S.RESEARCH, cast)
    client = sign_in(cast.supervisor)

    hidden = page(client, "/figures/board/")
    assert case.reference in hidden
    assert "Testwell" not in hidden
    shown = client.post("/figures/board/").content.decode()

    assert "Alma Testwell" in shown
    # The subject is on no board.
    assert "Sampleton" not in shown
    event = AuditEvent.objects.filter(case=case, actor=cast.supervisor).latest("pk")
    assert event.sentence == "Opened the board with names"


def test_a_card_offers_the_moves_of_its_stage_that_the_job_may_make(
    cast: Cast, sign_in: SignIn
) -> None:
    case = case_at(S.RESEARCH, cast)
    allocate(case, to=cast.disclosure_officer, by=cast.supervisor)
    html = page(sign_in(cast.supervisor), "/figures/board/")
    offered = set(re.findall(rf"/cases/{case.reference}/moves/(\w+)/", html))
    table = {row.name for row in type(case).rows_from(S.RESEARCH)}
    assert offered
    assert offered <= table
    officer = page(sign_in(cast.disclosure_officer), "/figures/board/")
    of_officer = set(re.findall(rf"/cases/{case.reference}/moves/(\w+)/", officer))
    assert "submit_for_decision" not in of_officer
    assert of_officer < offered


def test_a_column_shows_its_oldest_cards_and_leads_to_the_rest(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.figures.board.MOST_CARDS", 2)
    cases = []
    for days in (3, 9, 6):
        with frozen(MORNING - dt.timedelta(days=days)):
            cases.append(a_case(cast))
    with frozen(MORNING):
        html = page(sign_in(cast.supervisor), "/figures/board/")
    shown = re.findall(
        r'cw-card__head"><a class="govuk-link" href="/cases/([^/]+)', html
    )
    assert shown == [cases[1].reference, cases[2].reference]
    assert "1 more in the list" in html
