"""Files: what is taken, who may open them, how they leave (U-02, -04, -06, -09)."""

from __future__ import annotations

import io
import uuid
import zipfile
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
from casework.actions.documents import add_document, record_scan, request_document
from casework.models import AuditEvent, Document, ScanState
from casework.policy import Capability
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
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


def office(*names: str) -> bytes:
    """A zip with files of these names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for name in names:
            parts.writestr(name, "x")
    return made.getvalue()


def of_later_zip_version(content: bytes) -> bytes:
    """The same file, of a version of zip that is still to come."""
    at = content.index(b"PK\x01\x02") + 6
    return content[:at] + b"\x63" + content[at + 1 :]


def with_name_that_is_no_text(content: bytes) -> bytes:
    """The same file, with a name that says it is UTF-8 and is not."""
    at = content.rindex("word/ŵ".encode()) + len("word/")
    return content[:at] + b"\xff" + content[at + 1 :]


def of_many_parts(count: int, *, owned_up: bool) -> bytes:
    """A file with parts of no content; it may say that it has one part only."""
    content = office("word/document.xml", *(f"word/{n}" for n in range(count - 1)))
    return content if owned_up else content[:-14] + b"\1\0\1\0" + content[-10:]


WORD = office("word/document.xml", "word/ŵyl.xml")


def upload(
    client: Client, case: Any, content: bytes, name: str = "a.pdf", **typed: str
) -> Any:
    """Sends the form for a document."""
    file = SimpleUploadedFile(name, content, "application/pdf")
    typed = {"title": TITLE, "see": Capability.SEE_RESEARCH, **typed}
    address = reverse("case_document_add", args=(case.reference,))
    return client.post(address, {**typed, "file": file}, follow=True)


def stored(case: Any, by: User, see: Capability, **other: Any) -> Document:
    """A document in the case."""
    facts = {"title": "A record", "file_name": "a.pdf", "file": io.BytesIO(PDF)}
    return add_document(case, by=by, see=see, **{**facts, **other})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (PDF + bytes(1024 * 1024), "The file must be 1 MB or smaller"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "This one is something else"),
        (b"\n <svg onload=alert(1)>", "This one is something else"),
        (office("word/document.xml", "word/vbaProject.bin"), "something else"),
        (office("inner.zip"), "This one is something else"),
        (of_later_zip_version(WORD), "This one is something else"),
        (with_name_that_is_no_text(WORD), "This one is something else"),
        (of_many_parts(10_001, owned_up=True), "This one is something else"),
        (of_many_parts(10_001, owned_up=False), "This one is something else"),
        (WORD[:-30], "This one is something else"),
        (b"MZ\x90\x00", "This one is something else"),
        (b"a\x00b", "This one is something else"),
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
        (of_many_parts(10_000, owned_up=True), ".docx"),
        (office("xl/workbook.xml"), ".xlsx"),
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
    answer = researcher.get(reverse("document", args=(case.documents.get().pk,)))
    assert f'filename="kept{ending}"' in answer["Content-Disposition"]
    assert answer.content == content
    assert len(looks) == 1


def test_a_file_of_just_the_limit_is_taken(
    cast: Cast, case: Any, sign_in: SignIn, settings: Any
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024 * 1024
    content = PDF + bytes(1024 * 1024 - len(PDF))
    page = upload(sign_in(cast.researcher), case, content).content.decode()
    assert "Custody record =1+1 &lt;b&gt;\U0001f642" in page
    assert case.documents.get().size == 1024 * 1024


@pytest.mark.parametrize(
    ("given", "content", "sent"),
    [
        ("report.pdf", PDF, 'filename="report.pdf"'),
        ("photo.jpg.php", PNG, 'filename="photo.jpg.php.png"'),
        ("CON", PDF, 'filename="CON.pdf"'),
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
    cast: Cast, case: Any, sign_in: SignIn, settings: Any
) -> None:
    kept = stored(case, cast.researcher, Capability.SEE_RESEARCH)
    client, address = sign_in(cast.researcher), reverse("document", args=(kept.pk,))
    path = Path(storages["documents"].path(str(kept.storage_key)))
    settings.UNSCANNED_READABLE = False
    assert "has not been scanned" in client.get(address).content.decode()
    settings.UNSCANNED_READABLE = True
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


def test_an_infected_file_is_never_handed_out_and_a_clean_one_is(
    case: Any, cast: Cast, researcher: Client, settings: Any
) -> None:
    settings.UNSCANNED_READABLE = False
    bad = stored(case, cast.researcher, Capability.SEE_RESEARCH)
    good = stored(case, cast.researcher, Capability.SEE_RESEARCH)
    for document, state in ((bad, ScanState.INFECTED), (good, ScanState.CLEAN)):
        assert (
            researcher.get(reverse("document", args=(document.pk,))).status_code == 409
        )
        record_scan(document, state=state)
    refused = researcher.get(reverse("document", args=(bad.pk,)))
    assert refused.status_code == 409
    assert "virus scanner found something" in refused.content.decode()
    assert researcher.get(reverse("document", args=(good.pk,))).status_code == 200
    assert AuditEvent.objects.filter(case=case, verb="scan_document").count() == 2
