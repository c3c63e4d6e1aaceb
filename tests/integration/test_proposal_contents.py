"""The form of the proposal says at its top what each of its parts still lacks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from disclosure.actions.proposal import save_proposal
from disclosure.clares_law import S
from tests.cast import Cast
from tests.integration.test_check_matrix import left_out
from tests.integration.test_decision_record import returned
from tests.integration.test_moves_pages import words_of
from tests.walks import walk_to

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def test_each_part_can_be_jumped_to_and_says_what_it_lacks(
    cast: Cast, sign_in: SignIn
) -> None:
    case = returned(cast)
    save_proposal(
        case,
        by=cast.researcher,
        answers={"lawful": ("yes", "Too short")},
        would_change="",
    )
    page = sign_in(cast.researcher).get(
        reverse("case_proposal", args=(case.reference,))
    )

    html, text = page.content.decode(), words_of(page)
    assert "The tests Lacks 1" in text
    assert "7. Further safeguarding Nothing lacking" in text
    assert "Before you finish Lacks 1" in text
    assert "What is still lacking: 2" in text
    contents = html[html.index('aria-label="Parts of the proposal"') :]
    places = re.findall(r'href="#([\w-]+)"', contents[: contents.index("</nav>")])
    assert len(places) == 9 + 2
    for place in places:
        assert html.count(f' id="{place}"') == 1, place


def test_nothing_is_said_to_be_complete_before_there_is_an_outcome(
    cast: Cast, sign_in: SignIn
) -> None:
    """What telling somebody needs is not known yet."""
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    client = sign_in(cast.researcher)
    address = reverse("case_proposal", args=(case.reference,))
    save_proposal(case, by=cast.researcher, answers={})

    text = words_of(client.get(address))

    assert "The tests Lacks 7" in text
    assert "Nothing lacking" not in text


def test_one_button_saves_and_nothing_else_looks_like_it(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.DECISION_DRAFT, cast.crew)
    page = sign_in(cast.researcher).get(
        reverse("case_proposal", args=(case.reference,))
    )
    form = page.content.decode().split('class="cw-proposal"')[1].split("</form>")[0]
    assert form.count("<button") == 1
    assert "Save the proposal" in form


def test_whoever_decides_sees_whether_a_check_left_out_was_agreed(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.INITIAL_CHECKS, cast.crew)
    left_out(case, cast.researcher)
    address = reverse("case_decision", args=(case.reference,))

    text = words_of(sign_in(cast.supervisor).get(address))

    assert "Waits for a supervisor's agreement" in text


def test_an_attempt_begins_with_the_place_that_was_planned(
    cast: Cast, sign_in: SignIn
) -> None:
    case = walk_to(S.DISCLOSURE_IN_PROGRESS, cast.crew)
    place = case.delivery_plans.last().place
    page = sign_in(cast.disclosure_officer).get(
        reverse("case_record", args=(case.reference, "attempt"))
    )
    assert place
    assert re.search(rf'name="place" value="{re.escape(place)}"', page.content.decode())
