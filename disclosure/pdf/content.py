"""What a script is made of, and what is refused before any of it is printed."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from disclosure.pdf import printable
from disclosure.pdf.problems import DocumentRefused
from disclosure.pdf.words import NO_DISCLOSURE

MAX_WORDS = 20_000  # characters: about two hours of reading aloud
MAX_LINES = 1_000
MAX_NAME = 80  # what the foot of a page and the watermark can hold
MAX_MARKING = 60  # on every page twice, so never cut off
MAX_DESCRIPTION = 300
# A reference is in the title of the file, so nothing that could be a name passes.
REFERENCE = re.compile(r"[A-Z]{2,4}-\d{2}-\d{4,8}-[A-Z]")


class DocumentKind(StrEnum):
    """The documents that can be printed."""

    DISCLOSURE = "disclosure_script"
    NO_DISCLOSURE = "no_disclosure_script"


@dataclass(frozen=True, slots=True)
class ScriptContent:
    """Everything a script may say.

    There is no field for the applicant, and none for why nothing is disclosed: what
    is not here cannot be printed (clares-law 4.2).
    """

    reference: str
    kind: str
    approved_words: str
    recipient_description: str
    version_hash: str
    approved_by_role: str
    approved_on: dt.date
    marking: str
    unit_name: str
    printed_by: str
    printed_at: dt.datetime
    copy_number: int


def version_hash(text: str) -> str:
    """The SHA-256 of the normalised ``text``, in 64 hexadecimal digits."""
    spoken = printable.normalised(text).encode("utf-8", "surrogatepass")
    return hashlib.sha256(spoken).hexdigest()


def check_content(content: ScriptContent) -> None:
    """Raises ``DocumentRefused`` unless ``content`` may be printed.

    Words that differ from their hash were changed after approval (guard of the
    delivery: the script that is read is the one that was approved).
    """
    _check_sizes(content)
    if content.kind not in set(DocumentKind):
        raise DocumentRefused("There is no such document.")
    if not REFERENCE.fullmatch(content.reference):
        raise DocumentRefused("The reference is not the reference of a case.")
    if content.copy_number < 1:
        raise DocumentRefused("Copies are numbered from 1.")
    if content.printed_at.tzinfo is None:
        raise DocumentRefused("The time of printing needs a time zone.")
    if content.version_hash != version_hash(content.approved_words):
        raise DocumentRefused(
            "The words are not the ones that were approved. Have them approved again."
        )
    if content.kind == DocumentKind.NO_DISCLOSURE and not _are_standard(content):
        raise DocumentRefused(
            "The words of a no-disclosure are the same in every case and cannot be"
            " changed in one."
        )


def _are_standard(content: ScriptContent) -> bool:
    return content.version_hash == version_hash(NO_DISCLOSURE.text)


def _check_sizes(content: ScriptContent) -> None:
    words = content.approved_words
    # Of the raw text first: nothing else works through 2 MB.
    if len(words) > MAX_WORDS:
        raise DocumentRefused(_too_long(len(words)))
    if len(words.splitlines()) > MAX_LINES:
        raise DocumentRefused(f"A script can have {MAX_LINES:,} lines at most.")
    printed = printable.printable(words)
    if not printed.strip():
        raise DocumentRefused("There are no approved words to print.")
    if len(printed) > MAX_WORDS:
        message = "Signs that can only be printed by their names are counted so."
        raise DocumentRefused(f"{_too_long(len(printed))} {message}")
    short = (
        ("marking", content.marking, MAX_MARKING),
        ("name of the unit", content.unit_name, MAX_MARKING),
        ("name of who prints", content.printed_by, MAX_NAME),
        ("role of who approved", content.approved_by_role, MAX_NAME),
        ("description of who is told", content.recipient_description, MAX_DESCRIPTION),
    )
    for label, value, limit in short:
        _check_line(label, value, limit)


def _too_long(count: int) -> str:
    return f"The words have {count:,} characters. A script can have {MAX_WORDS:,}."


def _check_line(label: str, value: str, limit: int) -> None:
    if len(value) > limit or len(printed := printable.line(value)) > limit:
        raise DocumentRefused(f"The {label} can have {limit} characters at most.")
    if not printed:
        raise DocumentRefused(f"The {label} is missing.")
