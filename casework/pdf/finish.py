"""What WeasyPrint leaves out of a tagged PDF/A-3a: PDF/UA and true artifacts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

# PDF/UA-1's own statement, and the description of it that PDF/A demands of every
# schema that is not PDF/A's. WeasyPrint's option for this writes a second RDF
# element, which is not valid XMP.
UNIVERSAL_ACCESS = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""  # noqa: E501  (one element, one line)
_END = b"</rdf:RDF>"
MARKED = re.compile(rb"/\w+\n<</MCID (\d+)>>\nBDC\n")
ARTIFACT = b"/Artifact\n<</Type /Pagination>>\nBDC\n"

# Where a marked part of a page stands: the page's object and the part's number.
Mark = tuple[tuple[int, int], int]


def finish(raw: bytes) -> bytes:
    """The PDF/A-3a ``raw`` with PDF/UA-1 metadata, scopes and artifacts.

    The same input gives the same bytes.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _claim_universal_access(pdf)
        elements = list(_elements(pdf.Root.StructTreeRoot.K))
        for element in elements:
            _add_scope(element)
        marks = {mark for element in elements for mark in _marks(element)}
        for page in pdf.pages:
            _make_artifacts(pdf, page, marks)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _claim_universal_access(pdf: Pdf) -> None:
    metadata = pdf.Root.Metadata
    old = metadata.read_bytes()
    if old.count(_END) != 1:
        raise ValueError("WeasyPrint writes its metadata in a new way.")
    metadata.write(old.replace(_END, UNIVERSAL_ACCESS + _END))


def _elements(kids: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    """Every element of the structure that a reader can reach, parents first."""
    for kid in kids:
        if isinstance(kid, Dictionary):
            yield kid
            yield from _elements(kid.get("/K", Array()))


def _add_scope(element: pikepdf.Object) -> None:
    if element.S == Name.TH:
        part = element.P.P.S
        element.A.Scope = Name.Column if part == Name.THead else Name.Row


def _marks(element: pikepdf.Object) -> Iterator[Mark]:
    kids: Iterable[object] = element.get("/K", Array())
    for kid in kids:
        if isinstance(kid, int):
            yield element.Pg.objgen, kid


def _make_artifacts(pdf: Pdf, page: pikepdf.Page, marks: set[Mark]) -> None:
    """What stands in the margins is read aloud once a page unless it is an artifact.

    WeasyPrint marks it as text and then leaves it out of the structure. The marks are
    replaced in the bytes, where the text itself is in hexadecimal: to read every
    instruction takes ten times as long.
    """
    numbers = _parent_tree(pdf)[int(page.obj.StructParents)]
    old = page.obj.Contents.read_bytes()

    def mark(found: re.Match[bytes]) -> bytes:
        number = int(found[1])
        if (page.obj.objgen, number) in marks:
            return found[0]
        numbers[number] = None
        return ARTIFACT

    new, count = MARKED.subn(mark, old)
    if count != old.count(b"/MCID"):
        raise ValueError("WeasyPrint writes its marks in a new way.")
    page.obj.Contents = pdf.make_stream(new)


def _parent_tree(pdf: Pdf) -> dict[int, pikepdf.Object]:
    pairs = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): value for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
