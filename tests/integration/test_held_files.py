"""Without a scanner a file stays shut until another person answers for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.actions.documents import add_document
from casework.actions.restricting import restrict_case
from casework.models import AuditEvent, Document, ScanState
from casework.policy import Capability
from tests.cast import Cast, make_person
from tests.file_makers import located_jpeg
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
REASON = "Scanned on the stand-alone computer in the evidence room."


@pytest.fixture
def case(cast: Cast) -> Any:
    return walk_to("research", cast.crew)


def added(case: Any, by: User, content: bytes = b"Words", **other: Any) -> Document:
    facts = {"title": "A letter", "file_name": "a.txt", "see": Capability.SEE_RESEARCH}
    return add_document(case, by=by, file=io.BytesIO(content), **{**facts, **other})


def get(client: Client, name: str, document: Document) -> Any:
    return client.get(reverse(name, args=(document.pk,)))


def test_a_supervisor_releases_it_with_a_reason_and_everybody_sees_who(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    letter = added(case, cast.researcher)
    reader, supervisor = sign_in(cast.researcher), sign_in(cast.supervisor)
    refused = get(reader, "document", letter)
    assert refused.status_code == 409
    assert "A supervisor who did not add it can" in refused.content.decode()
    documents = reverse("case_documents", args=(case.reference,))
    assert reverse("document", args=(letter.pk,)) not in (
        reader.get(documents).content.decode()
    )
    page = get(supervisor, "document_release", letter).content.decode()
    assert "A letter" in page
    address = reverse("document_release", args=(letter.pk,))
    short = supervisor.post(address, {"reason": "ok"})
    assert 'id="id_reason_error"' in short.content.decode()
    letter.refresh_from_db()
    assert letter.scan_state == ScanState.NOT_SCANNED
    supervisor.post(address, {"reason": REASON})
    assert get(reader, "document", letter).content == b"Words"
    shown = reader.get(documents).content.decode()
    assert "Not scanned, released" in shown
    assert REASON in shown
    assert str(cast.supervisor) in shown
    event = AuditEvent.objects.get(case=case, verb="release_document")
    assert (event.actor, event.reason) == (cast.supervisor, REASON)
    # Once, not again.
    again = supervisor.post(address, {"reason": REASON})
    assert "not waiting for a release any more" in again.content.decode()


def test_nobody_releases_their_own(case: Any, cast: Cast, sign_in: SignIn) -> None:
    own = added(case, cast.supervisor)
    client = sign_in(cast.supervisor)
    address = reverse("document_release", args=(own.pk,))
    assert client.get(address).status_code == 403
    assert client.post(address, {"reason": REASON}).status_code == 403
    listed = client.get(reverse("held_files")).content.decode()
    assert address not in listed
    assert "Another supervisor releases it" in listed
    own.refresh_from_db()
    assert own.scan_state == ScanState.NOT_SCANNED


@pytest.mark.parametrize("job", ["researcher", "decision_maker", "auditor"])
def test_it_is_the_supervisors_act(
    job: str, case: Any, cast: Cast, sign_in: SignIn
) -> None:
    letter = added(case, cast.researcher)
    client = sign_in(getattr(cast, job))
    address = reverse("document_release", args=(letter.pk,))
    assert client.post(address, {"reason": REASON}).status_code == 403
    letter.refresh_from_db()
    assert letter.scan_state == ScanState.NOT_SCANNED


def test_the_page_lists_the_unit_and_nothing_that_is_hidden(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    secret = walk_to("research", cast.crew)
    added(case, cast.researcher, title="For the list")
    added(secret, cast.researcher, title="Nilcanary")
    supervisor = sign_in(cast.supervisor)
    assert "Nilcanary" in supervisor.get(reverse("held_files")).content.decode()
    lead = make_person("lea", "Lea Lead", cast.unit, Role.SUPERVISOR)
    restrict_case(secret, by=lead, people=[cast.researcher], reason=REASON)
    for user, there in ((cast.supervisor, True), (cast.outsider, False)):
        words = sign_in(user).get(reverse("held_files")).content.decode()
        assert ("For the list" in words) is there
        assert "Nilcanary" not in words


def test_more_files_take_no_more_queries(
    case: Any, cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.supervisor)
    counts = []
    for _ in range(3):
        added(case, cast.researcher)
        client.get(reverse("held_files"))
        with django_assert_max_num_queries(12) as queries:
            client.get(reverse("held_files"))
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_a_photograph_leaves_without_its_place_and_the_original_is_sealed(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    """U-08: the place may be the address that nobody must learn."""
    content = located_jpeg()
    client = sign_in(cast.researcher)
    file = io.BytesIO(content)
    file.name = "photo.jpg"
    typed = {"title": "Her injury", "see": Capability.SEE_RESEARCH, "file": file}
    address = reverse("case_document_add", args=(case.reference,))
    page = client.post(address, typed, follow=True).content.decode()
    assert "The picture says where it was taken" in page
    photo = case.documents.get()
    assert photo.has_location
    supervisor = sign_in(cast.supervisor)
    supervisor.post(reverse("document_release", args=(photo.pk,)), {"reason": REASON})
    copy = get(client, "document", photo).content
    assert copy.startswith(b"\xff\xd8")
    assert b"54.7753N" not in copy
    assert get(client, "document_original", photo).status_code == 403
    assert get(supervisor, "document_original", photo).content == content
    opened = AuditEvent.objects.filter(case=case, actor=cast.supervisor)
    assert "Opened the original of the document “Her injury”" in (
        opened.values_list("sentence", flat=True)
    )


def test_a_release_counts_from_what_was_seen(
    case: Any, cast: Cast, sign_in: SignIn
) -> None:
    """C-03: somebody changed the case meanwhile."""
    letter = added(case, cast.researcher)
    client = sign_in(cast.supervisor)
    old = case.version
    added(case, cast.researcher, b"Another")
    address = reverse("document_release", args=(letter.pk,))
    page = client.post(address, {"reason": REASON, "version": old})
    assert "Somebody else changed this case" in page.content.decode()
    assert REASON in page.content.decode()
    letter.refresh_from_db()
    assert letter.scan_state == ScanState.NOT_SCANNED
