"""What is missing leads straight to the form where it is recorded, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.work import write_note
from casework.models import AuditEvent, Case, StageVisit
from casework.schemes import all_schemes
from disclosure.actions.proposal import save_proposal
from disclosure.clares_law import S
from tests.cast import Cast
from tests.integration.test_decision_record import returned
from tests.integration.test_moves_pages import hidden_in, words_of
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def link_of(client: Client, case: Any, words: str) -> str:
    """Where the sentence that begins with ``words`` leads on the summary."""
    page = client.get(f"/cases/{case.reference}/").content.decode()
    found = re.search(rf'href="([^"]*)">{re.escape(words)}', page)
    return found.group(1) if found else ""


def test_a_missing_meeting_leads_to_its_form_and_back_to_the_summary(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.AWAITING_MEETING, cast.crew)
    client = sign_in(cast.researcher)

    address = link_of(client, case, "Record the meeting")
    page = client.get(address)

    assert address.startswith(f"/cases/{case.reference}/record/meeting/")
    assert "Was the person alone?" in words_of(page)
    assert f'href="/cases/{case.reference}/"' in page.content.decode()


def test_a_record_that_was_opened_from_the_summary_leads_back_there(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    client = sign_in(cast.supervisor)
    answers = {"in_scope": "yes", "reason": "They live together."}

    from_summary = link_of(client, case, "Decide that the scheme applies")
    page = client.get(from_summary)
    done = client.post(from_summary, {**hidden_in(page), **answers})
    address = reverse("case_record", args=(case.reference, "scope"))
    elsewhere = client.post(address, {**hidden_in(client.get(address)), **answers})

    assert done.headers["Location"] == f"/cases/{case.reference}/"
    assert elsewhere.headers["Location"].endswith("/assessment/")
    assert case.scope_decisions.count() == 2


def test_whoever_may_not_record_it_is_led_to_the_page_that_shows_it(
    cast: Cast, sign_in: SignIn
) -> None:
    """A supervisor decides on the scope; the researcher reads it (clares-law 2.2)."""
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    client = sign_in(cast.researcher)

    address = link_of(client, case, "Decide that the scheme applies")

    assert address == f"/cases/{case.reference}/assessment/"
    assert client.get(address).status_code == 200


def test_every_link_to_a_form_opens_for_whoever_sees_it(
    cast: Cast, sign_in: SignIn
) -> None:
    """No dead ends: at no stage does a sentence lead to a refusal."""
    people = (cast.researcher, cast.supervisor, cast.disclosure_officer)
    for stage in (S.INITIAL_CHECKS, S.RESEARCH, S.DISCLOSURE_IN_PROGRESS):
        case = walk_to(stage, cast.crew)
        for person in people:
            client = sign_in(person)
            page = client.get(f"/cases/{case.reference}/")
            if page.status_code == 404:
                continue
            found = re.findall(r'href="([^"]*\?from=case)"', page.content.decode())
            for address in found:
                opened = client.get(address)
                assert opened.status_code == 200, (stage, person, address)


def test_every_form_of_a_fact_is_an_address() -> None:
    facts = {
        fact.form
        for scheme in all_schemes()
        for row in scheme.model.rows()
        for fact in row.when
        if fact.form
    }
    known = {name for scheme in all_schemes() for name in scheme.forms}
    assert facts
    assert facts <= known


class TestMovesAtOnce:
    """The ordinary way on that asks for nothing needs no page of its own."""

    def sent_from(self, page: Any, move: str) -> dict[str, str]:
        """What the button of ``move`` sends; empty if it is a link."""
        found = re.search(
            rf'<form method="post" action="[^"]*/moves/{move}/">(.*?)</form>',
            page.content.decode(),
            re.DOTALL,
        )
        return dict(
            re.findall(
                r'name="(submission|version)" value="([^"]*)"',
                found.group(1) if found else "",
            )
        )

    def test_it_is_made_once_from_the_summary(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.RECEIVED, cast.crew)
        client = sign_in(cast.control_room)
        page = client.get(f"/cases/{case.reference}/")
        sent = self.sent_from(page, "begin_initial_checks")
        address = reverse("case_move", args=(case.reference, "begin_initial_checks"))

        done = client.post(address, sent)
        again = client.post(address, sent)

        assert set(sent) == {"submission", "version"}
        assert done.headers["Location"] == again.headers["Location"]
        visits = StageVisit.objects.filter(case_id=case.pk, stage=S.INITIAL_CHECKS)
        assert visits.count() == 1
        made = AuditEvent.objects.filter(case_id=case.pk, verb="begin_initial_checks")
        assert made.get().actor == cast.control_room

    def test_an_older_page_moves_nothing_and_says_why(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        case = walk_to(S.RECEIVED, cast.crew)
        client = sign_in(cast.control_room)
        page = client.get(f"/cases/{case.reference}/")
        sent = self.sent_from(page, "begin_initial_checks")
        write_note(case, by=cast.supervisor, text="She rang again.")

        refused = client.post(
            reverse("case_move", args=(case.reference, "begin_initial_checks")), sent
        )

        assert "Somebody else changed this case" in words_of(refused)
        assert Case.objects.get(pk=case.pk).stage == S.RECEIVED

    def test_what_is_decided_or_asked_for_keeps_its_page(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        """What one agrees to is repeated where one confirms it."""
        drafted = returned(cast)
        save_proposal(drafted, by=cast.researcher, answers={})
        page = sign_in(cast.researcher).get(f"/cases/{drafted.reference}/")
        assert self.sent_from(page, "submit_for_decision") == {}
        assert "/moves/submit_for_decision/" in page.content.decode()
        waiting = walk_to(S.AWAITING_REVIEW, cast.crew)
        page = sign_in(cast.decision_maker).get(f"/cases/{waiting.reference}/")
        assert '<form method="post" action="/cases' not in page.content.decode()
