"""A photograph says where it was taken: the copy that is handed out does not (U-08)."""

from __future__ import annotations

import struct

import pytest

from casework.files.exif import read_exif
from casework.files.pictures import read_picture, without_location
from tests.file_makers import chunk, exif, jpeg, located_jpeg, png, segment

MOST = 200
PLACE = b"54.7753N"
ADOBE = segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")
PROFILE = segment(0xE2, b"ICC_PROFILE\0\1\1colours")


def located(content: bytes) -> bool:
    return read_picture(content, most_megapixels=MOST).has_location


@pytest.mark.parametrize(
    "content",
    [
        located_jpeg(),
        jpeg(segment(0xE1, b"Exif\0\0" + exif())),
        jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>")),
        jpeg(segment(0xED, b"Photoshop 3.0\0GPSLatitude")),
        # Damaged, so that nobody can tell.
        jpeg(segment(0xE1, b"Exif\0\0" + b"??")),
        png(1, 1, chunk(b"eXIf", exif())),
        png(1, 1, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<exif:GPSLatitude>")),
        png(1, 1, chunk(b"zTXt", b"a\0\0packed")),
    ],
)
def test_a_place_is_found_and_the_copy_has_none(content: bytes) -> None:
    assert located(content)
    copy = without_location(content)
    assert not located(copy)
    assert b"GPS" not in copy
    assert PLACE not in copy


@pytest.mark.parametrize(
    "content",
    [
        jpeg(),
        png(),
        jpeg(segment(0xE1, b"Exif\0\0" + exif(place=False))),
        png(1, 1, chunk(b"eXIf", exif(place=False)), chunk(b"tEXt", b"Title\0x")),
    ],
)
def test_a_picture_without_a_place_is_said_to_have_none(content: bytes) -> None:
    assert not located(content)


def test_the_copy_keeps_pixels_colours_and_which_way_up() -> None:
    copy = without_location(
        jpeg(PROFILE, ADOBE, segment(0xE1, b"Exif\0\0" + exif(orientation=6)))
    )
    assert PROFILE in copy
    assert ADOBE in copy
    assert copy.endswith(jpeg()[20:])
    at = copy.index(b"Exif\0\0") + 6
    assert read_exif(copy[at:]).orientation == 6
    assert without_location(png(1, 1, chunk(b"eXIf", exif()))) == png()


def test_a_second_picture_behind_the_first_one_is_cut_off() -> None:
    """Telephones keep the frame before with words of its own."""
    second = located_jpeg()
    first = jpeg(
        segment(0xE2, b"MPF\0" + bytes(8)),
        segment(0xE1, b"Exif\0\0" + exif(place=False)),
    )
    assert located(first + second)
    copy = without_location(first + second)
    assert PLACE not in copy
    assert copy.endswith(b"\xff\xd9")


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_orders_of_bytes_are_read(order: str) -> None:
    mark = b"II" if order == "<" else b"MM"
    block = mark + struct.pack(f"{order}HIH", 42, 8, 2)
    block += struct.pack(f"{order}HHIHH", 0x0112, 3, 1, 8, 0)
    block += struct.pack(f"{order}HHII", 0x8825, 4, 1, 0)
    facts = read_exif(block)
    assert (facts.orientation, facts.has_place) == (8, True)
