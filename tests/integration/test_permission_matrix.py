"""Every address times every person, against a table (reliability W-02 and W-05)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from casework.actions.contact_attempts import (
    plan_contact,
)
from casework.actions.documents import add_document
from casework.actions.returns import freeze_return
from casework.actions.scans import record_verdict
from casework.models import AuditChain, AuditEvent, Case, FrozenReturn, ScanState
from casework.moment import now
from casework.policy import Capability
from casework.queries.checks import check_matrix
from casework.scanning import Verdict
from casework.schemes import all_schemes
from disclosure.actions.papers import prepare_paper, print_paper
from disclosure.actions.wording import write_words
from disclosure.clares_law import S
from disclosure.models import Paragraph, SubmissionState, WebsiteSubmission
from disclosure.queries.wording import today
from marac.actions.calendar import go_on_with_time, plan_meetings
from marac.models import Meeting
from tests.addresses import names_of_the_resolver, wanted_by
from tests.cast import Cast, make_cast
from tests.integration.permissions import (
    DRAFT,
    EVERYWHERE,
    PLANNED,
    POSTED,
    PRINCIPALS,
    read,
)
from tests.researched import research_on
from tests.snapshots import snapshot
from tests.walks import walk_to

FILE = b"Some notes"


@dataclass(frozen=True)
class World:
    """The objects that the addresses are about."""

    cast: Cast
    planned: Any
    draft: Any
    submission: WebsiteSubmission
    clients: Mapping[str, Client]

    def query(self, case: Any) -> str:
        """Which of the checks of ``case`` is meant."""
        row = check_matrix(case)[0]
        asked = {"system": row.system, "person": row.person.pk, "part": row.part}
        return f"?{urlencode(asked)}"

    def arguments(self, name: str, case: Any) -> dict[str, object]:
        """What the address ``name`` needs, for ``case``."""
        person = case.involvements.get(part="person_at_risk").person_id
        document = self.planned.documents.get().pk
        known = {
            "reference": case.reference,
            "person": person,
            "key": document,
            "pk": self.submission.pk,
            "check": case.checks.filter(result="not_done").latest("pk").pk,
            "item": case.assertions.latest("pk").pk,
            "run": case.quick_runs.latest("pk").pk,
            "asked": case.information_requests.latest("pk").pk,
            "match": case.identity_matches.latest("pk").pk,
            "scheme": "clares_law",
            "move": MOVE[str(case.stage)],
            "kind": "safety",
            "paper": "disclosure_script",
            "issue": self.planned.issued_papers.get(kind="case_summary").pk,
            "copy": self.planned.printed_copies.get().pk,
            "frozen": FrozenReturn.objects.get().pk,
            "paragraph": Paragraph.objects.get(is_shipped=False).pk,
            "purpose": "closure",
            "wizard": "plan",
            "step": "when",
            "part": "people",
            "hit": 1,
            "planned": case.planned_contacts.get().pk,
            "form": "check-1",
            "answer": 1,
            "action": 1,
            "listing": 0,
            "meeting": Meeting.objects.filter(unit=self.cast.unit)[0].pk,
            "flag": 1,
            "transfer": 1,
            "agency": 1,
            "token": self.planned.notifications.filter(recipient=self.cast.supervisor)
            .latest("pk")
            .token,
        }
        if name == "meeting_returns":
            known["meeting"] = 0
        if name == "meeting_move":
            known["move"] = "publish_list"
        return {key: known[key] for key in wanted_by(name)}


MOVE: dict[str, str] = {
    S.DISCLOSURE_PLANNING: "begin_delivery",
    S.RECEIVED: "begin_initial_checks",
}


def add_a_clean_file(case: Any, cast: Cast) -> None:
    """Notes in the research, which the scanner found clean."""
    added = add_document(
        case,
        by=cast.researcher,
        title="Notes",
        file_name="notes.txt",
        file=io.BytesIO(FILE),
        see=Capability.SEE_RESEARCH,
    )
    record_verdict(added, Verdict(ScanState.CLEAN))


def hold_a_submission(cast: Cast) -> WebsiteSubmission:
    """An application of the website that waits for a person."""
    return WebsiteSubmission.objects.create(
        unit=cast.unit,
        submission_id="W-1",
        form="clares-law",
        original="{}",
        sha256="a" * 64,
        received_at=now(),
        imported_at=now(),
        imported_by=cast.control_room,
        state=SubmissionState.HELD,
        reasons=[["danger", "Somebody may be in danger."]],
    )


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One of everything, for all the tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        cast.outsider.role_grants.filter(role=Role.AUDITOR).delete()
        planned = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
        add_a_clean_file(planned, cast)
        submission = hold_a_submission(cast)
        print_paper(
            planned, "disclosure_script", by=cast.disclosure_officer, why="The visit."
        )
        prepare_paper(planned, "case_summary", by=cast.supervisor)
        shipped = Paragraph.objects.get(
            scheme="clares_law", key="support", language="en"
        )
        write_words(
            shipped,
            by=cast.supervisor,
            text="Other words.",
            valid_from=today(),
            review_on=today() + dt.timedelta(days=365),
            reason="Plainer words.",
            seen=1,
        )
        first = dt.date(2026, 4, 1)
        freeze_return(by=cast.supervisor, scheme=all_schemes()[0], first=first)
        draft = walk_to(S.RECEIVED, cast.crew)
        for case in (planned, draft):
            research_on(case, cast)
            plan_contact(
                case,
                case.contact_plans.get(),
                by=cast.researcher,
                planned_for=now(),
                method="call",
                purpose="Arrange the visit",
            )
        plan_meetings(cast.unit)
        go_on_with_time()
        clients = {who: client_of(who, cast) for who in PRINCIPALS}
        yield World(cast, planned, draft, submission, clients)
        transaction.set_rollback(True)


def client_of(principal: str, cast: Cast) -> Client:
    """A client in which the person is signed in, if there is one."""
    client = Client(raise_request_exception=False)
    if principal != "anonymous":
        client.force_login(
            getattr(cast, principal),
            backend="django.contrib.auth.backends.ModelBackend",
        )
    return client


def answer(world: World, principal: str, name: str, case: Any) -> str:
    """The status, or ``in`` where the person must sign in first."""
    client = world.clients[principal]
    address = reverse(name, kwargs=world.arguments(name, case))
    query = world.query(case) if name == "case_check_record" else ""
    response = client.post(address) if name in POSTED else client.get(address + query)
    if response.status_code == 302 and response.headers["Location"].startswith(
        reverse("admin:login")
    ):
        response = client.get(response.headers["Location"])
    to_sign_in = response.status_code == 302 and response.headers[
        "Location"
    ].startswith(reverse("account_login"))
    return "in" if to_sign_in else str(response.status_code)


TABLES = {
    (object_, name): row
    for object_, table in (
        ("everywhere", EVERYWHERE),
        ("planned", PLANNED),
        ("draft", DRAFT),
    )
    for name, row in read(table).items()
}


def test_every_address_is_in_the_table() -> None:
    names = names_of_the_resolver()
    about_a_case = {name for name in names if "reference" in wanted_by(name)}
    about_a_file = {name for name in names if "key" in wanted_by(name)}
    assert set(read(PLANNED)) == about_a_case | about_a_file
    assert set(read(DRAFT)) == about_a_case
    assert set(read(EVERYWHERE)) == names - about_a_case - about_a_file


def written() -> dict[str, str]:
    """All rows but those that say who looked at what."""
    return snapshot(leave_out=(AuditEvent, AuditChain))


@pytest.fixture(autouse=True)
def _the_file_is_there(world: World, _documents_apart: None) -> None:
    """Each test has an empty store, and the file of the document belongs in it."""
    key = str(world.planned.documents.get().storage_key)
    storages["documents"].save(key, ContentFile(FILE))


@pytest.mark.parametrize(("object_", "name"), sorted(TABLES))
def test_everybody_gets_the_answer_of_the_table(
    db: None, world: World, object_: str, name: str
) -> None:
    case = world.draft if object_ == "draft" else world.planned
    before = written()
    found = {who: answer(world, who, name, case) for who in PRINCIPALS}
    assert found == TABLES[object_, name]
    if name not in POSTED:
        assert written() == before, "looking changed something"


@pytest.mark.parametrize("principal", ["supervisor", "researcher", "auditor"])
def test_a_restricted_case_is_absent_at_every_address(
    db: None, world: World, principal: str
) -> None:
    """Reliability 8.2: its existence is hidden, whatever the address."""
    Case.objects.filter(pk=world.planned.pk).update(restricted=True)
    names = read(PLANNED)
    found = {name: answer(world, principal, name, world.planned) for name in names}
    # A job that never starts an application is refused before the case is looked for.
    found = {name: said for name, said in found.items() if said != "404"}
    assert {name: said for name, said in found.items() if "intake" not in name} == {}
    assert set(found.values()) <= {"403"}
