"""Nobody leaves while cases need them; a refusal says nothing of restricted ones."""

from __future__ import annotations

import pytest

from accounts.departures import StillNeededError
from accounts.models import Unit
from casework.actions.restricting import restrict_case
from casework.actions.work import allocate
from disclosure.clares_law import S
from tests.cast import Cast
from tests.walks import walk_to

NEEDED = "is needed on open cases"


def test_an_owner_of_open_cases_is_neither_deactivated_nor_moved(cast: Cast) -> None:
    walk_to(S.RESEARCH, cast.crew)
    person = cast.researcher
    person.is_active = False
    with pytest.raises(StillNeededError, match=NEEDED):
        person.save()
    person.is_active, person.unit = True, Unit.objects.exclude(pk=cast.unit.pk).get()
    with pytest.raises(StillNeededError, match=NEEDED):
        person.save()


def test_the_named_supervisor_of_a_restricted_case_stays(cast: Cast) -> None:
    case = walk_to(S.RESEARCH, cast.crew)
    restrict_case(
        case, by=cast.supervisor, people=[cast.researcher], reason="Police staff."
    )
    cast.supervisor.is_active = False
    with pytest.raises(StillNeededError, match=NEEDED):
        cast.supervisor.save()


def test_who_handed_over_everything_may_go(cast: Cast) -> None:
    case = walk_to(S.RESEARCH, cast.crew)
    allocate(case, to=cast.decision_maker, by=cast.supervisor)
    cast.researcher.is_active = False
    cast.researcher.save()
    assert not type(cast.researcher).objects.get(pk=cast.researcher.pk).is_active
