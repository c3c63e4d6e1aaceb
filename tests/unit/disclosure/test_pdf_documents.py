"""The two scripts as they come out of the printer.

From clares-law 3.3, 4.1 and 4.2, police-data-law 9.1 (marking at the top and bottom of
every page; user, time and copy number in the foot) and the product's own list.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from casework.pdf.content import PaperContent
from disclosure.wording.english import TEXTS
from tests.unit.disclosure.pdf_reading import (
    Paper,
    disclosure_script,
    no_disclosure_script,
    poppler,
    printed,
    read_pages,
    read_text,
)

BOTH = pytest.mark.parametrize(
    "paper",
    [disclosure_script(), no_disclosure_script()],
    ids=lambda paper: paper.content.kind,
)
LONG = "He was violent to a partner.\n\n" * 120


def flowing(words: str) -> str:
    """``words`` as they are read back from lines of any length."""
    return " ".join(words.split())


def spoken_text(paper: Paper, folder: Path) -> str:
    """What a screen reader says: the structure, without the margins."""
    told = poppler("pdfinfo", printed(paper), folder, "-struct-text")
    return flowing(" ".join(re.findall(r'^\s*"(.*)"$', told, re.MULTILINE)))


# -- On every page ------------------------------------------------------------------
@pytest.mark.parametrize(
    "paper",
    [
        disclosure_script(),
        no_disclosure_script(),
        disclosure_script(approved_words=LONG),
    ],
    ids=["disclosure", "no disclosure", "long"],
)
def test_every_page_says_what_it_is_and_who_printed_it(
    paper: Paper, tmp_path: Path
) -> None:
    pages = read_pages(printed(paper), tmp_path)

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        lines = page.splitlines()
        assert lines.count("OFFICIAL-SENSITIVE") == 2
        assert "Central Referral Unit" in page
        assert "not to be handed over" in page
        assert paper.content.reference in page
        assert f"Version {paper.content.version}" in lines
        assert f"Page {number} of {len(pages)}" in flowing(page)
        foot = "Printed by PC 4127 Morgan Ellis on 24 November 2026 at 14:05"
        assert foot in lines
        # The watermark, which a crop or a photograph of half a page keeps.
        assert lines.count("PC 4127 Morgan Ellis") == 2
        assert lines.count("24 November 2026 at 14:05 · copy 2") == 2


@BOTH
def test_the_first_words_forbid_a_handout(paper: Paper, tmp_path: Path) -> None:
    first = read_pages(printed(paper), tmp_path)[0]

    assert "Read this aloud. Do not hand it over, do not leave a copy." in first


def test_a_summer_afternoon_is_printed_in_the_time_of_the_clock(tmp_path: Path) -> None:
    printed_at = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    pdf = printed(disclosure_script(printed_at=printed_at))

    assert "2 July 2026 at 00:30" in read_text(pdf, tmp_path)


def test_a_page_is_a4(tmp_path: Path) -> None:
    assert "(A4)" in poppler("pdfinfo", printed(disclosure_script()), tmp_path)


# -- A disclosure -------------------------------------------------------------------
def test_the_undertaking_comes_before_the_words_and_both_are_verbatim(
    tmp_path: Path,
) -> None:
    paper = disclosure_script(approved_words=LONG)
    said = spoken_text(paper, tmp_path)

    undertaking = said.index(flowing(TEXTS["undertaking"]))
    words = said.index(flowing(LONG))
    support = said.index(flowing(TEXTS["support"]))
    assert undertaking < words < support
    assert "undertaking, version 1" in said.lower()
    assert said.index("End of the words") == words + len(flowing(LONG)) + 1


@pytest.mark.parametrize(
    "instruction",
    [
        "checked who they are",
        "They are alone",
        "Nobody is in danger now",
        "Say nothing from section 3 until they have heard this and answered",
        "If they refuse, stop.",
        "whether anybody asked us, or who it was",
        "who an earlier partner, a child or anybody else is",
        "where any information comes from",
        "Nothing was left behind",
        "assessed again",
    ],
)
def test_the_officer_is_told_what_to_check_and_what_not_to_say(
    instruction: str, tmp_path: Path
) -> None:
    assert instruction in read_text(printed(disclosure_script()), tmp_path)


def test_the_facts_of_the_approval_are_shown(tmp_path: Path) -> None:
    paper = disclosure_script(recipient_description="The grandmother, as planned")
    text = read_text(printed(paper), tmp_path)

    assert "Who is told The grandmother, as planned" in text
    assert "Words approved 20 November 2026, CRU decision maker" in text
    assert f"still shows version {paper.content.version[:12]}" in text


# -- No disclosure ------------------------------------------------------------------
def test_no_disclosure_is_the_same_for_everybody(tmp_path: Path) -> None:
    one = no_disclosure_script()
    other = no_disclosure_script(
        reference="CL-26-000777-X",
        recipient_description="The sister",
        approved="1 November 2026, CRU supervisor",
        copy_number=1,
    )
    said = [spoken_text(paper, tmp_path) for paper in (one, other)]
    # Before the sections stand only the facts of this copy.
    rest = [text[text.index("2. The words") :] for text in said]

    assert rest[0] == rest[1]
    assert flowing(TEXTS["no_disclosure"]) in rest[0]
    assert flowing(TEXTS["support"]) in rest[0]


def test_no_disclosure_hints_at_nothing(tmp_path: Path) -> None:
    text = spoken_text(no_disclosure_script(), tmp_path).lower()

    assert "this does not mean that there is no risk" in text
    for hint in ("test", "not met", "no information", "no trace", "nil", "conviction"):
        assert not re.search(rf"\b{hint}\b", text), hint
    assert "undertaking" not in text


# -- Nobody's identity --------------------------------------------------------------
@BOTH
def test_the_applicant_is_nowhere_in_the_file(paper: Paper, tmp_path: Path) -> None:
    known = {
        name: getattr(paper.content, name) for name in PaperContent.__dataclass_fields__
    }
    everything = read_text(printed(paper), tmp_path)
    everything += poppler("pdfinfo", printed(paper), tmp_path, "-meta")

    assert "pplicant" not in everything
    for unknown in ("applicant", "applicant_name", "applicant_phone", "reason"):
        with pytest.raises(TypeError):
            PaperContent(**{**known, unknown: "Canary Applewhite"})


@BOTH
def test_the_officers_own_words_name_nobody_by_a_verdict(
    paper: Paper, tmp_path: Path
) -> None:
    text = read_text(printed(paper), tmp_path).lower()

    for word in ("victim", "offender", "perpetrator", "accepted", "rejected"):
        assert word not in text


# -- Text that is hard to set -------------------------------------------------------
@pytest.mark.parametrize(
    "words",
    [
        "W" * 10_000,
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 30,
        "\t" * 500 + "end",
        "\u00a0" * 500 + "end",
    ],
    ids=["W", "place", "tabs", "hard spaces"],
)
def test_no_letter_leaves_the_page_or_is_lost(words: str, tmp_path: Path) -> None:
    paper = disclosure_script(approved_words=words)
    pdf = printed(paper)
    boxes = poppler("pdftotext", pdf, tmp_path, "-bbox")
    right_edges = [float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)]

    assert max(right_edges) < 595  # the width of A4 in points
    said = re.sub(r"\s", "", spoken_text(paper, tmp_path))
    assert re.sub(r"\s", "", words) in said


def test_welsh_and_emoji_come_from_the_bundled_typeface_only(tmp_path: Path) -> None:
    words = "Mae\u2019r heddlu: ŵ ŷ Ŵ Ŷ ẅ. 😀 ✂ م"
    pdf = printed(disclosure_script(approved_words=words))
    text = read_text(pdf, tmp_path)
    fonts = poppler("pdffonts", pdf, tmp_path).splitlines()[2:]

    assert "Mae\u2019r heddlu: ŵ ŷ Ŵ Ŷ ẅ." in text
    assert "[grinning face] [black scissors] [arabic letter meem]" in text
    assert fonts
    for font in fonts:
        assert re.match(r"[A-Z]{6}\+Document", font), font
        assert re.search(r" yes +yes +yes ", font), "embedded, subset, Unicode"


def test_lines_of_the_approved_words_stay_lines(tmp_path: Path) -> None:
    paper = disclosure_script(approved_words="Two things:\n- one\n- two\n\nAnd on.")
    lines = "\n".join(read_pages(printed(paper), tmp_path)).splitlines()
    start = lines.index("Two things:")

    assert lines[start : start + 4] == ["Two things:", "- one", "- two", "And on."]


def test_nothing_about_the_look_is_misunderstood(
    caplog: pytest.LogCaptureFixture,
) -> None:
    disclosure_script().pdf()

    assert [record.message for record in caplog.records if record.levelno > 20] == []
