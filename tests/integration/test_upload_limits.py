"""How much may be sent: one byte more, in chunks, ten thousand files (U-02)."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from casework.actions.documents import add_document
from casework.models import Threshold
from casework.moment import frozen, now
from casework.policy import Capability
from casework.workflow.perform import Refused
from config.body_limit import BodyLimitMiddleware
from config.places import ROOT
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
MEGABYTE = 1024 * 1024


@pytest.fixture
def case(cast: Cast) -> Any:
    return walk_to("research", cast.crew)


def address(case: Any) -> str:
    return reverse("case_document_add", args=(case.reference,))


def typed(*files: SimpleUploadedFile) -> dict[str, Any]:
    return {"title": "A", "see": Capability.SEE_RESEARCH, "file": list(files)}


def add(case: Any, by: User, content: bytes) -> Any:
    return add_document(
        case,
        by=by,
        title="A",
        file_name="a.txt",
        file=io.BytesIO(content),
        see=Capability.SEE_RESEARCH,
    )


def test_what_passes_the_limit_of_a_request_is_refused_unread(
    case: Any, cast: Cast, sign_in: SignIn, settings: Any
) -> None:
    settings.REQUEST_LIMIT_BYTES = MEGABYTE
    large = SimpleUploadedFile("a.txt", b"x" * MEGABYTE)
    answer = sign_in(cast.researcher).post(address(case), typed(large))
    assert answer.status_code == 413
    assert "What was sent is too large" in answer.content.decode()
    assert not case.documents.exists()


def test_a_body_in_chunks_without_a_length_is_refused_unread(
    case: Any,
) -> None:
    class Body(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("it was read")

    environ = RequestFactory().post(address(case), typed()).environ
    environ.pop("CONTENT_LENGTH")
    environ |= {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": Body()}

    def never(_request: HttpRequest) -> HttpResponse:
        raise AssertionError("it went further")

    answer = BodyLimitMiddleware(never)(WSGIRequest(environ))
    assert answer.status_code == 411
    assert "did not say how large" in answer.content.decode()


def test_ten_thousand_files_in_one_form_are_refused(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(10_000)]
    answer = sign_in(cast.researcher).post(address(case), typed(*files))
    assert answer.status_code == 400
    assert not case.documents.exists()


def test_one_person_adds_so_many_files_a_day(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    Threshold.objects.filter(key="upload_files_a_day").update(value=2)
    yesterday = now() - dt.timedelta(hours=25)
    with frozen(yesterday):
        add(case, cast.researcher, b"long ago")
    for number in range(2):
        add(case, cast.researcher, f"{number}".encode())
    client = sign_in(cast.researcher)
    file = SimpleUploadedFile("a.txt", b"one more")
    page = client.post(address(case), typed(file)).content.decode()
    assert "You may add 2 files or 1,000 MB in 24 hours" in page
    assert 'value="A"' in page
    assert case.documents.count() == 3
    # Somebody else's files are their own.
    add(case, cast.supervisor, b"one more")


def test_one_person_adds_so_many_megabytes_a_day(case: Any, cast: Cast) -> None:
    Threshold.objects.filter(key="upload_mb_a_day").update(value=1)
    add(case, cast.researcher, b"x" * (MEGABYTE - 10))
    with pytest.raises(Refused, match="1 MB in 24 hours"):
        add(case, cast.researcher, b"x" * 11)
    add(case, cast.researcher, b"x" * 10)


def test_the_limits_of_the_proxy_and_the_scanner_are_above_ours(settings: Any) -> None:
    """So that the refusal is ours and says why, and nothing passes unseen."""
    proxy = (ROOT / "deploy" / "nginx" / "casework.conf").read_text()
    scanner = (ROOT / "deploy" / "clamav" / "clamd.conf").read_text()

    def number(pattern: str, text: str) -> int:
        found = re.search(pattern, text, re.MULTILINE)
        assert found is not None
        return int(found[1]) * MEGABYTE

    assert settings.UPLOAD_LIMIT_BYTES < settings.REQUEST_LIMIT_BYTES
    assert number(r"client_max_body_size (\d+)m", proxy) > settings.REQUEST_LIMIT_BYTES
    for name in ("StreamMaxLength", "MaxFileSize", "MaxScanSize"):
        assert number(rf"^{name} (\d+)M", scanner) > settings.UPLOAD_LIMIT_BYTES
    assert re.search("^AlertExceedsMax yes", scanner, re.MULTILINE)
