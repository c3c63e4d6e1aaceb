"""JPEG and PNG pictures: their size and what they say besides, without decoding them.

A telephone writes into a picture where it was taken. That may be the address that
nobody must learn, so the original stays sealed and a copy without it is handed out
(reliability U-07, U-08).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from casework.files.exif import ExifFacts, orientation_only, read_exif
from casework.files.problems import NotTaken

PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_HEADER = struct.Struct(">I4s")
PNG_SIZE = struct.Struct(">II")
CHECKSUM = 4
PNG_SAYS = (b"eXIf", b"tEXt", b"zTXt", b"iTXt")
# JPEG: markers that stand alone, and those with the size of the picture.
MARK, START, END, SCAN = 0xFF, 0xD8, 0xD9, 0xDA
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
EXIF, COMMENT = 0xE1, 0xFE
# Colour (APP0, APP2, APP14) is part of the picture; the rest only says things.
SAYING_SEGMENTS = frozenset(range(0xE0, 0xF0)) - {0xE0, 0xE2, 0xEE}
LENGTH_SIZE = 2
EXIF_START, PLACE = b"Exif\0\0", b"GPSLatitude"
MULTI_PICTURE = b"MPF\0"
MILLION = 1_000_000
UNREADABLE = "This picture is damaged or cannot be read. Save it again and add that"


@dataclass(frozen=True)
class Picture:
    """The size of a picture, and whether it says where it was taken."""

    width: int
    height: int
    has_location: bool


@dataclass(frozen=True)
class Piece:
    """A part of the file from its mark to its end; ``body`` is without mark."""

    mark: int | bytes
    body: bytes
    whole: bytes


def read_picture(content: bytes, *, most_megapixels: int) -> Picture:
    """Size and location. NotTaken if it is too large to show, or no picture."""
    try:
        is_png = content.startswith(PNG_START)
        picture = _read_png(content) if is_png else _read_jpeg(content)
    except (struct.error, IndexError, ValueError):
        raise NotTaken(UNREADABLE) from None
    if not (picture.width and picture.height):
        raise NotTaken(UNREADABLE)
    if picture.width * picture.height > most_megapixels * MILLION:
        raise NotTaken(
            f"The picture must have {most_megapixels} million pixels or fewer. "
            "Make it smaller"
        )
    return picture


def without_location(content: bytes) -> bytes:
    """The same picture, to the pixel, without what it says besides."""
    if content.startswith(PNG_START):
        pieces = _png_pieces(content)
        kept = [piece.whole for piece in pieces if piece.mark not in PNG_SAYS]
        return b"".join((PNG_START, *kept))
    return b"".join(_jpeg_without(content))


# -- PNG ----------------------------------------------------------------------------
def _png_pieces(content: bytes) -> Iterator[Piece]:
    """The chunks; ValueError unless the last one is the end of the file."""
    at = len(PNG_START)
    while True:
        length, mark = PNG_HEADER.unpack_from(content, at)
        end = at + PNG_HEADER.size + length + CHECKSUM
        if end > len(content):
            raise ValueError("cut short")
        body = content[at + PNG_HEADER.size : end - CHECKSUM]
        yield Piece(mark, body, content[at:end])
        at = end
        if mark == b"IEND":
            break
    if at != len(content):
        raise ValueError("something follows the end")


def _read_png(content: bytes) -> Picture:
    pieces = list(_png_pieces(content))
    if pieces[0].mark != b"IHDR":
        raise ValueError("no header")
    width, height = PNG_SIZE.unpack_from(pieces[0].body)
    said = [piece for piece in pieces if piece.mark in PNG_SAYS]
    located = any(
        PLACE in piece.body
        or (piece.mark == b"eXIf" and _exif(piece.body).has_place)
        # Packed words may say anything.
        or piece.mark == b"zTXt"
        for piece in said
    )
    return Picture(width, height, located)


# -- JPEG ---------------------------------------------------------------------------
def _jpeg_pieces(content: bytes) -> Iterator[Piece]:
    """The segments to the end of the first picture; its pixels belong to the scan."""
    if content[:2] != bytes((MARK, START)):
        raise ValueError("no start")
    at = 2
    while True:
        begin = at
        if content[at] != MARK:
            raise ValueError("no marker")
        while content[at] == MARK:
            at += 1
        mark = content[at]
        at += 1
        if mark == END:
            yield Piece(mark, b"", content[begin:at])
            return
        if mark in ALONE:
            yield Piece(mark, b"", content[begin:at])
            continue
        (length,) = struct.unpack_from(">H", content, at)
        body_ends = at + length
        if length < LENGTH_SIZE or body_ends > len(content):
            raise ValueError("cut short")
        body = content[at + LENGTH_SIZE : body_ends]
        at = _end_of_scan(content, body_ends) if mark == SCAN else body_ends
        yield Piece(mark, body, content[begin:at])


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the pixels end: at the next marker that is none of their own."""
    while True:
        at = content.index(b"\xff", at)
        follows = content[at + 1]
        if follows and follows != MARK and follows not in ALONE:
            return at
        at += 1 if follows == MARK else 2


def _read_jpeg(content: bytes) -> Picture:
    width = height = 0
    located = False
    for piece in _jpeg_pieces(content):
        if piece.mark in SIZES and not width:
            height, width = struct.unpack_from(">HH", piece.body, 1)
        if piece.mark == EXIF and piece.body.startswith(EXIF_START):
            located |= _exif(piece.body[len(EXIF_START) :]).has_place
        elif piece.mark in SAYING_SEGMENTS or piece.mark == COMMENT:
            located |= PLACE in piece.body
        elif MULTI_PICTURE in piece.body[: len(MULTI_PICTURE)]:
            # A second picture behind the first one, with words of its own.
            located |= content.count(EXIF_START) > 1
    return Picture(width, height, located)


def _jpeg_without(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    for piece in _jpeg_pieces(content):
        if piece.mark == EXIF and piece.body.startswith(EXIF_START):
            facts = _exif(piece.body[len(EXIF_START) :])
            kept = EXIF_START + orientation_only(facts.orientation)
            yield struct.pack(">BBH", MARK, EXIF, len(kept) + 2) + kept
        elif piece.mark in SAYING_SEGMENTS or piece.mark == COMMENT:
            continue
        elif not piece.body.startswith(MULTI_PICTURE):
            yield piece.whole


def _exif(words: bytes) -> ExifFacts:
    """Damaged, it is taken for one that says a place: nobody can tell."""
    try:
        return read_exif(words)
    except (struct.error, IndexError, ValueError):
        return ExifFacts(orientation=1, has_place=True)
