"""The two facts of a picture's EXIF block that matter here: which way up, and where."""

from __future__ import annotations

import struct
from dataclasses import dataclass

ORDERS = {b"II": "<", b"MM": ">"}
ORIENTATION, PLACE = 0x0112, 0x8825
SHORT = 3
MOST_TAGS = 1_000
UPRIGHT = 1


@dataclass(frozen=True)
class ExifFacts:
    """Which way up the picture is (1 to 8), and whether it says a place."""

    orientation: int
    has_place: bool


def read_exif(words: bytes) -> ExifFacts:
    """Read the first directory of a TIFF block; ValueError or struct.error if none."""
    order = ORDERS.get(words[:2])
    if order is None:
        raise ValueError("no order of bytes")
    (first,) = struct.unpack_from(f"{order}I", words, 4)
    (count,) = struct.unpack_from(f"{order}H", words, first)
    orientation, has_place = UPRIGHT, False
    for number in range(min(count, MOST_TAGS)):
        at = first + 2 + 12 * number
        tag, kind, _many = struct.unpack_from(f"{order}HHI", words, at)
        if tag == ORIENTATION and kind == SHORT:
            (orientation,) = struct.unpack_from(f"{order}H", words, at + 8)
        has_place |= tag == PLACE
    return ExifFacts(orientation if orientation in range(1, 9) else UPRIGHT, has_place)


def orientation_only(orientation: int) -> bytes:
    """A block that says which way up the picture is and nothing else."""
    header = b"II" + struct.pack("<HI", 42, 8)
    tag = struct.pack("<HHIHH", ORIENTATION, SHORT, 1, orientation, 0)
    return header + struct.pack("<H", 1) + tag + struct.pack("<I", 0)
