"""PDFs: how many pages, and whether they carry programs or files (U-04, U-07).

A damaged PDF can take a reader's memory and time, so it is read by a process of its
own that has little of both (``pdf_reader``).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

from casework.files import pdf_reader
from casework.files.problems import NotTaken

SECONDS = 20
SAYS = {
    "script": "This PDF holds a program (JavaScript). Print it to a PDF and add that",
    "launch": "This PDF starts another program. Print it to a PDF and add that",
    "files": (
        "This PDF holds another file inside. Add that one by itself, or print this "
        "one to a PDF"
    ),
    "media": "This PDF holds a film or sound. Print it to a PDF and add that",
    "form": (
        "This PDF is a form that can run programs (XFA). Print it to a PDF and add that"
    ),
}
PROTECTED = "This PDF is protected by a password. Save it without one"
UNREADABLE = "This PDF is damaged or cannot be read. Print it to a PDF and add that"


def _spelled(name: str) -> str:
    """A pattern for a name of PDF: each letter may be written as #xx."""
    return "/" + "".join(f"(?:{letter}|#{ord(letter):02x})" for letter in name)


# What a reader more lenient than ours could come to, had the file hidden it.
RAW = {
    "script": re.compile(_spelled("JavaScript").encode(), re.IGNORECASE),
    "launch": re.compile(_spelled("Launch").encode(), re.IGNORECASE),
    "files": re.compile(_spelled("EmbeddedFile").encode(), re.IGNORECASE),
}


def check_pdf(content: bytes, *, most_pages: int) -> None:
    """NotTaken for a PDF with a program, a file, too many pages, or none to read."""
    for name, pattern in RAW.items():
        if pattern.search(content):
            raise NotTaken(SAYS[name])
    said = _ask_reader(content)
    if said.get("protected"):
        raise NotTaken(PROTECTED)
    for name in said.get("found", ()):
        raise NotTaken(SAYS[name])
    pages = said.get("pages", 0)
    if not pages:
        raise NotTaken(UNREADABLE)
    if pages > most_pages:
        raise NotTaken(f"The PDF must have {most_pages:,} pages or fewer. Split it")


def _ask_reader(content: bytes) -> dict[str, Any]:
    """What the reader found; nothing if it gave up, died or took too long."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", pdf_reader.__file__],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        said: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return {}
    return said
