"""The numbers of quality sampling: shares, places, intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.actions.sampling import compare, points_to_danger
from disclosure.models import Agreement
from disclosure.outcomes import KINDS_OF_OUTCOME, Outcome, OutcomeKind
from disclosure.queries.sampling import Rate, is_drawn, place_of

SCHEME = "clares_law"
REFERENCES = [f"CL-26-{number:06d}-A" for number in range(10_000)]


@pytest.mark.parametrize("percent", [0, 5, 20, 50, 100])
def test_about_so_many_in_a_hundred_are_drawn(percent: int) -> None:
    taken = sum(is_drawn(place_of("a seed", ref), percent) for ref in REFERENCES)
    assert abs(taken / len(REFERENCES) - percent / 100) < 0.02
    if percent in (0, 100):
        assert taken == len(REFERENCES) * percent // 100


@given(st.text(), st.text())
def test_a_place_is_the_same_each_time_and_depends_on_both(seed: str, ref: str) -> None:
    assert place_of(seed, ref) == place_of(seed, ref)
    assert place_of(f"{seed}x", ref) != place_of(seed, ref)
    assert place_of(seed, f"{ref}x") != place_of(seed, ref)


# From a table of Wilson intervals; the last two are the ends.
@pytest.mark.parametrize(
    ("agreed", "looks", "low", "high"),
    [
        (27, 30, 0.744, 0.965),
        (50, 100, 0.404, 0.596),
        (0, 30, 0.0, 0.114),
        (30, 30, 0.886, 1.0),
    ],
)
def test_the_interval_is_wilsons(
    agreed: int, looks: int, low: float, high: float
) -> None:
    found = Rate("", agreed, looks, 0).interval()
    assert found == pytest.approx((low, high), abs=0.001)


@given(st.integers(1, 5_000), st.data())
def test_the_interval_holds_the_share_and_stays_within_all(
    looks: int, data: st.DataObject
) -> None:
    agreed = data.draw(st.integers(0, looks))
    low, high = Rate("", agreed, looks, 0).interval()
    assert -1e-9 <= low <= agreed / looks + 1e-9
    assert agreed / looks - 1e-9 <= high <= 1 + 1e-9


def test_every_outcome_of_a_decision_has_a_kind() -> None:
    """What is decided is looked at again; a duplicate or a transfer is not."""
    left = set(Outcome) - set(KINDS_OF_OUTCOME[SCHEME])
    assert left == {Outcome.TRANSFERRED_OUT, Outcome.DUPLICATE, Outcome.DECLINED}


@pytest.mark.parametrize("stands", KINDS_OF_OUTCOME[SCHEME])
@pytest.mark.parametrize("second", KINDS_OF_OUTCOME[SCHEME])
def test_danger_is_somebody_who_was_not_told(stands: str, second: str) -> None:
    kinds = KINDS_OF_OUTCOME[SCHEME]
    told = OutcomeKind.TOLD
    danger = points_to_danger(SCHEME, stands, second)
    assert danger is (kinds[second] == told and kinds[stands] != told)
    if danger:
        assert compare(SCHEME, stands, second) == Agreement.DIFFERENT
