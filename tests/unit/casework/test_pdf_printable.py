"""Typed text on paper: Welsh as it is, nothing invisible, no empty boxes."""

from __future__ import annotations

import pytest
from django.utils.safestring import mark_safe

from casework.pdf import printable


@pytest.mark.parametrize(
    "text",
    [
        "Mae\u2019r heddlu\u2019n dal gwybodaeth: ŵ ŷ Ŵ Ŷ ẁ ẃ ẅ â ê î ô û",
        "Żółć, Πελλάδα, Привет, Nguyễn",
        "£5, 50 %, “quoted” \u2013 and… a\ttab",
        "<b>{{ 7|add:7 }}</b> &amp; {% load static %}",
    ],
)
def test_what_the_typeface_has_is_printed_as_typed(text: str) -> None:
    assert printable.printable(text) == text
    assert printable.unprintable(text) == ()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Told 😀.", "Told [grinning face]."),
        ("👨\u200d👩\u200d👧", "[man, woman, girl]"),
        ("✂\ufe0f", "[black scissors]"),
        ("a\ue000b", "a[character e000]b"),
        ("مر", "[arabic letter meem, arabic letter reh]"),
        ("\ud83d", "[character d83d]"),
    ],
)
def test_what_it_lacks_is_named(typed: str, printed: str) -> None:
    assert printable.printable(typed) == printed


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u200b", "\u00ad", "\ufeff", "\x00", "\x07"]
)
def test_nothing_invisible_stays(sign: str) -> None:
    assert printable.printable(f"no{sign}thing") == "nothing"
    assert printable.unprintable(sign) == ()


def test_a_form_can_say_what_will_only_be_named() -> None:
    assert printable.unprintable("😀 ŵ ✂ 😀") == ("😀", "✂")


def test_paragraphs_end_at_blank_lines_and_keep_their_lines() -> None:
    typed = "\r\nOne.\r\n- a\r\n- b\r\n \t\r\n\r\n\r\nTwo.\u2029"

    assert printable.paragraphs(typed) == ["One.\n- a\n- b", "Two."]


def test_one_line_stays_one_line() -> None:
    assert printable.line(" PC 4127\n\n Morgan\tEllis ") == "PC 4127 Morgan Ellis"


def test_text_that_claims_to_be_safe_html_is_still_text() -> None:
    hostile = mark_safe("<img src=x>")

    assert type(printable.printable(hostile)) is str
    assert type(printable.line(hostile)) is str
    assert {type(part) for part in printable.paragraphs(hostile)} == {str}
