"""Word and Excel files, judged by their directory (reliability U-03, U-04).

They are archives. Nothing is unpacked: what the parts weigh stands in the directory.
Only the small parts that name other parts are read, each up to a limit, because a
document can ask for a template or an object from somewhere else.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath

from lxml import etree

from casework.files.limits import FileLimits
from casework.files.problems import NotTaken

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
WORD = f"{_OPEN_XML}.wordprocessingml.document"
EXCEL = f"{_OPEN_XML}.spreadsheetml.sheet"
MAIN_PARTS = {"word/document.xml": WORD, "xl/workbook.xml": EXCEL}
CONTENT_TYPES = "[Content_Types].xml"
MEGABYTE = 1024 * 1024
# Each part begins its line of the directory with the mark; the end has one of its own.
PART, END, END_SIZE = b"PK\x01\x02", b"PK\x05\x06", 22
LOCAL_HEADER = struct.Struct("<4s22xHH")
ENCRYPTED = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# A small part of repeated words packs well and hurts nobody.
SMALL = MEGABYTE
NAMING_PART = 2 * MEGABYTE
ENDINGS = (
    *(".xml", ".rels", ".vml", ".odttf", ".fntdata"),
    *(".png", ".jpg", ".jpeg", ".jfif", ".gif", ".bmp", ".tif", ".tiff"),
    *(".emf", ".wmf", ".wdp"),
)
PRINTER = re.compile(r"(word|xl)/printerSettings/printerSettings\d*\.bin")
# Programs, and files inside the file.
MACROS = ("vbaproject", "vbadata", "macrosheets/", "dialogsheets/", "activex/")
EMBEDDED = ("embeddings/", "externallinks/", "afchunk")
# An office file has none; in UTF-16 the words would not be found, and are refused.
DOCTYPE = b"<!DOCTYPE"
LINKS = ("http://", "https://", "mailto:", "tel:")
NOT_READABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,  # of a version that is still to come
    RuntimeError,
    ValueError,  # a name that is no UTF-8, a place before the start
    OverflowError,
    EOFError,
    struct.error,
)
NOT_OURS = (
    "This is an archive, or a Word or Excel file that cannot be read. Archives are not "
    "taken: add each file by itself"
)
TOO_MUCH = (
    "This Word or Excel file unpacks to far more than it should, as a bomb does. "
    "Print it to a PDF and add that"
)
TWO_THINGS = (
    "This file holds something before or after its own content, which is a way to hide "
    "a program. Save it again from Word or Excel"
)
HAS_MACROS = (
    "This file holds macros, which are programs. Save it without them (as .docx or "
    ".xlsx), or print it to a PDF"
)
HAS_FILES = (
    "This file holds another file inside. Add that one by itself, or print this one to "
    "a PDF"
)
ASKS_OUTSIDE = (
    "This file fetches something from another place when it is opened. Print it to a "
    "PDF and add that"
)
PROTECTED = "This file is protected by a password. Save it without one"


def check_office(content: bytes, limits: FileLimits) -> str:
    """The type of the document; NotTaken for anything else in an archive."""
    if content.count(PART) > limits.parts:
        # Counted before ZipFile makes an object of each part: it does not mind the
        # number that the file itself gives.
        raise NotTaken(TOO_MUCH)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _checked(archive, content, limits)
    except NOT_READABLE:
        raise NotTaken(NOT_OURS) from None


def _checked(archive: zipfile.ZipFile, content: bytes, limits: FileLimits) -> str:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    kind = next((kind for main, kind in MAIN_PARTS.items() if main in names), "")
    if not kind or CONTENT_TYPES not in names:
        raise NotTaken(NOT_OURS)
    if len(set(map(str.lower, names))) < len(names):
        raise NotTaken(NOT_OURS)
    for part in parts:
        _check_part(part)
    _check_weight(parts, len(content), limits)
    _check_places(archive, parts, content)
    _check_names(archive, parts)
    return kind


def _check_part(part: zipfile.ZipInfo) -> None:
    name = part.orig_filename
    steps = name.split("/")
    if "\\" in name or "\0" in name or ":" in name or ".." in steps or not steps[0]:
        raise NotTaken(NOT_OURS)
    if stat.S_ISLNK(part.external_attr >> 16):
        raise NotTaken(NOT_OURS)
    if part.flag_bits & ENCRYPTED:
        raise NotTaken(PROTECTED)
    if part.compress_type not in METHODS:
        raise NotTaken(NOT_OURS)
    _check_kind(name)


def _check_kind(name: str) -> None:
    lower = name.lower()
    if any(mark in lower for mark in MACROS):
        raise NotTaken(HAS_MACROS)
    if any(mark in lower for mark in EMBEDDED):
        raise NotTaken(HAS_FILES)
    known = PurePosixPath(lower).suffix in ENDINGS or PRINTER.fullmatch(name)
    if not (known or name.endswith("/")):
        raise NotTaken(HAS_FILES)


def _check_weight(
    parts: Sequence[zipfile.ZipInfo], packed: int, limits: FileLimits
) -> None:
    whole = sum(part.file_size for part in parts)
    if whole > limits.unpacked_mb * MEGABYTE or whole > packed * limits.ratio:
        raise NotTaken(TOO_MUCH)
    for part in parts:
        if part.file_size > max(SMALL, part.compress_size * limits.ratio):
            raise NotTaken(TOO_MUCH)


def _check_places(
    archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo], content: bytes
) -> None:
    """The parts lie one after the other, from the first byte, and end with the file.

    Parts that share bytes are how a small bomb gets large; bytes of nobody are how
    another kind of file hides.
    """
    if content.rfind(END) != len(content) - END_SIZE or archive.comment:
        raise NotTaken(TWO_THINGS)
    reached = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < reached or (reached == 0 and part.header_offset):
            raise NotTaken(TWO_THINGS)
        header = content[part.header_offset :][: LOCAL_HEADER.size]
        mark, name, extra = LOCAL_HEADER.unpack(header)
        if mark != b"PK\x03\x04":
            raise NotTaken(NOT_OURS)
        reached = part.header_offset + LOCAL_HEADER.size + name + extra
        reached += part.compress_size
    if reached > archive.start_dir:
        raise NotTaken(TWO_THINGS)


def _check_names(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    """The parts that name parts: their types, and what they are related to."""
    for part in parts:
        if part.filename == CONTENT_TYPES:
            types = _parsed(archive, part)
            said = " ".join(str(v) for node in types.iter() for v in node.values())
            if "macroenabled" in said.lower() or "vbaproject" in said.lower():
                raise NotTaken(HAS_MACROS)
        elif part.filename.lower().endswith(".rels"):
            for relation in _parsed(archive, part).iter():
                _check_relation(relation)


def _parsed(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> etree._Element:
    with archive.open(part) as file:
        words = file.read(NAMING_PART + 1)
    if len(words) > NAMING_PART:
        raise NotTaken(TOO_MUCH)
    if DOCTYPE in words or b"\0" in words:
        raise NotTaken(NOT_OURS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(words, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NotTaken(NOT_OURS) from None
    return root


def _check_relation(relation: etree._Element) -> None:
    """A link that a person clicks may lead outside; nothing else may."""
    if str(relation.get("TargetMode", "")).lower() != "external":
        return
    is_link = str(relation.get("Type", "")).endswith("/hyperlink")
    to_a_page = str(relation.get("Target", "")).lower().startswith(LINKS)
    if not (is_link and to_a_page):
        raise NotTaken(ASKS_OUTSIDE)
