"""A script to print in tests, and how to read what was printed.

The reading is Poppler's, so that no test reads a PDF with the code that made it.
"""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.pdf.content import ScriptContent, version_hash
from disclosure.pdf.render import render_pdf
from disclosure.pdf.words import NO_DISCLOSURE

WORDS = "The police hold information.\n\nIn 2019 there was a conviction for assault."


def disclosure_script(**changes: Any) -> ScriptContent:
    """A disclosure, approved in the words that it has."""
    words = changes.get("approved_words", WORDS)
    content = ScriptContent(
        reference="CL-26-000123-K",
        kind="disclosure_script",
        approved_words=words,
        recipient_description="The person at risk",
        version_hash=version_hash(words[:30_000]),
        approved_by_role="CRU decision maker",
        approved_on=dt.date(2026, 11, 20),
        marking="OFFICIAL-SENSITIVE",
        unit_name="Central Referral Unit",
        printed_by="PC 4127 Morgan Ellis",
        printed_at=dt.datetime(2026, 11, 24, 14, 5, tzinfo=dt.UTC),
        copy_number=2,
    )
    return replace(content, **changes)


def no_disclosure_script(**changes: Any) -> ScriptContent:
    """The other script, in the standard words."""
    words = {"approved_words": NO_DISCLOSURE.text, "kind": "no_disclosure_script"}
    return disclosure_script(**{**words, **changes})


@cache
def printed(content: ScriptContent) -> bytes:
    """The PDF of ``content``, made once for all the tests that look at it."""
    return render_pdf(content)


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
