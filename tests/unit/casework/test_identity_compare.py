"""The subject beside a record found: every difference is marked in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from casework.identity import Agreement, Compared, Described, compare

BORIS = Described(
    names=["Boris Sampleton"],
    other_names=["Bob Sampleton"],
    born=dt.date(1985, 11, 2),
    sex="Male",
    addresses=["1 Example Row, Easterby, ZZ99 3VZ"],
)


def line(label: str, here: Described, there: Described) -> Compared:
    """The one line of the comparison with this label."""
    (found,) = [row for row in compare(here, there) if row.label == label]
    return found


def test_everything_is_compared_in_reading_order() -> None:
    labels = [row.label for row in compare(BORIS, BORIS)]
    assert labels == ["Names", "Date of birth", "PNC ID", "Sex", "Addresses"]
    same = {row.agreement for row in compare(BORIS, BORIS) if row.here}
    assert same == {Agreement.SAME}


@pytest.mark.parametrize(
    ("there", "agreement"),
    [
        (Described(names=["BORÏS  SAMPLETON"]), Agreement.SAME),
        (Described(names=["Bob Sampleton"]), Agreement.PARTLY),
        (
            Described(names=["Rob Other"], other_names=["Boris Sampleton"]),
            Agreement.PARTLY,
        ),
        (Described(names=["Boris Other"]), Agreement.PARTLY),
        (Described(names=["Anna Example"]), Agreement.DIFFERENT),
        (Described(), Agreement.ONE_SIDED),
    ],
)
def test_names_are_the_same_without_case_and_accents(
    there: Described, agreement: Agreement
) -> None:
    assert line("Names", BORIS, there).agreement is agreement


def test_aliases_are_shown_as_such() -> None:
    assert line("Names", BORIS, BORIS).here == "Boris Sampleton\nalso Bob Sampleton"


@pytest.mark.parametrize(
    ("born", "agreement", "note"),
    [
        (dt.date(1985, 11, 2), Agreement.SAME, ""),
        (dt.date(1985, 2, 11), Agreement.NEAR, "day and month"),
        (dt.date(1985, 11, 3), Agreement.NEAR, "one figure"),
        (dt.date(1986, 11, 2), Agreement.NEAR, "a year apart"),
        (dt.date(1961, 1, 9), Agreement.DIFFERENT, ""),
        (None, Agreement.ONE_SIDED, ""),
    ],
)
def test_a_near_miss_of_the_birth_is_neither_same_nor_different(
    born: dt.date | None, agreement: Agreement, note: str
) -> None:
    found = line("Date of birth", BORIS, replace(BORIS, born=born))
    assert found.agreement is agreement
    assert note in found.note


def test_an_age_as_given_is_not_compared_and_not_lost() -> None:
    guessed = Described(born_as_given="about 40")
    found = line("Date of birth", guessed, BORIS)
    assert found.here == "about 40"
    assert found.agreement is Agreement.ONE_SIDED
    assert line("Date of birth", Described(), Described()).agreement is (
        Agreement.UNKNOWN
    )


def test_a_common_postcode_is_partly_the_same_address() -> None:
    other = replace(BORIS, addresses=["9 Other Street, zz993vz"])
    assert line("Addresses", BORIS, other).agreement is Agreement.PARTLY
    moved = replace(BORIS, addresses=["9 Other Street, ZZ1 1AA"])
    assert line("Addresses", BORIS, moved).agreement is Agreement.DIFFERENT


def test_a_different_pnc_id_is_marked() -> None:
    one, other = (Described(pnc_ids=[text]) for text in ("03/62845E", "81/154257C"))
    assert line("PNC ID", one, other).agreement is Agreement.DIFFERENT
    assert line("PNC ID", one, one).agreement is Agreement.SAME


@pytest.mark.parametrize(
    ("changed", "asks_again"),
    [
        (replace(BORIS, born=dt.date(1985, 11, 3)), True),
        (replace(BORIS, born=None, born_as_given="about 40"), True),
        (replace(BORIS, names=["Boris Samples"]), True),
        (replace(BORIS, other_names=[]), True),
        (replace(BORIS, sex="Other or not known"), True),
        (replace(BORIS, addresses=["Somewhere else"]), False),
        (replace(BORIS, names=["boris SAMPLETON"]), False),
    ],
)
def test_a_correction_of_who_they_are_changes_what_was_compared(
    changed: Described, asks_again: bool
) -> None:
    assert (changed.fingerprint != BORIS.fingerprint) is asks_again
