"""What is taken by its content, and what is refused with a reason (U-03 to U-05)."""

from __future__ import annotations

import struct
import zipfile

import pikepdf
import pytest

from casework.files.kinds import TWO_THINGS, inspect
from casework.files.limits import UPLOAD_THRESHOLDS, FileLimits
from casework.files.office import EXCEL, WORD
from casework.files.problems import NotTaken
from tests.file_makers import (
    EXCEL_PART,
    TYPES,
    WORD_PART,
    archive,
    chunk,
    jpeg,
    office,
    office_with,
    pdf,
    png,
    relation,
    segment,
    with_act,
)

SHIPPED = {key.removeprefix("upload_"): value for key, _, value, _ in UPLOAD_THRESHOLDS}
LIMITS = FileLimits(**SHIPPED)
SMALL = FileLimits(**{**SHIPPED, "pages": 3, "megapixels": 1, "parts": 5})


def refusal(content: bytes, limits: FileLimits = LIMITS) -> str:
    """The sentence; the test fails if the file is taken."""
    with pytest.raises(NotTaken) as refused:
        inspect(content, limits)
    return str(refused.value)


def ending(content: bytes, tail: bytes) -> bytes:
    return content[: -len(tail)] + tail


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), "application/pdf"),
        (pdf(3), "application/pdf"),
        (png(), "image/png"),
        (jpeg(), "image/jpeg"),
        (office(), WORD),
        (office(main=EXCEL_PART), EXCEL),
        (office("word/media/image1.png", "word/theme/theme1.xml"), WORD),
        (office("xl/printerSettings/printerSettings1.bin", main=EXCEL_PART), EXCEL),
        ("Ŵyl: nodyn\n=1+1\n".encode(), "text/plain"),
        (b"\xef\xbb\xbfName;Day\r\nA;1\r\n", "text/plain"),
    ],
)
def test_good_files_are_taken_for_what_they_are(content: bytes, kind: str) -> None:
    assert inspect(content, LIMITS).content_type == kind


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\n\t<svg onload=alert(1)>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>',
        b"<html><hta:application/></html>",
        b"MZ\x90\x00",
        b"\x7fELF\x02\x01",
        b"L\0\0\0\x01\x14\x02\0" + bytes(16),  # a shortcut of Windows
        b"{\\rtf1\\ansi}\0",
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"GIF89a/*<script>alert(1)</script>*/",
        b"a\x00b",
        b"\xff\xfeA\0",
        b"caf\xe9",
        bytes(range(256)),
        b"BM" + bytes(60),
        b"7z\xbc\xaf\x27\x1c" + bytes(26),
        b"Rar!\x1a\x07\0" + bytes(20),
        b"\x1f\x8b\x08" + bytes(20),
    ],
)
def test_other_kinds_are_refused_whatever_their_name(content: bytes) -> None:
    assert "This one is something else" in refusal(content)


# -- Archives and office files -------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (archive({"a.txt": "x"}), "Archives are not taken"),
        (archive({"word/a.xml": "x"}), "Archives are not taken"),
        (office()[:-30], "Archives are not taken"),
        (office("../../etc/passwd.xml"), "Archives are not taken"),
        (office("/etc/passwd.xml"), "Archives are not taken"),
        (office("word\\..\\a.xml"), "Archives are not taken"),
        (office("c:/a.xml"), "Archives are not taken"),
        (office("WORD/document.xml"), "Archives are not taken"),
        (office("word/vbaProject.bin"), "macros"),
        (office("word/VBAPROJECT.xml"), "macros"),
        (office("xl/macrosheets/sheet1.xml", main=EXCEL_PART), "macros"),
        (office("word/activeX/activeX1.xml"), "macros"),
        (
            archive(
                {
                    "[Content_Types].xml": TYPES.replace(
                        "/>",
                        '><Default Extension="xml" ContentType="application/'
                        'vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
                    ),
                    WORD_PART: "x",
                }
            ),
            "macros",
        ),
        (office("word/embeddings/oleObject1.bin"), "another file inside"),
        (office("word/media/inner.zip"), "another file inside"),
        (office("word/media/inner.docx"), "another file inside"),
        (office("word/media/run.exe"), "another file inside"),
        (office("word/media/drawing.svg"), "another file inside"),
        (office("xl/externalLinks/externalLink1.xml"), "another file inside"),
    ],
)
def test_what_an_office_file_must_not_hold(content: bytes, says: str) -> None:
    assert says in refusal(content)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "https://evil.example.org/t.dotm"),
        ("oleObject", "file:///c:/a"),
        ("image", "https://evil.example.org/1x1.png"),
        ("frame", "https://evil.example.org"),
        ("hyperlink", "file://server/share"),
        ("hyperlink", "\\\\server\\share"),
        ("hyperlink", "javascript:alert(1)"),
    ],
)
def test_what_an_office_file_must_not_fetch(kind: str, target: str) -> None:
    content = office_with({"word/_rels/document.xml.rels": relation(kind, target)})
    assert "fetches something from another place" in refusal(content)


def test_a_hidden_spelling_of_external_is_understood() -> None:
    hidden = relation("oleObject", "http://x.example.org", "&#69;xternal")
    content = office_with({"word/_rels/document.xml.rels": hidden})
    assert "fetches something from another place" in refusal(content)


@pytest.mark.parametrize("mode", ["External", "Internal"])
def test_a_link_to_click_and_a_part_of_the_file_are_no_harm(mode: str) -> None:
    kind = "hyperlink" if mode == "External" else "image"
    said = relation(kind, "https://www.example.org/help", mode)
    content = office_with({"word/_rels/document.xml.rels": said})
    assert inspect(content, LIMITS).content_type == WORD


def test_entities_in_a_naming_part_are_never_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert refusal(office_with({"_rels/.rels": bomb}))


def test_a_bomb_is_seen_in_the_directory() -> None:
    """500 MB of nothing in half a megabyte: nothing of it is unpacked here."""
    zeros = office_with({"word/media/a.xml": bytes(60 * 1024 * 1024)})
    assert len(zeros) < 100_000
    assert "unpacks to far more" in refusal(zeros)


def test_a_large_table_that_packs_well_is_no_bomb() -> None:
    rows = "".join(f"<c r='A{n}'><v>{n * 7919}</v></c>" for n in range(100_000))
    content = office_with({"word/styles.xml": rows})
    assert inspect(content, LIMITS).content_type == WORD


def test_parts_that_share_bytes_are_refused() -> None:
    """The way of the bomb that is small and not nested: every part is the same one."""
    content = office("word/a.xml")
    at = content.rindex(b"PK\x01\x02")
    twisted = content[:at] + content[at : at + 42] + bytes(4) + content[at + 46 :]
    assert refusal(twisted)


def test_a_bomb_in_a_naming_part_is_read_up_to_a_limit() -> None:
    limits = FileLimits(**{**SHIPPED, "ratio": 5_000})
    content = office_with({"word/_rels/a.xml.rels": b" " * (3 * 1024 * 1024)})
    assert "unpacks to far more" in refusal(content, limits)


def test_parts_are_counted_before_they_are_read() -> None:
    assert "unpacks to far more" in refusal(office("word/a.xml", *names(5)), SMALL)
    lying = office("word/a.xml", *names(5))
    lying = lying[:-14] + b"\1\0\1\0" + lying[-10:]
    assert "unpacks to far more" in refusal(lying, SMALL)


def names(count: int) -> list[str]:
    return [f"word/p{number}.xml" for number in range(count)]


def test_a_link_of_the_file_system_is_refused() -> None:
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = 0o120777 << 16
    import io  # noqa: PLC0415

    made = io.BytesIO(office())
    with zipfile.ZipFile(made, "a") as file:
        file.writestr(link, "/etc/passwd")
    assert "Archives are not taken" in refusal(made.getvalue())


def test_a_part_with_a_password_or_a_strange_packing_is_refused() -> None:
    content = office()
    at = content.rindex(b"PK\x01\x02") + 8
    secret = content[:at] + b"\1" + content[at + 1 :]
    assert "password" in refusal(secret)
    rare = archive(
        {"[Content_Types].xml": TYPES, WORD_PART: "x"}, pack=zipfile.ZIP_LZMA
    )
    assert "Archives are not taken" in refusal(rare)


# -- PDF -------------------------------------------------------------------------------
def attach(file: pikepdf.Pdf) -> None:
    file.attachments["notes.txt"] = b"x"


NAME = pikepdf.Name


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (with_act(S=NAME.JavaScript, JS="app.alert(1)"), "JavaScript"),
        (with_act(S=NAME.Launch, F="cmd.exe"), "starts another program"),
        (with_act(S=NAME.GoToE, D="x"), "another file inside"),
        (attach, "another file inside"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_with_a_program_or_a_file_is_refused(
    change: object, says: str, *, packed: bool
) -> None:
    mode = pikepdf.ObjectStreamMode
    how = mode.generate if packed else mode.disable
    content = pdf(change=change, object_stream_mode=how)
    assert (b"JavaScript" in content) is (says == "JavaScript" and not packed)
    assert says in refusal(content)


def test_a_name_spelled_in_numbers_is_the_same_name() -> None:
    content = pdf(change=with_act(S=NAME.JavaScript, JS="x"), linearize=False)
    assert "JavaScript" in refusal(content.replace(b"/JavaScript", b"/J#61v#61Script"))


def test_a_pdf_with_a_password_or_damage_is_refused() -> None:
    locked = pdf(encryption=pikepdf.Encryption(owner="o", user="u"))
    assert "protected by a password" in refusal(locked)
    open_to_read = pdf(encryption=pikepdf.Encryption(owner="o", user=""))
    assert "protected by a password" in refusal(open_to_read)
    assert "damaged" in refusal(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")


def test_pages_are_counted() -> None:
    assert inspect(pdf(3), SMALL).content_type == "application/pdf"
    assert "3 pages or fewer" in refusal(pdf(4), SMALL)


# -- Pictures --------------------------------------------------------------------------
@pytest.mark.parametrize("make", [png, jpeg])
def test_a_picture_is_measured_and_never_decoded(make: object) -> None:
    assert callable(make)
    assert "200 million pixels" in refusal(make(width=30_000, height=30_000))
    assert inspect(make(width=1_000, height=1_000), SMALL).content_type
    assert "1 million pixels" in refusal(make(width=1_001, height=1_000), SMALL)
    assert "damaged" in refusal(make(width=0))


@pytest.mark.parametrize(
    "content",
    [
        png()[:-12],
        png() + b"<html>",
        png() + b"more",
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0xFFFFFFFF) + b"IHDR",
        jpeg()[:-2],
        jpeg()[:30],
        b"\xff\xd8\xff\xe0\x00\x00" + bytes(30),
    ],
)
def test_a_damaged_picture_is_refused(content: bytes) -> None:
    assert refusal(content)


# -- Two kinds at once (U-05) -----------------------------------------------------
@pytest.mark.parametrize(
    "content",
    [
        pdf() + archive({"a.txt": "x"}),
        b"GIF89a" + pdf(),
        jpeg() + archive({"a.txt": "x"}),
        b"notes\n" + archive({"a.txt": "x"}, pack=zipfile.ZIP_STORED),
        b"notes\n" + pdf(),
        jpeg(segment(0xFE, b"<script>alert(1)</script>")),
        jpeg(segment(0xFE, b"%PDF-1.7")),
        png(1, 1, chunk(b"tEXt", b"a\0<html><body>")),
        png(1, 1, chunk(b"tEXt", b"a\0<?php system(1)")),
        office() + b"<html>",
        b"MZ" + office(),
        pdf() + office(),
    ],
)
def test_a_file_that_is_two_kinds_at_once_is_refused(content: bytes) -> None:
    assert refusal(content)


def test_a_picture_and_an_archive_say_that_they_are_two() -> None:
    assert refusal(jpeg() + archive({"a": "x"})) == TWO_THINGS
    assert "before or after its own content" in refusal(office() + b"<html>")
