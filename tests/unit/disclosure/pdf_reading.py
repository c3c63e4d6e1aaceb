"""A paper to print in tests, and how to read what was printed.

The reading is Poppler's, so that no test reads a PDF with the code that made it.
"""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casework.pdf.content import (
    Block,
    CopyMark,
    Form,
    PaperContent,
    Section,
    check_content,
    version_hash,
)
from casework.pdf.render import render_html, render_pdf
from disclosure.papers.kinds import CASE, PAPERS
from disclosure.wording.catalogue import CLARES_LAW
from disclosure.wording.english import TEXTS
from disclosure.wording.placeholders import fill

WORDS = "The police hold information.\n\nIn 2019 there was a conviction for assault."
FACTS = {
    "reference": "CL-26-000123-K",
    "recipient_description": "The person at risk",
    "approved": "20 November 2026, CRU decision maker",
    "marking": "OFFICIAL-SENSITIVE",
    "unit_name": "Central Referral Unit",
    "printed_by": "PC 4127 Morgan Ellis",
    "printed_at": dt.datetime(2026, 11, 24, 14, 5, tzinfo=dt.UTC),
    "copy_number": 2,
}


@dataclass(frozen=True)
class Paper:
    """A paper and the copy of it that is printed."""

    content: PaperContent
    mark: CopyMark

    @property
    def html(self) -> str:
        """The page that is printed."""
        return render_html(self.content, self.mark)

    def pdf(self) -> bytes:
        """The file, made anew."""
        return render_pdf(self.content, self.mark)

    def check(self) -> None:
        """Refused if it may not be printed."""
        check_content(self.content, self.mark)


def disclosure_script(**changes: Any) -> Paper:
    """A disclosure, approved in the words that it has."""
    return _paper("disclosure_script", changes.pop("approved_words", WORDS), changes)


def no_disclosure_script(**changes: Any) -> Paper:
    """The other script, in the standard words."""
    return _paper("no_disclosure_script", TEXTS["no_disclosure"], changes)


def _paper(key: str, words: str, changes: Mapping[str, Any]) -> Paper:
    given = {**FACTS, "words_hash": version_hash(words[:30_000]), **changes}
    plan = next(row for row in PAPERS if row.key == key)
    names = {"unit": given["unit_name"], "version": given["words_hash"][:12]}
    content = PaperContent(
        reference=given["reference"],
        kind=given.get("kind", key),
        title=plan.title,
        note=plan.note,
        order=plan.order,
        facts=(
            ("Reference", given["reference"]),
            ("Who is told", given["recipient_description"]),
            ("Words approved", given["approved"]),
            ("Version", given["words_hash"][:12]),
        ),
        sections=tuple(
            Section(
                section.heading,
                tuple(_block(part, words, names) for part in section.parts),
                section.new_page,
                section.together,
            )
            for section in plan.sections
        ),
        sources=("Support offer, version 1",),
        words=words,
        words_hash=given["words_hash"],
        marking=given["marking"],
        unit_name=given["unit_name"],
    )
    mark = CopyMark(given["printed_by"], given["printed_at"], given["copy_number"])
    return Paper(content, mark)


def _block(part: str, words: str, names: Mapping[str, str]) -> Block:
    if part == f"{CASE}approved":
        return Block(Form.SPOKEN, words, "Read aloud")
    if part == f"{CASE}end":
        return Block(Form.END, "End of the words")
    kind = CLARES_LAW.paragraph(part)
    label = f"{kind.label}, version 1" if kind.form == Form.SPOKEN else kind.lead
    return Block(kind.form, fill(TEXTS[part], names), label)


@cache
def printed(paper: Paper) -> bytes:
    """The PDF of ``paper``, made once for all the tests that look at it."""
    return paper.pdf()


def read_pages(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page of ``pdf`` in the order of its lines."""
    # A page ends with a form feed, the last one too.
    return poppler("pdftotext", pdf, folder, "-raw").split("\f")[:-1]


def read_text(pdf: bytes, folder: Path) -> str:
    """The whole text of ``pdf``, with one space wherever a line or page may end."""
    return " ".join(" ".join(read_pages(pdf, folder)).split())


def poppler(program: str, pdf: bytes, folder: Path, *options: str) -> str:
    """What ``program`` says about ``pdf``; text for pdftotext."""
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    to_here = ["-"] if program == "pdftotext" else []
    command = [program, *options, str(file), *to_here]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
