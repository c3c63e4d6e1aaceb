"""Uploads before a real ClamAV: infected, clean, too much, away (U-01, U-02, F-08)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.documents import add_document
from casework.actions.scans import release_document
from casework.models import AuditEvent, Document, Notification, ScanState
from casework.policy import Capability
from casework.scanning import scan
from casework.tasks import scan_document, scan_waiting_documents
from casework.workflow.perform import Refused
from tests.cast import Cast
from tests.clamd import EICAR, FOUND, MISSING, PROGRAM, running_clamd
from tests.file_makers import archive, office_with, pdf
from tests.walks import walk_to

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]
SignIn = Callable[[User], Client]
REASON = "It came from our own scanner's room."


@pytest.fixture(scope="module")
def clamd() -> Iterator[Path]:
    """The socket of a scanner that knows one signature."""
    with running_clamd() as socket:
        yield socket


@pytest.fixture
def scanner(clamd: Path, settings: Any) -> Path:
    """ClamAV is configured."""
    settings.CLAMD_SOCKET = str(clamd)
    return clamd


@pytest.fixture
def case(cast: Cast) -> Any:
    return walk_to("research", cast.crew)


def added(case: Any, by: User, content: bytes, name: str = "a.txt") -> Document:
    """An upload that no scanner has been asked about yet."""
    return add_document(
        case,
        by=by,
        title="From her telephone",
        file_name=name,
        file=io.BytesIO(content),
        see=Capability.SEE_RESEARCH,
    )


def scanned(document: Document) -> Document:
    """The document after the worker's task."""
    scan_document(str(document.pk))
    return Document.objects.get(pk=document.pk)


def status(client: Client, document: Document) -> int:
    address = reverse("document", args=(document.pk,))
    return int(client.get(address).status_code)


def in_pdf() -> bytes:
    """A PDF with the words packed in the stream of its page."""

    def change(file: Any) -> None:
        file.pages[0].Contents = file.make_stream(b"q " + EICAR + b" Q")

    return pdf(change=change, compress_streams=True)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (EICAR, "plain.txt"),
        (b"Dear unit,\n" + EICAR + b"\nYours", "inside.txt"),
        (office_with({"word/media/note.xml": EICAR}), "inside.docx"),
        (in_pdf(), "inside.pdf"),
    ],
)
def test_eicar_is_quarantined_told_and_logged(  # noqa: PLR0917  fixtures
    scanner: Path, case: Any, cast: Cast, sign_in: SignIn, content: bytes, name: str
) -> None:
    found = scanned(added(case, cast.researcher, content, name))
    assert (found.scan_state, found.found) == (ScanState.INFECTED, FOUND)
    client = sign_in(cast.researcher)
    answer = client.get(reverse("document", args=(found.pk,)))
    assert answer.status_code == 409
    assert "It is in quarantine" in answer.content.decode()
    assert EICAR not in answer.content
    event = AuditEvent.objects.get(case=case, verb="quarantine_document")
    assert (event.action_class, event.reason) == ("security", FOUND)
    told = Notification.objects.filter(case=case, text="has a file in quarantine")
    assert {row.recipient for row in told} == {cast.researcher, cast.supervisor}
    held = sign_in(cast.supervisor).get(reverse("held_files")).content.decode()
    assert FOUND in held
    assert case.reference in held


def test_eicar_in_an_archive_is_not_even_stored(
    scanner: Path, case: Any, cast: Cast
) -> None:
    with pytest.raises(Refused, match="Archives are not taken"):
        added(case, cast.researcher, archive({"a.txt": EICAR}), "a.zip")
    assert not case.documents.exists()


def test_the_same_content_again_is_quarantined_at_once(
    scanner: Path, case: Any, cast: Cast, sign_in: SignIn
) -> None:
    """The verdict spreads to what comes later, and whoever sends it is told."""
    scanned(added(case, cast.researcher, EICAR))
    other = walk_to("research", cast.crew)
    address = reverse("case_document_add", args=(other.reference,))
    typed = {"title": "Again", "see": Capability.SEE_RESEARCH}
    file = SimpleUploadedFile("other name.txt", EICAR)
    client = sign_in(cast.researcher)
    page = client.post(address, {**typed, "file": file}, follow=True)
    assert "has found something in it before" in page.content.decode()
    again = other.documents.get()
    assert (again.scan_state, again.found) == (ScanState.INFECTED, FOUND)
    assert Notification.objects.filter(case=other, recipient=cast.supervisor).exists()


def test_the_verdict_reaches_every_document_with_this_content(
    scanner: Path, case: Any, cast: Cast
) -> None:
    """Older ones too, in other cases, released or not; and no other content."""
    other = walk_to("research", cast.crew)
    first = added(case, cast.researcher, EICAR)
    second = added(other, cast.researcher, EICAR)
    third = added(other, cast.researcher, b"Something else")
    release_document(second, by=cast.supervisor, reason=REASON)
    scanned(first)
    states = {
        row.pk: row.scan_state
        for row in Document.objects.filter(pk__in=(first.pk, second.pk, third.pk))
    }
    assert states == {
        first.pk: ScanState.INFECTED,
        second.pk: ScanState.INFECTED,
        third.pk: ScanState.NOT_SCANNED,
    }
    for one in (case, other):
        verbs = one.audit_events.values_list("verb", flat=True)
        assert "quarantine_document" in list(verbs)


def test_a_clean_file_is_opened_and_so_is_its_twin(
    scanner: Path, case: Any, cast: Cast, sign_in: SignIn
) -> None:
    document = added(case, cast.researcher, b"Nothing in it")
    client = sign_in(cast.researcher)
    assert status(client, document) == 409
    assert scanned(document).scan_state == ScanState.CLEAN
    assert status(client, document) == 200
    twin = added(case, cast.researcher, b"Nothing in it")
    assert twin.scan_state == ScanState.CLEAN
    assert status(client, twin) == 200


def test_what_passes_the_scanners_limit_is_said_and_can_be_released(
    scanner: Path, case: Any, cast: Cast, sign_in: SignIn
) -> None:
    """It would say "OK" past its limits unless told to alert (U-02)."""
    large = scanned(added(case, cast.researcher, b"large " * 300_000))
    assert large.scan_state == ScanState.TOO_MUCH
    client = sign_in(cast.researcher)
    assert status(client, large) == 409
    release_document(large, by=cast.supervisor, reason=REASON)
    assert status(client, large) == 200


def test_without_an_answer_a_file_waits_and_the_sweep_asks_again(  # noqa: PLR0917
    clamd: Path,
    case: Any,
    cast: Cast,
    sign_in: SignIn,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.CLAMD_SOCKET = str(clamd.with_name("nobody"))
    waiting = scanned(added(case, cast.researcher, b"Waits"))
    assert waiting.scan_state == ScanState.NOT_SCANNED
    client = sign_in(cast.researcher)
    address = reverse("document", args=(waiting.pk,))
    assert "waits for the virus scanner" in client.get(address).content.decode()
    listed = client.get(reverse("case_documents", args=(case.reference,)))
    assert "Waiting for the scan" in listed.content.decode()
    settings.CLAMD_SOCKET = str(clamd)
    sent = list[str]()
    monkeypatch.setattr(scan_document, "delay", sent.append)
    scan_waiting_documents()
    assert sent == [str(waiting.pk)]
    assert scanned(waiting).scan_state == ScanState.CLEAN
    assert status(client, waiting) == 200


def test_what_was_released_is_scanned_once_there_is_a_scanner(
    clamd: Path, case: Any, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = added(case, cast.researcher, EICAR)
    release_document(released, by=cast.supervisor, reason=REASON)
    settings.CLAMD_SOCKET = str(clamd)
    sent = list[str]()
    monkeypatch.setattr(scan_document, "delay", sent.append)
    scan_waiting_documents()
    assert sent == [str(released.pk)]
    assert scanned(released).scan_state == ScanState.INFECTED


def test_quarantine_is_for_ever_in_the_database_too(
    scanner: Path, case: Any, cast: Cast
) -> None:
    infected = scanned(added(case, cast.researcher, EICAR))
    with pytest.raises(Refused, match="Quarantined"):
        release_document(infected, by=cast.supervisor, reason=REASON)
    rows = Document.objects.filter(pk=infected.pk)
    with pytest.raises(Exception, match="stays in quarantine"), transaction.atomic():
        rows.update(scan_state=ScanState.CLEAN)


def test_a_release_without_another_person_is_no_row_of_the_database(
    case: Any, cast: Cast
) -> None:
    own = added(case, cast.supervisor, b"Mine")
    rows = Document.objects.filter(pk=own.pk)
    for facts in (
        {"released_by": cast.supervisor, "release_reason": "x"},
        {"released_by": cast.decision_maker, "release_reason": ""},
        {"released_by": None, "release_reason": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(
                scan_state=ScanState.RELEASED, released_at=own.added_at, **facts
            )


def test_a_packed_stream_is_looked_into(clamd: Path) -> None:
    """The scanner of the tests is a whole one: it unpacks, which we never do."""
    assert EICAR not in in_pdf()
    assert zlib.decompress(zlib.compress(EICAR)) == EICAR
    assert scan(in_pdf(), clamd).state == ScanState.INFECTED
