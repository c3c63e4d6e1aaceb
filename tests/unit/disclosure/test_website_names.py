"""Names are shown as a person writes them, and what was typed is kept."""

from __future__ import annotations

import pytest

from disclosure.website.answers import Answers
from disclosure.website.names import Name, name_key, read_name, read_other_names
from disclosure.website.names import show_name as show


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Rachel", "Rachel"),
        ("smith-walker", "Smith-Walker"),
        ("O'BRIEN", "O'Brien"),
        ("o'neill", "O'Neill"),
        ("O\u2019BRIEN", "O\u2019Brien"),
        ("ŽUKAUSKAS", "Žukauskas"),
        ("chloé", "Chloé"),
        ("MCGUIRE", "McGuire"),
        ("MACDONALD", "Macdonald"),
        ("MacDonald", "MacDonald"),
        ("Van der Berg", "Van der Berg"),
        ("VAN DER BERG", "Van der Berg"),
        ("siân ap rhys", "Siân ap Rhys"),
        ("  Mei  ", "Mei"),
        ("Mary \t Jane", "Mary Jane"),
        ("ST JAMES'S", "St James's"),
        ("J", "J"),
        ("mc", "Mc"),
        ("李", "李"),
        ("deShawn", "deShawn"),
        ("<b>Ann</b>", "<b>Ann</b>"),
        ("?", ""),
        ("Unknown", ""),
        ("", ""),
        ("Na", "Na"),
    ],
)
def test_how_a_name_is_shown(typed: str, shown: str) -> None:
    assert show(typed) == shown


def test_a_name_keeps_what_was_typed() -> None:
    name = read_name(Answers({"first_name": "lowri ", "last_name": "O'BRIEN"}))

    assert name == Name("Lowri", "O'Brien", "lowri ", "O'BRIEN")
    assert name.full == "Lowri O'Brien"
    assert not name.is_missing


def test_a_name_that_is_only_a_question_mark_is_missing() -> None:
    name = read_name(Answers({"first_name": "?", "last_name": " "}))

    assert name.is_missing
    assert name.given_typed == "?"


@pytest.mark.parametrize(
    ("typed", "shown", "is_maiden"),
    [
        ("nee Begum", ["Begum"], True),
        ("née O'NEILL", ["O'Neill"], True),
        ("ne\u0301e Wójcik", ["Wójcik"], True),
        ("Nee: Jones", ["Jones"], True),
        ("maiden name Taylor", ["Taylor"], True),
        ("formerly Hall", ["Hall"], False),
        ("Needham", ["Needham"], False),
        ("Hall, Shah and Khan", ["Hall", "Shah", "Khan"], False),
        ("'Smithy'", ["Smithy"], False),
        ("\u201cDaz\u201d / Dazza", ["Daz", "Dazza"], False),
        ("O'Neill", ["O'Neill"], False),
        ("Daz, daz, Daz", ["Daz"], False),
        ("Anderson", ["Anderson"], False),
        ("", [], False),
        ("none", [], False),
        ("No", [], False),
    ],
)
def test_earlier_names_and_aliases(
    typed: str, shown: list[str], is_maiden: bool
) -> None:
    names = read_other_names(Answers({"previous_names": typed}), "previous_names")

    assert [name.shown for name in names] == shown
    assert all(name.is_maiden is is_maiden for name in names)
    assert all(name.typed == typed for name in names)


def test_one_person_has_one_key_however_the_name_is_typed() -> None:
    keys = {
        name_key(Name(given, family, "", ""))
        for given, family in (
            ("Zoë", "O'Brien"),
            ("ZOE", "O\u2019BRIEN"),
            ("zoe", "o brien"),
        )
    }

    assert keys == {"zoeobrien"}
