"""What workers do: scripts once and whole, anchors in a chain, and their proofs."""

from __future__ import annotations

import io
from typing import Any

import pgtrigger
import pytest
from django.core.management import CommandError, call_command

from casework.actions.anchors import anchor_chains
from casework.actions.documents import read_document
from casework.actions.people import Details
from casework.models import AuditEvent, Case, DocumentRequest
from casework.moment import frozen, now
from casework.pdf.problems import PdfUnavailable
from casework.policy import Capability
from casework.tasks import anchor_audit_chains
from casework.workflow.perform import perform
from disclosure import tasks
from disclosure.actions.papers import print_paper
from disclosure.approval import approved_words
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import NOT_DISCLOSED, Story, walk_to

pytestmark = pytest.mark.django_db
CANARY = Details("Zerlina", "Quayle", phone="01632 960777")


def a_request(cast: Cast, case: Any, kind: str = "disclosure_script") -> Any:
    """A row as the page makes it."""
    by = cast.disclosure_officer
    return print_paper(case, kind, by=by, why="The visit").request


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the printer was given, in place of a PDF."""
    given: list[Any] = []

    def print_it(content: Any, mark: Any) -> bytes:
        given.append((content, mark))
        return b"%PDF-1.7 printed"

    monkeypatch.setattr(tasks, "render_pdf", print_it)
    return given


class TestScript:
    """One request makes one document, with the approved words and no applicant."""

    def test_a_real_pdf_is_stored_with_the_hash_of_its_words(self, cast: Cast) -> None:
        case = walk_to(S.DISCLOSURE_PLANNING, cast.crew, Story(third_party=CANARY))
        request = a_request(cast, case)
        tasks.render_document(request.pk)
        request.refresh_from_db()
        assert request.error == ""
        document = request.document
        assert document is not None
        assert read_document(document).startswith(b"%PDF-")
        assert document.words_hash == approved_words(case)[1]
        assert document.see == Capability.SEE_SCRIPT
        made = AuditEvent.objects.filter(verb="add_document").latest("id")
        assert made.actor == cast.disclosure_officer
        assert made.request_id is not None

    def test_it_is_made_once_however_often_it_is_sent(
        self, cast: Cast, printed: list[Any]
    ) -> None:
        case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
        request = a_request(cast, case)
        for _ in range(3):
            tasks.render_document(request.pk)
        assert len(printed) == 1
        assert case.documents.count() == 1
        again = a_request(cast, case)
        tasks.render_document(again.pk)
        assert [mark.number for _content, mark in printed] == [1, 2]

    def test_the_printer_is_told_nothing_of_the_applicant(
        self, cast: Cast, printed: list[Any]
    ) -> None:
        case = walk_to(S.DISCLOSURE_PLANNING, cast.crew, Story(third_party=CANARY))
        tasks.render_document(a_request(cast, case).pk)
        told = repr(printed[0])
        assert "The person at risk" in told
        assert not [
            secret for secret in ("Zerlina", "Quayle", "960777") if secret in told
        ]

    def test_no_disclosure_has_the_same_words_whatever_is_held(
        self, cast: Cast, printed: list[Any]
    ) -> None:
        for outcome in ("no_disclosure_nothing_held", "no_disclosure_test_not_met"):
            story = Story(outcome=outcome, holds=outcome.endswith("not_met"))
            case = walk_to(S.NO_DISCLOSURE_CONTACT, cast.crew, story)
            tasks.render_document(a_request(cast, case, "no_disclosure_script").pk)
        first, second = printed
        assert first[0].words == second[0].words
        assert first[0].sections == second[0].sections

    def test_a_request_overtaken_by_events_says_why_it_was_not_made(
        self, cast: Cast, printed: list[Any]
    ) -> None:
        case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
        request = a_request(cast, case)
        perform(
            case, "return_to_decision", by=cast.disclosure_officer, reason="New facts"
        )
        tasks.render_document(request.pk)
        request.refresh_from_db()
        assert (printed, request.document) == ([], None)
        assert "No words are approved" in request.error

    def test_a_machine_without_the_printer_says_so_and_is_asked_again(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(_content: Any, _mark: Any) -> bytes:
            raise PdfUnavailable("PDFs cannot be made here.")

        monkeypatch.setattr(tasks, "render_pdf", broken)
        case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
        request = a_request(cast, case)
        for _ in range(7):
            tasks.render_document(request.pk)
        request.refresh_from_db()
        assert request.error == "PDFs cannot be made here."
        assert request.attempts == 5

    def test_the_sweep_finds_what_was_lost(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent: list[int] = []
        monkeypatch.setattr(tasks.render_document, "delay", sent.append)
        case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
        with frozen(now() - tasks.PATIENCE):
            lost, tired = a_request(cast, case), a_request(cast, case)
        a_request(cast, case)
        DocumentRequest.objects.filter(pk=tired.pk).update(attempts=5)
        tasks.render_waiting_documents()
        assert sent == [lost.pk]


class TestProofs:
    """Anchors name the one before; a changed row is found and named."""

    def test_an_anchor_covers_every_chain_and_follows_the_last(
        self, cast: Cast
    ) -> None:
        walk_to(S.INITIAL_CHECKS, cast.crew)
        first = anchor_chains()
        assert first.events == AuditEvent.objects.count()
        walk_to(S.INITIAL_CHECKS, cast.crew, NOT_DISCLOSED)
        anchor_audit_chains()
        second = type(first).objects.latest("id")
        assert second.previous_digest == first.digest
        assert second.digest != first.digest
        assert second.events > first.events

    def test_the_audit_is_proved_and_a_changed_event_named(self, cast: Cast) -> None:
        walk_to(S.INITIAL_CHECKS, cast.crew)
        said = io.StringIO()
        call_command("verify_audit", stdout=said)
        assert "are as they were written" in said.getvalue()
        bad = AuditEvent.objects.order_by("id")[3]
        with pgtrigger.ignore():
            AuditEvent.objects.filter(pk=bad.pk).update(actor_name="Nobody")
        with pytest.raises(CommandError, match=f"Audit event {bad.pk} "):
            call_command("verify_audit")

    def test_a_removed_event_is_missed(self, cast: Cast) -> None:
        walk_to(S.INITIAL_CHECKS, cast.crew)
        last = AuditEvent.objects.latest("id")
        with pgtrigger.ignore():
            AuditEvent.objects.filter(pk=last.pk).delete()
        with pytest.raises(CommandError, match="chain"):
            call_command("verify_audit")

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"stage": "research"}, "is in another stage"),
            ({"next_due_at": None}, "shows another next date"),
        ],
    )
    def test_a_summary_that_contradicts_the_history_is_named(
        self, cast: Cast, change: dict[str, Any], sentence: str
    ) -> None:
        case = walk_to(S.INITIAL_CHECKS, cast.crew)
        said = io.StringIO()
        call_command("verify_invariants", stdout=said)
        assert "agree with their history" in said.getvalue()
        Case.objects.filter(pk=case.pk).update(**change)
        found = io.StringIO()
        with pytest.raises(CommandError):
            call_command("verify_invariants", stderr=found)
        assert f"{case.reference} {sentence}" in found.getvalue()
