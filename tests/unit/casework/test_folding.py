"""A name is found however it is typed."""

from __future__ import annotations

import pytest

from casework.folding import fold


@pytest.mark.parametrize(
    "typed",
    [
        "Anne-Marie O'Brien",
        "ANNE\u2011MARIE O\u2019BRIEN",  # what a word processor puts
        "Anne\u2013Marie  O\u2018Brien",
        "Anne\u00ad-Ma\u200brie O'Brien",  # soft hyphen, zero-width space
        "Ánne-Márie O\u02bcBrien",
    ],
)
def test_spellings_of_one_name_compare_the_same(typed: str) -> None:
    assert fold(typed) == "anne-marie o'brien"


def test_different_names_stay_different() -> None:
    assert fold("Anne Marie") != fold("Annemarie")
