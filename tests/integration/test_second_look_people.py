"""The second look is blind: no list and no part of a person says how a case ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.actions.people import Details, name_person
from casework.models import Part, Threshold
from casework.moment import frozen, now
from casework.schemes import scheme_of
from casework.views.frame import Frame
from disclosure.actions.sampling import draw_cases, take_second_look
from disclosure.clares_law import S
from disclosure.views.second_look import people_of
from tests.cast import Cast
from tests.walks import NOT_DISCLOSED, walk_to

ENDED = "No disclosure: nothing held"
pytestmark = pytest.mark.django_db


def test_the_reader_does_not_see_that_somebody_was_to_be_told(cast: Cast) -> None:
    """Whoever is named to be told says that there was a disclosure."""
    case = walk_to(S.DISCLOSURE_PLANNING, cast.crew)
    told = Details("Perpetua", "Quist")
    name_person(case, by=cast.researcher, part=Part.RECIPIENT, details=told)
    frame = Frame(case, scheme_of(case), cast.second_decision_maker, "")
    shown = {str(row.value): row.label for row in people_of(frame).rows}
    assert shown["Alma Testwell"] == "Person at risk and applicant"
    assert "Perpetua Quist" not in shown


def test_lists_do_not_say_to_the_reader_how_the_case_ended(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    Threshold.objects.filter(key__endswith="_percent").update(value=100)
    case = walk_to(S.CLOSED, cast.crew, NOT_DISCLOSED)
    with frozen(now() + dt.timedelta(hours=2)):
        draw_cases(cast.unit, "clares_law")
    reader = cast.second_decision_maker
    closed = f"{reverse('case_list')}?show=closed"
    assert ENDED in sign_in(reader).get(closed).content.decode()
    take_second_look(case, by=reader)
    client = sign_in(reader)
    found = client.post(reverse("case_search"), {"q": case.reference})
    for answer in (client.get(closed), found):
        text = answer.content.decode()
        assert case.reference in text
        assert ENDED not in text
    others = sign_in(cast.supervisor).get(closed).content.decode()
    assert ENDED in others
