"""The trial has a decision with everything that a decision can have."""

from __future__ import annotations

import pytest

from disclosure.clares_law import S
from disclosure.demo.decision_detours import decide_on_more
from disclosure.models import LeakOverride
from tests.cast import Cast
from tests.walks import walk_to

pytestmark = pytest.mark.django_db


def test_a_decision_on_more(cast: Cast) -> None:
    case = walk_to(S.AWAITING_REVIEW, cast.crew)
    case = decide_on_more(case, cast.crew)
    assert case.stage == S.AWAITING_REVIEW
    version = case.recommendations.get(number=2)
    uses = version.item_decisions.values_list("use", flat=True)
    assert sorted(uses) == ["hold", "tell", "tell"]
    assert version.item_decisions.exclude(extra="").count() == 1
    assert version.evidence.exists()
    assert LeakOverride.objects.filter(case_id=case.pk).exists()
