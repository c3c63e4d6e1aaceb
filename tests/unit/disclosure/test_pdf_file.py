"""The file itself: tagged, archivable, the same each time, and silent about people.

The claims of PDF/A and PDF/UA are looked at piece by piece; no validator is packaged.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from config.places import ROOT
from tests.unit.disclosure.pdf_reading import (
    Paper,
    disclosure_script,
    no_disclosure_script,
    poppler,
    printed,
)

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"
BOTH = pytest.mark.parametrize(
    "paper",
    [disclosure_script(), no_disclosure_script()],
    ids=lambda paper: paper.content.kind,
)
PRINT_AGAIN = """
import django, hashlib
django.setup()
from tests.unit.disclosure.pdf_reading import disclosure_script
print(hashlib.sha256(disclosure_script().pdf()).hexdigest())
"""


def opened(paper: Paper) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(printed(paper)))


def elements(kids: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure in reading order."""
    for kid in list(kids):
        if isinstance(kid, pikepdf.Dictionary):
            yield kid
            yield from elements(kid.K)


def numbers(kids: Iterable[object]) -> list[int]:
    """The numbers of the marked text among ``kids``."""
    return [kid for kid in kids if isinstance(kid, int)]


# -- The same each time -------------------------------------------------------------
@BOTH
def test_the_same_input_gives_the_same_bytes(paper: Paper) -> None:
    assert replace(paper).pdf() == printed(paper)


def test_another_process_on_another_day_gives_the_same_bytes() -> None:
    settings = os.environ["DJANGO_SETTINGS_MODULE"]
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        fixed = {"PYTHONHASHSEED": seed, "TZ": zone, "DJANGO_SETTINGS_MODULE": settings}
        ran = subprocess.run(
            [sys.executable, "-c", PRINT_AGAIN],
            cwd=ROOT,
            env={**os.environ, **fixed},
            check=True,
            capture_output=True,
            text=True,
        )
        digests.add(ran.stdout.strip())
    assert len(digests) == 1


def test_another_copy_is_another_file() -> None:
    assert disclosure_script().pdf() != disclosure_script(copy_number=3).pdf()


# -- What the file says of itself ---------------------------------------------------
@BOTH
def test_the_title_is_the_reference_and_the_kind(paper: Paper) -> None:
    kinds = {
        "disclosure_script": "Disclosure script",
        "no_disclosure_script": "No-disclosure script",
    }
    with opened(paper) as pdf:
        assert (
            str(pdf.docinfo["/Title"]) == f"CL-26-000123-K: {kinds[paper.content.kind]}"
        )
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "en-GB"


@BOTH
def test_what_describes_the_file_names_nobody(
    paper: Paper,
) -> None:
    facts = (("Who is told", "Robin Underhill"),)
    told = replace(paper, content=replace(paper.content, facts=facts))
    with opened(told) as pdf:
        described = pdf.Root.Metadata.read_bytes().decode()
        described += " ".join(str(value) for value in pdf.docinfo.values())

    for person in ("Underhill", "Ellis", "4127", "decision maker"):
        assert person not in described


def test_the_metadata_is_one_statement_of_pdf_a_and_pdf_ua() -> None:
    with opened(disclosure_script()) as pdf:
        xmp = ET.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314
    (statement,) = xmp.findall(f"{RDF}RDF")
    attributes = {
        key: value for part in statement for key, value in part.attrib.items()
    }

    assert attributes[f"{PDF_A}part"] == "3"
    assert attributes[f"{PDF_A}conformance"] == "A"
    assert [part.text for part in statement.iter(f"{PDF_UA}part")] == ["1"]


# -- For those who cannot see it ----------------------------------------------------
@BOTH
def test_the_document_has_one_title_and_headings_in_order(
    paper: Paper,
) -> None:
    with opened(paper) as pdf:
        assert pdf.Root.MarkInfo.Marked
        kinds = [str(part.S) for part in elements(pdf.Root.StructTreeRoot.K)]
    headings = [kind for kind in kinds if kind.startswith("/H")]

    assert headings[0] == "/H1"
    assert set(headings[1:]) == {"/H2"}


@BOTH
def test_every_heading_of_a_table_says_what_it_heads(paper: Paper) -> None:
    with opened(paper) as pdf:
        parts = list(elements(pdf.Root.StructTreeRoot.K))
        scopes = [str(part.A.Scope) for part in parts if part.S == pikepdf.Name.TH]

    # A table that goes on overleaf shows its two headings again.
    columns = scopes.count("/Column")
    assert columns in {2, 4}
    assert scopes.count("/Row") == len(scopes) - columns


@BOTH
def test_what_is_not_in_the_structure_is_an_artifact(paper: Paper) -> None:
    with opened(paper) as pdf:
        read = {
            (part.Pg.objgen, number)
            for part in elements(pdf.Root.StructTreeRoot.K)
            for number in numbers(part.K)
        }
        for page in pdf.pages:
            opening = [
                instruction.operands
                for instruction in pikepdf.parse_content_stream(page)
                if str(instruction.operator) == "BDC"
            ]
            unread = [tag for tag, facts in opening if "/MCID" not in facts]
            for _, facts in opening:
                mark = (page.obj.objgen, int(facts.get("/MCID", -1)))
                assert "/MCID" not in facts or mark in read
            assert {str(tag) for tag in unread} == {"/Artifact"}


def test_margins_and_watermark_are_not_read_out(tmp_path: Path) -> None:
    pdf = printed(disclosure_script())
    read = poppler("pdfinfo", pdf, tmp_path, "-struct-text")

    assert "Read this aloud." in read
    for margin in ("Morgan Ellis", "Page 1", "OFFICIAL-SENSITIVE", "Version db"):
        assert margin not in read
