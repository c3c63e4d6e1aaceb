"""Names that people and programs give to files (reliability U-06)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.files.names import NAME_LENGTH, download_name, tidy_file_name


@pytest.mark.parametrize(
    ("given_name", "tidy"),
    [
        ("report.pdf", "report.pdf"),
        ("C:\\Users\\x\\report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("...", "document"),
        ("", "document"),
        ("   ", "document"),
        (".", "document"),
        ("CON", "_CON"),
        ("con.pdf", "_con.pdf"),
        ("Lpt1.txt", "_Lpt1.txt"),
        ("console.txt", "console.txt"),
        ("ŵyl ŷd.pdf", "ŵyl ŷd.pdf"),
        ("w\u0302yl.pdf", "ŵyl.pdf"),
        ("\U0001f642.pdf", "\U0001f642.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("a\"b'c.pdf", "ab'c.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\u200b\u2066\ufeffb.pdf", "ab.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("name.", "name"),
        ("photo.jpg.php", "photo.jpg.php"),
    ],
)
def test_a_name_becomes_one_that_is_safe_to_show(given_name: str, tidy: str) -> None:
    assert tidy_file_name(given_name) == tidy


def test_a_long_name_keeps_its_ending() -> None:
    assert tidy_file_name("n" * 400 + ".pdf") == "n" * (NAME_LENGTH - 4) + ".pdf"
    assert len(tidy_file_name("ŵ" * 400 + "." + "x" * 400)) <= NAME_LENGTH


@given(st.text(max_size=300))
def test_whatever_the_name_what_is_left_is_harmless(name: str) -> None:
    tidy = tidy_file_name(name)
    assert 0 < len(tidy) <= NAME_LENGTH + 1
    assert not set(tidy) & set('/\\"\r\n\t\0')
    assert tidy.strip(". ")
    assert tidy_file_name(tidy) == tidy
    assert download_name(name, "text/plain").lower().endswith((".txt", ".csv"))
