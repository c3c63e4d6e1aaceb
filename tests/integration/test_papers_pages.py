"""The pages of papers: preview, print, release, and what became of each copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import AuditEvent, Document
from disclosure import tasks
from disclosure.actions.papers import prepare_paper, print_paper
from disclosure.clares_law import S
from disclosure.models import IssuedPaper, PrintedCopy
from tests.cast import Cast
from tests.snapshots import snapshot
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def case(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A case whose visit is planned; nothing is sent to a worker."""
    monkeypatch.setattr("disclosure.tasks.render_document.delay", print)
    return walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)


def at(case: Any, name: str, *args: object) -> str:
    return reverse(name, args=(case.reference, *args))


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize(
    "kind", ["disclosure_script", "undertaking", "visit_sheet", "safety_plan"]
)
def test_a_preview_is_marked_and_makes_nothing(
    cast: Cast, case: Any, sign_in: SignIn, kind: str
) -> None:
    client = sign_in(cast.disclosure_officer)
    client.get("/")
    looks = ("casework.AuditEvent", "casework.AuditChain")
    before = snapshot()
    shown = text(client, at(case, "case_paper", kind))
    assert shown.count("Preview, not for use") >= 2
    changed = {table for table, rows in snapshot().items() if before[table] != rows}
    assert all("audit" in table.lower() for table in changed), (changed, looks)
    assert AuditEvent.objects.latest("id").sentence == "Opened the preview of a paper"


def test_a_preview_in_welsh_says_that_nobody_checked_it(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    client = sign_in(cast.disclosure_officer)
    address = at(case, "case_paper", "undertaking")
    assert "No translator is recorded" not in text(client, address)
    shown = text(client, f"{address}?language=cy")
    assert "No translator is recorded" in shown
    assert 'lang="cy"' in shown
    sent = client.post(address, {"why": "The visit", "language": "cy"})
    assert sent.status_code == 302
    assert IssuedPaper.objects.get().language == "cy"
    assert (
        "Undertaking (Welsh), version 1" in IssuedPaper.objects.get().content["sources"]
    )


def test_a_copy_waits_fails_with_the_reason_and_is_ready(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    client = sign_in(cast.disclosure_officer)
    sent = client.post(at(case, "case_paper", "visit_sheet"), {"why": "Visit at ten"})
    assert sent.headers["Location"] == at(case, "case_papers")
    shown = text(client, at(case, "case_papers"))
    for said in ("Visit sheet, copy 1", "Visit at ten", "Waiting", "being made"):
        assert said in shown
    copy = PrintedCopy.objects.get()
    copy.request.error = "The machine lacks the Pango libraries."
    copy.request.save()
    shown = text(client, at(case, "case_papers"))
    assert "Not made" in shown
    assert "lacks the Pango libraries. It is tried again by itself." in shown
    tasks.render_document(copy.request_id)
    document = Document.objects.get(request__printed_copy=copy)
    shown = text(client, at(case, "case_papers"))
    assert reverse("document", args=(document.pk,)) in shown
    assert client.get(reverse("document", args=(document.pk,))).status_code == 200


def test_without_a_reason_nothing_is_printed(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    client = sign_in(cast.disclosure_officer)
    sent = client.post(at(case, "case_paper", "undertaking"), {"why": ""})
    assert sent.status_code == 200
    assert "There is a problem" in sent.content.decode()
    assert not PrintedCopy.objects.exists()


def test_a_paper_is_released_by_another_person(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    officer, decider = sign_in(cast.disclosure_officer), sign_in(cast.decision_maker)
    address = at(case, "case_paper", "safety_plan")
    assert "Prepare it for release" in text(officer, address)
    assert officer.post(address, {}).status_code == 302
    issued = IssuedPaper.objects.get()
    assert "Waits for release" in text(officer, address)
    release = at(case, "case_paper_release", issued.pk)
    assert officer.get(release).status_code == 403
    assert release in text(decider, address)
    assert "a packed bag" in text(decider, release)
    assert decider.post(release, {}).status_code == 200, "without the tick"
    assert not IssuedPaper.objects.get().is_printable
    assert decider.post(release, {"agreed": "on"}).status_code == 302
    assert "Print a numbered copy" in text(officer, address)
    assert officer.post(address, {"why": "The visit"}).status_code == 302
    assert PrintedCopy.objects.get().paper == issued


def test_what_became_of_a_copy_is_said_once(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    copy = print_paper(case, "undertaking", by=cast.disclosure_officer, why="Visit")
    supervisor = sign_in(cast.supervisor)
    out = text(supervisor, reverse("copies"))
    assert case.reference in out
    assert "Undertaking to sign, copy 1" in out
    address = at(case, "case_copy", copy.pk)
    assert supervisor.post(address, {}).status_code == 200
    assert supervisor.post(address, {"ended_as": "returned"}).status_code == 302
    shown = text(supervisor, at(case, "case_papers"))
    assert "Returned" in shown
    assert "Sue Supervisor" in shown
    assert case.reference not in text(supervisor, reverse("copies"))
    again = supervisor.post(address, {"ended_as": "destroyed"})
    assert "already what became" in again.content.decode()
    assert PrintedCopy.objects.get().ended_as == "returned"


def test_copies_of_a_restricted_case_are_in_nobody_elses_list(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    print_paper(case, "undertaking", by=cast.disclosure_officer, why="Visit")
    type(case).objects.filter(pk=case.pk).update(restricted=True)
    assert case.reference not in text(sign_in(cast.supervisor), reverse("copies"))


def test_who_sees_and_prints_a_summary(cast: Cast, case: Any, sign_in: SignIn) -> None:
    address = at(case, "case_paper", "case_summary")
    officer = sign_in(cast.disclosure_officer)
    assert officer.get(address).status_code == 403
    assert "Case summary" not in text(officer, at(case, "case_papers"))
    researcher = sign_in(cast.researcher)
    assert "Prepare it for release" not in text(researcher, address)
    assert researcher.post(address, {}).status_code == 403
    prepare_paper(case, "case_summary", by=cast.supervisor)
    summary = IssuedPaper.objects.get()
    release = at(case, "case_paper_release", summary.pk)
    assert sign_in(cast.auditor).get(release).status_code == 403


@pytest.mark.parametrize("kind", ["letter", "..", "case_summary2"])
def test_there_is_no_other_paper(
    cast: Cast, case: Any, sign_in: SignIn, kind: str
) -> None:
    address = f"/cases/{case.reference}/papers/{kind}/"
    assert sign_in(cast.supervisor).get(address).status_code == 404


def test_an_issue_or_a_copy_of_another_case_is_not_found(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    other = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    copy = print_paper(other, "undertaking", by=cast.disclosure_officer, why="Visit")
    client = sign_in(cast.decision_maker)
    assert client.get(at(case, "case_copy", copy.pk)).status_code == 404
    assert client.get(at(case, "case_paper_release", copy.paper_id)).status_code == 404
