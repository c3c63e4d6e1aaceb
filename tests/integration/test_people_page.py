"""Who is named on a case, and who may know it (clares-law 1.3 and section 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.people import Details, name_person
from casework.models import Address, AuditEvent, Part, Person
from casework.moment import frozen
from casework.queries.involved import age_of
from tests.cast import Cast
from tests.walks import DISCLOSED, RIGHT_TO_KNOW, walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
CANARY = Details("Canaria", "Nightingale", dt.date(1960, 1, 5), phone="07700 900 123")
THIRD_PARTY = replace(DISCLOSED, third_party=CANARY)
TEA_TIME = dt.datetime(2026, 11, 24, 16, 0, tzinfo=dt.UTC)


def page(client: Client, name: str, case: Any, *args: object) -> str:
    """The text of a page of ``case``."""
    return client.get(reverse(name, args=(case.reference, *args))).content.decode()


def add(client: Client, case: Any, **typed: object) -> Any:
    """Sends the form that names a person."""
    address = reverse("case_person_add", args=(case.reference,))
    return client.post(address, {"sex": "not_asked", **typed}, follow=True)


OWN_PAGES = ("case_people", "case_contact", "case_documents")


@pytest.mark.parametrize("stage", ["awaiting_meeting", "disclosure_planning"])
def test_who_delivers_never_learns_who_asked(
    cast: Cast, sign_in: SignIn, stage: str
) -> None:
    case = walk_to(stage, cast.crew, THIRD_PARTY)
    applicant = case.involvements.get(part=Part.APPLICANT).person
    officer = sign_in(cast.disclosure_officer)
    # There is something to leak: the unit sees it on each of these pages but files.
    unit = sign_in(cast.researcher)
    assert "Canaria" in page(unit, "case_people", case)
    assert "Canaria" in page(unit, "case_contact", case)
    seen = [page(officer, name, case) for name in OWN_PAGES]
    forms = ("case_contact_plan", "case_contact_attempt")
    seen += [page(officer, name, case, applicant.pk) for name in forms]
    seen += [page(officer, "case_document_add", case)]
    refused = ("case_checks", "case_research", "case_check_record")
    seen += [page(officer, name, case) for name in refused]
    show = reverse("case_contact_show", args=(case.reference, applicant.pk))
    answer = officer.post(show, {"plan": case.contact_plans.get().pk})
    assert answer.status_code == 404
    for text in [*seen, answer.content.decode()]:
        assert "Canaria" not in text
        assert "Nightingale" not in text
        assert "960 101" not in text
        assert "Library" not in text
    assert "Alma Testwell" in seen[0]


def test_an_applicant_at_risk_is_one_card_with_both_parts(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("disclosure_planning", cast.crew)
    text = page(sign_in(cast.disclosure_officer), "case_people", case)
    assert "Person at risk and applicant" in text
    assert text.count('class="govuk-summary-card"') == 2


def test_numbers_and_protected_addresses_are_never_on_the_page(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("initial_checks", cast.crew)
    person = case.involvements.get(part=Part.PERSON_AT_RISK).person
    Address.objects.create(person=person, line1="9 Refuge Row", is_protected=True)
    client = sign_in(cast.supervisor)
    assert "Protected address" not in page(client, "case_people", case)
    show = reverse("case_contact_show", args=(case.reference, person.pk))
    client.post(show, {"plan": case.contact_plans.get().pk})
    text = page(client, "case_people", case)
    assert "Protected address" in text
    assert "Easterby" in text  # the subject's, which is not protected
    for hidden in ("9 Refuge Row", "960 101"):
        assert hidden not in text
        assert hidden not in page(client, "case_person_change", case, person.pk)
    assert "Easterby" not in page(sign_in(cast.auditor), "case_people", case)


def test_the_applicant_at_risk_is_named_in_one_step(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("received", cast.crew, RIGHT_TO_KNOW)
    client = sign_in(cast.control_room)
    names = add(client, case, part="applicant", same_person="on", given="Second")
    assert "already named" in names.content.decode()
    done = add(
        client, case, part="applicant", same_person="on", category="person_at_risk"
    )
    assert "Person added." in done.content.decode()
    parts = case.involvements.filter(person__names__given="Alma")
    assert set(parts.values_list("part", flat=True)) == {"applicant", "person_at_risk"}


def test_typed_text_is_kept_and_shown_as_text(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to("initial_checks", cast.crew)
    done = add(
        sign_in(cast.researcher),
        case,
        part="other",
        given="<script>alert(1)</script>",
        family="=HYPERLINK(0) 🙂",
        aliases="One\r\n\r\n  Two  Words ",
        birth_as_given="about 30",
        phone="07700 900 124",
    )
    text = done.content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "=HYPERLINK(0) 🙂" in text
    person = Person.objects.get(names__family="=HYPERLINK(0) 🙂")
    said = {str(name) for name in person.names.filter(kind="alias")}
    assert said == {"One", "Two Words"}
    assert "07700 900 124" not in text


def test_a_change_keeps_the_old_values_and_overwrites_nobody(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to("initial_checks", cast.crew)
    subject = case.involvements.get(part=Part.SUBJECT).person
    address = reverse("case_person_change", args=(case.reference, subject.pk))
    client = sign_in(cast.researcher)
    case.refresh_from_db()
    typed = {"given": "Boris", "family": "Renamed", "sex": "male", "town": "Easterby"}
    stale = client.post(address, {**typed, "version": case.version - 1})
    # It does not say what the page was opened with, so every difference is asked.
    assert "Somebody else changed this to “Sampleton”" in stale.content.decode()
    assert subject.names.get().family == "Sampleton"
    client.post(address, {**typed, "version": case.version})
    assert subject.names.get().family == "Renamed"
    kept = apps.get_model("casework", "PersonNameEvent").objects.filter(
        pgh_obj_id=subject.names.get().pk
    )
    assert "Sampleton" in kept.values_list("family", flat=True)
    assert AuditEvent.objects.filter(case=case, verb="change_person").count() == 1


@pytest.mark.parametrize(
    ("part", "born", "flag"),
    [
        (Part.CHILD, "2020-01-01", ""),
        (Part.APPLICANT, "2010-11-25", "Under 16"),
        (Part.APPLICANT, "2010-11-24", "Aged 16 or 17"),
        (Part.APPLICANT, "2008-11-25", "Aged 16 or 17"),
        (Part.APPLICANT, "2008-11-24", ""),
    ],
)
def test_children_are_flagged_from_the_day_they_are_not(
    cast: Cast, sign_in: SignIn, part: str, born: str, flag: str
) -> None:
    case = walk_to("initial_checks", cast.crew, THIRD_PARTY)
    case.involvements.filter(part=Part.APPLICANT).delete()
    details = Details("Young", "Person", dt.date.fromisoformat(born))
    name_person(case, by=cast.researcher, part=part, details=details)
    with frozen(TEA_TIME):
        text = page(sign_in(cast.researcher), "case_people", case)
    for possible in ("Under 16", "Aged 16 or 17", "Subject under 18"):
        assert (possible in text) is (possible == flag)


def test_a_subject_under_18_asks_for_extra_care(cast: Cast, sign_in: SignIn) -> None:
    young = replace(DISCLOSED, subject=Details("Kit", "Young", birth_as_given="17"))
    case = walk_to("initial_checks", cast.crew, young)
    text = page(sign_in(cast.decision_maker), "case_people", case)
    assert "Subject under 18" in text
    assert "As given: 17" in text


@pytest.mark.parametrize(
    ("given", "age"),
    [("17", 17), ("about 30", 30), ("aged 15 years", 15), ("March 98", None)],
)
def test_only_a_plain_age_is_read_as_one(given: str, age: int | None) -> None:
    assert age_of(Person(birth_as_given=given)) == age


def test_more_people_take_no_more_queries(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    case = walk_to("initial_checks", cast.crew)
    client = sign_in(cast.researcher)
    page(client, "case_people", case)
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(40) as queries:
            page(client, "case_people", case)
        counts.append(len(queries))
        for given in ("Ann", "Bea", "Cia"):
            name_person(
                case, by=cast.researcher, part=Part.CHILD, details=Details(given, "Few")
            )
    assert counts[0] == counts[1]
