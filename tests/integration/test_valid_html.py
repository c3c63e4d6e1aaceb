"""Every page is valid HTML: no parse error, and no id given twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import html5lib
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.work import raise_alarm
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import walk_to

LISTS = ("home", "case_list", "inbox", "inbox_upload", "intake_start", "allocation")
CASE_PAGES = (
    *("case", "case_people", "case_contact", "case_application", "case_assessment"),
    *("case_research", "case_decision", "case_delivery", "case_checks", "case_dates"),
    *("case_documents", "case_notes", "case_history", "case_readers", "case_alarm"),
    *("case_allocate", "case_waiting", "case_extension", "case_person_add"),
    *("case_information_add", "case_document_add", "case_risk"),
)
RECORDS = ("scope", "risk", "meeting", "plan", "safety", "attempt", "told", "aftercare")


def faults_of(client: Client, path: str) -> list[str]:
    """What is wrong with the page at ``path``, which must exist."""
    response = client.get(path)
    assert response.status_code == 200, path
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(response.content.decode())
    ids = Counter(node.get("id") for node in tree.iter() if node.get("id"))
    twice = [f"id {name} {count} times" for name, count in ids.items() if count > 1]
    return [str(error) for error in parser.errors] + twice


def test_lists(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    walk_to(S.RESEARCH, cast.crew)
    client = sign_in(cast.supervisor)
    paths = [*map(reverse, LISTS), reverse("workflow", args=["clares_law"])]
    assert {path: faults_of(client, path) for path in paths} == {p: [] for p in paths}
    assert faults_of(Client(), "/account/login/") == []


@pytest.mark.parametrize("stage", [S.RECEIVED, S.DECISION_DRAFT, S.AFTERCARE])
def test_case_pages(stage: S, cast: Cast, sign_in: Callable[[User], Client]) -> None:
    case = walk_to(stage, cast.crew)
    raise_alarm(case, by=cast.supervisor, what_was_said="<b>He is outside</b>")
    client = sign_in(cast.supervisor)
    paths = [reverse(name, args=[case.reference]) for name in CASE_PAGES]
    if stage == S.DECISION_DRAFT:
        paths.append(reverse("case_proposal", args=[case.reference]))
    paths += [reverse("case_record", args=[case.reference, kind]) for kind in RECORDS]
    assert {path: faults_of(client, path) for path in paths} == {p: [] for p in paths}
