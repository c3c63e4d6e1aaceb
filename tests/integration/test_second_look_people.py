"""The second look is blind: not even the parts of people say how a case ended."""

from __future__ import annotations

import pytest

from casework.actions.people import Details, name_person
from casework.models import Part
from casework.schemes import scheme_of
from casework.views.frame import Frame
from disclosure.clares_law import S
from disclosure.views.second_look import people_of
from tests.cast import Cast
from tests.walks import walk_to

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
