"""The front-end build: what is served is whole, and none of it is GOV.UK's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from config import assets

WELSH_AND_POLISH = "ŵŷŴŶâêîôûŁóźść"


def test_typeface_and_crest_are_replaced_and_addresses_made_relative() -> None:
    css = (
        '@charset "UTF-8";/*! Copyright (c) 2011 by Margaret Calvert */'
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
        ".a{font-family:GDS Transport,arial,sans-serif;"
        "background:url(/assets/images/govuk-crest.svg)}"
        ".b{background:url(/assets/images/icon.svg)}/*# sourceMappingURL=a.map */"
    )

    assert assets.own_css(css) == (
        '@charset "UTF-8";'
        '.a{font-family:"Source Sans 3",arial,sans-serif;background:none}'
        ".b{background:url(../assets/images/icon.svg)}"
    )


@pytest.mark.parametrize(
    "css",
    [
        ".a{font-family:GDS Transport,helvetica}",
        ".a{background:url(/images/crown.svg)}",
    ],
)
def test_a_release_that_hides_them_elsewhere_stops_the_build(css: str) -> None:
    with pytest.raises(ValueError, match="new release"):
        assets.own_css(css)


def test_every_file_that_a_stylesheet_names_is_there() -> None:
    sheets = sorted(assets.VENDOR.rglob("*.css"))
    assert [sheet.name for sheet in sheets] == [
        "source-sans-3.css",
        "govuk-frontend.min.css",
        "moj-frontend.min.css",
    ]
    for sheet in sheets:
        for address in re.findall(r"url\(([^)]+)\)", sheet.read_text()):
            named = address.strip("\"'")
            if not named.startswith("data:"):
                assert (sheet.parent / named).is_file(), f"{sheet.name}: {address}"


def test_no_crest_crown_or_gds_font_is_served() -> None:
    names = " ".join(path.name for path in assets.VENDOR.rglob("*"))

    assert not re.search(r"crest|crown|logo|favicon|opengraph|bold-|light-", names)


@pytest.mark.parametrize("style", assets.PRINTED)
def test_the_printed_typeface_has_welsh_letters(style: str) -> None:
    font = TTFont(assets.VENDOR / "fonts" / f"SourceSans3_{style}.ttf")

    known = font.getBestCmap()

    assert [letter for letter in WELSH_AND_POLISH if ord(letter) not in known] == []


def test_the_typeface_on_screen_announces_welsh_letters() -> None:
    ranges = json.loads((assets.WEB_FONT / "unicode.json").read_text())

    css = assets.font_faces(ranges)

    spans = [
        (int(first, 16), int(last or first, 16))
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", css)
    ]
    for letter in WELSH_AND_POLISH:
        assert any(first <= ord(letter) <= last for first, last in spans), letter


def test_licence_of_the_typeface_travels_with_it() -> None:
    licence = Path(assets.VENDOR / "licences" / "source-sans-3.txt").read_text()

    assert "SIL OPEN FONT LICENSE" in licence.upper()
