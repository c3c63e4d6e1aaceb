"""The dense page of checks: typed row by row, nothing lost, and what a second person
says of checks that were not made or were recorded too fast (reliability 8.1, AS-2).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.people import Details, name_person
from casework.actions.research import answer_excuse, look_at_quick_run, record_check
from casework.models import (
    AuditEvent,
    Case,
    Check,
    CheckRequirement,
    Draft,
    Involvement,
    Notification,
    Part,
    QuickRun,
    Threshold,
)
from casework.moment import frozen, now
from casework.queries.checks import MatrixRow, Standing, check_matrix
from casework.workflow.perform import Refused
from disclosure.clares_law import S
from tests.cast import PASSWORD, Cast, make_person
from tests.refused_sql import refused_by
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
MADE = {"result": "no_trace", "identifiers_used": "Name and date of birth"}


@pytest.fixture
def case(cast: Cast) -> Any:
    """A case whose initial checks are all to be made."""
    return walk_to(S.INITIAL_CHECKS, cast.crew)


@pytest.fixture
def researcher(cast: Cast, sign_in: SignIn) -> Client:
    """The browser of the researcher."""
    return sign_in(cast.researcher)


def rows_of(case: Any) -> list[MatrixRow]:
    """The rows of the present stage."""
    return [row for row in check_matrix(case) if row.stage == case.stage]


def typed(row: MatrixRow, **fields: str) -> dict[str, str]:
    """The fields of one row, as the page names them."""
    return {f"{row.slug}-{name}": text for name, text in fields.items()}


def page_of(case: Any) -> str:
    return reverse("case_checks", args=(case.reference,))


def value_in(text: str, name: str) -> str:
    """What the box ``name`` shows."""
    (box,) = re.findall(rf'<input[^>]*name="{name}"[^>]*>', text)
    found = re.search(r'value="([^"]*)"', box)
    return found[1] if found else ""


# -- Typing on the page ----------------------------------------------------------------
def test_a_row_is_saved_where_it_stands_and_the_next_one_has_the_focus(
    case: Any, researcher: Client, cast: Cast
) -> None:
    first, second, *_rest = rows_of(case)
    sent = {**typed(first, **MADE, reference="P/1", words="Kin"), "save": first.slug}
    answer = researcher.post(page_of(case), sent)
    assert answer["Location"].endswith(f"?at={second.slug}")
    check = Check.objects.get(case=case)
    assert (check.system, check.person, check.part) == (
        first.system,
        first.person,
        first.part,
    )
    assert (check.result, check.reference, check.note) == ("no_trace", "P/1", "Kin")
    assert check.done_by == cast.researcher
    text = researcher.get(answer["Location"]).content.decode()
    assert re.search(rf'name="{second.slug}-result"[^>]* autofocus', text)
    assert AuditEvent.objects.filter(case=case, verb="record_check").count() == 1


def test_what_is_half_typed_in_other_rows_is_kept_for_its_author_alone(
    case: Any, researcher: Client, cast: Cast, sign_in: SignIn
) -> None:
    first, second, third, *_rest = rows_of(case)
    researcher.post(
        page_of(case),
        {
            **typed(first, **MADE),
            **typed(second, reference="HALF-TYPED", words="In the middle"),
            "save": first.slug,
        },
    )
    text = researcher.get(page_of(case)).content.decode()
    assert value_in(text, f"{second.slug}-reference") == "HALF-TYPED"
    assert value_in(text, f"{second.slug}-words") == "In the middle"
    assert value_in(text, f"{third.slug}-reference") == ""
    assert (
        "HALF-TYPED" not in sign_in(cast.supervisor).get(page_of(case)).content.decode()
    )


def test_going_to_another_row_saves_nothing_and_loses_nothing(
    case: Any, researcher: Client
) -> None:
    first, *_middle, last = rows_of(case)
    sent = {**typed(first, reference="R-77"), "go": last.slug}
    answer = researcher.post(page_of(case), sent)
    assert answer["Location"].endswith(f"?at={last.slug}")
    assert not Check.objects.filter(case=case).exists()
    text = researcher.get(answer["Location"]).content.decode()
    assert value_in(text, f"{first.slug}-reference") == "R-77"


def test_a_refused_row_says_why_beside_it_and_keeps_the_page(
    case: Any, researcher: Client
) -> None:
    first, second, *_rest = rows_of(case)
    sent = {
        **typed(first, result="not_available", reference="R-1"),
        **typed(second, reference="R-2"),
        "save": first.slug,
    }
    text = researcher.post(page_of(case), sent).content.decode()
    assert "There is a problem" in text
    assert text.count("Say why the check was not made") == 2  # summary and row
    assert value_in(text, f"{first.slug}-reference") == "R-1"
    assert value_in(text, f"{second.slug}-reference") == "R-2"
    assert not Check.objects.filter(case=case).exists()
    assert Draft.objects.filter(case=case).count() == 1


def test_nothing_is_kept_once_everything_is_saved(
    case: Any, researcher: Client
) -> None:
    for row in rows_of(case):
        sent = {**typed(row, **MADE), "save": row.slug}
        assert researcher.post(page_of(case), sent).status_code == 302
    assert not Draft.objects.filter(case=case).exists()
    assert "No check of this stage is outstanding" in (
        researcher.get(page_of(case)).content.decode()
    )


def test_a_row_that_somebody_else_recorded_meanwhile_is_not_written_over(
    case: Any, researcher: Client, cast: Cast
) -> None:
    row, *_rest = rows_of(case)
    record_check(
        case,
        by=cast.supervisor,
        system=row.system,
        person=row.person,
        part=row.part,
        result="trace",
        identifiers_used="Name",
    )
    sent = {**typed(row, **MADE), "save": row.slug}
    text = researcher.post(page_of(case), sent, follow=True).content.decode()
    assert "Somebody recorded this check while your page was open" in text
    assert "Sue Supervisor" in text
    assert value_in(text, "identifiers_used") == MADE["identifiers_used"]
    assert Check.objects.get(case=case).result == "trace"


def test_saving_on_the_page_is_for_researchers(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    row, *_rest = rows_of(case)
    for person in (cast.auditor, cast.decision_maker):
        client = sign_in(person)
        sent = {**typed(row, **MADE), "save": row.slug}
        assert client.post(page_of(case), sent).status_code == 403
        assert "<select" not in client.get(page_of(case)).content.decode()
    assert not Check.objects.exists()


def test_every_child_is_a_cell_of_its_own(case: Any, cast: Cast) -> None:
    CheckRequirement.objects.create(
        scheme="clares_law", system="Social care", part=Part.CHILD, stage=case.stage
    )
    for given in ("Ana", "Ben"):
        name_person(
            case, by=cast.researcher, part=Part.CHILD, details=Details(given, "Test")
        )
    children = [row.person.main_name for row in rows_of(case) if row.part == "child"]
    assert children == ["Ana Test", "Ben Test"]
    assert Involvement.objects.filter(case=case, part=Part.CHILD).count() == 2


# -- What was not made -----------------------------------------------------------------
def left_out(case: Any, by: User, result: str = "not_done") -> Check:
    """The first check of the stage, not made."""
    row, *_rest = rows_of(case)
    return record_check(
        case,
        by=by,
        system=row.system,
        person=row.person,
        part=row.part,
        result=result,
        not_done_reason="The system is away.",
    )


@pytest.mark.parametrize("result", ["not_done", "not_available"])
def test_a_check_that_was_not_made_waits_for_another_person(
    case: Any, cast: Cast, result: str
) -> None:
    check = left_out(case, cast.researcher, result)
    assert rows_of(case)[0].standing is Standing.WAITS
    assert not rows_of(case)[0].is_done
    told = Notification.objects.filter(case=case, kind="excuse")
    assert [row.recipient for row in told] == [cast.supervisor]
    answer_excuse(case, check.pk, by=cast.supervisor, agrees=True)
    assert rows_of(case)[0].standing is Standing.EXCUSED
    assert rows_of(case)[0].is_done


def test_a_refusal_puts_it_back_among_the_checks_to_make(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    check = left_out(case, cast.researcher)
    address = reverse("case_check_excuse", args=(case.reference, check.pk))
    client = sign_in(cast.supervisor)
    assert "Say why it must be made" in (
        client.post(address, {"answer": "refuses"}).content.decode()
    )
    client.post(address, {"answer": "refuses", "note": "Ring the help desk."})
    assert rows_of(case)[0].standing is Standing.REFUSED
    text = sign_in(cast.researcher).get(page_of(case)).content.decode()
    assert "Ring the help desk." in text
    assert f'name="{rows_of(case)[0].slug}-result"' in text
    with pytest.raises(Refused, match="answered already"):
        answer_excuse(case, check.pk, by=cast.supervisor, agrees=True)


def test_nobody_agrees_to_a_check_that_they_left_out_themselves(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    check = left_out(case, cast.supervisor)
    with pytest.raises(Refused, match="another supervisor"):
        answer_excuse(case, check.pk, by=cast.supervisor, agrees=True)
    address = reverse("case_check_excuse", args=(case.reference, check.pk))
    text = sign_in(cast.supervisor).post(address, {"answer": "agrees"}).content.decode()
    assert "another supervisor must answer" in text
    assert rows_of(case)[0].standing is Standing.WAITS
    with pytest.raises(PermissionDenied):
        answer_excuse(case, check.pk, by=cast.researcher, agrees=True)


def test_the_database_refuses_the_researcher_as_second_person(
    case: Any, cast: Cast
) -> None:
    check = left_out(case, cast.researcher)
    with refused_by("check_excused_by_another"):
        Check.objects.filter(pk=check.pk).update(
            excuse="agreed", excuse_by=cast.researcher, excuse_at=now()
        )
    made = Check.objects.filter(pk=check.pk)
    with refused_by("check_excuse_is_whole"):
        made.update(excuse="agreed")
    assert rows_of(case)[0].standing is Standing.WAITS


def test_a_check_that_was_made_needs_no_agreement(case: Any, cast: Cast) -> None:
    row, *_rest = rows_of(case)
    check = record_check(
        case,
        by=cast.researcher,
        system=row.system,
        person=row.person,
        part=row.part,
        result="trace",
        identifiers_used="Name",
    )
    with pytest.raises(Refused, match="no such check"):
        answer_excuse(case, check.pk, by=cast.supervisor, agrees=True)


# -- Recorded too fast (AS-2) ----------------------------------------------------------
def record_all(case: Any, by: User, seconds: float, result: str = "no_trace") -> None:
    """Every check of the stage, one after the other, so many seconds apart."""
    start = now()
    for number, row in enumerate(rows_of(case)):
        with frozen(start + dt.timedelta(seconds=seconds * number)):
            record_check(
                case,
                by=by,
                system=row.system,
                person=row.person,
                part=row.part,
                result=result,
                identifiers_used="Name",
            )


def test_all_checks_without_a_trace_in_forty_seconds_are_shown_to_a_supervisor(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    """Eight checks in 40 seconds: the abuse story itself."""
    record_all(case, cast.researcher, 40 / 7)
    run = QuickRun.objects.get(case=case)
    assert (run.checks, run.seconds, run.researcher) == (8, 40, cast.researcher)
    told = Notification.objects.filter(case=case, kind="quick_checks")
    assert [row.recipient for row in told] == [cast.supervisor]
    client = sign_in(cast.supervisor)
    text = client.get(page_of(case)).content.decode()
    assert "8 checks without a trace within 40 seconds" in text
    address = reverse("case_quick_checks", args=(case.reference, run.pk))
    client.post(address, {"finding": "The logs of the systems show every search."})
    text = client.get(page_of(case)).content.decode()
    assert "within 40 seconds" not in text
    run.refresh_from_db()
    assert run.looked_by == cast.supervisor


@pytest.mark.parametrize(("seconds", "result"), [(120, "no_trace"), (1, "trace")])
def test_checks_made_in_their_time_or_with_a_trace_are_no_run(
    case: Any, cast: Cast, seconds: float, result: str
) -> None:
    record_all(case, cast.researcher, seconds, result)
    assert not QuickRun.objects.exists()


def test_how_many_and_how_fast_are_rows_of_settings(case: Any, cast: Cast) -> None:
    Threshold.objects.filter(key="quick_checks").update(value=9)
    record_all(case, cast.researcher, 1)
    assert not QuickRun.objects.exists()
    other = walk_to(S.INITIAL_CHECKS, cast.crew)
    Threshold.objects.filter(key="quick_checks").update(value=3)
    Threshold.objects.filter(key="quick_checks_seconds").update(value=700)
    record_all(other, cast.researcher, 300)
    # Three within 700 seconds, again and again: one run, which grew to all of them.
    run = QuickRun.objects.get(case=other)
    assert (run.checks, run.seconds) == (8, 7 * 300)


def test_the_researcher_is_not_the_one_who_looks(case: Any, cast: Cast) -> None:
    record_all(case, cast.supervisor, 1)
    run = QuickRun.objects.get(case=case)
    with pytest.raises(Refused, match="another supervisor"):
        look_at_quick_run(case, run.pk, by=cast.supervisor, finding="It was me.")
    with refused_by("quick_run_looked_at_by_another"):
        QuickRun.objects.filter(pk=run.pk).update(
            looked_by=cast.supervisor, looked_at=now(), finding="Me"
        )
    lead = make_person("lea", "Lea Lead", cast.unit, *cast.supervisor.roles)
    look_at_quick_run(case, run.pk, by=lead, finding="Searches are in the logs.")
    with pytest.raises(Refused, match="looked at these checks already"):
        look_at_quick_run(case, run.pk, by=lead, finding="Once more.")
    assert Case.objects.get(pk=case.pk).version > 0


# -- Signed out in the middle ----------------------------------------------------------
def test_what_was_typed_when_the_session_ended_comes_back(
    case: Any, cast: Cast
) -> None:
    """C-06: the rows are there again, and nothing was recorded."""
    tab = Client(enforce_csrf_checks=True)

    def sign_in_again() -> None:
        tab.get("/account/login/")
        typed_in = {
            "login": cast.researcher.username,
            "password": PASSWORD,
            "csrfmiddlewaretoken": tab.cookies["csrftoken"].value,
        }
        tab.post("/account/login/", typed_in)

    sign_in_again()
    first, second, *_rest = rows_of(case)
    form = tab.get(page_of(case)).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', form)[-1]
    del tab.cookies[settings.SESSION_COOKIE_NAME]
    sent = {
        **typed(first, **MADE),
        **typed(second, words="Half a sentence"),
        "save": first.slug,
        "csrfmiddlewaretoken": token,
    }
    assert "/account/login/" in tab.post(page_of(case), sent)["Location"]
    sign_in_again()
    text = tab.get(page_of(case)).content.decode()
    assert "You were signed out" in text
    assert value_in(text, f"{second.slug}-words") == "Half a sentence"
    assert value_in(text, f"{first.slug}-identifiers_used") == MADE["identifiers_used"]
    assert not Check.objects.filter(case=case).exists()
