"""What may be printed: approved words, of a bounded length, and nobody's identity.

From clares-law 3.3, 4.1, 4.2 and 9.4 (the hash of the script that is read equals the
approved one), and reliability P-05.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from disclosure.pdf.content import ScriptContent, check_content, version_hash
from disclosure.pdf.problems import DocumentRefused
from disclosure.pdf.render import render_html
from disclosure.pdf.words import NO_DISCLOSURE, SUPPORT_OFFER, UNDERTAKING
from tests.unit.disclosure.pdf_reading import disclosure_script, no_disclosure_script


# -- The version of words -----------------------------------------------------------
def test_the_version_is_the_sha256_of_the_words() -> None:
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    assert version_hash("abc") == digest


@pytest.mark.parametrize(
    "same",
    [
        "Siân is told.\r\n\r\nNothing else.",
        "Sia\u0302n is told.\n\nNothing else.",
        "Siân is told.  \n\nNothing else.\n\n",
        "\nSiân is told.\n\t\nNothing else.",
    ],
    ids=["line breaks", "composed letters", "blank ends", "blank lines"],
)
def test_what_is_spoken_alike_is_one_version(same: str) -> None:
    assert version_hash(same) == version_hash("Siân is told.\n\nNothing else.")


@pytest.mark.parametrize("other", ["He is.", "he is", "He  is", "He\nis", "Hé is", ""])
def test_any_other_words_are_another_version(other: str) -> None:
    assert version_hash(other) != version_hash("He is")


# -- Refusals -----------------------------------------------------------------------
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"kind": "undertaking"}, "no such document"),
    ({"approved_words": ""}, "no approved words"),
    ({"approved_words": " \n\u200b\x00 "}, "no approved words"),
    ({"version_hash": version_hash("other words")}, "not the ones that were approved"),
    ({"reference": "Morgan Ellis"}, "not the reference"),
    ({"reference": "CL-26-000123-K "}, "not the reference"),
    ({"reference": "CL-26-000123-K\n"}, "not the reference"),
    ({"copy_number": 0}, "numbered from 1"),
    ({"printed_at": dt.datetime(2026, 11, 24, 14, 5)}, "time zone"),  # noqa: DTZ001
    ({"marking": " "}, "marking is missing"),
    ({"marking": "O" * 61}, "marking can have 60"),
    ({"unit_name": "\u202e"}, "unit is missing"),
    ({"printed_by": ""}, "who prints is missing"),
    ({"printed_by": "x" * 81}, "who prints can have 80"),
    ({"printed_by": "😀" * 10}, "who prints can have 80"),
    ({"approved_by_role": "x" * 81}, "who approved can have 80"),
    ({"recipient_description": "x" * 301}, "who is told can have 300"),
    ({"recipient_description": "x" * 2_000_000}, "who is told can have 300"),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED)
def test_what_may_not_be_printed(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DocumentRefused, match=sentence):
        check_content(disclosure_script(**changes))


@pytest.mark.parametrize("content", [disclosure_script(), no_disclosure_script()])
def test_approved_content_may_be_printed(content: ScriptContent) -> None:
    assert content.reference in render_html(content)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("x" * 20_001, "20,001 characters. A script can have 20,000"),
        ("word " * 400_000, "2,000,000 characters"),
        ("x\n" * 1_001, "1,000 lines"),
        ("😀" * 20_000, "printed by their names"),
    ],
    ids=["one too many", "two megabytes", "lines", "named signs"],
)
def test_more_words_than_can_be_read_aloud_are_refused(
    words: str, sentence: str
) -> None:
    with pytest.raises(DocumentRefused, match=sentence):
        check_content(disclosure_script(approved_words=words))


def test_as_many_words_as_a_script_can_have() -> None:
    for words in ("x" * 20_000, "x\n" * 1_000):
        printed = render_html(disclosure_script(approved_words=words))
        assert printed.count("x") >= words.count("x")


def test_a_refusal_repeats_nothing_that_was_typed() -> None:
    with pytest.raises(DocumentRefused) as caught:
        check_content(disclosure_script(printed_by="Ellis " * 20))

    assert "Ellis" not in str(caught.value)


def test_no_disclosure_has_the_same_words_in_every_case() -> None:
    told = NO_DISCLOSURE.text.replace("nothing that we can disclose", "nothing held")

    with pytest.raises(DocumentRefused, match="same in every case"):
        check_content(no_disclosure_script(approved_words=told))


# -- Nobody's identity, and no reason -------------------------------------------------
def test_there_is_no_field_for_the_applicant_or_for_the_reason() -> None:
    names = {field.name for field in dataclasses.fields(ScriptContent)}

    assert names == {
        "reference",
        "kind",
        "approved_words",
        "recipient_description",
        "version_hash",
        "approved_by_role",
        "approved_on",
        "marking",
        "unit_name",
        "printed_by",
        "printed_at",
        "copy_number",
    }


def test_content_cannot_be_changed_or_added_to() -> None:
    content = disclosure_script()

    with pytest.raises(dataclasses.FrozenInstanceError):
        content.approved_words = "more"  # type: ignore[misc]
    assert not hasattr(content, "__dict__")


# -- The standard words -----------------------------------------------------------
@pytest.mark.parametrize(
    "said",
    ["confidential", "use it only to protect", "not pass it on", "legal action", "170"],
)
def test_the_undertaking_says_what_it_must(said: str) -> None:
    assert said in UNDERTAKING.text


def test_no_disclosure_says_neither_that_something_is_held_nor_that_all_is_well() -> (
    None
):
    text = NO_DISCLOSURE.text

    assert "whether or not the police hold any information" in text
    assert "does not mean that there is no risk" in text
    assert "ask again" in text


@pytest.mark.parametrize("words", [UNDERTAKING, NO_DISCLOSURE, SUPPORT_OFFER])
def test_standard_words_have_a_version_and_a_review(words: Any) -> None:
    assert words.version >= 1
    assert words.review_on > dt.date(2026, 11, 1)
    assert not {"victim", "offender", "perpetrator"} & set(words.text.lower().split())
