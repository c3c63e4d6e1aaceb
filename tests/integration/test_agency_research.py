"""Research of agencies: asked, answered, queried, opened again (marac A2.4, A4.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import Case, Draft, Notification
from casework.moment import frozen, now
from casework.workflow.perform import Refused, perform, settle
from marac.actions.research import answer_request, ask_agency, record_entry
from marac.models import ResearchEntry
from tests.marac_research import Table, make_table, publish, request_to, suitable

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def table() -> Table:
    return make_table()


@pytest.fixture
def case(table: Table) -> Any:
    """On a published list; health (core) and the IDVA service are asked."""
    made = suitable(table)
    publish(table, made)
    made.refresh_from_db()
    return made


def page(case: Any, asked: Any, name: str = "case_return") -> str:
    return reverse(name, args=(case.reference, asked.pk))


def test_a_published_list_asks_each_agency_in_scope(table: Table, case: Any) -> None:
    asked = {row.agency: row for row in case.research_requests.all()}
    assert set(asked) == {table.health, table.service}
    assert {row.state for row in asked.values()} == {"sent"}
    assert asked[table.health].due_at == asked[table.health].meeting.research_due_at
    told = Notification.objects.filter(recipient=table.hana)
    assert [row.kind for row in told] == ["marac_research.send"]
    assert not Notification.objects.filter(recipient=table.rosa).exists()


def test_an_agency_answers_in_the_browser(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    """Conflict question, an entry each way, the answer: then it is ready."""
    asked, client = request_to(case, table.health), sign_in(table.hana)
    assert case.reference in client.get(reverse("agency_research")).content.decode()
    early = client.post(
        page(case, asked, "case_return_entry"),
        {"kind": "fact", "words": "Seen in May", "is_shared": "yes"},
    )
    assert "Say first whether anybody named" in early.content.decode()
    client.post(page(case, asked), {"act": "acknowledge"})
    entry = page(case, asked, "case_return_entry")
    client.post(entry, {"kind": "fact", "words": "Seen in May", "is_shared": "yes"})
    missing = client.post(
        entry, {"kind": "opinion", "words": "He lies", "is_shared": "no"}
    )
    assert "Say why it is withheld" in missing.content.decode()
    assert "He lies" in missing.content.decode()
    client.post(
        entry,
        {
            "kind": "opinion",
            "words": "He lies",
            "is_shared": "no",
            "withheld_reason": "Not relevant to the risk",
        },
    )
    asked.refresh_from_db()
    assert asked.state == "in_progress"
    answer = page(case, asked, "case_return_answer")
    nothing = client.post(answer, {"found": "known_information"}).content.decode()
    assert "Enter" in nothing or "systems" in nothing
    sent = {"found": "known_information", "identifiers": "GP system: Wren Sample"}
    done = client.post(answer, sent)
    assert done.status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == ("returned", table.hana)
    told = Notification.objects.filter(recipient=table.coordinator)
    assert told.filter(kind="marac_research.return_answer").exists()


def test_withheld_research_needs_its_reason(table: Table, case: Any) -> None:
    asked = perform(request_to(case, table.health), "acknowledge", by=table.hana)
    with pytest.raises(Refused, match="Say why it is withheld"):
        answer_request(asked, by=table.hana, found="withheld", identifiers="All")
    asked.refresh_from_db()
    assert (asked.found, asked.state) == ("", "acknowledged"), "nothing is kept"
    done = answer_request(
        asked,
        by=table.hana,
        found="withheld",
        identifiers="All",
        withheld_reason="A court forbids it",
    )
    assert (done.state, done.withheld_reason) == ("returned", "A court forbids it")


def test_known_information_needs_an_entry(table: Table, case: Any) -> None:
    asked = perform(request_to(case, table.health), "acknowledge", by=table.hana)
    with pytest.raises(Refused, match="at least one thing"):
        answer_request(
            asked, by=table.hana, found="known_information", identifiers="All"
        )
    answer_request(asked, by=table.hana, found="not_known", identifiers="All")


def test_a_conflict_hands_it_to_a_colleague_and_hides_the_case(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    asked, client = request_to(case, table.health), sign_in(table.hana)
    no_name = client.post(page(case, asked), {"act": "recuse", "recuse-reason": "x"})
    assert no_name.status_code == 200
    handed = client.post(
        page(case, asked),
        {
            "act": "recuse",
            "recuse-alternate": table.hugo.pk,
            "recuse-reason": "My cousin",
        },
    )
    assert handed.headers["Location"] == reverse("agency_research")
    assert client.get(page(case, asked)).status_code == 404
    assert case.reference not in client.get(reverse("agency_research")).content.decode()
    assert not Case.objects.visible_to(table.hana).filter(pk=case.pk).exists()
    asked.refresh_from_db()
    assert (asked.state, asked.alternate) == ("recused", table.hugo)
    done = answer_request(asked, by=table.hugo, found="not_known", identifiers="All")
    assert done.state == "returned"


def test_an_answer_is_queried_and_opened_again(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    asked = perform(request_to(case, table.health), "acknowledge", by=table.hana)
    answer_request(asked, by=table.hana, found="not_known", identifiers="All")
    desk = sign_in(table.coordinator)
    desk.post(
        page(case, asked), {"act": "ask_back", "ask_back-question": "The alias too?"}
    )
    shown = sign_in(table.hana).get(page(case, asked)).content.decode()
    assert "The alias too?" in shown
    asked.refresh_from_db()
    answer_request(asked, by=table.hana, found="not_known", identifiers="Alias too")
    desk.post(page(case, asked), {"act": "take_answer"})
    asked.refresh_from_db()
    assert asked.state == "accepted"
    again = perform(asked, "reopen", by=table.hana, reason="A new note came in.")
    assert again.state == "reopened"
    record_entry(again, by=table.hana, words="Seen today", kind="fact")
    told = Notification.objects.filter(recipient=table.chair)
    assert told.filter(kind="marac_research.reopen").exists()


def test_what_is_half_typed_is_kept(table: Table, case: Any, sign_in: SignIn) -> None:
    asked, client = request_to(case, table.health), sign_in(table.hana)
    perform(asked, "acknowledge", by=table.hana)
    form = f"entry-{asked.pk}"
    client.post(
        reverse("case_draft", args=(case.reference, form)),
        {"keep_draft": "yes", "words": "Half a sent"},
    )
    assert Draft.objects.filter(user=table.hana, form=form).exists()
    shown = client.get(page(case, asked, "case_return_entry")).content.decode()
    assert "Half a sent" in shown


def test_what_comes_too_late_tells_the_manager(table: Table, case: Any) -> None:
    asked = request_to(case, table.health)
    with frozen(asked.due_at + dt.timedelta(minutes=1)):
        late = settle(asked)
    assert late.state == "late"
    told = Notification.objects.filter(kind="marac_research.become_late")
    assert set(told.values_list("recipient", flat=True)) >= {
        table.hugo.pk,
        table.coordinator.pk,
    }
    perform(late, "acknowledge", by=table.hana)
    answer_request(late, by=table.hana, found="not_known", identifiers="All")


def test_one_more_agency_is_asked_with_a_time_of_its_own(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    assert not Case.objects.visible_to(table.rosa).filter(pk=case.pk).exists()
    with pytest.raises(Refused, match="over already"):
        ask_agency(case, table.housing, by=table.coordinator, due_at=now())
    client = sign_in(table.coordinator)
    url = reverse("case_returns", args=(case.reference,))
    client.post(url, {"act": "ask", "ask-agency": table.housing.pk})
    assert request_to(case, table.housing).state == "sent"
    assert Case.objects.visible_to(table.rosa).filter(pk=case.pk).exists()
    assert sign_in(table.rosa).post(url, {"act": "ask"}).status_code == 200
    with pytest.raises(Refused, match="asked already"):
        ask_agency(case, table.housing, by=table.coordinator)


def test_the_matrix_counts_what_came(table: Table, case: Any, sign_in: SignIn) -> None:
    asked = perform(request_to(case, table.health), "acknowledge", by=table.hana)
    answer_request(asked, by=table.hana, found="not_known", identifiers="All")
    url = reverse("meeting_returns", args=(asked.meeting_id,))
    shown = sign_in(table.coordinator).get(url).content.decode()
    assert "1 of 2 answers are in" in shown
    assert sign_in(table.hana).get(url).status_code == 403
    assert sign_in(table.cast.outsider).get(url).status_code == 404


def test_an_entry_taken_back_stays_in_the_record(
    table: Table, case: Any, sign_in: SignIn
) -> None:
    asked = perform(request_to(case, table.health), "acknowledge", by=table.hana)
    made = record_entry(asked, by=table.hana, words="A mistake", kind="fact")
    sign_in(table.hana).post(
        page(case, asked), {"act": "withdraw_entry", "withdraw_entry-entry": made.pk}
    )
    assert ResearchEntry.objects.get(pk=made.pk).withdrawn_at is not None
    shown = sign_in(table.hana).get(page(case, asked)).content.decode()
    assert "A mistake" not in shown
