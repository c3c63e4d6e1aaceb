"""Files: what is taken, who may open them, how they leave (U-02, -04, -06, -09)."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import filetype  # type: ignore[import-untyped]  # publishes no types
import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.documents import add_document, request_document
from casework.actions.scans import record_verdict
from casework.models import AuditEvent, Document, ScanState
from casework.policy import Capability
from casework.scanning import Verdict
from tests.cast import Cast
from tests.file_makers import EXCEL_PART, office, pdf, png
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PDF, PNG = pdf(), png()
TITLE = "Custody record =1+1 <b>\U0001f642"


@pytest.fixture
def case(cast: Cast) -> Any:
    """A case that the disclosure officer may open."""
    return walk_to("disclosure_planning", cast.crew)


@pytest.fixture
def researcher(cast: Cast, sign_in: SignIn) -> Client:
    """The browser of the researcher."""
    return sign_in(cast.researcher)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A number for each look into a file for its type."""
    guess, counted = filetype.guess, list[int]()

    def look(head: bytes) -> Any:
        counted.append(len(head))
        return guess(head)

    monkeypatch.setattr(filetype, "guess", look)
    return counted


WORD = office("word/ŵyl.xml")


def upload(
    client: Client, case: Any, content: bytes, name: str = "a.pdf", **typed: str
) -> Any:
    """Sends the form for a document."""
    file = SimpleUploadedFile(name, content, "application/pdf")
    typed = {"title": TITLE, "see": Capability.SEE_RESEARCH, **typed}
    address = reverse("case_document_add", args=(case.reference,))
    return client.post(address, {**typed, "file": file}, follow=True)


def found_clean(case: Any) -> None:
    """The scanner has seen every file of the case and found nothing."""
    for document in case.documents.all():
        record_verdict(document, Verdict(ScanState.CLEAN))


def stored(case: Any, by: User, see: Capability, **other: Any) -> Document:
    """A document in the case."""
    facts = {"title": "A record", "file_name": "a.pdf", "file": io.BytesIO(PDF)}
    return add_document(case, by=by, see=see, **{**facts, **other})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"x" * (1024 * 1024 + 1), "The file must be 1 MB or smaller"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "This one is something else"),
        (office("word/vbaProject.bin"), "This file holds macros"),
        (png(30_000, 30_000), "million pixels or fewer"),
        (b"%PDF-1.7", "damaged or cannot be read"),
    ],
)
def test_what_is_not_taken_is_refused_beside_the_field(
    case: Any, researcher: Client, settings: Any, content: bytes, sentence: str
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    page = upload(researcher, case, content).content.decode()
    assert 'id="id_file_error"' in page
    assert sentence in page
    assert "Custody record =1+1 &lt;b&gt;\U0001f642" in page
    assert not case.documents.exists()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (WORD, ".docx"),
        (office(main=EXCEL_PART), ".xlsx"),
        # Half of a letter stands where the reading of the type ends.
        ((" " + "ŵ" * 4096).encode(), ".txt"),
    ],
)
def test_a_file_is_what_its_content_says_and_looked_at_once(
    case: Any,
    researcher: Client,
    looks: list[int],
    content: bytes,
    ending: str,
) -> None:
    upload(researcher, case, content, "kept")
    found_clean(case)
    answer = researcher.get(reverse("document", args=(case.documents.get().pk,)))
    assert f'filename="kept{ending}"' in answer["Content-Disposition"]
    assert answer.content == content
    assert len(looks) == 1


def test_a_file_of_just_the_limit_is_taken(
    cast: Cast, case: Any, sign_in: SignIn, settings: Any
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    content = b"x" * (1024 * 1024)
    page = upload(sign_in(cast.researcher), case, content).content.decode()
    assert "Custody record =1+1 &lt;b&gt;\U0001f642" in page
    assert case.documents.get().size == 1024 * 1024


@pytest.mark.parametrize(
    ("given", "content", "sent"),
    [
        ("report.pdf", PDF, 'filename="report.pdf"'),
        ("photo.jpg.php", PNG, 'filename="photo.jpg.php.png"'),
        ("CON", PDF, 'filename="_CON.pdf"'),
        ("...", PDF, 'filename="document.pdf"'),
        ('a"b\r\nX-Evil: 1.pdf', PDF, 'filename="ab.pdf"'),
        ("../../etc/passwd", PDF, 'filename="passwd.pdf"'),
        ("dr\u202efdp.exe", PDF, 'filename="drfdp.exe.pdf"'),
        ("ŵyl \U0001f642.pdf", PDF, "filename*=utf-8''%C5%B5yl%20%F0%9F%99%82.pdf"),
        ("n" * 400 + ".pdf", PDF, "nnn.pdf"),
    ],
)
def test_a_file_leaves_under_a_safe_name_and_runs_nowhere(
    case: Any, researcher: Client, given: str, content: bytes, sent: str
) -> None:
    upload(researcher, case, content, given)
    found_clean(case)
    key = case.documents.get().pk
    answer = researcher.get(reverse("document", args=(key,)))
    said = answer["Content-Disposition"]
    assert answer.content == content
    assert said.startswith("attachment; ")
    assert sent in said
    assert "\n" not in said
    assert "X-Evil" not in answer
    assert len(case.documents.get().file_name) <= 120
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    # Nothing typed reaches the disk.
    folder = Path(storages["documents"].path(""))
    assert not [path for path in folder.iterdir() if path.suffix]


def test_another_job_neither_lists_nor_opens_it_and_the_try_is_recorded(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    secret = stored(case, cast.researcher, Capability.SEE_RESEARCH, title="Nilcanary")
    for_all = stored(case, cast.researcher, Capability.SEE_SCRIPT, title="For delivery")
    found_clean(case)
    officer = sign_in(cast.disclosure_officer)
    text = officer.get(reverse("case_documents", args=(case.reference,))).content
    assert "For delivery" in text.decode()
    assert "Nilcanary" not in text.decode()
    for who, status in ((cast.disclosure_officer, 403), (cast.control_room, 404)):
        client = sign_in(who)
        for key in (secret.pk, *([for_all.pk] if status == 404 else [])):
            answer = client.get(reverse("document", args=(key,)))
            assert answer.status_code == status
            assert b"%PDF" not in answer.content
            tried = AuditEvent.objects.filter(actor=who, verb="refuse_document")
            assert str(key) in tried.values_list("object_id", flat=True)
    assert officer.get(reverse("document", args=(uuid.uuid4(),))).status_code == 404
    assert officer.get(reverse("document", args=(for_all.pk,))).content == PDF


def test_nobody_offers_a_file_to_a_job_that_they_do_not_hold(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    page = upload(sign_in(cast.disclosure_officer), case, PDF)
    assert "Choose one of the answers offered" in page.content.decode()
    assert not case.documents.exists()


def test_a_file_not_scanned_or_changed_on_disk_is_not_handed_out(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    kept = stored(case, cast.researcher, Capability.SEE_RESEARCH)
    client, address = sign_in(cast.researcher), reverse("document", args=(kept.pk,))
    path = Path(storages["documents"].path(str(kept.storage_key)))
    assert "has not been scanned" in client.get(address).content.decode()
    found_clean(case)
    assert client.get(address).content == PDF
    path.chmod(0o600)
    path.write_bytes(b"%PDF-swapped")
    answer = client.get(address)
    assert "not the one that was added" in answer.content.decode()
    path.unlink()
    answer = client.get(address)
    assert answer.status_code == 409
    assert "cannot be found" in answer.content.decode()


def test_documents_being_made_and_failed_ones_are_said(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    waiting, failed = (
        request_document(
            case, by=cast.decision_maker, kind=kind, may=Capability.SEE_DECISION
        )
        for kind in ("disclosure_script", "safety_plan")
    )
    failed.error = "The words are too long for the page."
    failed.save()
    address = reverse("case_documents", args=(case.reference,))
    text = sign_in(cast.disclosure_officer).get(address).content.decode()
    assert "Disclosure script" in text
    assert "Being made" in text
    assert "The words are too long for the page." in text
    assert "Refresh this page" in text
    made = stored(case, cast.decision_maker, Capability.SEE_SCRIPT, title="The script")
    waiting.document = made
    waiting.save()
    failed.delete()
    text = sign_in(cast.disclosure_officer).get(address).content.decode()
    assert "The script" in text
    assert "Being made" not in text


def test_more_files_take_no_more_queries(
    cast: Cast, case: Any, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.researcher)
    address = reverse("case_documents", args=(case.reference,))
    counts = []
    for _ in range(3):
        stored(case, cast.researcher, Capability.SEE_RESEARCH)
        client.get(address)
        with django_assert_max_num_queries(40) as queries:
            client.get(address)
        counts.append(len(queries))
    assert len(set(counts)) == 1
