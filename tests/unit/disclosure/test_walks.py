"""The ordinary courses end in a closed case with its outcome and every clock met."""

from __future__ import annotations

import pytest

from casework.models import Deadline, StageVisit
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import DISCLOSED, NOT_DISCLOSED, RIGHT_TO_KNOW, Story, walk_to


@pytest.mark.parametrize("story", [DISCLOSED, NOT_DISCLOSED, RIGHT_TO_KNOW])
def test_a_case_walks_to_its_end(cast: Cast, story: Story) -> None:
    case = walk_to("the end", cast.crew, story)
    assert case.state == case.stage == S.CLOSED
    assert case.outcome == story.outcome
    assert not Deadline.objects.filter(case=case, met_at=None, ended_at=None).exists()
    open_visits = StageVisit.objects.filter(case=case, left_at=None)
    assert [visit.stage for visit in open_visits] == [S.CLOSED]
