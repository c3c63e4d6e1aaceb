"""Uploads, verdicts and second looks at the same moment (reliability C-01, C-02)."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.actions.documents import add_document
from casework.actions.scans import record_verdict, release_document
from casework.models import AuditEvent, Document, ScanState, Threshold
from casework.moment import frozen, now
from casework.policy import Capability
from casework.scanning import Verdict
from casework.workflow.perform import Refused
from disclosure.actions.sampling import draw_cases, take_second_look
from disclosure.clares_law import S
from disclosure.models import SampledCase, SamplingDraw
from tests.cast import Cast, make_cast, make_person
from tests.integration.test_concurrency import at_once
from tests.walks import NOT_DISCLOSED, walk_to

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "Scanned on the stand-alone computer."


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, really committed, so that every thread sees it."""
    return make_cast()


def added(case: Any, by: User, content: bytes) -> Document:
    return add_document(
        case,
        by=by,
        title="A",
        file_name="a.txt",
        file=io.BytesIO(content),
        see=Capability.SEE_RESEARCH,
    )


def test_the_same_upload_sent_twice_at_once_is_one_document(
    people: Cast, sign_in: Callable[[User], Client]
) -> None:
    case = walk_to(S.RESEARCH, people.crew)
    address = reverse("case_document_add", args=(case.reference,))
    token = str(uuid.uuid4())

    def send(client: Client) -> Any:
        file = SimpleUploadedFile("a.txt", b"Once")
        typed = {"submission": token, "title": "A", "see": Capability.SEE_RESEARCH}
        return client.post(address, {**typed, "file": file})

    clients = [sign_in(people.researcher) for _click in range(4)]
    answers = at_once([partial(send, client) for client in clients])
    assert {answer.status_code for answer in answers} == {302}
    assert Document.objects.filter(case=case).count() == 1
    assert AuditEvent.objects.filter(case=case, verb="add_document").count() == 1


def test_many_forms_at_once_do_not_get_past_the_quota(people: Cast) -> None:
    Threshold.objects.filter(key="upload_files_a_day").update(value=3)
    cases = [walk_to(S.RESEARCH, people.crew) for _ in range(6)]
    answers = at_once(
        [
            partial(added, case, people.researcher, f"{number}".encode())
            for number, case in enumerate(cases)
        ]
    )
    assert len([one for one in answers if isinstance(one, Refused)]) == 3
    assert Document.objects.count() == 3


def test_a_release_and_a_verdict_at_once_end_in_quarantine(people: Cast) -> None:
    """Whichever is first, nobody can open it afterwards."""
    case = walk_to(S.RESEARCH, people.crew)
    document = added(case, people.researcher, b"Bad")
    infected = Verdict(ScanState.INFECTED, "Bad.Sig")
    release = partial(release_document, document, by=people.supervisor, reason=REASON)
    answers = at_once([release, partial(record_verdict, document, infected)])
    assert all(one is None or isinstance(one, Refused) for one in answers), answers
    document.refresh_from_db()
    assert document.scan_state == ScanState.INFECTED


def test_two_readers_at_once_are_one_and_two_draws_are_one(people: Cast) -> None:
    case = walk_to(S.CLOSED, people.crew, NOT_DISCLOSED)
    Threshold.objects.filter(key__endswith="_percent").update(value=100)

    def draw() -> Any:
        with frozen(now() + dt.timedelta(hours=2)):
            return draw_cases(people.unit, "clares_law")

    draws = at_once([draw, draw, draw])
    assert len([one for one in draws if isinstance(one, SamplingDraw)]) == 1, draws
    assert SampledCase.objects.count() == 1
    readers = [
        people.second_decision_maker,
        make_person("thea", "Thea Third", people.unit, Role.DECISION_MAKER),
    ]
    answers = at_once([partial(take_second_look, case, by=by) for by in readers])
    refused = [one for one in answers if isinstance(one, Refused)]
    assert len(refused) == 1, answers
    assert SampledCase.objects.get().reader in readers
