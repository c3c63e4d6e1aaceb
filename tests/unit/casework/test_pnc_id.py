"""The PNC ID and its check letter, from police data law note 11.4."""

from __future__ import annotations

import pytest

from casework.pnc_id import LETTERS, WrongPncId, check_letter, read_pnc_id, say_pnc_id

THIS_YEAR = 2026


def test_the_alphabet_is_that_of_the_note() -> None:
    assert LETTERS == "ZABCDEFGHJKLMNPQRTUVWXY"
    assert len(LETTERS) == 23
    assert set(LETTERS).isdisjoint("IOS")


@pytest.mark.parametrize(
    ("year", "serial", "letter"),
    [
        (2003, 62845, "E"),
        (3, 62845, "E"),
        (1981, 154257, "C"),
        (2008, 56560, "Z"),
    ],
)
def test_the_worked_examples_of_the_note(year: int, serial: int, letter: str) -> None:
    assert check_letter(year, serial) == letter


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("03/62845E", "2003/0062845E"),
        ("2003/0062845E", "2003/0062845E"),
        ("  03 / 62845 e ", "2003/0062845E"),
        ("81/154257C", "1981/0154257C"),
        ("1981/154257C", "1981/0154257C"),
        ("08/56560Z", "2008/0056560Z"),
        ("26/1" + check_letter(26, 1), "2026/0000001" + check_letter(26, 1)),
        ("27/1" + check_letter(27, 1), "1927/0000001" + check_letter(27, 1)),
    ],
)
def test_every_usual_way_to_write_it_is_kept_in_thirteen_characters(
    typed: str, kept: str
) -> None:
    found = read_pnc_id(typed, this_year=THIS_YEAR)
    assert found == kept
    assert len(found) == 13


@pytest.mark.parametrize("letter", sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") - {"E"}))
def test_any_other_letter_is_refused_in_words(letter: str) -> None:
    with pytest.raises(WrongPncId, match="one of them is mistyped"):
        read_pnc_id(f"03/62845{letter}", this_year=THIS_YEAR)


@pytest.mark.parametrize("place", range(7))
def test_one_wrong_figure_never_passes(place: int) -> None:
    serial = "0062845"
    for figure in set("0123456789") - {serial[place]}:
        wrong = serial[:place] + figure + serial[place + 1 :]
        with pytest.raises(WrongPncId):
            read_pnc_id(f"2003/{wrong}E", this_year=THIS_YEAR)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "62845E", "03/62845", "03-62845E", "03/123456789E", "3/62845E"),
        *("03/62845EE", "1803/62845E", "03/\uff162845E", "03/62845E\n04/1A", "x"),
    ],
)
def test_what_has_not_its_shape_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(WrongPncId, match="03/62845E"):
        read_pnc_id(typed, this_year=THIS_YEAR)


def test_a_year_to_come_is_refused() -> None:
    typed = f"2031/1{check_letter(31, 1)}"
    with pytest.raises(WrongPncId, match="in the future"):
        read_pnc_id(typed, this_year=THIS_YEAR)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("2003/0062845E", "03/62845E"),
        ("2008/0056560Z", "08/56560Z"),
        ("2000/0000000Z", "00/0Z"),
        ("", ""),
    ],
)
def test_it_is_shown_the_short_way(kept: str, said: str) -> None:
    assert say_pnc_id(kept) == said
