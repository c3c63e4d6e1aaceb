"""Which kinds of file are taken, judged by the content: a name proves nothing (U-04).

A file that is two things at once is refused, whichever of them is harmless (U-05).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import filetype  # type: ignore[import-untyped]  # publishes no types

from casework.files import office, pdf, pictures
from casework.files.limits import FileLimits
from casework.files.problems import NotTaken

PDF, JPEG, PNG, TEXT = "application/pdf", "image/jpeg", "image/png", "text/plain"
ACCEPTED = {
    PDF: "PDF",
    JPEG: "JPEG picture",
    PNG: "PNG picture",
    office.WORD: "Word",
    office.EXCEL: "Excel",
    TEXT: "Text",
}
# The ending says what the content is, so that no name makes a program of it.
ENDINGS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    office.WORD: (".docx",),
    office.EXCEL: (".xlsx",),
    TEXT: (".txt", ".csv"),
}
HEAD = 4096
# Where readers of PDFs look for a beginning.
PDF_HEAD = 1024
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|script|svg|\?php)\b", re.IGNORECASE)
# Text is what an editor shows: it steers with line ends, tabs and pages alone.
STEERING = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
SOMETHING_ELSE = "This one is something else, whatever its name says"
TWO_THINGS = (
    "This file is two kinds of file at once, which is a way to hide a program. "
    "Save it again from the program that made it, or print it to a PDF"
)


@dataclass(frozen=True)
class Inspected:
    """A file that may be taken; ``has_location`` says that it tells a place (U-08)."""

    content_type: str
    has_location: bool = False


def say_kinds() -> str:
    """The kinds of file that are taken, in words."""
    *most, last = ACCEPTED.values()
    return f"{', '.join(most)} or {last}"


def inspect(content: bytes, limits: FileLimits) -> Inspected:
    """What ``content`` is. NotTaken, with the reason, if it must not be stored.

    Nothing is unpacked to the disk, no picture is decoded, and no program of a
    document is run. What a scanner for viruses would find is not looked for here.
    """
    kind = _sniffed(content[:HEAD])
    if kind not in CHECKS:
        raise _something_else()
    return CHECKS[kind](content, limits)


def _something_else() -> NotTaken:
    return NotTaken(f"The file must be {say_kinds()}. {SOMETHING_ELSE}")


def _sniffed(head: bytes) -> str:
    found: Any = filetype.guess(head)
    kind = str(found.mime) if found else TEXT
    return "application/zip" if kind in (office.WORD, office.EXCEL) else kind


def _text(content: bytes, _limits: FileLimits) -> Inspected:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _something_else() from None
    if STEERING.search(words) or words[:HEAD].lstrip().startswith("<"):
        raise _something_else()
    if b"%PDF-" in content[:PDF_HEAD] or _holds_archive(content):
        raise NotTaken(TWO_THINGS)
    return Inspected(TEXT)


def _pdf(content: bytes, limits: FileLimits) -> Inspected:
    if not content.startswith(b"%PDF-") or _holds_archive(content):
        raise NotTaken(TWO_THINGS)
    pdf.check_pdf(content, most_pages=limits.pages)
    return Inspected(PDF)


def _picture(kind: str) -> Callable[[bytes, FileLimits], Inspected]:
    def check(content: bytes, limits: FileLimits) -> Inspected:
        if _holds_archive(content) or b"%PDF-" in content[:PDF_HEAD]:
            raise NotTaken(TWO_THINGS)
        if MARKUP.search(content):
            raise NotTaken(TWO_THINGS)
        picture = pictures.read_picture(content, most_megapixels=limits.megapixels)
        return Inspected(kind, has_location=picture.has_location)

    return check


def _office(content: bytes, limits: FileLimits) -> Inspected:
    return Inspected(office.check_office(content, limits))


def _holds_archive(content: bytes) -> bool:
    """Whether a program that looks for an archive, from the end, finds one."""
    return zipfile.is_zipfile(io.BytesIO(content))


CHECKS: dict[str, Callable[[bytes, FileLimits], Inspected]] = {
    TEXT: _text,
    PDF: _pdf,
    JPEG: _picture(JPEG),
    PNG: _picture(PNG),
    "application/zip": _office,
}
