"""Two people correct the same record: what differs is merged, what clashes is asked.

Reliability C-03: a conflict is shown beside the field, nothing is written over unread,
changes of different fields are both kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.people import Details, change_person
from casework.models import Part, Person
from disclosure.actions.application import record_application
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
BOTH_KEPT = "Somebody else changed other answers meanwhile: both changes are kept."
BORN = dt.date(1988, 11, 2)
CORRECT = Details("Boris", "Sampleton", date_of_birth=BORN, sex="male")


@dataclass
class Page:
    """A page that somebody opened, with what stands in its form."""

    client: Client
    address: str
    typed: dict[str, str]

    def send(self, **changed: str) -> Any:
        self.typed |= changed
        answer = self.client.post(self.address, self.typed, follow=True)
        if answer.context and answer.redirect_chain == []:
            self.typed = typed_in(answer.context["form"])
        return answer


def typed_in(form: Any) -> dict[str, str]:
    """What the browser would send if nothing was touched."""
    return {f.html_name: "" if f.value() is None else str(f.value()) for f in form}


def open_page(client: Client, address: str) -> Page:
    return Page(client, address, typed_in(client.get(address).context["form"]))


@dataclass
class Scene:
    """The subject's details, open on the screen of the researcher."""

    cast: Cast
    case: Any
    person: Person
    page: Page

    def meanwhile(self, details: Details) -> None:
        change_person(self.case, self.person, by=self.cast.supervisor, details=details)

    def recorded(self) -> tuple[str, dt.date | None, str]:
        person = Person.objects.get(pk=self.person.pk)
        return person.main_name, person.date_of_birth, person.sex


@pytest.fixture
def scene(cast: Cast, sign_in: SignIn) -> Scene:
    case = walk_to(S.RESEARCH, cast.crew)
    person = case.involvements.get(part=Part.SUBJECT).person
    change_person(case, person, by=cast.supervisor, details=CORRECT)
    address = reverse("case_person_change", args=[case.reference, person.pk])
    page = open_page(sign_in(cast.researcher), address)
    return Scene(cast, case, person, page)


def test_changes_of_different_answers_are_both_kept(scene: Scene) -> None:
    moved = dt.date(1988, 11, 3)
    scene.meanwhile(Details("Boris", "Sampleton", date_of_birth=moved, sex="male"))
    answer = scene.page.send(family="Sampleton-Test")

    assert BOTH_KEPT in answer.content.decode()
    assert scene.recorded() == ("Boris Sampleton-Test", moved, "male")


def test_what_both_changed_is_asked_and_nothing_is_written(scene: Scene) -> None:
    scene.meanwhile(Details("Boris", "Simpleton", date_of_birth=BORN, sex="male"))
    answer = scene.page.send(family="Sampletown")
    (said,) = answer.context["form"].errors["family"]

    assert "“Simpleton”" in said
    assert scene.page.typed["family"] == "Sampletown"
    assert scene.recorded() == ("Boris Simpleton", BORN, "male")


def test_a_change_that_was_read_may_be_written_over(scene: Scene) -> None:
    scene.meanwhile(Details("Boris", "Simpleton", date_of_birth=BORN, sex="male"))
    scene.page.send(family="Sampletown")
    scene.page.send()

    assert scene.recorded() == ("Boris Sampletown", BORN, "male")


def test_the_same_change_of_both_is_no_conflict(scene: Scene) -> None:
    scene.meanwhile(Details("Boris", "Sampletown", date_of_birth=BORN, sex="male"))
    scene.page.send(family="Sampletown")

    assert scene.recorded() == ("Boris Sampletown", BORN, "male")


def test_a_page_that_lost_what_it_was_opened_with_overwrites_nothing(
    scene: Scene,
) -> None:
    scene.meanwhile(Details("Boris", "Simpleton", date_of_birth=BORN, sex="male"))
    answer = scene.page.send(family="Sampletown", loaded="{}")

    assert "family" in answer.context["form"].errors
    assert scene.recorded() == ("Boris Simpleton", BORN, "male")


def test_what_was_said_is_merged_too(cast: Cast, sign_in: SignIn) -> None:
    case = walk_to(S.RECEIVED, cast.crew)
    address = reverse("case_application_change", args=[case.reference])
    page = open_page(sign_in(cast.researcher), address)
    record_application(case, by=cast.supervisor, children="Two, with their father.")
    page.send(reason="He reads her messages.")
    case.application.refresh_from_db()

    assert case.application.children == "Two, with their father."
    assert case.application.reason == "He reads her messages."
