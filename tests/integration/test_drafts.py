"""Half-typed forms: kept, found again, shown to nobody else, gone when sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import AuditEvent, Case, Draft
from casework.workflow.perform import perform
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
HALF = "She said that he followed her, and"


def keep(client: Client, case: Any, form: str = "proposal", **typed: Any) -> Any:
    """What the button, or the script, sends."""
    address = reverse("case_draft", args=(case.reference, form))
    return client.post(address, {"keep_draft": "yes", **typed})


def shown(client: Client, case: Any) -> str:
    """The form of the proposal."""
    return client.get(reverse("case_proposal", args=(case.reference,))).content.decode()


def test_what_is_kept_is_in_the_form_again_for_its_author_alone(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    author = sign_in(cast.researcher)
    assert keep(author, case, rationale=HALF, lawful="yes").status_code == 302
    page = shown(author, case)
    assert HALF in page
    assert "Only you can see it" in page
    assert HALF not in shown(sign_in(cast.supervisor), case)
    assert not case.recommendations.exclude(rationale="").exists()


def test_keeping_twice_keeps_the_last_and_writes_no_record(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    author = sign_in(cast.researcher)
    before = AuditEvent.objects.count(), Case.objects.get(pk=case.pk).version
    keep(author, case, rationale="The first words")
    keep(author, case, rationale=HALF)
    assert (AuditEvent.objects.count(), Case.objects.get(pk=case.pk).version) == before
    kept = Draft.objects.get()
    assert "first" not in kept.fields
    assert "csrfmiddlewaretoken" not in kept.fields
    assert HALF in shown(author, case)


def test_it_is_gone_when_the_form_is_taken(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    author = sign_in(cast.researcher)
    keep(author, case, rationale=HALF)
    address = reverse("case_proposal", args=(case.reference,))
    sent = author.post(address, {"rationale": f"{HALF} was afraid.", "version": ""})
    assert sent.status_code == 302
    assert not Draft.objects.exists()


def test_a_form_that_is_refused_is_kept(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    author = sign_in(cast.researcher)
    address = reverse("case_proposal", args=(case.reference,))
    answer = author.post(address, {"rationale": HALF, "version": case.version - 1})
    assert "Somebody else changed this case" in answer.content.decode()
    assert HALF in shown(author, case)


def test_an_old_draft_saves_over_nobody(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    author = sign_in(cast.researcher)
    keep(author, case, rationale=HALF, version=case.version)
    perform(case, "research_further", by=cast.supervisor, reason="A check is missing")
    page = shown(author, case)
    assert HALF in page
    assert f'name="version" value="{case.version}"' in page


def test_it_can_be_thrown_away(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    author = sign_in(cast.researcher)
    keep(author, case, rationale=HALF)
    address = reverse("case_draft", args=(case.reference, "proposal"))
    author.post(address, {"drop_draft": "yes"})
    assert HALF not in shown(author, case)
    assert not Draft.objects.exists()


def test_a_script_is_told_the_time(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    address = reverse("case_draft", args=(case.reference, "proposal"))
    answer = sign_in(cast.researcher).post(
        address, {"rationale": HALF}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 200
    assert len(answer.json()["kept"]) == len("14:05")


@pytest.mark.parametrize(
    ("who", "form", "status"),
    [
        ("decision_maker", "proposal", 403),
        ("researcher", "review", 403),
        ("researcher", "nonsense", 404),
        ("researcher", f"check-{'9' * 80}", 404),
        ("outsider", "proposal", 404),
    ],
)
def test_only_who_may_fill_in_the_form_keeps_it(
    cast: Cast, sign_in: SignIn, who: str, form: str, status: int
) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    cast.outsider.role_grants.filter(role="auditor").delete()
    answer = keep(sign_in(getattr(cast, who)), case, form, rationale=HALF)
    assert answer.status_code == status
    assert not Draft.objects.exists()
