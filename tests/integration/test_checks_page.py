"""The check matrix, and the research record that keeps fact apart from opinion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.information_requests import answer_request, send_request
from casework.models import Assertion, AuditEvent, Check, Part
from casework.moment import now
from casework.queries.checks import outstanding_checks
from tests.cast import Cast
from tests.walks import DISCLOSED, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
MADE = {"result": "no_trace", "identifiers_used": "Name and date of birth"}


@pytest.fixture
def case(cast: Cast) -> Any:
    """A case whose initial checks are all to be made."""
    return walk_to("initial_checks", cast.crew)


@pytest.fixture
def researcher(cast: Cast, sign_in: SignIn) -> Client:
    """The browser of the researcher."""
    return sign_in(cast.researcher)


def form_of(case: Any, asked_for: str, **other: object) -> str:
    """The address of the form for one check of the subject."""
    person = case.involvements.get(part=Part.SUBJECT).person.pk
    asked = {"system": asked_for, "person": person, "part": Part.SUBJECT, **other}
    query = urlencode(asked)
    return f"{reverse('case_check_record', args=(case.reference,))}?{query}"


def test_each_check_leads_to_the_next_until_none_is_left(
    case: Any, researcher: Client
) -> None:
    page = researcher.get(reverse("case_checks", args=(case.reference,)))
    todo = len(outstanding_checks(case))
    # PNC, PND, ViSOR and local on two people (clares-law 1.3, step 1a).
    assert todo == 8
    assert f"{todo} checks of this stage are" in page.content.decode()
    address = form_of(case, "PNC")
    for left in range(todo - 1, -1, -1):
        answer = researcher.post(address, {**MADE, "next": "yes"})
        assert len(outstanding_checks(case)) == left
        address = answer["Location"]
    assert address == reverse("case_checks", args=(case.reference,))
    text = researcher.get(address).content.decode()
    assert "No check of this stage is outstanding." in text
    assert "Raj Researcher" in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose an answer for “Result”"),
        ({"result": "trace"}, "Say which names, dates or numbers were searched"),
        ({"result": "not_done", "reference": "R7"}, "Say why the check was not made"),
        ({"result": "not_available"}, "Say why the check was not made"),
    ],
)
def test_a_check_without_what_it_needs_is_refused(
    case: Any, researcher: Client, typed: dict[str, str], sentence: str
) -> None:
    text = researcher.post(form_of(case, "PNC"), typed).content.decode()
    assert sentence in text
    assert typed.get("reference", "") in text
    assert not Check.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    "query",
    [
        {"system": "Google"},
        {"person": "0"},
        {"person": "x"},
        {"part": "applicant"},
        {"part": ""},
    ],
)
def test_only_checks_of_the_matrix_can_be_recorded(
    case: Any, researcher: Client, query: dict[str, str]
) -> None:
    address = form_of(case, "PNC", **query)
    assert researcher.get(address).status_code == 404
    assert researcher.post(address, MADE).status_code == 404
    assert not Check.objects.filter(case=case).exists()


def test_a_check_of_another_stage_is_refused_in_words(
    case: Any, researcher: Client
) -> None:
    address = form_of(case, "Social care")
    for answer in (researcher.get(address), researcher.post(address, MADE)):
        assert "belongs to the stage “Research”" in answer.content.decode()
    assert not Check.objects.filter(case=case).exists()


def test_a_later_check_stands_beside_the_earlier(case: Any, researcher: Client) -> None:
    address = form_of(case, "PNC")
    researcher.post(
        address, {"result": "not_available", "not_done_reason": "It is down"}
    )
    researcher.post(address, {**MADE, "result": "trace", "reference": "=1+1"})
    assert Check.objects.filter(case=case, system="PNC").count() == 2
    assert "It is down" in researcher.get(address).content.decode()
    text = researcher.get(reverse("case_checks", args=(case.reference,))).content
    assert "=1+1" in text.decode()
    assert "It is down" not in text.decode()


def test_the_same_form_sent_twice_records_one_check(
    case: Any, researcher: Client
) -> None:
    typed = {**MADE, "submission": "6f0a2c86-7a0e-4a50-9d6c-0a6b4a1d2f11"}
    address = form_of(case, "PNC")
    first, second = (researcher.post(address, typed) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Check.objects.filter(case=case).count() == 1


def test_reading_and_recording_are_for_those_jobs(
    cast: Cast, case: Any, sign_in: SignIn
) -> None:
    checks = reverse("case_checks", args=(case.reference,))
    auditor = sign_in(cast.auditor)
    assert "/checks/record/" not in auditor.get(checks).content.decode()
    for person in (cast.auditor, cast.decision_maker):
        client = sign_in(person)
        assert client.get(form_of(case, "PNC")).status_code == 403
        assert client.post(form_of(case, "PNC"), MADE).status_code == 403
    assert sign_in(cast.control_room).get(checks).status_code == 404
    assert not Check.objects.filter(case=case).exists()


# -- Research ------------------------------------------------------------------------
def item(case: Any, **typed: object) -> dict[str, object]:
    """A filled-in item about the subject."""
    return {
        "kind": "fact",
        "item_type": "conviction",
        "about": case.involvements.get(part=Part.SUBJECT).person.pk,
        "text": "Assault on a former partner.",
        "source": "PNC 12/345",
        "owner_force": "Testshire",
        "owner_agrees": "unknown",
        "spent": "no",
        "sensitive_source": "no",
        "relevance": "The same pattern.",
        "may_be_told": "yes",
        "may_be_told_why": "It is about violence to a partner.",
        **typed,
    }


LONG = "ŵ" * 10_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('=cmd|" /C calc"!A0', "=cmd|&quot; /C calc&quot;!A0"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("She fled \U0001f6aa twice", "She fled \U0001f6aa twice"),
        (LONG, LONG),
    ],
)
def test_information_is_kept_and_shown_as_it_was_typed(
    case: Any, researcher: Client, text: str, shown: str
) -> None:
    address = reverse("case_information_add", args=(case.reference,))
    page = researcher.post(address, item(case, text=text), follow=True)
    assert Assertion.objects.get(case=case).text == text
    assert shown in page.content.decode()


def test_too_long_a_text_is_refused_and_kept(case: Any, researcher: Client) -> None:
    address = reverse("case_information_add", args=(case.reference,))
    text = researcher.post(address, item(case, text=f"{LONG}x")).content.decode()
    assert "10,000 characters" in text
    assert f"{LONG}x" in text
    assert not Assertion.objects.filter(case=case).exists()


def test_fact_is_listed_apart_from_opinion(case: Any, researcher: Client) -> None:
    address = reverse("case_information_add", args=(case.reference,))
    for kind in ("allegation", "fact"):
        researcher.post(address, item(case, kind=kind, text=f"The {kind} itself"))
    page = researcher.get(reverse("case_research", args=(case.reference,)))
    text = page.content.decode()
    places = [
        text.index(words)
        for words in (
            "Facts",
            "The fact itself",
            "Assessments",
            "Allegations",
            "The allegation itself",
        )
    ]
    assert places == sorted(places)
    assert "ask before it is used" in text


def test_information_is_about_somebody_on_the_case(
    cast: Cast, case: Any, researcher: Client
) -> None:
    other = walk_to("initial_checks", cast.crew, DISCLOSED)
    stranger = other.involvements.get(part=Part.SUBJECT).person.pk
    address = reverse("case_information_add", args=(case.reference,))
    text = researcher.post(address, item(case, about=stranger)).content.decode()
    assert "Choose one of the answers offered" in text
    assert not Assertion.objects.filter(case=case).exists()


# -- What becomes known later ----------------------------------------------------------
@pytest.fixture
def unsettled(case: Any, researcher: Client) -> Assertion:
    """A conviction of which nobody knew whether it is spent."""
    address = reverse("case_information_add", args=(case.reference,))
    researcher.post(address, item(case, spent="unknown"))
    return Assertion.objects.get(case=case)


LATER = {
    "owner_agrees": "yes",
    "spent": "no",
    "sensitive_source": "no",
    "last_verified_on": "3 5 2026",
    "may_be_told": "only_with",
    "told_only_with": "the date left out",
    "may_be_told_why": "The owner asks for that.",
}


def test_what_becomes_known_later_is_said_and_the_words_stay(
    case: Any, researcher: Client, unsettled: Assertion
) -> None:
    address = reverse("case_information_grade", args=(case.reference, unsettled.pk))
    sent = {**LATER, "text": "Other words", "told_only_with": ""}
    text = researcher.post(address, sent).content.decode()
    assert "Say with what it may be disclosed" in text
    researcher.post(address, {**LATER, "text": "Other words"})
    row = Assertion.objects.get(pk=unsettled.pk)
    assert (row.owner_agrees, row.spent, row.may_be_told) == ("yes", "no", "only_with")
    assert row.text == unsettled.text
    page = researcher.get(reverse("case_research", args=(case.reference,)))
    assert "Only with the date left out" in page.content.decode()
    event = AuditEvent.objects.get(case=case, verb="grade_information")
    assert "spent" in event.fields
    assert "text" not in event.fields


def test_intelligence_is_graded_whole(case: Any, researcher: Client) -> None:
    address = reverse("case_information_add", args=(case.reference,))
    graded = item(case, kind="intelligence", source_grade="2")
    text = researcher.post(address, graded).content.decode()
    assert "Choose how the source knows it" in text
    assert "Choose the handling code" in text
    assert not Assertion.objects.exists()
    whole = {**graded, "information_grade": "B", "handling_code": "P"}
    page = researcher.post(address, whole, follow=True).content.decode()
    assert Assertion.objects.get(case=case).grading == "2B P"
    # Letters are never bare: what they mean stands beside them.
    assert "B: known indirectly but corroborated" in page


def test_an_answer_of_another_agency_starts_the_item(
    cast: Cast, case: Any, researcher: Client
) -> None:
    subject = case.involvements.get(part=Part.SUBJECT).person
    asked = send_request(
        case,
        subject,
        by=cast.researcher,
        kind="probation",
        asked_of="Probation, Dunholme",
        question="Any risk?",
        safe_words="A safeguarding enquiry.",
        channel="Secure e-mail",
        sent_at=now(),
    )
    answer_request(
        case,
        asked.pk,
        by=cast.researcher,
        reply="known",
        answered_at=now(),
        reply_reference="PR/7",
    )
    address = reverse("case_information_add", args=(case.reference,))
    text = researcher.get(f"{address}?request={asked.pk}").content.decode()
    assert 'value="Probation, Dunholme, PR/7"' in text
    for odd in ("x", "0", "9" * 40, "²"):
        page = researcher.get(address, {"request": odd})
        assert 'value="Testshire"' in page.content.decode()
