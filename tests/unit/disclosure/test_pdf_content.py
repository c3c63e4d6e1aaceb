"""What may be printed: approved words, of a bounded length, and nobody's identity.

From clares-law 3.3, 4.1, 4.2 and 9.4 (the hash of the script that is read equals the
approved one), and reliability P-05.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

import pytest

from casework.pdf.content import (
    PaperContent,
    as_record,
    content_hash,
    from_record,
    version_hash,
)
from casework.pdf.problems import DocumentRefused
from disclosure.wording.catalogue import CLARES_LAW, SHIPPED_REVIEW, Language
from disclosure.wording.english import TEXTS
from tests.unit.disclosure.pdf_reading import (
    Paper,
    disclosure_script,
    no_disclosure_script,
)


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
    ({"kind": "letter"}, "no such document"),
    ({"approved_words": ""}, "no approved words"),
    ({"approved_words": " \n\u200b\x00 "}, "no approved words"),
    ({"words_hash": version_hash("other words")}, "not the ones that were approved"),
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
    ({"approved": "x" * 301}, "Words approved” can have 300"),
    ({"recipient_description": "x" * 301}, "Who is told” can have 300"),
    ({"recipient_description": "x" * 2_000_000}, "Who is told” can have 300"),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED)
def test_what_may_not_be_printed(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DocumentRefused, match=sentence):
        disclosure_script(**changes).check()


@pytest.mark.parametrize("paper", [disclosure_script(), no_disclosure_script()])
def test_approved_content_may_be_printed(paper: Paper) -> None:
    paper.check()
    assert paper.content.reference in paper.html


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("x" * 20_001, "20,001 characters. A text can have 20,000"),
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
        disclosure_script(approved_words=words).check()


def test_as_many_words_as_a_script_can_have() -> None:
    for words in ("x" * 20_000, "x\n" * 1_000):
        paper = disclosure_script(approved_words=words)
        paper.check()
        printed = paper.html
        assert printed.count("x") >= words.count("x")


def test_a_refusal_repeats_nothing_that_was_typed() -> None:
    with pytest.raises(DocumentRefused) as caught:
        disclosure_script(printed_by="Ellis " * 20).check()

    assert "Ellis" not in str(caught.value)


def test_words_that_are_not_in_the_paper_are_not_its_words() -> None:
    paper = disclosure_script()
    other = "Something else."
    told = dataclasses.replace(
        paper.content, words=other, words_hash=version_hash(other)
    )

    with pytest.raises(DocumentRefused, match="not in the paper"):
        dataclasses.replace(paper, content=told).check()


# -- Nobody's identity, and no reason -------------------------------------------------
def test_there_is_no_field_for_the_applicant_or_for_the_reason() -> None:
    names = {field.name for field in dataclasses.fields(PaperContent)}

    assert names == {
        "reference",
        "kind",
        "title",
        "note",
        "order",
        "facts",
        "sections",
        "sources",
        "words",
        "words_hash",
        "marking",
        "unit_name",
        "lang",
    }


def test_content_cannot_be_changed_or_added_to() -> None:
    content = disclosure_script().content

    with pytest.raises(dataclasses.FrozenInstanceError):
        content.words = "more"  # type: ignore[misc]
    assert not hasattr(content, "__dict__")


@pytest.mark.parametrize("paper", [disclosure_script(), no_disclosure_script()])
def test_a_stored_content_is_the_same_content(paper: Paper) -> None:
    stored = json.loads(json.dumps(as_record(paper.content)))

    assert from_record(stored) == paper.content
    assert content_hash(from_record(stored)) == content_hash(paper.content)


def test_any_other_content_has_another_hash() -> None:
    one = disclosure_script().content
    others = [
        dataclasses.replace(one, marking="OFFICIAL"),
        dataclasses.replace(one, facts=one.facts[1:]),
        dataclasses.replace(one, sections=one.sections[1:]),
        dataclasses.replace(one, lang="cy"),
    ]

    assert len({content_hash(content) for content in [one, *others]}) == 5


# -- The standard words ---------------------------------------------------------------
@pytest.mark.parametrize(
    "said",
    ["confidential", "use it only to protect", "not pass it on", "legal action", "170"],
)
def test_the_undertaking_says_what_it_must(said: str) -> None:
    assert said in TEXTS["undertaking"]


def test_no_disclosure_says_neither_that_something_is_held_nor_that_all_is_well() -> (
    None
):
    text = TEXTS["no_disclosure"]

    assert "whether or not the police hold any information" in text
    assert "does not mean that there is no risk" in text
    assert "ask again" in text


@pytest.mark.parametrize("language", list(Language))
def test_every_paragraph_is_shipped_in_each_of_its_languages(
    language: Language,
) -> None:
    wanted = {p.key for p in CLARES_LAW.paragraphs if language in p.languages}
    texts = CLARES_LAW.texts[language]

    assert set(texts) == wanted
    assert dt.date(2026, 11, 1) < SHIPPED_REVIEW
    for text in texts.values():
        said = set(text.lower().split())
        assert not {"victim", "offender", "perpetrator"} & said
