"""Files for the tests of uploads, made byte by byte: good ones, and one fault each."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships">{}</Relationships>'
)
OFFICE_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_PART, EXCEL_PART = "word/document.xml", "xl/workbook.xml"


# -- Office ---------------------------------------------------------------------------
def office(*names: str, main: str = WORD_PART) -> bytes:
    """A Word file (or Excel, by ``main``) with further parts of these ``names``."""
    return archive(
        {"[Content_Types].xml": TYPES, main: "x"} | dict.fromkeys(names, "x")
    )


def archive(
    parts: Mapping[str, str | bytes], *, pack: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A zip of ``parts``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", pack) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def office_with(parts: Mapping[str, str | bytes]) -> bytes:
    """A Word file with these parts besides."""
    return archive({"[Content_Types].xml": TYPES, WORD_PART: "x", **parts})


def relation(kind: str, target: str, mode: str = "External") -> str:
    """The part that says what a document is related to."""
    said = f'Type="{OFFICE_TYPE}/{kind}" Target="{target}" TargetMode="{mode}"'
    return RELATIONS.format(f'<Relationship Id="r1" {said}/>')


# -- PDF ------------------------------------------------------------------------------
def pdf(pages: int = 1, *, change: Any = None, **saving: Any) -> bytes:
    """A PDF of empty pages; ``change`` gets it before it is saved."""
    made = io.BytesIO()
    with pikepdf.new() as file:
        for _ in range(pages):
            file.add_blank_page()
        if change is not None:
            change(file)
        file.save(made, **saving)
    return made.getvalue()


def with_act(**act: Any) -> Any:
    """A change: something that happens when the PDF is opened."""

    def change(file: pikepdf.Pdf) -> None:
        file.Root.OpenAction = pikepdf.Dictionary(
            {f"/{key}": value for key, value in act.items()}
        )

    return change


# -- Pictures -------------------------------------------------------------------------
def chunk(mark: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    checked = zlib.crc32(mark + body)
    return struct.pack(">I", len(body)) + mark + body + struct.pack(">I", checked)


def png(width: int = 1, height: int = 1, *more: bytes) -> bytes:
    """A PNG of this size that holds one grey pixel; ``more`` chunks before the end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\x7f"))
    start = b"\x89PNG\r\n\x1a\n"
    return b"".join((start, header, *more, pixels, chunk(b"IEND", b"")))


def segment(mark: int, body: bytes) -> bytes:
    """A part of a JPEG."""
    return struct.pack(">BBH", 0xFF, mark, len(body) + 2) + body


def jpeg(*more: bytes, width: int = 1, height: int = 1) -> bytes:
    """The smallest JPEG, with ``more`` segments after its beginning."""
    start = b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    table = segment(0xDB, b"\0" + bytes([16] * 64))
    size = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
    codes = segment(0xC4, b"\0" + bytes([0, 1] + [0] * 14) + b"\0") + segment(
        0xC4, b"\x10" + bytes([0, 1] + [0] * 14) + b"\0"
    )
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x3f"
    return b"".join((start, *more, table, size, codes, scan, b"\xff\xd9"))


def exif(*, orientation: int = 6, place: bool = True) -> bytes:
    """A block that says which way up, and perhaps where: 54 degrees north."""
    tags = [struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)]
    after = 8 + 2 + 12 * (1 + place) + 4
    if place:
        tags.append(struct.pack("<HHII", 0x8825, 4, 1, after))
    block = b"II" + struct.pack("<HI", 42, 8) + struct.pack("<H", len(tags))
    block += b"".join(tags) + struct.pack("<I", 0)
    if place:
        block += struct.pack("<H", 1) + struct.pack("<HHI4s", 1, 2, 2, b"N\0\0\0")
        block += struct.pack("<I", 0) + b"54.7753N"
    return block


def located_jpeg() -> bytes:
    """A photograph that says where it was taken, in three ways."""
    return jpeg(
        segment(0xE1, b"Exif\0\0" + exif()),
        segment(
            0xE1, b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='54.7753N'/>"
        ),
        segment(0xFE, b"GPSLatitude 54.7753N"),
    )
