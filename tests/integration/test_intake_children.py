"""A call about a child, a call that opens two cases, and the website's form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.models import Case, CaseLink, ContactPlan, ImmediateRisk, LinkKind, Part
from casework.models import Person as PersonRow
from casework.queries.opened_together import one_a_contact, opened_with
from casework.workflow.perform import options_for
from disclosure.models import ChildFacts
from tests.cast import Cast
from tests.integration.test_intake import CALL, page_of
from tests.integration.test_valid_html import faults_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
CHILD_CALL = {
    **{name: said for name, said in CALL.items() if name != "caller_is_clares_law"},
    "about": ["sarahs_law"],
    "caller_is_sarahs_law": "grandparent",
}
BOTH = {**CALL, **CHILD_CALL, "about": ["clares_law", "sarahs_law"]}
BOTH["caller_is_clares_law"] = "person_at_risk"
BOTH["caller_is_sarahs_law"] = "parent"
ABOUT_CHILD = {
    "subject_given": "Boris",
    "subject_family": "Sampleton",
    "subject_age": "about 40",
    "child_1_given": "Ffion",
    "child_1_family": "Testwell",
    "child_1_age": "six",
    "child_1_lives_with": "Her mother",
    "child_2_given": "Not given",
    "child_2_family": "Testwell",
    "child_2_unborn": "yes",
    "child_subject_is": "step_parent",
    "child_applicant_is": "grandparent",
    "access_way": "lives_with",
    "access_frequency": "daily",
    "access_supervised": "no",
    "relationship": "relative",
    "reason": "He came out of prison in May.",
    "subject_knows": "no",
}


@pytest.fixture
def caller(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.control_room)


def start(client: Client, call: dict[str, Any]) -> Any:
    return client.post(reverse("intake_start"), call)


def of(scheme: str) -> Case:
    return Case.objects.get(scheme=scheme)


def at(name: str, case: Case) -> str:
    return reverse(name, args=[case.reference])


def names_of(person: Any) -> str:
    return str(person.main_name)


def unmet(case: Case, user: User) -> set[str]:
    options = options_for(case.scheme_case(), user)
    (first,) = [one for one in options if one.row.name == "begin_initial_checks"]
    return {fact.name for fact in first.unmet}


def test_a_call_about_a_child_is_complete_after_three_pages(
    cast: Cast, caller: Client
) -> None:
    assert start(caller, CHILD_CALL).status_code == 302
    case = of("sarahs_law")
    page = caller.get(at("intake_about", case))
    assert faults_of(page) == []
    said = {**ABOUT_CHILD, "version": Case.objects.get().version}
    answer = caller.post(at("intake_about", case), said)
    assert answer.headers["Location"] == at("intake_confirm", case)
    confirm = caller.get(at("intake_confirm", case))
    assert faults_of(confirm) == []
    assert "your link to the child" in page_of(confirm)
    assert "Lives with the child" in page_of(confirm)
    assert unmet(case, cast.control_room) == {"warnings_given"}
    children = ChildFacts.objects.filter(case=case)
    assert [(names_of(row.child), row.is_unborn) for row in children] == [
        ("Ffion Testwell", False),
        ("Not given Testwell", True),
    ]
    assert case.involvements.get(part=Part.APPLICANT).category == "grandparent"

    version = Case.objects.get().version
    said = {"version": version, "read_out": "on"}
    assert caller.post(at("intake_confirm", case), said).status_code == 302
    assert unmet(case, cast.control_room) == set()


def test_one_contact_opens_two_cases_with_the_same_people(
    cast: Cast, caller: Client
) -> None:
    assert start(caller, BOTH).status_code == 302
    adult, child = of("clares_law"), of("sarahs_law")
    link = CaseLink.objects.get()
    assert (link.case, link.other, link.kind) == (child, adult, LinkKind.SAME_CONTACT)
    assert PersonRow.objects.count() == 1
    assert ContactPlan.objects.count() == 2
    about = {"subject_given": "Boris", "subject_family": "Sampleton"}
    said = {**about, "relationship": "dating", "reason": "He checks my phone."}
    answer = caller.post(
        at("intake_about", adult), {**said, "version": _version(adult)}
    )

    # The subject is the same person, and is not asked for again.
    assert answer.headers["Location"] == at("intake_about", child)
    subjects = [
        case.involvements.get(part=Part.SUBJECT).person for case in (adult, child)
    ]
    assert subjects[0] == subjects[1]
    page = page_of(caller.get(at("intake_about", child)))
    assert "Boris Sampleton" in page
    assert 'name="subject_given"' not in page
    said = {k: v for k, v in ABOUT_CHILD.items() if not k.startswith("subject_")}
    answer = caller.post(
        at("intake_about", child), {**said, "version": _version(child)}
    )
    assert answer.headers["Location"] == at("intake_confirm", adult)
    confirm = page_of(caller.get(at("intake_confirm", adult)))
    assert f"This contact opened {child.reference} too" in confirm
    assert at("intake_confirm", child) in confirm


def _version(case: Case) -> int:
    return Case.objects.get(pk=case.pk).version


def test_both_cases_show_the_link_and_one_contact_counts_once(
    cast: Cast, caller: Client, sign_in: SignIn
) -> None:
    start(caller, BOTH)
    start(caller, CHILD_CALL)
    adult = of("clares_law")
    child = Case.objects.filter(scheme="sarahs_law").earliest("pk")
    supervisor = sign_in(cast.supervisor)
    for case, other in ((adult, child), (child, adult)):
        page = page_of(supervisor.get(at("case", case)))
        assert f"Opened by the same contact as {other.reference}" in page
        assert list(opened_with(case, cast.supervisor)) == [other]
    everything = Case.objects.visible_to(cast.supervisor)
    assert everything.count() == 3
    assert one_a_contact(everything).count() == 2
    # Nothing is taken away where only one of the two is looked at.
    assert one_a_contact(everything.filter(scheme="sarahs_law")).count() == 2


def test_danger_is_shown_on_each_case_of_the_contact(caller: Client) -> None:
    start(caller, {**BOTH, "danger": "yes"})
    assert ImmediateRisk.objects.count() == 2
    assert Case.objects.filter(immediate_risk=True).count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"about": []}, "Choose what the worry is about"),
        ({"caller_is_sarahs_law": ""}, "Choose who the caller is"),
    ],
)
def test_what_the_worry_is_about_is_asked_beside_the_field(
    caller: Client, changed: dict[str, Any], sentence: str
) -> None:
    answer = start(caller, {**CHILD_CALL, **changed})
    assert sentence in page_of(answer)
    assert faults_of(answer) == []
    assert not Case.objects.exists()


def test_what_is_said_of_a_child_needs_a_name_and_is_kept(caller: Client) -> None:
    start(caller, CHILD_CALL)
    case = of("sarahs_law")
    said = {"child_1_lives_with": "Her father", "version": case.version}
    page = page_of(caller.post(at("intake_about", case), said))
    assert "Enter a name of the child" in page
    assert "Her father" in page
    assert not ChildFacts.objects.exists()


def test_a_shared_person_is_found_by_the_new_name_in_both_cases(
    cast: Cast, caller: Client
) -> None:
    start(caller, BOTH)
    for case in Case.objects.all():
        assert "alma testwell" in case.search_text
    adult = of("clares_law")
    said = {"caller_line1": "4 Mill Lane", "caller_birth": "14/03/1991"}
    caller.post(at("intake_about", adult), {**said, "version": _version(adult)})
    assert all("4 mill lane" in case.search_text for case in Case.objects.all())
