"""A comparison loses no word of either version."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from disclosure.queries.comparison import IN, OUT, runs_of


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_texts_can_be_read_from_the_runs(old: str, new: str) -> None:
    runs = runs_of(old, new)
    assert "".join(run.text for run in runs if run.kind != IN) == old
    assert "".join(run.text for run in runs if run.kind != OUT) == new
